#pragma once

#include "core/gateway/profile.h"

#include <QListWidget>

namespace keydeck {

/// Profiles, two lines each: the disc and the name, and below the store and the gateway.
class ProfileList final : public QListWidget
{
    Q_OBJECT

public:
    explicit ProfileList(QWidget *parent = nullptr);

    /// Keeps the current one.
    void setProfiles(const QList<Profile> &profiles);
    /// Nothing where the list is empty.
    [[nodiscard]] std::optional<Profile> currentProfile() const;
    void setCurrentProfile(const QString &id);
    /// As high as that many rows at most.
    void fitRows(int most);

Q_SIGNALS:
    /// By Enter or a double click.
    void profileActivated(const keydeck::Profile &profile);

private:
    QList<Profile> m_profiles;
};

/// "/srv/gateway/apikeys.json · https://gateway.lan · read-only"
[[nodiscard]] QString profileSummary(const Profile &profile);

} // namespace keydeck
