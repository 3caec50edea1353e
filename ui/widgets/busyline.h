// A sentence, and how far something is.
#pragma once

#include <QWidget>

class QProgressBar;
class QPushButton;

namespace keydeck {

class TextLabel;

/// While something goes on, a bar and a button that stops it stand at the right end; their room is
/// kept, so that nothing jumps.
class BusyLine final : public QWidget
{
    Q_OBJECT

public:
    enum class Pace
    {
        Idle,
        Known, ///< setPercent() tells how far
        Unknown,
        Stopping, ///< it has been asked to stop
    };

    explicit BusyLine(QWidget *parent = nullptr);

    void setText(const QString &text);
    void setPace(Pace pace);
    void setPercent(int percent);
    /// For the keyboard, while everything else is disabled.
    void focusStop();

Q_SIGNALS:
    void stopWanted();

private:
    TextLabel *m_text;
    QProgressBar *m_progress;
    QPushButton *m_stop;
};

} // namespace keydeck
