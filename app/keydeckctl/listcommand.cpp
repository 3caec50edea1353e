#include "app/keydeckctl/commands.h"
#include "app/keydeckctl/terminal.h"
#include "core/base/fingerprint.h"
#include "core/base/format.h"
#include "core/report/keyjson.h"
#include "core/rules/keystatus.h"

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

const QString Nothing = u"–"_s;

/// Which keys: all of them without --status.
Result<std::optional<KeyStatus>> wantedStatus(const Context &context)
{
    if (!context.has(Option::Status))
        return std::nullopt;
    const QString id = context.value(Option::Status);
    if (const auto status = statusFromId(id))
        return status;
    QStringList ids;
    for (const KeyStatus status : AllKeyStatuses)
        ids += statusId(status);
    return failure(ErrorCode::InvalidInput,
        u"--status “%1” is none of %2; see keydeckctl list --help."_s.arg(
            displayText(id), ids.join(u", "_s)));
}

QStringList cells(const ApiKey &key, const KeyState &state, qint64 nowMs, bool reveal)
{
    const RateLimit &rate = state.rate;
    const QString secret = key.key();
    const auto lastUse = lastUsedMs(key);
    return {fingerprint(secret), displayText(key.name()),
        reveal ? displayText(secret) : maskedKey(secret), statusWord(state.status),
        rate.gatewayFails ? Nothing
                          : u"%1 / %2"_s.arg(formatCount(rate.used), formatCount(rate.limit)),
        rate.started ? formatRelative(rate.endMs, nowMs) : Nothing,
        formatCount(key.value(KeyField::TotalLifetimeTokens).toNumber()),
        state.expiresMs ? formatRelative(*state.expiresMs, nowMs) : u"never"_s,
        lastUse ? formatRelative(*lastUse, nowMs) : u"never"_s};
}

Result<> printTable(const Context &context, const KeySet &keys, std::optional<KeyStatus> status)
{
    const qint64 nowMs = context.clock.nowMs();
    TextTable table({{u"ID"_s}, {u"NAME"_s, false, true}, {u"KEY"_s, false, false, 4},
        {u"STATUS"_s}, {u"USED / LIMIT"_s, true}, {u"RESETS"_s, false, false, 1},
        {u"LIFETIME"_s, true, false, 3}, {u"EXPIRES"_s}, {u"LAST USED"_s, false, false, 2}});
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const ApiKey key = keys.at(i);
        const KeyState state = keyState(key, nowMs);
        if (!status || state.status == *status)
            table.addRow(cells(key, state, nowMs, context.has(Option::Reveal)));
    }
    return print(table.text(terminalColumns()));
}

Result<> printJson(const Context &context, const KeySet &keys, std::optional<KeyStatus> status)
{
    QJsonArray array = keysJson(keys, context.clock.nowMs(), context.has(Option::Reveal));
    if (status) {
        QJsonArray fitting;
        for (const QJsonValue &key : std::as_const(array)) {
            if (key[u"status"_s].toString() == statusId(*status))
                fitting.append(key);
        }
        array = fitting;
    }
    return print(QJsonDocument(array));
}

} // namespace

Result<> runList(const Context &context)
{
    return wantedStatus(context).and_then([&](std::optional<KeyStatus> status) {
        return loadKeys(context).and_then([&](const KeySet &keys) {
            if (const auto wiped = looksWiped(context, keys))
                note(wiped->sentence());
            return context.json() ? printJson(context, keys, status)
                                  : printTable(context, keys, status);
        });
    });
}

} // namespace keydeck
