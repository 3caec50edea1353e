// Which of the noted changes are listed: all, what a search finds, or those of one key.
#pragma once

#include "core/changes/changeentry.h"

#include <QList>

namespace keydeck {

/// An edit that is listed, and which of its changes are.
struct ListedEdit
{
    qsizetype entry = 0; ///< in the list of entries
    std::vector<qsizetype> changes = {}; ///< in the entry

    friend bool operator==(const ListedEdit &, const ListedEdit &) = default;
};

/// In the order of the entries, oldest first. Entries are only ever added at the end, and so what
/// was listed once keeps its place.
using ChangeListing = std::vector<ListedEdit>;

/// The edits of which an author or a name, also one from before or after it was changed, contains
/// the text, or a fingerprint begins with it, whatever its case, and of each the changes that do:
/// all of them where it is the author. An empty text finds everything. Linear.
[[nodiscard]] ChangeListing matchingEdits(const QList<ChangeEntry> &entries, const QString &text);

/// What was done with one key, also while it was another one that was replaced by it. Linear.
[[nodiscard]] ChangeListing editsOfKey(
    const QList<ChangeEntry> &entries, const QString &fullFingerprint);

/// The full fingerprint that the key of a change has now, after all that was done since. Linear.
[[nodiscard]] QString fingerprintNow(
    const QList<ChangeEntry> &entries, qsizetype entry, const NotedChange &change);

} // namespace keydeck
