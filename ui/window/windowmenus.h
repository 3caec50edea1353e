// The menu bar.
#pragma once

#include "core/gateway/profile.h"
#include "ui/widgets/appearance.h"

#include <QObject>

class QAction;
class QActionGroup;
class QMenu;
class QMenuBar;

namespace keydeck {

class Actions;

class WindowMenus final : public QObject
{
    Q_OBJECT

public:
    WindowMenus(Actions &actions, QMenuBar &bar);

    void setRecent(const QStringList &paths);
    void setProfiles(const QList<Profile> &profiles);
    void setAppearance(Appearance appearance);
    void setNotifying(bool notifying);
    /// minutes: 0: never.
    void setLockAfter(int minutes);
    /// Of the keys page: for its columns and groups.
    [[nodiscard]] QMenu &columns() { return *m_columns; }
    [[nodiscard]] QMenu &groups() { return *m_groups; }
    /// Of the keys page as well: for what it is sorted by.
    [[nodiscard]] QMenu &sorting() { return *m_sorting; }

Q_SIGNALS:
    void recentChosen(const QString &path);
    void profileChosen(const keydeck::Profile &profile);
    void appearanceChosen(keydeck::Appearance appearance);
    void notifyingChosen(bool notifying);
    void lockAfterChosen(int minutes);

private:
    void addAppearances(QMenu *view);
    void addLocking(QMenu *view);

    Actions &m_actions;
    QMenu *m_profiles;
    QMenu *m_recent;
    QMenu *m_columns;
    QMenu *m_groups;
    QMenu *m_sorting;
    QActionGroup *m_appearances;
    QActionGroup *m_lockTimes;
    QAction *m_notifying;
};

} // namespace keydeck
