// Everything of a window out of sight, and back as it was.
#pragma once

#include <QList>
#include <QObject>
#include <QPointer>

class QAction;
class QLineEdit;
class QMainWindow;
class QWidget;

namespace keydeck {

/// Lays a page over a window, hides all else that is in it, also from screen readers and the Tab
/// key, and all of its dialogs, and lets no shortcut through but one. What wants to be shown
/// meanwhile waits. Nothing is closed: what was typed, selected and scrolled is still there when it
/// is taken away.
///
/// Thread: the GUI's.
class WindowCover final : public QObject
{
    Q_OBJECT

public:
    /// page: a child of the window, hidden. allowed: the action whose shortcut still works. All
    /// must outlive it.
    WindowCover(QMainWindow &window, QWidget &page, const QAction &allowed);

    void cover();
    void uncover();
    [[nodiscard]] bool isCovering() const { return m_isCovering; }

Q_SIGNALS:
    /// A key was pressed where nobody sees it: the page should have the focus.
    void focusLost();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// What a line had selected: a dialog that is shown again selects all of it.
    struct Selection
    {
        QPointer<QLineEdit> line;
        int start = -1;
        int length = 0;
        int cursor = 0;

        void restore() const;
    };
    struct Hidden
    {
        QPointer<QWidget> widget;
        QPointer<QWidget> focus; ///< inside of it, where it is a window
        Selection selection;
    };

    [[nodiscard]] static Selection selectionOf(QWidget *focus);
    [[nodiscard]] bool isToBeHidden(const QWidget &widget) const;
    void closePopups();
    void hide(QWidget *widget);
    void hideLater(QWidget *widget);
    void setMenusEnabled(bool enabled);
    void place();

    QMainWindow &m_window;
    QWidget &m_page;
    const QAction &m_allowed;
    QList<Hidden> m_hidden; ///< a window before those that stand over it
    QPointer<QWidget> m_active; ///< the window that had the focus
    QPointer<QWidget> m_focus; ///< in the covered window
    Selection m_selection;
    bool m_isCovering = false;
};

} // namespace keydeck
