// A file of keys as rows and columns, before anybody says what a column means.
#pragma once

#include "core/import/importprogress.h"

#include <QByteArray>
#include <QStringList>

#include <optional>
#include <vector>

namespace keydeck {

enum class ImportFormat
{
    Csv,
    Json,
};

struct ImportRow
{
    int line = 0; ///< of the file, from 1: where it begins
    QStringList cells; ///< as many as there are columns, unless there is a fault; "": blank
    std::vector<qsizetype> structured = {}; ///< columns whose value is an object or a list
    QString fault = {}; ///< why it cannot be read, a sentence; empty: it can
};

/// Rows that are blank altogether are left out.
struct ImportTable
{
    ImportFormat format = ImportFormat::Csv;
    char separator = ','; ///< of CSV
    QStringList columns; ///< as the header or the objects' members name them
    std::vector<ImportRow> rows;

    /// A column's title as it may be shown: masked where it might be a key, "column 3" where it is
    /// blank.
    [[nodiscard]] QString columnLabel(qsizetype column) const;
};

/// What the person says of the file; nothing: it is guessed.
struct ImportReading
{
    std::optional<ImportFormat> format;
    std::optional<char> separator = {}; ///< of CSV
};

/// Comma, semicolon, tab: what is guessed from, the likeliest first.
inline constexpr char ImportSeparators[] = {',', ';', '\t'};

/// CSV with a header row; or JSON, an array of objects or an object that has one ("keys", as a
/// store has, before any other). UTF-8, with or without a byte order mark. CSV cells that our own
/// export guarded against spreadsheets lose their guard. A JSON number is its digits, null is
/// blank, a list of strings is joined by commas.
///
/// InvalidInput, with name and line, for other encodings, NUL, broken quotes, broken JSON and a
/// file without a row; a row that alone is at fault says so itself. No message repeats a cell.
[[nodiscard]] Result<ImportTable> readImportTable(const QByteArray &bytes, const QString &name,
    const ImportReading &how = {}, const ImportProgress &progress = {});

/// "staff.csv, line 3: what." as InvalidInput, for those who read tables.
[[nodiscard]] tl::unexpected<Error> importFault(const QString &name, int line, const QString &what);

} // namespace keydeck
