// When asking for a key does not keep alive what the gateway remembers of it.
#pragma once

#include "core/gateway/gatewaybuild.h"

#include <QHash>
#include <QString>

#include <optional>

namespace keydeck {

/// A gateway with a sliding TTL renews what it remembers of a key whenever the key is used, and to
/// ask for it is to use it: asked every few seconds, an old record would never be forgotten, and
/// the limit in it never be enforced. So there a key is asked for only once the gateway has
/// forgotten it anyway: TTL + SilenceMs after the last use that the file shows, and after our own
/// last question.
class KeyQuiet final
{
public:
    static constexpr qint64 SilenceMs = 5'000;

    void noteAsked(const QString &key, qint64 atMs) { m_asked.insert(key, atMs); }
    void forget() { m_asked.clear(); }

    /// The moment from which on the key may be asked for; 0: at any time. lastUsedMs: what the file
    /// says; nothing: it was never used.
    [[nodiscard]] qint64 until(const QString &key, const std::optional<qint64> &lastUsedMs,
        const GatewayTraits &traits) const;

private:
    QHash<QString, qint64> m_asked; ///< when, by key
};

} // namespace keydeck
