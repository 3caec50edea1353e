// How long the start took, for who asks.
#pragma once

#include <QElapsedTimer>
#include <QObject>

namespace keydeck {

class MainWindow;

/// Says on the logging category keydeck.start, which is silent unless QT_LOGGING_RULES has
/// keydeck.start.debug=true, when the window was painted for the first time and when it first
/// showed the keys of a store: "first paint 41 ms after main", "1000 keys 63 ms after main".
class StartLog final : public QObject
{
    Q_OBJECT

public:
    /// sinceMain was started when main() began. The window outlives it.
    StartLog(MainWindow &window, const QElapsedTimer &sinceMain);

    [[nodiscard]] static bool isWanted();

    bool eventFilter(QObject *watched, QEvent *event) override;
    bool event(QEvent *event) override;

private:
    void notePainted();

    MainWindow &m_window;
    QElapsedTimer m_sinceMain;
    bool m_isPainting = false;
    bool m_wasPainted = false;
    bool m_hasKeys = false;
};

} // namespace keydeck
