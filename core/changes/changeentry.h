// One edit of the store, as the journal of changes keeps it.
#pragma once

#include "core/changes/notedchange.h"

namespace keydeck {

struct ChangeEntry
{
    enum class Kind
    {
        Edit, ///< its changes lead back
        Restore, ///< a backup was put back: the backup made before it leads back
        Accepted, ///< the store was taken for right as it is; no change
    };

    QString id; ///< 12 hex digits
    Kind kind = Kind::Edit;
    qint64 atMs = 0; ///< since 1970
    QString author; ///< "alice@gateway-host"
    QString title; ///< what it did: "Edit “Alice”"
    QString backup; ///< the copy that was made right before it
    qint64 keyCount = 0; ///< records in the store after it
    QString reverts; ///< the entry that it undid or did again; empty: neither
    bool isRedo = false;
    /// False: Keydeck ended before it knew what became of the edit, and these changes were found
    /// afterwards. They may be somebody else's.
    bool isConfirmed = true;
    bool isUndoable = true;
    std::vector<NotedChange> changes = {};

    /// One line of JSON, without its end.
    [[nodiscard]] QByteArray toLine() const;
    /// Nothing for what is none, as a line that was cut off by a crash.
    [[nodiscard]] static std::optional<ChangeEntry> fromLine(const QByteArray &line);

    [[nodiscard]] static QString newId();
};

} // namespace keydeck
