// What is seen of a locked window.
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace keydeck {

class TextLabel;

enum class LockReason
{
    Asked, ///< by the person
    Idle,
    ScreenLocked
};

/// Says what is locked, why and since when, with the way back. Fills itself with the window's
/// colour. Shows no key, and no name of one.
class LockedPage final : public QWidget
{
    Q_OBJECT

public:
    explicit LockedPage(QWidget *parent = nullptr);

    /// Which store: its profile or path; empty: none is open.
    void setSubject(const QString &name);
    /// afterMs: for Idle, how long nobody did anything.
    void setReason(LockReason reason, qint64 atMs, qint64 afterMs = 0);
    /// Counts the time on.
    void tick(qint64 nowMs);
    /// To the button that unlocks.
    void takeFocus();

Q_SIGNALS:
    void unlockRequested();
    void quitRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void layOut();
    void drawSign();

    QLabel *m_sign;
    TextLabel *m_subject;
    TextLabel *m_reason;
    TextLabel *m_since;
    QPushButton *m_unlock;
    QPushButton *m_quit;
    qint64 m_atMs = 0;
};

} // namespace keydeck
