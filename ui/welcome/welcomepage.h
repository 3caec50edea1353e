// What stands in the window before a store is open.
#pragma once

#include "core/gateway/profile.h"

#include <QStringList>
#include <QWidget>

class QListWidget;
class QVBoxLayout;

namespace keydeck {

class Actions;
class ProfileList;
class TextLabel;

/// The profiles, open, new, demo, and the stores that were open before without one, all within
/// reach of the keyboard.
class WelcomePage final : public QWidget
{
    Q_OBJECT

public:
    explicit WelcomePage(Actions &actions, QWidget *parent = nullptr);

    void setProfiles(const QList<Profile> &profiles);
    void setRecent(const QStringList &paths);

Q_SIGNALS:
    void profileChosen(const keydeck::Profile &profile);
    void recentChosen(const QString &path);

private:
    [[nodiscard]] QVBoxLayout *newColumn(Actions &actions);

    TextLabel *m_profilesTitle;
    ProfileList *m_profiles;
    TextLabel *m_recentTitle;
    QListWidget *m_recent;
};

} // namespace keydeck
