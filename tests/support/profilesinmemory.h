// Profiles for tests that keep none on the disk.
#pragma once

#include "ui/profiles/profilekeeper.h"

namespace keydeck::test {

class ProfilesInMemory final : public ProfileKeeper
{
public:
    QList<Profile> kept;
    QString trouble; ///< why they can be neither read nor saved

    [[nodiscard]] Result<QList<Profile>> profiles() const override
    {
        if (!trouble.isEmpty())
            return failure(ErrorCode::Failed, trouble);
        return kept;
    }
    void save(const Profile &profile, Done done) override
    {
        if (!trouble.isEmpty()) {
            done(failure(ErrorCode::Failed, trouble));
            return;
        }
        kept.removeIf([&](const Profile &each) { return each.id == profile.id; });
        kept.append(profile);
        done({});
    }
    void remove(const QString &id, Done done) override
    {
        kept.removeIf([&](const Profile &each) { return each.id == id; });
        done({});
    }
    [[nodiscard]] SessionSettings sessionFor(const Profile &profile) const override
    {
        SessionSettings settings;
        settings.storePath = profile.storePath;
        settings.readOnly = profile.readOnly;
        settings.gateway = gatewaySettings(profile);
        settings.profile = {profile.name, profile.color, profile.id};
        return settings;
    }
};

} // namespace keydeck::test
