#include "ui/session/storesession.h"

#include "core/report/reporthistory.h"

namespace keydeck {

namespace {

constexpr int HistoryPauseMs = 1000;
constexpr int LookUpEveryMs = 5000;
constexpr int StillWatchingEveryMs = 60 * 1000;

/// Of the keys in their order; the first failure is that of all.
Result<QHash<QString, KeyHistory>> joined(
    const QStringList &keys, const QList<QFuture<Result<KeyHistory>>> &read)
{
    QHash<QString, KeyHistory> histories;
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const Result<KeyHistory> history = read[i].result();
        if (!history)
            return tl::make_unexpected(history.error());
        histories.insert(keys[i], *history);
    }
    return histories;
}

} // namespace

StoreSession::StoreSession(const SessionSettings &settings, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_clock(clock)
    , m_store(settings.storePath, settings.cache, clock, {}, settings.safeguards)
    , m_editor(m_store, settings.records, clock)
    , m_controller(m_store, m_editor, clock)
    , m_changes(m_editor, m_controller)
    , m_notes(NotesFile(settings.records.folder, settings.historyDirectory), m_controller)
    , m_health(m_store,
          settings.records.folder.isEmpty()
              ? QString()
              : settings.records.folder + QStringLiteral("/set-aside"),
          clock)
    , m_gateway(settings.gateway, settings.watch, settings.storePath, clock)
    , m_alerts(settings.records.folder.isEmpty()
              ? QString()
              : settings.records.folder + QStringLiteral("/alerts.json"),
          clock)
{
    m_historyPause.setSingleShot(true);
    m_historyPause.setInterval(HistoryPauseMs);
    m_lookUp.setInterval(LookUpEveryMs);
    connect(&m_historyPause, &QTimer::timeout, this, &StoreSession::askHistory);
    connect(&m_lookUp, &QTimer::timeout, this, &StoreSession::lookUpAgain);
    connect(&m_controller, &StoreController::glanced, this,
        [this](const StoreGlance &glance) { m_lock = glance.lock; });
    connect(&m_controller, &StoreController::lookedUp, this, &StoreSession::noteLookUp);
    connect(&m_notes, &NotesController::changed, this,
        [this] { m_controller.setNotes(m_notes.notes()); });
    connect(&m_controller, &StoreController::newsSeen, &m_gateway, &GatewayController::seeStore);
    connect(&m_gateway, &GatewayController::statsAnswered, this,
        [this](const QString &key, const StatsAnswer &answer) {
            if (key == m_followed)
                Q_EMIT statsAnswered(answer);
        });
    feedAlerts();
    if (!settings.historyDirectory.isEmpty())
        keepHistory();
}

void StoreSession::keepHistory()
{
    m_recorder = std::make_unique<Recorder>(
        UsageHistory::Location{m_settings.historyDirectory, m_settings.storePath}, m_clock);
    connect(m_recorder.get(), &Recorder::failed, this, &StoreSession::historyFailed);
    connect(m_recorder.get(), &Recorder::recovered, this, &StoreSession::historyRecovered);
    m_recentHours = std::make_unique<RecentHours>(*m_recorder, m_clock);
    connect(m_recentHours.get(), &RecentHours::ready, this, &StoreSession::dayCoursesReady);
    m_usageWatch = std::make_unique<UsageWatch>(*m_recorder, m_clock);
    connect(m_usageWatch.get(), &UsageWatch::ready, this, &StoreSession::usageReady);
    connect(m_usageWatch.get(), &UsageWatch::failed, this, &StoreSession::usageFailed);
    m_watching.setInterval(StillWatchingEveryMs);
    connect(&m_watching, &QTimer::timeout, this,
        [this] { m_recorder->stillWatching(m_clock.nowMs()); });
    connect(&m_controller, &StoreController::loadFailed, &m_watching, &QTimer::stop);
    connect(&m_gateway, &GatewayController::statsAnswered, this,
        [this](const QString &key, const StatsAnswer &answer) {
            if (answer.sample)
                m_recorder->recordStats(key, *answer.sample, answer.receivedMs);
        });
    connect(m_recorder.get(), &Recorder::recorded, this, [this] {
        if (!m_historyPause.isActive())
            m_historyPause.start();
    });
    connect(&m_controller, &StoreController::loaded, this,
        [this](const std::shared_ptr<const KeyRows> &rows) {
            m_recorder->record(rows->keys, rows->nowMs);
            m_recentHours->setRows(rows);
            m_usageWatch->setRows(rows);
            m_watching.start();
        });
}

void StoreSession::feedAlerts()
{
    connect(
        &m_controller, &StoreController::shrinkageSeen, &m_alerts, &AlertController::seeShrinkage);
    connect(&m_controller, &StoreController::loaded, this,
        [this](const std::shared_ptr<const KeyRows> &rows) {
            m_rows = rows;
            m_alerts.seeKeys(rows, {rows, &rows->states}, rows->nowMs, unsettledKeys());
        });
    connect(&m_controller, &StoreController::statesDerived, this,
        [this](const KeyRows *of, const KeyStates &states, qint64 nowMs) {
            if (of == m_rows.get())
                m_alerts.seeKeys(m_rows, states, nowMs, unsettledKeys());
        });
    connect(&m_controller, &StoreController::glanced, this, [this](const StoreGlance &glance) {
        m_alerts.seeLock(glance.lock);
        m_alerts.seeGateway(m_gateway.state().failure);
        m_alerts.seeSight(m_gateway.state().blindness);
        m_alerts.seeClock(m_gateway.state().clockSkewMs);
    });
}

/// Those whose record the gateway may not go by yet.
QSet<QString> StoreSession::unsettledKeys() const
{
    QSet<QString> keys;
    const QHash<QString, KeySpread> spreads = m_gateway.spreads();
    for (auto spread = spreads.cbegin(); spread != spreads.cend(); ++spread) {
        if (!spread->isLive())
            keys.insert(spread.key());
    }
    return keys;
}

void StoreSession::start()
{
    m_alerts.start();
    m_controller.start();
    m_notes.start();
    m_changes.start();
    m_gateway.start();
}

void StoreSession::followKey(const QString &key)
{
    if (key == m_followed)
        return;
    m_followed = key;
    m_gateway.watchKey({});
    if (key.isEmpty()) {
        m_lookUp.stop();
        return;
    }
    lookUpAgain();
    m_lookUp.start();
    askHistory();
}

void StoreSession::lookBack(qint64 lengthMs)
{
    const qint64 length = std::max(lengthMs, LeastHistoryMs);
    if (length != m_historyLengthMs) {
        m_historyLengthMs = length;
        askHistory();
    }
}

void StoreSession::watchUsage(const std::optional<PeriodChoice> &choice)
{
    if (m_usageWatch)
        m_usageWatch->watch(choice);
}

/// A lock that nobody releases would only keep the worker waiting, and the program from ending.
void StoreSession::lookUpAgain()
{
    if (m_lock.heldMs <= LockPatience::OurWaitMs)
        m_controller.lookUp(m_followed);
}

void StoreSession::noteLookUp(const QString &key, bool found)
{
    if (key == m_followed)
        m_gateway.watchKey(found ? key : QString());
}

std::optional<QFuture<Result<QHash<QString, KeyHistory>>>> StoreSession::histories(
    const QStringList &keys)
{
    if (!m_recorder)
        return std::nullopt;
    const qint64 sinceMs = m_clock.nowMs() - LeastHistoryMs;
    if (keys.isEmpty() || keys.size() > ManyKeys)
        return m_recorder->histories(keys, sinceMs);
    QList<QFuture<Result<KeyHistory>>> each;
    for (const QString &key : keys)
        each.append(m_recorder->history(key, sinceMs));
    return QtFuture::whenAll(each.begin(), each.end())
        .then(
            [keys](const QList<QFuture<Result<KeyHistory>>> &read) { return joined(keys, read); });
}

QFuture<ReportSource> StoreSession::fillReport(const ReportSpec &spec, ReportSource source)
{
    if (!m_recorder) {
        source.historyFailure = tr("No history is kept of this store.");
        return QtFuture::makeReadyFuture(source);
    }
    const auto filled = std::make_shared<ReportSource>(std::move(source));
    return m_recorder
        ->read([spec, filled](
                   const UsageHistory &history) { readReportHistory(history, spec, *filled); })
        .then([filled](const Result<> &read) {
            if (!read)
                filled->historyFailure = read.error().message;
            return *filled;
        });
}

void StoreSession::askHistory()
{
    if (!m_recorder || m_followed.isEmpty())
        return;
    const qint64 since = std::max<qint64>(0, m_clock.nowMs() - m_historyLengthMs);
    m_recorder->history(m_followed, since)
        .then(this, [this, key = m_followed](const Result<KeyHistory> &history) {
            if (key != m_followed)
                return;
            const QString failure = history ? QString() : history.error().message;
            const QString before = std::exchange(m_askFailure, failure);
            if (!before.isEmpty() && before != failure)
                Q_EMIT historyRecovered(before);
            if (history)
                Q_EMIT historyReady(*history);
            else
                Q_EMIT historyFailed(failure);
        });
}

} // namespace keydeck
