// What keys used in a period, and how they stand: a report, before any file format.
#pragma once

#include "core/notes/keynotes.h"
#include "core/report/reportcoverage.h"
#include "core/report/reportspec.h"
#include "core/store/keyset.h"
#include "core/usage/usagestack.h"

#include <QVariant>

#include <vector>

namespace keydeck {

/// Everything that a report is made of. A value: making it is for a worker.
struct ReportSource
{
    KeySet keys;
    KeyNotes notes = {};
    std::vector<qsizetype> records; ///< of keys, those to list, in the order to list them
    ReportPeriod period;
    StoreUsage usage = {}; ///< of all keys of the store in the period
    StoreUsage before = {}; ///< the same of the period before
    StoreUsage course = {}; ///< for the chart: of the listed keys alone (UsageHistory::usageOf())
    QHash<QString, KeyHistory> histories = {}; ///< of the listed keys, where a field needs windows
    QString historyFailure; ///< a sentence where the history could not be read; then it is missing
    QString storePath;
    QString gateway; ///< its address; empty: none is known
    qint64 nowMs = 0;
    bool revealsKeys = false;
};

/// The period's tokens of all keys: the listed ones and the rest add up to what came in.
struct ReportTotals
{
    QVariant listed;
    QVariant others; ///< keys of the store that are not listed
    QVariant gone; ///< keys that the store no longer has
    QVariant all;
};

struct ReportGroup
{
    QString title; ///< empty where the report has no groups
    QList<QVariantList> rows; ///< a cell a field, see reportcell.h; times are ISO 8601 texts
    QVariantList sums; ///< a cell a field; invalid where nothing adds up
};

struct UsageReport
{
    ReportSpec spec;
    QString title;
    QString storePath;
    QString gateway;
    ReportPeriod period;
    qint64 madeMs = 0;
    bool revealsKeys = false;
    qsizetype listed = 0; ///< records
    qsizetype records = 0; ///< that the store has
    QList<ReportGroup> groups; ///< none where nothing is listed
    QVariantList sums; ///< of all rows
    ReportTotals totals;
    ReportCoverage coverage;
    UsageStack course; ///< no slots where it was not asked for, or nothing is known
    /// Who used the most, by name, or masked key where it has none, and tokens; at most RankedKeys.
    QList<std::pair<QString, double>> ranking;
    QHash<QString, QString> names; ///< of the course's keys

    static constexpr int RankedKeys = 15;
};

/// Of duplicate records the first has the key's use, as for the gateway. Linear, but for sorting.
[[nodiscard]] UsageReport usageReport(const ReportSpec &spec, const ReportSource &source);

/// The same as others may see it on a screen.
[[nodiscard]] UsageReport withMaskedKeys(UsageReport report);

} // namespace keydeck
