// The menu bar.
#pragma once

#include "ui/widgets/appearance.h"

#include <QObject>

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
    void setAppearance(Appearance appearance);

Q_SIGNALS:
    void recentChosen(const QString &path);
    void appearanceChosen(keydeck::Appearance appearance);

private:
    void addAppearances(QMenu *view);

    QMenu *m_recent;
    QActionGroup *m_appearances;
};

} // namespace keydeck
