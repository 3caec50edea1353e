#include "ui/window/storelists.h"

#include "ui/profiles/profileoperations.h"
#include "ui/welcome/welcomepage.h"
#include "ui/window/windowmenus.h"

namespace keydeck {

StoreLists::StoreLists(const Surroundings &surroundings, QObject *parent)
    : QObject(parent)
    , m_in(surroundings)
{
    connect(&m_in.menus, &WindowMenus::recentChosen, this, &StoreLists::storeChosen);
    connect(&m_in.welcome, &WelcomePage::recentChosen, this, &StoreLists::storeChosen);
    connect(&m_in.menus, &WindowMenus::profileChosen, &m_in.profiles, &ProfileOperations::open);
    connect(&m_in.welcome, &WelcomePage::profileChosen, &m_in.profiles, &ProfileOperations::open);
    connect(&m_in.profiles, &ProfileOperations::changed, this, &StoreLists::list);
    list();
}

void StoreLists::setRecent(const QStringList &paths)
{
    m_recent = paths;
    list();
}

void StoreLists::list()
{
    const QList<Profile> profiles = m_in.profiles.profiles();
    QStringList others = m_recent;
    others.removeIf(
        [&](const QString &path) { return profileOfStore(profiles, path).has_value(); });
    m_in.menus.setProfiles(profiles);
    m_in.welcome.setProfiles(profiles);
    m_in.menus.setRecent(others);
    m_in.welcome.setRecent(others);
}

} // namespace keydeck
