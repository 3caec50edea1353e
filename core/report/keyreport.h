// A report of keys: rows and columns of exact values, before any file format.
#pragma once

#include "core/rules/keystatus.h"
#include "core/store/keyset.h"

#include <QStringList>
#include <QVariant>

namespace keydeck {

struct ReportOptions
{
    bool revealKeys = false; ///< keys are masked unless asked for
    QString defaultModel = QString::fromUtf16(DefaultModel);
};

/// Cells are QString, qint64 or double (exact figures), or invalid for an empty cell.
struct ReportTable
{
    QStringList columns; ///< snake_case field names
    QList<QVariantList> rows;
};

/// One row a record, of the given indexes in their order. Figures that the gateway cannot make, and
/// the times of a window that nobody began, are empty cells.
[[nodiscard]] ReportTable keyReport(const KeySet &keys, const std::vector<qsizetype> &indexes,
    qint64 nowMs, const ReportOptions &options = {});
/// The same of every record, in file order.
[[nodiscard]] ReportTable keyReport(
    const KeySet &keys, qint64 nowMs, const ReportOptions &options = {});

} // namespace keydeck
