#include "ui/window/windowmenus.h"

#include "core/base/format.h"
#include "ui/privacy/windowlock.h"
#include "ui/profiles/profilelist.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/profilecolors.h"
#include "ui/widgets/tooltip.h"
#include "ui/window/actions.h"

#include <QActionGroup>
#include <QMenu>
#include <QMenuBar>

namespace keydeck {

WindowMenus::WindowMenus(Actions &actions, QMenuBar &bar)
    : QObject(&bar)
    , m_actions(actions)
    , m_appearances(new QActionGroup(this))
    , m_lockTimes(new QActionGroup(this))
{
    QMenu *file = bar.addMenu(tr("&File"));
    file->addActions({actions.open, actions.newStore});
    m_profiles = file->addMenu(tr("&Profiles"));
    m_recent = file->addMenu(icon(QStringLiteral("document-open-recent")), tr("Open &recent"));
    file->addSeparator();
    file->addActions({actions.connectGateway, actions.reload, actions.importKeys, actions.exportCsv,
        actions.restoreBackup});
    file->addSeparator();
    file->addActions({actions.demo, actions.quit});

    QMenu *edit = bar.addMenu(tr("&Edit"));
    edit->addActions({actions.undo, actions.redo});
    edit->addSeparator();
    edit->addActions({actions.find, actions.saveFilter, actions.jump});

    QMenu *key = bar.addMenu(tr("&Key"));
    key->addActions(
        {actions.create, actions.edit, actions.duplicate, actions.copyKey, actions.remove});
    key->addSeparator();
    QMenu *renew = key->addMenu(tr("Re&new"));
    renew->addActions(QList<QAction *>(actions.renew.begin(), actions.renew.end()));
    key->addActions({actions.rotate, actions.suspend, actions.resume, actions.resetWindow});
    key->addSeparator();
    key->addActions({actions.notes, actions.tryLimit, actions.report, actions.statement,
        actions.statementPage});
    key->addSeparator();
    key->addAction(actions.trash);

    QMenu *view = bar.addMenu(tr("&View"));
    for (QAction *page : actions.pages)
        view->addAction(page);
    view->addSeparator();
    m_columns = view->addMenu(tr("&Columns"));
    m_groups = view->addMenu(tr("&Groups"));
    m_sorting = view->addMenu(tr("&Sort keys by"));
    addAppearances(view);
    m_notifying = view->addAction(tr("Desktop &notifications"));
    m_notifying->setCheckable(true);
    m_notifying->setToolTip(tr("Have the desktop tell of alerts, also while the window is hidden"));
    connect(m_notifying, &QAction::triggered, this, &WindowMenus::notifyingChosen);

    addLocking(view);

    QMenu *help = bar.addMenu(tr("&Help"));
    help->addActions({actions.shortcuts, actions.changeShortcuts, actions.about});
    for (QMenu *menu : {file, m_profiles, edit, key, renew, view, help})
        menu->setToolTipsVisible(true);
    setProfiles({});
    setRecent({});
    setAppearance(Appearance::System);
    setNotifying(true);
    setLockAfter(0);
}

void WindowMenus::addAppearances(QMenu *view)
{
    QMenu *menu = view->addMenu(tr("&Appearance"));
    const QString texts[] = {tr("As the &system"), tr("&Light"), tr("&Dark")};
    for (const Appearance appearance : {Appearance::System, Appearance::Light, Appearance::Dark}) {
        QAction *action = menu->addAction(texts[int(appearance)]);
        action->setCheckable(true);
        action->setData(int(appearance));
        m_appearances->addAction(action);
        connect(action, &QAction::triggered, this,
            [this, appearance] { Q_EMIT appearanceChosen(appearance); });
    }
}

void WindowMenus::addLocking(QMenu *view)
{
    view->addSeparator();
    view->addAction(m_actions.lock);
    QMenu *menu = view->addMenu(tr("Loc&k when idle"));
    for (const int minutes : WindowLock::UsualMinutes) {
        QAction *action = menu->addAction(
            minutes > 0 ? tr("After %1").arg(formatDuration(minutes * 60'000LL)) : tr("&Never"));
        action->setToolTip(minutes > 0
                ? tr("Lock the window when nobody has touched it for so long, and with the screen")
                : tr("Lock the window only when asked to"));
        action->setCheckable(true);
        action->setData(minutes);
        m_lockTimes->addAction(action);
        connect(action, &QAction::triggered, this,
            [this, minutes] { Q_EMIT lockAfterChosen(minutes); });
    }
    menu->setToolTipsVisible(true);
}

void WindowMenus::setProfiles(const QList<Profile> &profiles)
{
    m_profiles->clear();
    for (const Profile &profile : profiles) {
        QString text = displayText(profile.name);
        QAction *action = m_profiles->addAction(
            theme::profileIcon(profile.color), text.replace(u'&', QStringLiteral("&&")));
        action->setToolTip(plainToolTip(profileSummary(profile)));
        connect(
            action, &QAction::triggered, this, [this, profile] { Q_EMIT profileChosen(profile); });
    }
    m_profiles->addSeparator();
    m_profiles->addActions({m_actions.newProfile, m_actions.profiles});
}

void WindowMenus::setRecent(const QStringList &paths)
{
    m_recent->clear();
    for (const QString &path : paths) {
        QString text = displayText(path);
        QAction *action = m_recent->addAction(text.replace(u'&', QStringLiteral("&&")));
        connect(action, &QAction::triggered, this, [this, path] { Q_EMIT recentChosen(path); });
    }
    m_recent->setEnabled(!paths.isEmpty());
}

void WindowMenus::setNotifying(bool notifying)
{
    m_notifying->setChecked(notifying);
}

void WindowMenus::setLockAfter(int minutes)
{
    for (QAction *action : m_lockTimes->actions())
        action->setChecked(action->data().toInt() == minutes);
}

void WindowMenus::setAppearance(Appearance appearance)
{
    for (QAction *action : m_appearances->actions())
        action->setChecked(action->data().toInt() == int(appearance));
}

} // namespace keydeck
