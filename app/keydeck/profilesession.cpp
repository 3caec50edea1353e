#include "app/keydeck/profilesession.h"

#include <QFileInfo>

namespace keydeck {

SessionSettings sessionFor(const Profile &profile, SessionSettings others)
{
    SessionSettings session = std::move(others);
    session.storePath = profile.storePath;
    session.profile = {profile.name, profile.color, profile.id};
    session.readOnly = session.readOnly || profile.readOnly;
    const bool allowed = session.gateway.allowPlainHttp; // for this run
    session.gateway = gatewaySettings(profile);
    session.gateway.allowPlainHttp = session.gateway.allowPlainHttp || allowed;
    session.watch.traits = gatewayTraits(profile);
    session.watch.pollsPerMinute = profile.pollsPerMinute;
    return session;
}

Result<> adoptProfile(Options &options, const ProfileFile &file)
{
    if (options.profileName.isEmpty())
        return {};
    return file.read().and_then([&](const QList<Profile> &profiles) {
        return profileNamed(profiles, options.profileName).map([&](Profile profile) {
            if (!options.storePath.isEmpty())
                profile.storePath = QFileInfo(options.storePath).absoluteFilePath();
            if (!options.gateway.isEmpty())
                profile.gateway = options.gateway;
            options.storePath = profile.storePath;
            options.profile = profile;
        });
    });
}

} // namespace keydeck
