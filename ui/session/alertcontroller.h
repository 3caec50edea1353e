// What a person should hear of once, for the GUI thread.
#pragma once

#include "core/alert/alertbook.h"
#include "core/alert/alertgroup.h"
#include "core/alert/alertrules.h"
#include "core/base/clock.h"
#include "ui/keys/keyrows.h"
#include "ui/session/latestwork.h"

#include <QObject>
#include <QSet>
#include <QThreadPool>

namespace keydeck {

/// Gathers what holds at the moment, from whoever sees it, and remembers what was given and what
/// was acknowledged. An alert that ends (the window resets, the gateway answers) goes by itself.
///
/// Thread: the one it lives in. The destructor waits until the book is written.
class AlertController final : public QObject
{
    Q_OBJECT

public:
    /// The clock must outlive it. bookPath: empty: nothing is remembered from one time to the next.
    AlertController(QString bookPath, const Clock &clock, QObject *parent = nullptr);
    ~AlertController() override;

    /// Reads the book; until it is there, nothing is raised.
    void start();

    /// unsettled: keys whose record the gateway may not go by yet; nothing is said of them. Many
    /// keys are looked through on a worker (AtOnceKeys).
    void seeKeys(const std::shared_ptr<const KeyRows> &rows, const KeyStates &states, qint64 nowMs,
        const QSet<QString> &unsettled = {});
    /// failure: a sentence; empty: the gateway answers.
    void seeGateway(const QString &failure);
    /// blindness: a sentence; empty: the gateway may see the keys.
    void seeSight(const QString &blindness);
    /// skewMs: the gateway's clock minus ours.
    void seeClock(qint64 skewMs);
    void seeLock(const LockReport &report);
    void seeShrinkage(const Shrinkage &shrinkage);

    /// What holds and was not acknowledged, the worst first.
    [[nodiscard]] QList<AlertGroup> groups() const;
    void acknowledge(const AlertGroup &group);

Q_SIGNALS:
    /// groups() is another one.
    void changed();
    /// What came up just now, and was never given before. Not what already held when the store was
    /// opened: who opens it sees that.
    void raised(const QList<keydeck::AlertGroup> &fresh);
    void failed(const QString &message);

private:
    enum Source
    {
        Keys,
        Gateway,
        Sight,
        GatewayTime,
        Lock,
        Store,
        SourceCount
    };
    /// What a look through the keys finds.
    struct KeyLook
    {
        QList<Alert> alerts;
        QList<Alert> fresh; ///< those that were not given when it began
        QList<AlertGroup> open; ///< of those that were not acknowledged then
        AlertBook book; ///< with what is given now
        int bookVersion = 0; ///< that it had when it began
        int acknowledgements = 0; ///< that there had been
    };
    [[nodiscard]] static KeyLook lookThrough(
        QList<Alert> alerts, const AlertBook &book, qint64 nowMs);
    void takeLook(const KeyLook &look);
    void see(Source source, const QList<Alert> &alerts);
    [[nodiscard]] bool isOther(Source source, const QList<Alert> &alerts) const;
    void take(Source source, const QList<Alert> &alerts, const QList<Alert> &fresh);
    [[nodiscard]] QList<Alert> give(const QList<Alert> &alerts);
    void write();

    QString m_bookPath;
    const Clock &m_clock;
    AlertBook m_book;
    int m_bookVersion = 0; ///< another one whenever the book is
    bool m_bookIsThere = false;
    bool m_writing = false;
    bool m_writeAgain = false;
    QList<Alert> m_present[SourceCount];
    bool m_seenBefore[SourceCount] = {};
    std::optional<qint64> m_gatewaySilentSinceMs;
    std::optional<qint64> m_gatewayBlindSinceMs;
    std::optional<qint64> m_skewedSinceMs;
    int m_acknowledgements = 0;
    std::optional<QList<AlertGroup>> m_openKeys; ///< groups of the keys; nothing: not known here
    QThreadPool m_worker;
    LatestWork m_looking{LatestWork::Kind::Background}; ///< through the keys
};

} // namespace keydeck
