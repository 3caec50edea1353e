// What can be opened, as the menu and the welcome page list it.
#pragma once

#include <QObject>
#include <QStringList>

namespace keydeck {

class ProfileOperations;
class WelcomePage;
class WindowMenus;

/// The profiles, and the stores that were open before without one. Opens the profiles itself.
class StoreLists final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it.
    struct Surroundings
    {
        WindowMenus &menus;
        WelcomePage &welcome;
        ProfileOperations &profiles;
    };

    explicit StoreLists(const Surroundings &surroundings, QObject *parent = nullptr);

    void setRecent(const QStringList &paths);

Q_SIGNALS:
    void storeChosen(const QString &path);

private:
    void list();

    Surroundings m_in;
    QStringList m_recent;
};

} // namespace keydeck
