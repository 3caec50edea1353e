// Keeps asking the history how the last 24 hours of every key went.
#pragma once

#include "core/base/clock.h"
#include "core/history/recorder.h"
#include "ui/keys/daycourse.h"
#include "ui/keys/keyrows.h"
#include "ui/session/questionpace.h"

namespace keydeck {

/// Asks when something was recorded and when another hour begins, at the pace of a QuestionPace.
///
/// Thread: the GUI's; the courses are made on the recorder's.
class RecentHours final : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive it.
    RecentHours(Recorder &recorder, const Clock &clock, QObject *parent = nullptr);

    /// Whose hours: those of the store's newest state.
    void setRows(const std::shared_ptr<const KeyRows> &rows);

Q_SIGNALS:
    void ready(const keydeck::DayCourses &courses);

private:
    void ask();
    void take(const Result<DayCourses> &courses);

    Recorder &m_recorder;
    const Clock &m_clock;
    std::shared_ptr<const KeyRows> m_rows;
    QuestionPace m_pace;
    QTimer m_nextHour;
    qint64 m_askedUntilMs = 0;
};

} // namespace keydeck
