#include "app/keydeckctl/recordrun.h"

namespace keydeck {

namespace {

/// The records by key that are other ones now, and are not new.
QStringList movedKeys(const KeySet &before, const KeySet &now)
{
    QHash<QString, QByteArrayView> known;
    for (qsizetype i = 0; i < before.size(); ++i)
        known.insert(before.at(i).key(), before.at(i).value(KeyField::TotalLifetimeTokens).text());
    QStringList moved;
    for (qsizetype i = 0; i < now.size(); ++i) {
        const ApiKey record = now.at(i);
        const auto total = known.constFind(record.key());
        if (total != known.constEnd()
            && *total != record.value(KeyField::TotalLifetimeTokens).text())
            moved.append(record.key());
    }
    return moved;
}

} // namespace

RecordRun::RecordRun(Settings settings, KeyStore &store, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_store(store)
    , m_clock(clock)
    , m_watcher(store.path())
{
    m_interval.setInterval(int(m_settings.intervalMs));
    connect(&m_interval, &QTimer::timeout, this, &RecordRun::lookAndSay);
    connect(&m_watcher, &StoreWatcher::changed, this, &RecordRun::lookAndSay);
}

void RecordRun::start()
{
    m_interval.start();
    lookAndSay();
}

QString RecordRun::databasePath() const
{
    return m_history ? m_history->databasePath() : QString();
}

/// A history that could not be opened is tried again with the next look.
Result<> RecordRun::open()
{
    if (m_history)
        return {};
    auto opened = UsageHistory::open(m_settings.location, m_clock);
    if (!opened)
        return tl::make_unexpected(opened.error());
    m_history = std::move(*opened);
    return {};
}

Result<qsizetype> RecordRun::look()
{
    const qint64 readMs = m_clock.nowMs(); // not later than what is read
    const Result<KeySet> keys = m_store.load();
    if (!keys)
        return tl::make_unexpected(keys.error());
    if (!keys->isEditable())
        return failure(ErrorCode::StoreUnusable, keys->problem());
    const KeySet before = std::exchange(m_last, *keys);
    const Result<> recorded = open().and_then([&] { return m_history->record(*keys, readMs); });
    sayNotice();
    return recorded.map([&] {
        if (m_settings.gateway)
            askGateway(before, *keys);
        return keys->size();
    });
}

/// What opening the history did, once.
void RecordRun::sayNotice()
{
    const QString notice = m_history ? m_history->notice() : QString();
    if (notice != std::exchange(m_notice, notice) && !notice.isEmpty())
        say(notice);
}

void RecordRun::lookAndSay()
{
    if (const Result<qsizetype> looked = look(); !looked)
        say(looked.error().message);
    else
        m_said.clear(); // what is over may come again
}

void RecordRun::say(const QString &sentence)
{
    if (m_said.contains(sentence))
        return;
    m_said.insert(sentence);
    Q_EMIT said(sentence);
}

void RecordRun::askGateway(const KeySet &before, const KeySet &now)
{
    const QStringList moved = movedKeys(before, now);
    if (m_stats || moved.isEmpty())
        return;
    StatsRun::Plan plan;
    plan.keys = moved.first(
        std::min<qsizetype>(moved.size(), m_settings.intervalMs / StatsRun::DefaultGapMs));
    m_stats = std::make_unique<StatsRun>(*m_settings.gateway, plan);
    const auto end = [this] { m_stats.release()->deleteLater(); };
    connect(m_stats.get(), &StatsRun::statsAnswered, this,
        [this, keys = plan.keys](
            qsizetype index, const StatsAnswer &answer) { noteStats(keys[index], answer); });
    connect(m_stats.get(), &StatsRun::finished, this, end);
    connect(m_stats.get(), &StatsRun::failed, this, [this, end](const Error &error) {
        say(error.message);
        end();
    });
    m_stats->start();
}

void RecordRun::noteStats(const QString &key, const StatsAnswer &answer)
{
    if (!answer.sample || !m_history)
        return;
    const Result<> noted = m_history->recordStats(key, *answer.sample, answer.receivedMs);
    if (!noted)
        say(noted.error().message);
}

} // namespace keydeck
