// How well something fits what was typed.
#pragma once

#include <QList>
#include <QPointer>
#include <QString>
#include <QStringView>

class QAction;
class QMenuBar;

namespace keydeck {

/// From the best to the worst.
enum class JumpRank
{
    Prefix,
    WordStart,
    Inside,
    Elsewhere, ///< in something that belongs to it: a model, a masked key
    None
};

/// Both in lower case. Of nothing typed everything is a Prefix.
[[nodiscard]] JumpRank jumpRank(QStringView text, QStringView typed);

/// An action of the menus: what it is called there, its shortcut, and why it cannot be used.
struct JumpAction
{
    QPointer<QAction> action;
    QString text; ///< "Appearance: Dark"
    QString note; ///< "Ctrl+N", or why not
    bool isEnabled = true;
};

/// Every action of the menus as they are at the moment, without the one that asks.
[[nodiscard]] QList<JumpAction> jumpActions(const QMenuBar &bar, const QAction *asking);

} // namespace keydeck
