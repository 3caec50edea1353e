#include "app/keydeckctl/completionvalues.h"

#include "core/import/importfield.h"
#include "core/query/querycompletion.h"
#include "core/report/reportformat.h"
#include "core/report/reportspec.h"
#include "core/rules/keystatus.h"

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

using Kind = Completion::Kind;

Completion words(const QStringList &texts)
{
    Completion completion;
    for (const QString &text : texts)
        completion.words.append({text});
    return completion;
}

Completion statuses()
{
    Completion completion;
    for (const KeyStatus status : AllKeyStatuses)
        completion.words.append({statusId(status), statusWord(status)});
    return completion;
}

Completion formats(const TypedLine &line)
{
    Completion completion;
    const bool reads = line.command() && line.command()->name == "import"_L1;
    for (const ReportFormat format : AllReportFormats) {
        if (!reads || !isDocument(format))
            completion.words.append({reportFormatId(format), reportFormatTitle(format)});
    }
    return completion;
}

Completion groupings()
{
    QStringList ids;
    for (const ReportGrouping grouping :
        {ReportGrouping::None, ReportGrouping::Model, ReportGrouping::Status, ReportGrouping::Tags})
        ids += reportGroupingId(grouping);
    return words(ids);
}

/// The next column behind those that stand there.
Completion columns(const QString &typed)
{
    Completion completion{Kind::Parts};
    const QString begun = typed.first(typed.lastIndexOf(u',') + 1);
    const QStringList given = begun.split(u',', Qt::SkipEmptyParts);
    for (int each = 0; each < ReportFields; ++each) {
        const QString id = reportFieldId(ReportField(each));
        if (!given.contains(id))
            completion.words.append({begun + id, reportFieldTitle(ReportField(each))});
    }
    return completion;
}

Completion importFields()
{
    Completion completion{Kind::Parts};
    for (int each = 0; each < ImportFieldCount; ++each)
        completion.words.append({importFieldId(ImportField(each)) + u'='});
    return completion;
}

Completion query(const QString &typed, const NamesOf &namesOf)
{
    const auto texts = [&](NamedThing thing) {
        QStringList all;
        for (const CompletionWord &word : namesOf(thing))
            all += word.text;
        return all;
    };
    const QueryCompletion found
        = completeQuery(typed, typed.size(), {texts(NamedThing::Model), texts(NamedThing::Tag)});
    Completion completion{Kind::Parts};
    for (const QueryProposal &proposal : found.proposals)
        completion.words.append(
            {typed.first(found.begin) + proposal.text.trimmed(), proposal.meaning});
    return completion;
}

Completion times(Option option)
{
    switch (option) {
    case Option::Expires:
        return words({u"+7d"_s, u"+30d"_s, u"+90d"_s, u"+365d"_s});
    case Option::By:
        return words({u"7d"_s, u"30d"_s, u"90d"_s, u"365d"_s, u"end-of-month"_s});
    case Option::Grace:
        return words({u"0"_s, u"1h"_s, u"24h"_s, u"7d"_s});
    case Option::Since:
        return words({u"24h"_s, u"7d"_s, u"4w"_s});
    case Option::Interval:
        return words({u"60s"_s, u"5m"_s});
    case Option::Period:
        return words({u"24h"_s, u"7d"_s, u"30d"_s, u"this-month"_s, u"last-month"_s});
    default:
        return {};
    }
}

} // namespace

Completion optionValues(Option option, const TypedLine &line, const NamesOf &namesOf)
{
    switch (option) {
    case Option::Store:
    case Option::Output:
        return {Kind::Files};
    case Option::Profile:
        return {Kind::Words, namesOf(NamedThing::Profile)};
    case Option::Tag:
    case Option::Add:
    case Option::Remove:
        return {Kind::Words, namesOf(NamedThing::Tag)};
    case Option::Model:
        return {Kind::Words, namesOf(NamedThing::Model)};
    case Option::Status:
        return statuses();
    case Option::Query:
        return query(line.current(), namesOf);
    case Option::Format:
        return formats(line);
    case Option::GroupBy:
        return groupings();
    case Option::Columns:
        return columns(line.current());
    case Option::Map:
        return importFields();
    case Option::Separator:
        return words({u","_s, u";"_s, u"tab"_s});
    case Option::Paper:
        return words({u"a4"_s, u"letter"_s});
    case Option::Gateway:
        return words({u"http://127.0.0.1:3000"_s});
    default:
        return times(option);
    }
}

} // namespace keydeck
