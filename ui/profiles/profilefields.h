// What stands under the fields of a profile while somebody types.
#pragma once

#include "core/gateway/profile.h"
#include "ui/keys/fieldhints.h"

namespace keydeck {

[[nodiscard]] FieldHint profileNameHint(const Profile &profile, const QList<Profile> &all);
[[nodiscard]] FieldHint profileStoreHint(const Profile &profile);
[[nodiscard]] FieldHint profileGatewayHint(const Profile &profile);
[[nodiscard]] FieldHint caCertificateHint(const Profile &profile);
[[nodiscard]] FieldHint gatewayBuildHint(const Profile &profile);
[[nodiscard]] FieldHint pollsHint(const Profile &profile);

} // namespace keydeck
