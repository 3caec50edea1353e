#include "ui/session/storesession.h"

namespace keydeck {

namespace {

constexpr int HistoryPauseMs = 1000;
constexpr int LookUpEveryMs = 5000;
constexpr qint64 HistoryLengthMs = 31LL * 24 * 60 * 60 * 1000;

} // namespace

StoreSession::StoreSession(const SessionSettings &settings, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_clock(clock)
    , m_store(settings.storePath, settings.cache, clock, {}, settings.safeguards)
    , m_editor(m_store, settings.records, clock)
    , m_controller(m_store, m_editor, clock)
    , m_changes(m_editor, m_controller)
    , m_health(m_store,
          settings.records.folder.isEmpty()
              ? QString()
              : settings.records.folder + QStringLiteral("/set-aside"),
          clock)
    , m_gateway(settings.gateway, clock)
{
    m_historyPause.setSingleShot(true);
    m_historyPause.setInterval(HistoryPauseMs);
    m_lookUp.setInterval(LookUpEveryMs);
    connect(&m_historyPause, &QTimer::timeout, this, &StoreSession::askHistory);
    connect(&m_lookUp, &QTimer::timeout, this, &StoreSession::lookUpAgain);
    connect(&m_controller, &StoreController::glanced, this,
        [this](const StoreGlance &glance) { m_lock = glance.lock; });
    connect(&m_controller, &StoreController::lookedUp, this, &StoreSession::noteLookUp);
    connect(&m_gateway, &GatewayController::statsAnswered, this,
        [this](const QString &key, const StatsAnswer &answer) {
            if (key == m_followed)
                Q_EMIT statsAnswered(answer);
        });
    if (settings.historyDirectory.isEmpty())
        return;
    m_recorder = std::make_unique<Recorder>(
        UsageHistory::Location{settings.historyDirectory, settings.storePath});
    connect(m_recorder.get(), &Recorder::failed, this, &StoreSession::historyFailed);
    connect(m_recorder.get(), &Recorder::recorded, this, [this] {
        if (!m_historyPause.isActive())
            m_historyPause.start();
    });
    connect(&m_controller, &StoreController::loaded, this,
        [this](const std::shared_ptr<const KeyRows> &rows) {
            m_recorder->record(rows->keys, rows->nowMs);
        });
}

void StoreSession::start()
{
    m_controller.start();
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

void StoreSession::askHistory()
{
    if (!m_recorder || m_followed.isEmpty())
        return;
    m_recorder->history(m_followed, m_clock.nowMs() - HistoryLengthMs)
        .then(this, [this, key = m_followed](const Result<KeyHistory> &history) {
            if (key != m_followed)
                return;
            if (history)
                Q_EMIT historyReady(*history);
            else
                Q_EMIT historyFailed(history.error().message);
        });
}

} // namespace keydeck
