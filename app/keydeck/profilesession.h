// What a store is opened with because of its profile.
#pragma once

#include "app/keydeck/commandline.h"
#include "app/profiles/profilefile.h"
#include "ui/profiles/profilekeeper.h"

namespace keydeck {

/// The one place where a profile becomes the settings of a session; others holds what no profile
/// decides.
[[nodiscard]] SessionSettings sessionFor(const Profile &profile, SessionSettings others);

/// The profile that --profile names, with what the command line says besides: explicit options win.
/// Leaves the options as they are where there is none. InvalidInput for a name that is not known.
[[nodiscard]] Result<> adoptProfile(Options &options, const ProfileFile &file);

} // namespace keydeck
