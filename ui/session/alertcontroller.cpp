#include "ui/session/alertcontroller.h"

#include "core/base/retire.h"
#include "ui/session/onworker.h"

namespace keydeck {

AlertController::AlertController(QString bookPath, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_bookPath(std::move(bookPath))
    , m_clock(clock)
{
    m_worker.setMaxThreadCount(1);
}

AlertController::~AlertController()
{
    m_worker.waitForDone();
    if (m_writeAgain) // nobody comes back for it
        std::ignore = m_book.write(m_bookPath, m_clock.nowMs());
}

void AlertController::start()
{
    runOnWorker(
        m_worker, this,
        [path = m_bookPath] { return path.isEmpty() ? AlertBook() : AlertBook::read(path); },
        [this](const Result<AlertBook> &book) {
            if (book)
                m_book = *book;
            else
                Q_EMIT failed(book.error().message);
            ++m_bookVersion;
            m_bookIsThere = true;
            for (const QList<Alert> &alerts : m_present)
                std::ignore = give(alerts);
            Q_EMIT changed();
        });
}

void AlertController::seeKeys(const std::shared_ptr<const KeyRows> &rows, const KeyStates &states,
    qint64 nowMs, const QSet<QString> &unsettled)
{
    const auto alertsNow = [rows, states, nowMs, unsettled] {
        QList<Alert> alerts = keyAlerts(rows->keys, rows->refs, *states, nowMs);
        alerts.removeIf([&](const Alert &alert) { return unsettled.contains(alert.key); });
        return alerts;
    };
    if (rows->size() <= AtOnceKeys) {
        m_looking.drop();
        m_openKeys.reset();
        see(Keys, alertsNow());
        return;
    }
    const auto look = [alertsNow, before = m_present[Keys], book = m_book, version = m_bookVersion,
                          acknowledgements = m_acknowledgements, nowMs] {
        QList<Alert> alerts = alertsNow();
        KeyLook found = lookThrough(
            alerts == before ? before : AlertBook::entered(std::move(alerts)), book, nowMs);
        found.bookVersion = version;
        found.acknowledgements = acknowledgements;
        return found;
    };
    m_looking.run(this, look, [this](const KeyLook &found) { takeLook(found); });
}

/// On a worker: of tens of thousands of alerts, asking the book takes long, and so does giving
/// them.
AlertController::KeyLook AlertController::lookThrough(
    QList<Alert> alerts, const AlertBook &book, qint64 nowMs)
{
    KeyLook look;
    look.book = book;
    QList<Alert> open;
    for (const Alert &alert : std::as_const(alerts)) {
        if (!book.isAcknowledged(alert))
            open.append(alert);
    }
    look.open = alertGroups(open);
    look.fresh = look.book.giveAll(alerts, nowMs);
    look.alerts = std::move(alerts);
    return look;
}

void AlertController::takeLook(const KeyLook &look)
{
    // Those of before go away elsewhere: each has several texts.
    std::ignore = retiredOnWorker(std::make_unique<std::pair<QList<Alert>, QList<AlertGroup>>>(
        m_present[Keys], std::exchange(m_openKeys, {}).value_or(QList<AlertGroup>())));
    const bool hadBook = m_bookIsThere && look.bookVersion == m_bookVersion;
    if (hadBook && look.acknowledgements == m_acknowledgements)
        m_openKeys = look.open;
    if (!isOther(Keys, look.alerts))
        return;
    if (hadBook && !look.fresh.isEmpty()) {
        ++m_bookVersion;
        std::ignore
            = retiredOnWorker(std::make_unique<AlertBook>(std::exchange(m_book, look.book)));
        write();
    }
    take(Keys, look.alerts, hadBook ? look.fresh : give(look.alerts));
}

void AlertController::seeGateway(const QString &failure)
{
    const qint64 now = m_clock.nowMs();
    if (failure.isEmpty())
        m_gatewaySilentSinceMs.reset();
    else if (!m_gatewaySilentSinceMs)
        m_gatewaySilentSinceMs = now;
    const auto alert = gatewayAlert(failure, m_gatewaySilentSinceMs.value_or(now), now);
    see(Gateway, alert ? QList<Alert>{*alert} : QList<Alert>());
}

void AlertController::seeSight(const QString &blindness)
{
    if (blindness.isEmpty())
        m_gatewayBlindSinceMs.reset();
    else if (!m_gatewayBlindSinceMs)
        m_gatewayBlindSinceMs = m_clock.nowMs();
    const auto alert = sightAlert(blindness, m_gatewayBlindSinceMs.value_or(0));
    see(Sight, alert ? QList<Alert>{*alert} : QList<Alert>());
}

void AlertController::seeClock(qint64 skewMs)
{
    if (std::abs(skewMs) < AlarmingSkewMs)
        m_skewedSinceMs.reset();
    else if (!m_skewedSinceMs)
        m_skewedSinceMs = m_clock.nowMs();
    const auto alert = clockAlert(skewMs, m_skewedSinceMs.value_or(0));
    see(GatewayTime, alert ? QList<Alert>{*alert} : QList<Alert>());
}

void AlertController::seeLock(const LockReport &report)
{
    const auto alert = lockAlert(report);
    see(Lock, alert ? QList<Alert>{*alert} : QList<Alert>());
}

void AlertController::seeShrinkage(const Shrinkage &shrinkage)
{
    const auto alert = shrinkageAlert(shrinkage);
    see(Store, alert ? QList<Alert>{*alert} : QList<Alert>());
}

void AlertController::see(Source source, const QList<Alert> &alerts)
{
    if (isOther(source, alerts))
        take(source, alerts, give(alerts));
}

bool AlertController::isOther(Source source, const QList<Alert> &alerts) const
{
    return !m_seenBefore[source] || m_present[source] != alerts;
}

/// fresh: those that were never given before.
void AlertController::take(Source source, const QList<Alert> &alerts, const QList<Alert> &fresh)
{
    const bool isNews = std::exchange(m_seenBefore[source], true);
    if (m_present[source] == alerts)
        return;
    m_present[source] = alerts;
    if (!m_bookIsThere)
        return;
    Q_EMIT changed();
    if (isNews && !fresh.isEmpty())
        Q_EMIT raised(alertGroups(fresh));
}

/// Those that were never given before; none as long as the book is not there.
QList<Alert> AlertController::give(const QList<Alert> &alerts)
{
    const QList<Alert> fresh
        = m_bookIsThere ? m_book.giveAll(alerts, m_clock.nowMs()) : QList<Alert>();
    if (!fresh.isEmpty()) {
        ++m_bookVersion;
        write();
    }
    return fresh;
}

QList<AlertGroup> AlertController::groups() const
{
    QList<Alert> open;
    if (!m_bookIsThere)
        return {};
    for (int source = m_openKeys ? Keys + 1 : Keys; source < SourceCount; ++source) {
        for (const Alert &alert : m_present[source]) {
            if (!m_book.isAcknowledged(alert))
                open.append(alert);
        }
    }
    // Whatever is not about keys is worse.
    return m_openKeys ? alertGroups(open) + *m_openKeys : alertGroups(open);
}

void AlertController::acknowledge(const AlertGroup &group)
{
    ++m_acknowledgements;
    ++m_bookVersion;
    m_openKeys.reset();
    for (const Alert &alert : group.alerts)
        m_book.acknowledge(alert, m_clock.nowMs());
    write();
    Q_EMIT changed();
}

void AlertController::write()
{
    if (m_bookPath.isEmpty())
        return;
    if (m_writing) {
        m_writeAgain = true;
        return;
    }
    m_writing = true;
    m_writeAgain = false;
    runOnWorker(
        m_worker, this,
        [book = m_book, path = m_bookPath, now = m_clock.nowMs()]() mutable {
            return book.write(path, now);
        },
        [this](const Result<> &written) {
            m_writing = false;
            if (!written)
                Q_EMIT failed(written.error().message);
            if (m_writeAgain)
                write();
        });
}

} // namespace keydeck
