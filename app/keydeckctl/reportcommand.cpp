#include "app/keydeckctl/commands.h"
#include "app/keydeckctl/keptnotes.h"
#include "app/keydeckctl/profileoptions.h"
#include "app/keydeckctl/reportwish.h"
#include "app/keydeckctl/terminal.h"
#include "app/keydeckctl/wantedquery.h"
#include "core/base/format.h"
#include "core/query/querymatches.h"
#include "core/report/keyreport.h"
#include "core/report/keystatement.h"
#include "core/report/reportfile.h"
#include "core/report/reporthistory.h"

#include <QFileInfo>
#include <QJsonObject>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

Result<> checkTarget(const Context &context, const QString &output)
{
    return storePath(context)
        .and_then([&](const QString &store) { return checkReportTarget(output, store); })
        .and_then([&]() -> Result<> {
            if (QFileInfo::exists(output) && !context.has(Option::Force))
                return failure(ErrorCode::Failed,
                    u"%1 exists already and is left as it is: choose another file, or replace it "
                    "with --force."_s.arg(output));
            return {};
        });
}

Result<> writeFile(
    const Context &context, const ReportWish &wish, const QByteArray &content, qsizetype keys)
{
    const QString output = context.value(Option::Output);
    return writeReport(output, content, context.has(Option::Reveal)).and_then([&]() -> Result<> {
        if (!context.json())
            return {};
        return print(QJsonDocument(QJsonObject{
            {u"path"_s, output}, {u"format"_s, reportFormatId(wish.format)}, {u"keys"_s, keys}}));
    });
}

/// Those that selectors name, or that a query finds, or all; in file order but for selectors.
Result<std::vector<qsizetype>> chosenRecords(
    const Context &context, const KeySet &keys, const KeyNotes &notes)
{
    if (!context.invocation.arguments.isEmpty())
        return selectedKeys(context, keys);
    if (const Result<> checked = checkQueryHoldsNoKey(context, keys); !checked)
        return tl::make_unexpected(checked.error());
    const Result<Query> query = wantedQuery(context);
    if (!query)
        return tl::make_unexpected(query.error());
    const std::vector<char> fits = queryMatches(*query, keys, notes, context.clock.nowMs());
    std::vector<qsizetype> records;
    for (qsizetype i = 0; i < keys.size(); ++i) {
        if (fits[size_t(i)])
            records.push_back(i);
    }
    return records;
}

/// What the history knows; what stands in its way is said by the report.
void addHistory(const Context &context, const ReportWish &wish, ReportSource &source)
{
    if (context.historyFolder.isEmpty()) {
        source.historyFailure = u"Keydeck has no folder for it: set HOME or XDG_DATA_HOME."_s;
        return;
    }
    const auto history = UsageHistory::open({context.historyFolder, source.storePath});
    if (!history) {
        source.historyFailure = history.error().message;
        return;
    }
    if (!(*history)->notice().isEmpty())
        note((*history)->notice());
    readReportHistory(**history, wish.spec, source);
}

Result<ReportSource> sourceOf(const Context &context, const ReportWish &wish, const KeySet &keys)
{
    ReportSource source;
    source.keys = keys;
    const Result<KeyNotes> notes = neededNotes(context);
    if (!notes)
        return tl::make_unexpected(notes.error());
    source.notes = *notes;
    const auto records = chosenRecords(context, keys, *notes);
    const auto path = storePath(context);
    if (!records || !path)
        return tl::make_unexpected(records ? path.error() : records.error());
    if (wish.isStatement && records->size() != 1)
        return failure(ErrorCode::InvalidInput,
            u"--statement is of one key, and %1 are chosen: name it by a SELECTOR."_s.arg(
                records->size()));
    source.records = *records;
    source.storePath = QFileInfo(*path).absoluteFilePath();
    if (const auto gateway = gatewayOf(context))
        source.gateway = gateway->baseUrl.toString(QUrl::RemoveUserInfo);
    source.nowMs = context.clock.nowMs();
    source.period = periodOf(wish.spec.period, source.nowMs);
    source.revealsKeys = context.has(Option::Reveal);
    return source;
}

Result<QByteArray> content(const Context &context, const ReportWish &wish, ReportSource &source)
{
    if (wish.isStateAlone) {
        ReportOptions options;
        options.revealKeys = source.revealsKeys;
        return csvText(
            keyReport(source.keys, source.records, source.nowMs, options), wish.style.csv);
    }
    addHistory(context, wish, source);
    if (wish.isStatement)
        return documentBytes(keyStatement(source), wish.format, wish.style);
    const UsageReport report = usageReport(wish.spec, source);
    if (report.revealsKeys)
        note(u"The report has whole keys in it: whoever has it can use them."_s);
    return reportBytes(report, wish.format, wish.style);
}

} // namespace

Result<> runReport(const Context &context)
{
    const Result<ReportWish> wish = reportWish(context);
    if (!wish)
        return tl::make_unexpected(wish.error());
    const bool hasFile = context.has(Option::Output);
    if (context.json() && !hasFile)
        return failure(ErrorCode::InvalidInput,
            u"With --json the report needs --output, since standard output then says where it "
            "went; see keydeckctl report --help."_s);
    if (!hasFile && wish->format == ReportFormat::Pdf && terminalColumns() > 0)
        return failure(ErrorCode::InvalidInput,
            u"A PDF is nothing for a terminal: name a file with --output, or send it on with | or >."_s);
    if (hasFile) {
        if (const Result<> free = checkTarget(context, context.value(Option::Output)); !free)
            return free;
    }
    return loadKeys(context).and_then([&](const KeySet &keys) {
        return sourceOf(context, *wish, keys).and_then([&](ReportSource source) {
            return content(context, *wish, source).and_then([&](const QByteArray &bytes) {
                return hasFile ? writeFile(context, *wish, bytes, qsizetype(source.records.size()))
                               : print(bytes);
            });
        });
    });
}

} // namespace keydeck
