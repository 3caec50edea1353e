#include "app/demo/demostore.h"

#include "app/demo/demousage.h"
#include "core/rules/jsdate.h"
#include "core/rules/validator.h"
#include "core/store/storefile.h"
#include "core/store/storepatch.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cmath>

#include <sys/stat.h>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 DayMs = 24LL * 60 * 60 * 1000;

/// A character with the key and the past made up for this demo.
struct Player
{
    const DemoCharacter *who;
    NewKey record;
    DemoUsage usage;
};

NewKey recordOf(const DemoCharacter &who, qint64 nowMs)
{
    NewKey record;
    record.key = generateKey();
    record.name = QString::fromUtf16(who.name);
    record.model = QString::fromUtf16(who.model);
    record.tokenLimitPer5h = std::max<qint64>(0, who.limit);
    record.expiryDate = toIsoString(nowMs + std::llround(who.expiresInDays * DayMs));
    record.createdAt = toIsoString(nowMs - who.createdDaysAgo * DayMs);
    return record;
}

std::vector<Player> castPlayers(qint64 nowMs, quint32 seed)
{
    std::mt19937 random(seed);
    std::vector<Player> players;
    for (const DemoCharacter &who : demoCast())
        players.push_back({&who, recordOf(who, nowMs), demoUsage(who, nowMs, random)});
    return players;
}

/// As JSON.stringify indents it inside the store. At most one window is left: a use drops those
/// that have closed.
QByteArray windowsText(const KeyHistory &history)
{
    if (history.windows.isEmpty())
        return "[]"_ba;
    const RecordedWindow &window = history.windows.last();
    return "[\n        {\n          \"window_start\": "
        + jsonStringText(toIsoString(window.startMs))
        + ",\n          \"tokens_used\": " + jsonNumberText(window.tokens) + "\n        }\n      ]";
}

void patchUsage(StorePatch &patch, qsizetype index, const Player &player)
{
    const DemoUsage &usage = player.usage;
    if (usage.lastUsedMs)
        patch.setField(index, KeyField::LastUsed, jsonStringText(toIsoString(*usage.lastUsedMs)));
    patch.setField(
        index, KeyField::TotalLifetimeTokens, jsonNumberText(double(usage.lifetimeTokens)));
    patch.setField(index, KeyField::UsageWindows, windowsText(usage.history));
    if (player.who->limit == DemoCharacter::NoLimit)
        patch.removeField(index, KeyField::TokenLimitPer5h);
}

Result<KeySet> storeOf(const std::vector<Player> &players)
{
    StorePatch keys(decodeStore(emptyStore()));
    for (const Player &player : players)
        keys.appendKey(player.record);
    NewKey copy = players[DemoCopiedIndex].record;
    copy.name = QString::fromUtf16(DemoCopyName);
    keys.appendKey(copy);
    return keys.apply().and_then([&](const KeySet &unused) {
        StorePatch patch(unused);
        for (std::size_t i = 0; i < players.size(); ++i)
            patchUsage(patch, qsizetype(i), players[i]);
        return patch.apply();
    });
}

Result<> makePrivateDirectory(const QString &path)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    if (::mkdir(QFile::encodeName(path).constData(), 0700) == 0 || errno == EEXIST)
        return {};
    return failure(ErrorCode::Failed,
        u"The demo's directory, %1, could not be made: %2. Choose one that you may write to."_s.arg(
            path, qt_error_string(errno)));
}

} // namespace

Result<DemoData> makeDemo(const QString &directory, qint64 nowMs, quint32 seed)
{
    const std::vector<Player> players = castPlayers(nowMs, seed);
    DemoData demo;
    demo.storePath = directory + u"/apikeys.json"_s;
    for (const Player &player : players) {
        demo.past.append({player.record.key, player.usage.history});
        if (player.who->traffic > 0)
            demo.traffic.append({player.record.key, player.who->traffic});
    }
    return makePrivateDirectory(directory)
        .and_then([&] { return storeOf(players); })
        .and_then(
            [&](const KeySet &keys) { return StoreFile(demo.storePath).create(keys.bytes()); })
        .map([&] { return demo; });
}

Result<> recordPast(const DemoData &demo, const UsageHistory::Location &location)
{
    auto history = UsageHistory::open(location);
    if (!history)
        return tl::make_unexpected(history.error());
    for (const DemoPast &past : demo.past) {
        if (const Result<> added = (*history)->add(past.key, past.history); !added)
            return added;
    }
    return {};
}

} // namespace keydeck
