// What a column of an import can mean.
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace keydeck {

/// What an administrator decides about a key, and what is kept about it beside the store. What the
/// gateway counts is not imported: it counts anew.
enum class ImportField
{
    Name,
    Key,
    Limit,
    Expiry,
    Model,
    Created,
    Tags,
    Note,
    Owner,
    Contact,
};
inline constexpr int ImportFieldCount = 10;

/// "name", "limit" and so on, as --map takes them.
[[nodiscard]] QString importFieldId(ImportField field);
[[nodiscard]] std::optional<ImportField> importFieldNamed(const QString &id);

/// Titles of columns that mean the field, the likeliest first; see importTitle().
[[nodiscard]] const QStringList &importTitles(ImportField field);
/// Lower case, letters and digits alone: "Token limit (per 5h)" is "tokenlimitper5h".
[[nodiscard]] QString importTitle(const QString &columnName);

} // namespace keydeck
