#include "app/keydeckctl/commands.h"
#include "core/base/format.h"
#include "core/report/csvwriter.h"
#include "core/report/keyreport.h"
#include "core/report/reportfile.h"

#include <QFileInfo>
#include <QJsonObject>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

Result<> checkOptions(const Context &context)
{
    const QString format = context.has(Option::Format) ? context.value(Option::Format) : u"csv"_s;
    if (format != u"csv"_s)
        return failure(ErrorCode::InvalidInput,
            u"--format “%1” is not csv; see keydeckctl report --help."_s.arg(displayText(format)));
    if (context.json() && !context.has(Option::Output))
        return failure(ErrorCode::InvalidInput,
            u"With --json the report needs --output, since standard output then says where it "
            u"went; "
            "see keydeckctl report --help."_s);
    return {};
}

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

Result<> writeFile(const Context &context, const ReportTable &table)
{
    const QString output = context.value(Option::Output);
    return checkTarget(context, output)
        .and_then([&] { return writeReport(output, csvText(table), context.has(Option::Reveal)); })
        .and_then([&]() -> Result<> {
            if (!context.json())
                return {};
            return print(QJsonDocument(QJsonObject{
                {u"path"_s, output}, {u"format"_s, u"csv"_s}, {u"keys"_s, table.rows.size()}}));
        });
}

} // namespace

Result<> runReport(const Context &context)
{
    if (const auto checked = checkOptions(context); !checked)
        return checked;
    return loadKeys(context).and_then([&](const KeySet &keys) {
        ReportOptions options;
        options.revealKeys = context.has(Option::Reveal);
        const ReportTable table = keyReport(keys, context.clock.nowMs(), options);
        return context.has(Option::Output) ? writeFile(context, table) : print(csvText(table));
    });
}

} // namespace keydeck
