#include "ui/session/gatewaycontroller.h"

#include "core/base/format.h"
#include "core/gateway/listeneruser.h"
#include "ui/session/onworker.h"

namespace keydeck {

namespace {

/// /cache-stats takes a key that the gateway accepts: the next one may be. And what its cache has
/// counted tells a restart.
constexpr qint64 AskCacheEveryMs = 60'000;
constexpr qint64 CheckSightEveryMs = 30'000;
constexpr int LaterMs = int(BuildDetector::SettledMs) + 200;

double lifetimeOf(const ApiKey &record)
{
    return record.value(KeyField::TotalLifetimeTokens).toNumber();
}

} // namespace

GatewayController::GatewayController(const GatewaySettings &settings, const GatewayWatch &watch,
    const QString &storePath, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_storePath(storePath)
    , m_clock(clock)
    , m_watch(watch)
    , m_client(settings, clock)
    , m_poller(m_client, clock, PollSettings::withBudget(watch.pollsPerMinute))
    , m_spread(watch.traits)
    , m_detector(watch.traits.ttlMs)
{
    m_state.url = settings.baseUrl;
    m_worker.setMaxThreadCount(1);
    m_poller.follow(&m_spread);
    m_poller.setGate([this](const QString &key) { return mayAsk(key); });
    m_later.setSingleShot(true);
    m_later.setInterval(LaterMs);
    connect(&m_later, &QTimer::timeout, this, &GatewayController::noteLaterTotal);
    connect(&m_poller, &StatsPoller::asking, this, [this](const QString &key, bool isForCache) {
        // The first /stats may follow at once: it is the same use.
        if (!isForCache || m_answers.contains(key))
            m_quiet.noteAsked(key, m_clock.nowMs());
    });
    connect(&m_poller, &StatsPoller::healthAnswered, this, &GatewayController::noteHealth);
    connect(&m_poller, &StatsPoller::statsAnswered, this, &GatewayController::noteStats);
    connect(&m_poller, &StatsPoller::cacheAnswered, this, &GatewayController::noteCache);
    connect(&m_poller, &StatsPoller::failed, this, &GatewayController::noteFailure);
    connect(&m_poller, &StatsPoller::foundDown, this, [this] { m_wasDown = true; });
}

GatewayController::~GatewayController()
{
    m_worker.waitForDone();
}

void GatewayController::start()
{
    if (!isConfigured())
        return;
    if (const Result<> usable = m_client.checkSettings(); !usable) {
        noteFailure(usable.error().message, 0);
        return;
    }
    m_isStarted = true;
    if (m_pauses == 0)
        m_poller.start();
}

void GatewayController::setPaused(Pause reason, bool isPaused)
{
    const int before
        = std::exchange(m_pauses, isPaused ? m_pauses | int(reason) : m_pauses & ~int(reason));
    if (!m_isStarted || (before == 0) == (m_pauses == 0))
        return;
    m_state.isPaused = m_pauses != 0;
    if (m_state.isPaused)
        m_poller.stop();
    else
        m_poller.start();
    Q_EMIT stateChanged();
}

void GatewayController::watchKey(const QString &key)
{
    m_poller.selectKey(key);
}

void GatewayController::seeStore(const std::shared_ptr<const KeyRows> &rows, const StoreNews &news)
{
    m_records.see(rows, news);
    m_sight.setKeyCount(rows->size());
    if (news.keys)
        m_poller.sweep(*news.keys);
    noteLaterTotal();
    m_spread.noteEdits(news.edits, rows->nowMs);
    noteUses();
    if (!news.edits.empty())
        Q_EMIT knowledgeChanged();
}

/// Of keys whose edit use holds up.
void GatewayController::noteUses()
{
    for (const QString &key : m_spread.waiting()) {
        if (const auto usedMs = lastUseOf(key))
            m_spread.noteUse(key, *usedMs);
    }
}

/// By our clock.
std::optional<qint64> GatewayController::lastUseOf(const QString &key) const
{
    const std::optional<ApiKey> record = m_records.find(key);
    const std::optional<qint64> usedMs = record ? lastUsedMs(*record) : std::nullopt;
    return usedMs ? std::optional(*usedMs - m_state.clockSkewMs) : std::nullopt;
}

qint64 GatewayController::quietUntilMs(const QString &key) const
{
    return m_quiet.until(key, lastUseOf(key), traits());
}

/// Until it is known which build caches, a key is asked for once, and again where that may tell.
bool GatewayController::mayAsk(const QString &key) const
{
    const qint64 nowMs = m_clock.nowMs();
    if (nowMs >= quietUntilMs(key))
        return true;
    const std::optional<ApiKey> record = m_records.find(key);
    if (traits().build != GatewayBuild::Unknown || !record || m_spread.isSilent(key, nowMs))
        return false;
    return !m_answers.contains(key)
        || m_detector.wants(key, lifetimeOf(*record), m_records.readMs(), nowMs);
}

std::optional<KeySpread> GatewayController::spreadOf(const QString &key) const
{
    const auto spread = isConfigured() ? m_spread.of(key, m_clock.nowMs()) : std::nullopt;
    return spread ? std::optional(asTold(*spread)) : std::nullopt;
}

/// Nobody is asked where the budget is 0.
KeySpread GatewayController::asTold(KeySpread spread) const
{
    if (m_watch.pollsPerMinute == 0)
        spread.quietUntilMs = 0;
    return spread;
}

std::optional<StatsAnswer> GatewayController::answerOf(const QString &key) const
{
    const auto found = m_answers.constFind(key);
    return found == m_answers.cend() ? std::nullopt : std::optional(*found);
}

QHash<QString, KeySpread> GatewayController::spreads() const
{
    if (!isConfigured())
        return {};
    QHash<QString, KeySpread> spreads = m_spread.all(m_clock.nowMs());
    for (KeySpread &spread : spreads)
        spread = asTold(spread);
    return spreads;
}

QString GatewayController::savedNote() const
{
    return isConfigured() ? liveNote(traits(), m_clock.nowMs()) : QString();
}

QString GatewayController::healthNote() const
{
    if (!isConfigured())
        return {};
    if (!m_state.failure.isEmpty())
        return m_state.failure;
    return m_state.latencyMs ? m_client.healthNote(*m_state.latencyMs) : QString();
}

void GatewayController::noteHealth(const HealthAnswer &answer)
{
    m_state.latencyMs = answer.latencyMs;
    m_state.clockSkewMs = clockSkewMs(answer);
    if (std::exchange(m_wasSilent, false)) { // another build may answer now
        m_detector.noteRestart();
        m_sight.forget();
        m_askCacheAtMs = 0;
    }
    askForCache();
    checkSight();
    noteAnswer(answer.receivedMs);
}

/// The permissions tell it before the gateway has forgotten what it could read.
void GatewayController::checkSight()
{
    const qint64 nowMs = m_clock.nowMs();
    if (nowMs < m_checkSightAtMs)
        return;
    m_checkSightAtMs = nowMs + CheckSightEveryMs;
    runOnWorker(
        m_worker, this,
        [url = m_state.url, path = m_storePath] { return unreadableNote(url, path); },
        [this](const QString &note) { noteUnreadable(note); });
}

void GatewayController::noteUnreadable(const QString &note)
{
    m_unreadable = note;
    Q_EMIT stateChanged();
}

void GatewayController::askForCache()
{
    const qint64 nowMs = m_clock.nowMs();
    const bool caches = traits().build != GatewayBuild::Plain;
    const bool isWanted = caches || (isDetected() && m_detector.wantsCacheStats());
    if (!isWanted || nowMs < m_askCacheAtMs)
        return;
    m_askCacheAtMs = nowMs + AskCacheEveryMs;
    m_poller.wantCacheStats();
}

/// Nobody listened, and its cache begins to count anew: it was started again, rather than something
/// in between.
void GatewayController::noteCache(const CacheAnswer &answer)
{
    m_detector.noteCacheStats(answer.httpStatus, answer.sample);
    applyBuild();
    if (answer.sample) {
        const double lookUps = answer.sample->hits + answer.sample->misses;
        if (std::exchange(m_wasDown, false) && lookUps < m_lookUps) {
            m_spread.noteRestart(m_clock.nowMs());
            m_quiet.forget();
            Q_EMIT knowledgeChanged();
        }
        m_lookUps = lookUps;
    }
    noteAnswer(m_clock.nowMs());
}

void GatewayController::noteStats(const QString &key, const StatsAnswer &answer)
{
    if (answer.httpStatus >= 500)
        return; // a failure, which follows
    m_answers.insert(key, answer);
    const std::optional<ApiKey> record = m_records.find(key);
    const std::optional<KeySpread> before = spreadOf(key);
    m_spread.noteAnswer(key, answer, record);
    const bool isSettled = !before || before->stage == KeySpread::Stage::Confirmed;
    if (record && isSettled)
        m_sight.note(key, answer.httpStatus, answer.receivedMs);
    if (record && answer.sample)
        noteTotals(key, lifetimeOf(*record), answer);
    noteAnswer(answer.receivedMs);
    Q_EMIT statsAnswered(key, answer);
    if (spreadOf(key) != before)
        Q_EMIT knowledgeChanged();
}

void GatewayController::noteTotals(const QString &key, double file, const StatsAnswer &answer)
{
    m_detector.noteTotals(key, file, answer.sample->totalLifetimeTokens, m_records.readMs(),
        answer.receivedMs - answer.latencyMs);
    m_askedLast = key;
    m_later.start();
    applyBuild();
}

void GatewayController::noteLaterTotal()
{
    if (const std::optional<ApiKey> record = m_records.find(m_askedLast)) {
        m_detector.noteLater(m_askedLast, lifetimeOf(*record), m_clock.nowMs());
        applyBuild();
    }
}

void GatewayController::applyBuild()
{
    if (!isDetected() || m_detector.build() == traits().build)
        return;
    m_spread.setTraits({m_detector.build(), m_watch.traits.ttlMs});
    Q_EMIT knowledgeChanged();
}

void GatewayController::noteAnswer(qint64 receivedMs)
{
    m_lastAnswerMs = receivedMs;
    m_state.failure.clear();
    m_state.blindness = !m_unreadable.isEmpty() || !m_sight.seesNone(m_clock.nowMs())
        ? m_unreadable
        : tr("The gateway knew none of the keys that it was asked for: it reads another file, or "
             "cannot read this one. Compare its DATA_FILE with %1.")
              .arg(displayText(m_storePath));
    m_state.staleSinceMs = 0;
    m_state.retryAtMs = 0;
    Q_EMIT stateChanged();
}

void GatewayController::noteFailure(const QString &message, qint64 retryInMs)
{
    m_wasSilent = true;
    m_state.failure = message;
    m_state.staleSinceMs = m_lastAnswerMs;
    m_state.retryAtMs = retryInMs > 0 ? m_clock.nowMs() + retryInMs : 0;
    Q_EMIT stateChanged();
}

} // namespace keydeck
