// Keeps work that grows with the store from filling the GUI thread.
#pragma once

#include <QObject>
#include <QTimer>

#include <functional>

namespace keydeck {

/// Runs an update when asked, but leaves a pause of PauseFactor times the update's own length
/// before the next: whatever the store's size, it takes a small share of the time. What is asked
/// for meanwhile happens once, at the end of the pause.
class PacedUpdate final : public QObject
{
    Q_OBJECT

public:
    static constexpr int PauseFactor = 15;

    explicit PacedUpdate(std::function<void()> update, QObject *parent = nullptr);

    void request();

private:
    void run();

    std::function<void()> m_update;
    QTimer m_pause;
    bool m_wanted = false;
};

} // namespace keydeck
