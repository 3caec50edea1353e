// A picture of every page.
#pragma once

#include "app/keydeck/application.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTimer>

#include <deque>

namespace keydeck {

/// Goes through the pages of the application's window, waits for each until what it shows is there,
/// and writes DIR/<page>.png. Changes nothing in the store.
///
/// Thread: the GUI's.
class Snapshots final : public QObject
{
    Q_OBJECT

public:
    Snapshots(Application &application, const Options &options);

    /// finished() follows.
    void start();

Q_SIGNALS:
    /// message: empty when every picture was written.
    void finished(const QString &message);

private:
    struct Step
    {
        QString page;
        std::function<void()> show;
        std::function<bool()> isReady;
    };

    void planPages();
    void planDialogs();
    void planFinding();
    void planOddities();
    void planQuarrels();
    void addStep(
        const QString &page, std::function<void()> show, std::function<bool()> isReady = {});
    void next();
    void look();
    void take();
    void end(const QString &message);

    [[nodiscard]] MainWindow &window() { return m_application.window(); }
    void open(const SessionSettings &settings);
    [[nodiscard]] SessionSettings scratchSession(const QString &path) const;
    void selectBusiestKey();
    static constexpr int SeveralKeys = 3;
    void selectKeys(int count);
    [[nodiscard]] bool detailsAreFilled();
    [[nodiscard]] bool gatewayHasAnswered();

    Application &m_application;
    Options m_options;
    QDir m_directory;
    QTemporaryDir m_scratch;
    std::deque<Step> m_steps;
    QTimer m_timer;
    QElapsedTimer m_since; ///< the step began, or became ready
    bool m_settling = false;
    bool m_opened = false;
    bool m_historySeen = false;
    bool m_statsSeen = false;
};

} // namespace keydeck
