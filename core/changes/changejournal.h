// Who changed what and when: an append-only file of one line an edit.
#pragma once

#include "core/base/result.h"
#include "core/changes/changeentry.h"

#include <QList>

namespace keydeck {

/// The file, 0600 in a folder 0700, holds names, limits and the like, and no key. A line that a
/// crash or a full disk cut off is passed over, and does not damage the next one.
///
/// Thread: any; no state beyond the path. Several processes may append at once.
class ChangeJournal final
{
public:
    explicit ChangeJournal(QString path) : m_path(std::move(path)) { }

    [[nodiscard]] QString path() const { return m_path; }

    /// On the disk when it returns.
    [[nodiscard]] Result<> append(const ChangeEntry &entry) const;

    /// All entries, oldest first; none where there is no file.
    [[nodiscard]] Result<QList<ChangeEntry>> read() const;
    /// The last one alone, however long the file.
    [[nodiscard]] Result<std::optional<ChangeEntry>> last() const;

private:
    QString m_path;
};

} // namespace keydeck
