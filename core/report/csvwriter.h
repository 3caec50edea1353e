// RFC 4180 CSV.
#pragma once

#include "core/report/keyreport.h"

#include <QByteArray>

namespace keydeck {

/// For spreadsheets that expect more than the standard says.
struct CsvStyle
{
    char separator = ','; ///< ',', ';' or a tab
    bool hasByteOrderMark = false;
};

/// UTF-8, CRLF, a header row. Text that a spreadsheet would take for a formula (beginning with
/// = + - @, tab or CR) gets an apostrophe in front; figures stay figures, unrounded.
[[nodiscard]] QByteArray csvText(const ReportTable &table, const CsvStyle &style = {});
/// The text that csvText() wrote into a cell, without the apostrophe that it got in front.
[[nodiscard]] QString withoutFormulaGuard(const QString &cell);

} // namespace keydeck
