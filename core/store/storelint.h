// What is dangerous about a store besides its records: its content as a whole, its file, its
// folder, and what lies beside it. Each is said as "the gateway will …".
#pragma once

#include "core/rules/lint.h"

namespace keydeck {

/// What can be done about it here.
enum class StoreFix
{
    None, ///< the remedy is for the person to do
    Repair, ///< RepairStore
    TakeFromOthers, ///< takeFromOthers()
    SetAside, ///< KeyStore::setTempAside()
    RemoveOurs, ///< removeOldLeftovers()
};

struct StoreFinding
{
    Finding finding;
    QString remedy; ///< what the fix will do, or what the person can do: a sentence
    StoreFix fix = StoreFix::None;

    friend bool operator==(const StoreFinding &, const StoreFinding &) = default;
};

/// Why the gateway cannot use the content; nothing when it can.
[[nodiscard]] QList<StoreFinding> lintContent(const KeySet &keys);

/// The file, its folder and what lies beside it. Takes a dozen system calls and a listing of the
/// folder: not for the GUI thread.
[[nodiscard]] QList<StoreFinding> lintFile(const QString &storePath, qint64 nowMs);

} // namespace keydeck
