#include "app/endsignals.h"
#include "app/keydeckctl/commands.h"
#include "app/keydeckctl/profileoptions.h"
#include "app/keydeckctl/recordrun.h"
#include "core/base/duration.h"
#include "core/base/format.h"
#include "core/rules/jsdate.h"

#include <QCoreApplication>
#include <QJsonObject>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 ShortestIntervalMs = 1000;
constexpr qint64 LongestIntervalMs = 24LL * 60 * 60 * 1000;

Result<qint64> interval(const Context &context)
{
    if (!context.has(Option::Interval))
        return RecordRun::Settings().intervalMs;
    return parseDuration(context.value(Option::Interval)).and_then([](qint64 ms) -> Result<qint64> {
        if (ms >= ShortestIntervalMs && ms <= LongestIntervalMs)
            return ms;
        return failure(ErrorCode::InvalidInput,
            u"--interval is between 1s and 24h; see keydeckctl record --help."_s);
    });
}

Result<> recordOnce(const Context &context, RecordRun &run)
{
    return run.look().and_then([&](qsizetype keys) {
        if (!context.json())
            return print(u"Recorded %1.\n"_s.arg(
                keys == 1 ? u"1 key"_s : u"%1 keys"_s.arg(formatCount(double(keys)))));
        return print(QJsonDocument(
            QJsonObject{{u"keys"_s, keys}, {u"recorded_at"_s, toIsoString(context.clock.nowMs())},
                {u"database"_s, run.databasePath()}}));
    });
}

Result<> recordOn(const Context &context, RecordRun &run, const QString &path)
{
    EndSignals signal;
    QObject::connect(&signal, &EndSignals::asked, &signal, &QCoreApplication::quit);
    if (!context.json()) {
        if (const Result<> said = print(u"Recording %1 until Ctrl+C.\n"_s.arg(displayText(path)));
            !said)
            return said;
    }
    run.start();
    QCoreApplication::exec();
    return {};
}

Result<> record(const Context &context, const QString &path, qint64 intervalMs)
{
    const auto gateway = gatewayOf(context);
    // A profile may say that its gateway is never asked about keys.
    const bool isMeant
        = context.has(Option::Gateway) || !context.profile || context.profile->pollsPerMinute > 0;
    const bool asks = gateway && isMeant;
    StatsClient client(gateway.value_or(GatewaySettings()), context.clock);
    if (const Result<> usable = asks ? client.checkSettings() : Result<>(); !usable)
        return usable;
    if (context.historyFolder.isEmpty())
        return failure(ErrorCode::Failed,
            u"Keydeck has no folder to keep the usage history in: set HOME or XDG_DATA_HOME."_s);

    KeyStore store(path, context.cache, context.clock);
    RecordRun run({{context.historyFolder, path}, intervalMs, asks ? &client : nullptr}, store,
        context.clock);
    QObject::connect(&run, &RecordRun::said, &run, &note);
    return context.has(Option::Once) ? recordOnce(context, run) : recordOn(context, run, path);
}

} // namespace

Result<> runRecord(const Context &context)
{
    return interval(context).and_then([&](qint64 intervalMs) {
        return storePath(context).and_then(
            [&](const QString &path) { return record(context, path, intervalMs); });
    });
}

} // namespace keydeck
