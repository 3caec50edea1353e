// What can be done by keyboard, at a glance.
#pragma once

#include <QDialog>

namespace keydeck {

class Actions;
class ScrollArea;

/// Every shortcut, in groups, in as many columns as the window has room for. Scrolls where letters
/// are so large that it does not fit.
class ShortcutSheet final : public QDialog
{
    Q_OBJECT

public:
    struct Line
    {
        QString keys; ///< "Ctrl+Shift+Z, Ctrl+Y"
        QString text;
    };
    struct Group
    {
        QString name;
        QList<Line> lines;
    };

    /// The window's own, and one at a time: shown again where it is open already.
    static void open(const Actions &actions, QWidget *window);

    explicit ShortcutSheet(const QList<Group> &groups, QWidget *window = nullptr);

    /// Those of the window's actions, whatever they are, and of the charts.
    [[nodiscard]] static QList<Group> groupsOf(const Actions &actions);

    /// All of it is seen without scrolling.
    [[nodiscard]] bool fits() const;

Q_SIGNALS:
    /// Of what the keys are.
    void changeRequested();

private:
    void arrange(const QList<Group> &groups);
    [[nodiscard]] QWidget *newColumns(const QList<Group> &groups, int count);

    ScrollArea *m_area;
};

} // namespace keydeck
