// Where the window's profiles come from, behind a seam.
#pragma once

#include "core/gateway/profile.h"
#include "ui/session/storesession.h"

#include <functional>

namespace keydeck {

/// app keeps the profiles, and knows what to open a store with.
class ProfileKeeper
{
public:
    virtual ~ProfileKeeper() = default;

    /// By name, as they are now. An error where they cannot be read.
    [[nodiscard]] virtual Result<QList<Profile>> profiles() const = 0;
    /// Comes in the GUI's thread, at once or once the file is written.
    using Done = std::function<void(const Result<> &)>;
    /// Adds it, or replaces the one with its id.
    virtual void save(const Profile &profile, Done done) = 0;
    virtual void remove(const QString &id, Done done) = 0;
    /// What the profile's store is opened with.
    [[nodiscard]] virtual SessionSettings sessionFor(const Profile &profile) const = 0;
};

} // namespace keydeck
