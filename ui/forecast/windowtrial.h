// The windows that a limit is tried on, made ready on a worker.
#pragma once

#include "core/forecast/limittrial.h"

#include <memory>

namespace keydeck {

struct TrialWindow
{
    QString name; ///< the key's, for people
    RecordedWindow window;
};

struct WindowTrial
{
    LimitTrial trial;
    QList<TrialWindow> windows = {}; ///< those that the trial counts
};
using WindowTrialPointer = std::shared_ptr<const WindowTrial>;

/// A key's name and what is known of it.
struct NamedHistory
{
    QString name;
    KeyHistory history;
};

/// Linear in the samples.
[[nodiscard]] WindowTrialPointer windowTrial(const QList<NamedHistory> &keys, qint64 nowMs);
[[nodiscard]] WindowTrialPointer windowTrial(
    const QString &name, const QList<WindowCourse> &courses, qint64 nowMs);

} // namespace keydeck
