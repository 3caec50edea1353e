// What actions are called by people and by settings, and which of them belong together.
#include "ui/window/actions.h"

#include <QAction>

#include <utility>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

/// For one that nobody gave a name: "Ctrl+N for a &New thing…" -> "ctrl-n-for-a-new-thing".
QString nameFromText(const QAction &action)
{
    QString name;
    for (const QChar c : Actions::nameOf(action).toLower())
        name += c.isLetterOrNumber() ? c : u'-';
    return name;
}

} // namespace

/// They are in people's settings: a name stays as it is.
void Actions::nameActions()
{
    const std::pair<QAction *, QString> names[] = {{open, u"open"_s}, {newStore, u"newStore"_s},
        {demo, u"demo"_s}, {profiles, u"profiles"_s}, {newProfile, u"newProfile"_s},
        {connectGateway, u"connectGateway"_s}, {importKeys, u"importKeys"_s},
        {exportCsv, u"exportCsv"_s}, {reload, u"reload"_s}, {quit, u"quit"_s},
        {create, u"create"_s}, {edit, u"edit"_s}, {copyKey, u"copyKey"_s}, {remove, u"remove"_s},
        {duplicate, u"duplicate"_s}, {rotate, u"rotate"_s}, {suspend, u"suspend"_s},
        {resume, u"resume"_s}, {resetWindow, u"resetWindow"_s}, {notes, u"notes"_s},
        {tryLimit, u"tryLimit"_s}, {report, u"report"_s}, {statement, u"statement"_s},
        {statementPage, u"statementPage"_s}, {undo, u"undo"_s}, {redo, u"redo"_s},
        {restoreBackup, u"restoreBackup"_s}, {trash, u"trash"_s}, {find, u"find"_s},
        {saveFilter, u"saveFilter"_s}, {jump, u"jump"_s}, {lock, u"lock"_s},
        {shortcuts, u"shortcuts"_s}, {changeShortcuts, u"changeShortcuts"_s}, {about, u"about"_s},
        {pages[DashboardPageNumber], u"dashboardPage"_s}, {pages[KeysPageNumber], u"keysPage"_s},
        {pages[UsagePageNumber], u"usagePage"_s}, {pages[HealthPageNumber], u"healthPage"_s},
        {pages[ChangesPageNumber], u"changesPage"_s}, {pages[ReportsPageNumber], u"reportsPage"_s}};
    for (const auto &[action, name] : names)
        action->setObjectName(name);
    for (size_t i = 0; i < renew.size(); ++i)
        renew[i]->setObjectName(UsualRenewals[i].isEndOfMonth()
                ? u"renewToEndOfMonth"_s
                : u"renewBy%1Days"_s.arg(UsualRenewals[i].days));
    for (QAction *action : findChildren<QAction *>(QString(), Qt::FindDirectChildrenOnly)) {
        if (action->objectName().isEmpty())
            action->setObjectName(nameFromText(*action));
    }
}

QString Actions::nameOf(const QAction &action)
{
    const QString name = action.iconText().remove(u'&').remove(u'…');
    return action.objectName().startsWith(u"renew"_s) ? tr("Renew: %1").arg(name) : name;
}

QList<Actions::Group> Actions::groups() const
{
    const QList<QAction *> inPages(pages.begin(), pages.end());
    QList<QAction *> inKeys{create, edit, copyKey, remove, duplicate, rotate, suspend, resume,
        resetWindow, notes, trash, tryLimit, report, statement, statementPage};
    inKeys.append(QList<QAction *>(renew.begin(), renew.end()));
    const QList<QAction *> inFile{
        open, newStore, connectGateway, reload, importKeys, exportCsv, restoreBackup, demo, quit};
    QList<QAction *> rest = findChildren<QAction *>(QString(), Qt::FindDirectChildrenOnly);
    rest.removeIf([&](QAction *action) {
        return inPages.contains(action) || inKeys.contains(action) || inFile.contains(action);
    });
    return {{tr("File"), inFile}, {tr("Everywhere"), rest}, {tr("Pages"), inPages},
        {tr("Keys"), inKeys}};
}

} // namespace keydeck
