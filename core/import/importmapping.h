// Which column of a file means what.
#pragma once

#include "core/base/result.h"
#include "core/import/importfield.h"

#include <QStringList>

#include <array>

namespace keydeck {

struct ImportTable;

class ImportMapping final
{
public:
    static constexpr int NoColumn = -1;

    /// No column means anything.
    ImportMapping() { m_columns.fill(NoColumn); }
    /// From the titles of the columns: each field gets the likeliest one at most, no column means
    /// two fields.
    [[nodiscard]] static ImportMapping guessed(const QStringList &columns);

    [[nodiscard]] int columnOf(ImportField field) const { return m_columns[size_t(field)]; }
    void setColumn(ImportField field, int column) { m_columns[size_t(field)] = column; }
    [[nodiscard]] int mappedCount() const;

    /// Does what "limit=Budget" says: the field is that column, by its title, or by its number as
    /// in "limit=#3"; "limit=" is none. InvalidInput for a field or a column that there is not, and
    /// for a title that several columns have.
    [[nodiscard]] Result<> take(const QString &assignment, const ImportTable &table);

    friend bool operator==(const ImportMapping &, const ImportMapping &) = default;

private:
    std::array<int, ImportFieldCount> m_columns;
};

} // namespace keydeck
