#include "ui/jump/jumptargets.h"

#include <QAction>
#include <QCoreApplication>
#include <QMenu>
#include <QMenuBar>
#include <QTextDocumentFragment>

namespace keydeck {

namespace {

QString plainText(const QString &text)
{
    QString plain = text;
    plain.replace(QStringLiteral("&&"), QStringLiteral("\n")).remove(u'&').remove(u'…');
    return plain.replace(u'\n', u'&');
}

QString noteOf(const QAction &action)
{
    if (!action.isEnabled())
        return QTextDocumentFragment::fromHtml(action.toolTip()).toPlainText();
    const QString keys = action.shortcut().toString(QKeySequence::NativeText);
    return action.isChecked() ? QCoreApplication::translate("Jump", "on %1").arg(keys).trimmed()
                              : keys;
}

void collect(const QMenu &menu, const QString &path, const QAction *asking, QList<JumpAction> &into)
{
    for (QAction *action : menu.actions()) {
        if (action->isSeparator() || !action->isVisible() || action == asking)
            continue;
        const QString text = path + plainText(action->text());
        if (const QMenu *below = action->menu())
            collect(*below, text + QStringLiteral(": "), asking, into);
        else
            into.append({action, text, noteOf(*action), action->isEnabled()});
    }
}

} // namespace

JumpRank jumpRank(QStringView text, QStringView typed)
{
    if (text.startsWith(typed))
        return JumpRank::Prefix;
    JumpRank rank = JumpRank::None;
    for (qsizetype at = text.indexOf(typed); at >= 0; at = text.indexOf(typed, at + 1)) {
        if (!text[at - 1].isLetterOrNumber())
            return JumpRank::WordStart;
        rank = JumpRank::Inside;
    }
    return rank;
}

QList<JumpAction> jumpActions(const QMenuBar &bar, const QAction *asking)
{
    QList<JumpAction> actions;
    for (const QAction *title : bar.actions()) {
        if (const QMenu *menu = title->menu())
            collect(*menu, {}, asking, actions);
    }
    return actions;
}

} // namespace keydeck
