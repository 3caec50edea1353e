// Profiles as JSON.
#pragma once

#include "core/gateway/profile.h"

#include <QJsonObject>

namespace keydeck {

/// Nothing where it has no name. A member that is missing, or makes no sense, has its usual value.
[[nodiscard]] std::optional<Profile> profileFromJson(const QJsonObject &object);

/// The members of a profile; the others of kept stay as they are.
[[nodiscard]] QJsonObject profileToJson(const Profile &profile, QJsonObject kept = {});

} // namespace keydeck
