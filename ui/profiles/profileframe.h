// Which profile a window is about, where nobody can overlook it.
#pragma once

#include "ui/session/storesession.h"

#include <QWidget>

class QMainWindow;

namespace keydeck {

class ProfileChip;

/// What people know a session by: its profile's name, or where its store is.
[[nodiscard]] QString sessionName(const SessionSettings &settings);

/// A thin strip along the window's top edge, in one colour.
class ProfileStrip final : public QWidget
{
    Q_OBJECT

public:
    static constexpr int Height = 4;

    explicit ProfileStrip(QWidget *parent = nullptr);

    void setColor(ProfileColor color);
    [[nodiscard]] ProfileColor color() const { return m_color; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ProfileColor m_color = ProfileColor::None;
};

/// The strip, the chip in the menu bar's corner (in the status bar where the desktop has the menu),
/// and the window's title. The strip and the chip are there as long as there is a profile.
class ProfileFrame final : public QObject
{
    Q_OBJECT

public:
    /// Owned by the window, whose menu bar must be complete.
    explicit ProfileFrame(QMainWindow &window);

    void setSession(const SessionSettings &settings);
    [[nodiscard]] const ProfileChip &chip() const { return *m_chip; }

Q_SIGNALS:
    void chipClicked();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();

    QMainWindow &m_window;
    ProfileStrip *m_strip;
    ProfileChip *m_chip;
};

} // namespace keydeck
