// All that the table shows, of one moment.
#pragma once

#include "ui/keys/daycourse.h"
#include "ui/keys/keyrows.h"

namespace keydeck {

/// A value, cheap to copy: any thread may work with a copy while the table goes on. Records are
/// named by their place in the store, from 0; columns are KeyModel's.
struct KeySnapshot
{
    std::shared_ptr<const KeyRows> rows = std::make_shared<KeyRows>();
    KeyStates states{rows, &rows->states}; ///< one a record
    DayCourses day = {}; ///< by key
    qint64 nowMs = 0; ///< that the states hold for

    [[nodiscard]] int size() const { return int(rows->size()); }
    [[nodiscard]] const KeyState &stateAt(int record) const { return (*states)[size_t(record)]; }
    [[nodiscard]] const QStringList &tagsAt(int record) const { return rows->tags[size_t(record)]; }
    /// Of duplicates only the first is ever used.
    [[nodiscard]] DayCourse dayCourseAt(int record) const;
    /// What a query asks of it. Valid as long as this.
    [[nodiscard]] QueryFacts factsAt(int record) const
    {
        return rows->facts(record, stateAt(record));
    }
    /// What the column sorts by, as a number: texts are ranked.
    [[nodiscard]] double sortKeyAt(int record, int column) const;
};

} // namespace keydeck
