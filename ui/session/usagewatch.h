// Keeps asking the history what all keys used in the period that somebody looks at.
#pragma once

#include "core/base/clock.h"
#include "core/history/recorder.h"
#include "core/usage/storeusageview.h"
#include "ui/keys/keyrows.h"
#include "ui/session/questionpace.h"

namespace keydeck {

/// Asks at once for another period, and again at its own pace when something was recorded or the
/// period moved on with the time.
///
/// Thread: the GUI's; the figures are arranged on a worker.
class UsageWatch final : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive it.
    UsageWatch(Recorder &recorder, const Clock &clock, QObject *parent = nullptr);

    /// Whose usage: that of the store's newest state.
    void setRows(const std::shared_ptr<const KeyRows> &rows);
    /// Nothing: nobody looks.
    void watch(const std::optional<PeriodChoice> &choice);

Q_SIGNALS:
    /// Of the choice that stands.
    void ready(const keydeck::StoreUsageView &view);
    void failed(const QString &message);

private:
    void ask();
    void take(const PeriodChoice &asked, const Result<StoreUsageView> &view);

    Recorder &m_recorder;
    const Clock &m_clock;
    std::shared_ptr<const KeyRows> m_rows;
    std::optional<PeriodChoice> m_choice;
    QuestionPace m_pace;
    QTimer m_moveOn;
    qint64 m_askedUntilMs = 0;
};

} // namespace keydeck
