// Whether the gateway sees the store's keys at all.
#pragma once

#include <QHash>
#include <QString>

namespace keydeck {

/// Gathers what the gateway answered for keys that are in the file. One that it does not know may
/// have been made a moment ago; where it knows none of them, it reads another file, or cannot read
/// this one, which it takes for an empty store without a word.
class KeySight final
{
public:
    /// So many different keys have to be unknown to it, or all that there are.
    static constexpr qsizetype EnoughKeys = 3;
    /// An answer that is older says nothing.
    static constexpr qint64 NewsMs = 10LL * 60 * 1000;

    /// Of a key that is in the file and not known to be new there.
    void note(const QString &key, int httpStatus, qint64 nowMs);
    /// The store has that many; asked again, it may know them now.
    void setKeyCount(qsizetype count) { m_keyCount = count; }
    void forget() { m_unknown.clear(); }

    /// It was asked for enough keys of late, and knew none of them.
    [[nodiscard]] bool seesNone(qint64 nowMs) const;

private:
    QHash<QString, qint64> m_unknown; ///< when, by key
    qsizetype m_keyCount = 0;
};

} // namespace keydeck
