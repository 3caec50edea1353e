#include "core/history/usagehistory.h"

#include "core/history/historydatabase.h"
#include "core/history/historywriter.h"
#include "core/history/installationsecret.h"
#include "core/rules/jsdate.h"
#include "core/rules/usagewindow.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QMap>
#include <QMessageAuthenticationCode>

#include <cerrno>
#include <cmath>
#include <limits>

#include <sys/stat.h>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

/// What was imported gives way to what was seen, whenever that was.
constexpr qint64 NeverSeenMs = 0;

/// Enough of an HMAC to tell keys apart for ever, at half the room.
constexpr int SubjectBytes = 16;

Result<> makeDirectory(const QString &path)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    if (::mkdir(QFile::encodeName(path).constData(), 0700) == 0 || errno == EEXIST)
        return {};
    return failure(ErrorCode::Failed,
        u"The directory of the usage history, %1, could not be made: %2. Check that you may write "
        "to the one above it."_s.arg(path, qt_error_string(errno)));
}

/// The store may be gone for the moment; its directory then still tells which one it is.
QString canonicalPath(const QString &path)
{
    const QFileInfo store(path);
    if (store.exists())
        return store.canonicalFilePath();
    const QString directory = QFileInfo(store.absolutePath()).canonicalFilePath();
    return directory.isEmpty() ? QDir::cleanPath(store.absoluteFilePath())
                               : directory + u'/' + store.fileName();
}

QString databaseName(const QString &storePath)
{
    const QByteArray hash
        = QCryptographicHash::hash(canonicalPath(storePath).toUtf8(), QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.toHex().left(16)) + u".sqlite"_s;
}

/// Tokens by start: entries that start at the same moment count together, as for the gateway.
QMap<qint64, double> windowsOf(const ApiKey &key)
{
    QMap<qint64, double> windows;
    const std::optional<UsageWindows> entries = key.usageWindows();
    if (!entries)
        return windows;
    for (const UsageWindow &entry : *entries) {
        const double tokens = entry.tokensUsed.toNumber();
        const std::optional<qint64> start = parseJsDate(entry.windowStart.toString());
        if (start && std::isfinite(tokens))
            windows[*start] += tokens;
    }
    return windows;
}

Result<> writeKey(HistoryWriter &writer, const QByteArray &subject, const ApiKey &key, qint64 nowMs)
{
    const Result<qint64> id = writer.subjectId(subject);
    if (!id)
        return tl::make_unexpected(id.error());
    const double limit = key.value(KeyField::TokenLimitPer5h).toNumber();
    const QMap<qint64, double> windows = windowsOf(key);
    for (auto window = windows.cbegin(); window != windows.cend(); ++window) {
        const Result<> done = writer.window(*id, {window.key(), window.value(), limit}, nowMs);
        if (!done)
            return done;
    }
    const double lifetime = key.value(KeyField::TotalLifetimeTokens).toNumber();
    return std::isfinite(lifetime) ? writer.lifetime(*id, {nowMs, lifetime}) : Result<>();
}

Result<> writeHistory(HistoryWriter &writer, const QByteArray &subject, const KeyHistory &history)
{
    const Result<qint64> id = writer.subjectId(subject);
    if (!id)
        return tl::make_unexpected(id.error());
    for (const RecordedWindow &window : history.windows) {
        if (const Result<> done = writer.window(*id, window, NeverSeenMs); !done)
            return done;
    }
    for (const LifetimeSample &sample : history.lifetime) {
        if (const Result<> done = writer.lifetime(*id, sample); !done)
            return done;
    }
    return {};
}

double numberOrNaN(const QVariant &value)
{
    return value.isNull() ? std::numeric_limits<double>::quiet_NaN() : value.toDouble();
}

} // namespace

Result<std::unique_ptr<UsageHistory>> UsageHistory::open(const Location &location)
{
    if (const Result<> made = makeDirectory(location.directory); !made)
        return tl::make_unexpected(made.error());
    const Result<QByteArray> secret = installationSecret(location.directory);
    if (!secret)
        return tl::make_unexpected(secret.error());
    const QString path = location.directory + u'/' + databaseName(location.storePath);
    auto database = HistoryDatabase::open(path);
    if (!database)
        return tl::make_unexpected(database.error());
    std::unique_ptr<UsageHistory> history(new UsageHistory);
    history->m_path = path;
    history->m_secret = *secret;
    history->m_database = std::move(*database);
    return history;
}

UsageHistory::~UsageHistory() = default;

QString UsageHistory::notice() const
{
    return m_database ? m_database->notice() : QString();
}

QByteArray UsageHistory::subject(const QString &key) const
{
    return QMessageAuthenticationCode::hash(key.toUtf8(), m_secret, QCryptographicHash::Sha256)
        .left(SubjectBytes);
}

Result<> UsageHistory::record(const KeySet &keys, qint64 nowMs)
{
    if (keys.sameContent(m_seen.keys))
        return {};
    Seen seen{keys, {}};
    seen.records.reserve(keys.size());
    std::vector<std::pair<QString, ApiKey>> changed;
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const ApiKey key = keys.at(i);
        const QString text = key.key();
        if (text.isEmpty() || seen.records.contains(text))
            continue;
        seen.records.insert(text, key.text());
        if (m_seen.records.value(text) != key.text())
            changed.emplace_back(text, key);
    }
    const Result<> done = transaction([&](HistoryWriter &writer) -> Result<> {
        for (const auto &[text, key] : changed) {
            if (const Result<> written = writeKey(writer, subject(text), key, nowMs); !written)
                return written;
        }
        return writer.thin(nowMs);
    });
    if (done)
        m_seen = std::move(seen);
    return done;
}

Result<> UsageHistory::add(const QString &key, const KeyHistory &history)
{
    return transaction(
        [&](HistoryWriter &writer) { return writeHistory(writer, subject(key), history); });
}

template <typename Writes>
Result<> UsageHistory::transaction(Writes writes)
{
    if (!m_database) {
        auto reopened = HistoryDatabase::open(m_path);
        if (!reopened)
            return tl::make_unexpected(reopened.error());
        m_database = std::move(*reopened);
    }
    const Result<> done = m_database->run(u"BEGIN IMMEDIATE"_s)
                              .and_then([&] {
                                  HistoryWriter writer(*m_database);
                                  return writes(writer);
                              })
                              .and_then([&] { return m_database->run(u"COMMIT"_s); });
    if (done)
        return done;
    // Fails where SQLite rolled back by itself or nothing had begun: either way nothing is open.
    std::ignore = m_database->run(u"ROLLBACK"_s);
    return m_database->isDamaged() ? replaceDamaged(done.error()) : done;
}

Result<> UsageHistory::replaceDamaged(const Error &error)
{
    m_seen = {};
    auto fresh = HistoryDatabase::replaceDamaged(std::move(m_database));
    if (!fresh)
        return tl::make_unexpected(fresh.error());
    m_database = std::move(*fresh);
    const QString notice = m_database->notice();
    return failure(ErrorCode::Failed, notice.isEmpty() ? error.message : notice);
}

Result<KeyHistory> UsageHistory::history(const QString &key, qint64 sinceMs) const
{
    KeyHistory found;
    if (!m_database)
        return found;
    const QByteArray name = subject(key);
    QSqlQuery windows = m_database->prepare(
        u"SELECT start_ms, tokens, limit_tokens FROM usage_window WHERE start_ms + ? > ?"
        " AND subject = (SELECT id FROM subject WHERE name = ?) ORDER BY start_ms"_s);
    QSqlQuery lifetime = m_database->prepare(
        u"SELECT at_ms, tokens FROM lifetime, (SELECT id FROM subject WHERE name = ?)"
        " WHERE subject = id AND at_ms >= COALESCE((SELECT MAX(at_ms) FROM lifetime"
        " WHERE subject = id AND at_ms <= ?), ?) ORDER BY at_ms"_s);
    return m_database->run(windows, {UsageWindowMs, sinceMs, name})
        .and_then([&] {
            return m_database->run(lifetime, {name, sinceMs, sinceMs});
        })
        .and_then([&] {
            while (windows.next())
                found.windows.append({windows.value(0).toLongLong(), windows.value(1).toDouble(),
                    numberOrNaN(windows.value(2))});
            return m_database->check(windows);
        })
        .and_then([&] {
            while (lifetime.next())
                found.lifetime.append(
                    {lifetime.value(0).toLongLong(), lifetime.value(1).toDouble()});
            return m_database->check(lifetime);
        })
        .map([&] { return found; });
}

} // namespace keydeck
