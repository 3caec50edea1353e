// How long nobody has touched the program.
#pragma once

#include "core/base/clock.h"

#include <QObject>

namespace keydeck {

/// Sees every key, button, wheel, touch and move of the mouse that any window of the program gets.
/// Time during which the computer slept counts.
///
/// Thread: the GUI's.
class IdleWatch final : public QObject
{
    Q_OBJECT

public:
    /// The clock must outlive it.
    explicit IdleWatch(const Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] qint64 idleMs() const;
    /// As if somebody had touched it now.
    void start();

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    const Clock &m_clock;
    qint64 m_lastMs = 0;
    qint64 m_lastMonotonicMs = 0;
};

} // namespace keydeck
