// A key's history made ready for its forecast, on a worker.
#pragma once

#include "core/forecast/backtest.h"
#include "ui/forecast/windowtrial.h"

#include <QObject>
#include <QThreadPool>

#include <optional>

namespace keydeck {

/// Everything that follows from one history of one key.
struct KeyOutlook
{
    UsagePast past;
    ForecastScore score; ///< of the closed windows
    WindowTrialPointer trial;
};
using KeyOutlookPointer = std::shared_ptr<const KeyOutlook>;

/// Makes one outlook at a time; of histories that come meanwhile only the newest is made. The
/// back-test, which is what takes long, is made anew only when a window was closed.
///
/// Thread: the one it lives in. The destructor waits for what is under way.
class OutlookMaker final : public QObject
{
    Q_OBJECT

public:
    explicit OutlookMaker(QObject *parent = nullptr);
    ~OutlookMaker() override;

    /// made() follows, unless another key or a newer history takes its place.
    void make(const QString &name, const KeyHistory &history, qint64 nowMs);
    /// Another key: nothing of the one before is made known any more.
    void startKey();

Q_SIGNALS:
    void made(const keydeck::KeyOutlookPointer &outlook);

private:
    struct Job
    {
        QString name;
        KeyHistory history;
        qint64 nowMs = 0;
        int generation = 0;
        KeyOutlookPointer last; ///< of the same key
    };
    [[nodiscard]] static KeyOutlookPointer outlookOf(const Job &job);
    void run(const Job &job);

    std::optional<Job> m_waiting;
    bool m_busy = false;
    int m_generation = 0; ///< counts the keys
    KeyOutlookPointer m_last;
    QThreadPool m_worker;
};

} // namespace keydeck
