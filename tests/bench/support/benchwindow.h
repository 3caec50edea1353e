// The window, shown, without anybody before it.
#pragma once

#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"
#include "tests/support/windowsurroundings.h"
#include "ui/keys/keyspage.h"
#include "ui/window/mainwindow.h"
#include "ui/window/workarea.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEvent>

namespace keydeck::bench {

/// Runs the event loop until it holds, which is looked at every wakeMs. False after a minute
/// without.
template <typename Predicate>
[[nodiscard]] bool runUntil(Predicate holds, int wakeMs = 1)
{
    constexpr qint64 PatienceMs = 60'000;
    QTimer wake;
    wake.start(wakeMs);
    QElapsedTimer timer;
    timer.start();
    while (!holds() && timer.elapsed() < PatienceMs)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return holds();
}

inline void runFor(qint64 ms)
{
    QElapsedTimer timer;
    timer.start();
    std::ignore = runUntil([&] { return timer.elapsed() >= ms; }, 20);
}

/// How often the keys were painted, each time to its end.
class PaintCounter final : public QObject
{
public:
    explicit PaintCounter(QTableView &table) : m_table(table)
    {
        table.viewport()->installEventFilter(this);
    }

    [[nodiscard]] int count() const { return m_count; }

private:
    bool eventFilter(QObject *, QEvent *event) override
    {
        // What is posted now comes after the whole frame.
        if (event->type() == QEvent::Paint && m_table.model()->rowCount() > 0)
            QMetaObject::invokeMethod(
                this, [this] { ++m_count; }, Qt::QueuedConnection);
        return false;
    }

    QTableView &m_table;
    int m_count = 0;
};

/// The system's, moved to the time that benchStore() is of: windows are open, and limits near.
class StoreTimeClock final : public Clock
{
public:
    [[nodiscard]] qint64 nowMs() const override { return SystemClock::instance().nowMs() + m_byMs; }
    [[nodiscard]] qint64 monotonicMs() const override
    {
        return SystemClock::instance().monotonicMs();
    }

private:
    qint64 m_byMs = test::SomeNowMs - SystemClock::instance().nowMs();
};

/// At the Keys page, with a history, a journal and backups of its own as the program has them.
struct BenchWindow : test::WindowSurroundings
{
    StoreTimeClock clock;
    MainWindow window;

    BenchWindow()
        : window(
            {clock, dialogs, notifier, [this](const QString &path) { return sessionFor(path); }})
    {
        window.resize(1280, 800);
        window.show();
        runFor(200);
    }
    [[nodiscard]] QTableView &table() { return test::keysTable(window); }
    [[nodiscard]] QAbstractItemModel &model()
    {
        return *qobject_cast<KeyFilter *>(table().model())->sourceModel();
    }
};

} // namespace keydeck::bench
