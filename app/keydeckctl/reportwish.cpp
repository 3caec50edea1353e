#include "app/keydeckctl/reportwish.h"

#include "core/base/format.h"
#include "core/report/keystatement.h"
#include "core/usage/periodtext.h"

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> wrong(const QString &what)
{
    return failure(ErrorCode::InvalidInput, u"%1; see keydeckctl report --help."_s.arg(what));
}

QString listOf(const QStringList &ids)
{
    return ids.join(u", "_s);
}

Result<> readFormat(const Context &context, ReportWish &wish)
{
    QStringList ids;
    for (const ReportFormat format : AllReportFormats)
        ids += reportFormatId(format);
    const QString id = context.has(Option::Format) ? context.value(Option::Format)
        : wish.isStatement                         ? u"html"_s
                                                   : u"csv"_s;
    const auto format = reportFormatFromId(id);
    if (!format)
        return wrong(u"--format “%1” is none of %2"_s.arg(displayText(id), listOf(ids)));
    wish.format = *format;
    if (wish.isStatement && !isDocument(*format))
        return wrong(
            u"--statement is a page to read, and %1 is for programs: leave --format out, or "
            "name another one"_s.arg(id));
    return {};
}

Result<> readStyle(const Context &context, ReportWish &wish)
{
    const bool isStyled = context.has(Option::Separator) || context.has(Option::Bom);
    if (isStyled && wish.format != ReportFormat::Csv)
        return wrong(u"--separator and --bom are for csv"_s);
    wish.style.csv.hasByteOrderMark = context.has(Option::Bom);
    const QString separator
        = context.has(Option::Separator) ? context.value(Option::Separator) : u","_s;
    if (separator == u"tab"_s)
        wish.style.csv.separator = '\t';
    else if (separator == u","_s || separator == u";"_s)
        wish.style.csv.separator = separator.front().toLatin1();
    else
        return wrong(u"--separator “%1” is none of “,”, “;” and tab"_s.arg(displayText(separator)));
    return {};
}

Result<> readPaper(const Context &context, ReportWish &wish)
{
    if (!context.has(Option::Paper))
        return {};
    if (wish.format != ReportFormat::Pdf)
        return wrong(u"--paper is for pdf"_s);
    const QString paper = context.value(Option::Paper);
    if (paper != u"a4"_s && paper != u"letter"_s)
        return wrong(u"--paper “%1” is neither a4 nor letter"_s.arg(displayText(paper)));
    wish.style.pdf.paper = paper == u"a4"_s ? PdfOptions::Paper::A4 : PdfOptions::Paper::Letter;
    return {};
}

Result<> readFields(const Context &context, ReportWish &wish)
{
    if (!context.has(Option::Columns))
        return {};
    wish.spec.fields.clear();
    for (const QString &id : context.value(Option::Columns).split(u',')) {
        const auto field = reportFieldFromId(id.trimmed());
        if (!field) {
            QStringList ids;
            for (int each = 0; each < ReportFields; ++each)
                ids += reportFieldId(ReportField(each));
            return wrong(u"--columns “%1” is none of %2"_s.arg(displayText(id), listOf(ids)));
        }
        if (!wish.spec.fields.contains(*field))
            wish.spec.fields.append(*field);
    }
    return {};
}

Result<> readGrouping(const Context &context, ReportWish &wish)
{
    if (!context.has(Option::GroupBy))
        return {};
    const auto grouping = reportGroupingFromId(context.value(Option::GroupBy));
    if (!grouping)
        return wrong(u"--group-by “%1” is none of none, model, status and tags"_s.arg(
            displayText(context.value(Option::GroupBy))));
    wish.spec.grouping = *grouping;
    return {};
}

Result<> readPeriod(const Context &context, ReportWish &wish)
{
    if (!context.has(Option::Period))
        return {};
    return parsePeriod(context.value(Option::Period), context.clock.nowMs())
        .map([&](const PeriodChoice &period) { wish.spec.period = period; });
}

Result<> readQuery(const Context &context, ReportWish &wish)
{
    wish.spec.query = context.value(Option::Query);
    if (!wish.spec.query.isEmpty() && !context.invocation.arguments.isEmpty())
        return wrong(u"Give selectors or --query, not both"_s);
    return {};
}

/// What it tells is always the same: what cannot be chosen is not passed over in silence.
Result<ReportWish> statementWish(const Context &context, ReportWish wish)
{
    for (const Option option :
        {Option::Columns, Option::GroupBy, Option::Title, Option::NoCharts, Option::Reveal}) {
        if (context.has(option))
            return wrong(u"A statement takes no %1"_s.arg(optionName(option)));
    }
    const QString query = wish.spec.query;
    wish.spec = statementSpec(wish.spec.period);
    wish.spec.query = query;
    return wish;
}

} // namespace

Result<ReportWish> reportWish(const Context &context)
{
    ReportWish wish;
    wish.isStatement = context.has(Option::Statement);
    for (const auto &read :
        {readFormat, readStyle, readPaper, readFields, readGrouping, readPeriod, readQuery}) {
        if (const Result<> done = read(context, wish); !done)
            return tl::make_unexpected(done.error());
    }
    if (wish.isStatement)
        return statementWish(context, wish);
    wish.spec.title = context.value(Option::Title);
    if (context.has(Option::NoCharts))
        wish.spec.hasCourse = wish.spec.hasRanking = false;
    wish.isStateAlone = wish.format == ReportFormat::Csv && !context.has(Option::Period)
        && !context.has(Option::Columns) && !context.has(Option::GroupBy);
    return wish;
}

} // namespace keydeck
