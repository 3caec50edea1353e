// Every verb of the window, once: menus, toolbars and context menus share these.
#pragma once

#include "core/rules/renewal.h"

#include <QKeySequence>
#include <QObject>

#include <array>

class QAction;
class QActionGroup;

namespace keydeck {

/// The window's actions with their texts, icons, shortcuts and tooltips. Says what can be done; who
/// owns the window says when.
class Actions final : public QObject
{
    Q_OBJECT

public:
    enum PageNumber
    {
        DashboardPageNumber,
        KeysPageNumber,
        UsagePageNumber,
        HealthPageNumber,
        ChangesPageNumber,
        ReportsPageNumber,
        PageCount
    };

    explicit Actions(QObject *parent = nullptr);

    QAction *open;
    QAction *newStore;
    QAction *demo;
    QAction *profiles;
    QAction *newProfile;
    QAction *connectGateway;
    QAction *exportCsv;
    QAction *importKeys;
    QAction *reload;
    QAction *quit;

    QAction *create;
    QAction *edit;
    QAction *copyKey;
    QAction *remove;
    QAction *duplicate;
    QAction *rotate;
    QAction *suspend;
    QAction *resume;
    QAction *resetWindow;
    QAction *notes;
    /// One for each of UsualRenewals.
    std::array<QAction *, UsualRenewals.size()> renew;
    QAction *tryLimit;
    QAction *report;
    QAction *statement;
    QAction *statementPage;
    QAction *undo;
    QAction *redo;
    QAction *restoreBackup;
    QAction *trash;
    QAction *find;
    QAction *saveFilter;
    QAction *jump;
    QAction *lock;

    std::array<QAction *, PageCount> pages;
    QActionGroup *pageGroup;

    QAction *shortcuts;
    QAction *changeShortcuts;
    QAction *about;

    struct Group
    {
        QString name;
        QList<QAction *> actions;
    };
    /// All of them, arranged for people. An action's objectName() is what settings know it by.
    [[nodiscard]] QList<Group> groups() const;
    /// Without marks of menus, and without the subject of the moment.
    [[nodiscard]] static QString nameOf(const QAction &action);

    /// Others than it has by itself; its tooltip names the first of them.
    static void setShortcuts(QAction *action, const QList<QKeySequence> &shortcuts);

    /// What an action is about at the moment: its text becomes "Undo: Edit “Alice”", also in its
    /// tooltip, while buttons keep the verb alone. Empty: nothing.
    static void setSubject(QAction *action, const QString &verb, const QString &subject);

    /// An action that cannot be used says why in its tooltip; an empty reason enables it.
    static void setReason(QAction *action, const QString &whyNot);

private:
    void makeVerbs();
    void nameActions();
    struct Look
    {
        QString text;
        QString icon;
        QString toolTip;
        QList<QKeySequence> shortcuts;
    };
    QAction *make(const Look &look);
};

} // namespace keydeck
