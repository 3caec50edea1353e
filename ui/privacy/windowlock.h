// When a window is locked, and what is hidden when.
#pragma once

#include "ui/privacy/idlewatch.h"
#include "ui/privacy/lockedpage.h"

#include <QObject>

#include <array>

class QAction;
class QMainWindow;

namespace keydeck {

class ClipboardGuard;
class WindowCover;

/// Locks a window on a person's wish, after nobody did anything for a while, and with the screen:
/// it is covered, keys that are shown are hidden, and a key that was copied leaves the clipboard.
/// What runs in the background goes on. Unlocking takes a press of the button and no password.
///
/// Thread: the GUI's.
class WindowLock final : public QObject
{
    Q_OBJECT

public:
    /// What a person may choose; 0: never.
    static constexpr std::array<int, 5> UsualMinutes{0, 1, 5, 15, 30};

    /// All must outlive it.
    struct Surroundings
    {
        QMainWindow &window;
        QAction &lock; ///< is triggered to lock; works in the window's dialogs, too
        QAction &quit; ///< works while it is locked
        ClipboardGuard &clipboard;
        const Clock &clock;
    };

    explicit WindowLock(const Surroundings &surroundings);

    /// minutes: after how long; 0: never, also not with the screen.
    void setLockAfter(int minutes);
    /// The store that is open, as people know it.
    void setSubject(const QString &name);
    /// A second went by.
    void tick();
    void noteScreenLocked();
    void noteSleep(bool isAsleep);

    void lock(LockReason reason = LockReason::Asked);
    void unlock();
    [[nodiscard]] bool isLocked() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void hideSecrets();

    Surroundings m_in;
    IdleWatch m_idle;
    LockedPage *m_page;
    WindowCover *m_cover;
    int m_minutes = 0;
    QString m_title; ///< the window's, while it is locked
};

} // namespace keydeck
