// What a screen reader is told of the window.
#pragma once

#include <QAccessible>
#include <QList>
#include <QPointer>
#include <QWidget>

namespace keydeck::test {

/// One thing of the accessibility tree, as it was when it was asked.
struct Spoken
{
    QAccessible::Role role = QAccessible::NoRole;
    QString name;
    QString description;
    QString value;
    QAccessible::State state;
    QRect rect; ///< on the screen
    QPointer<QWidget> widget; ///< nullptr: a part of one, such as a cell
    QPointer<QWidget> of; ///< the widget that it is, or is a part of
    int depth = 0;
    bool hasTextInterface = false;

    /// "Button “Delete” (Delete the selected keys)", for failures.
    [[nodiscard]] QString text() const;
};

/// Everything that is shown in it, itself first, in the tree's order.
[[nodiscard]] QList<Spoken> spokenTree(QWidget &root);

/// The view's, as its rows are now: nobody listens on the offscreen platform, so that Qt does not
/// tell a table that its rows have moved. nullptr where it is none.
[[nodiscard]] QAccessibleTableInterface *spokenTable(QWidget &view);

} // namespace keydeck::test
