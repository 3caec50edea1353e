#include "core/report/usagereport.h"

#include "core/base/fingerprint.h"
#include "core/history/historyfigures.h"
#include "core/query/query.h"
#include "core/report/reportcell.h"
#include "core/report/reportrow.h"
#include "core/rules/keystatus.h"
#include "core/usage/storeusageview.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("UsageReport", text);
}

QVariantList sumsOf(const QList<ReportField> &fields, const QList<QVariantList> &rows)
{
    QVariantList sums(fields.size());
    for (qsizetype column = 0; column < fields.size(); ++column) {
        const ReportField field = fields[column];
        if (!isSummable(field) && field != ReportField::PeriodShare)
            continue;
        CellSum sum;
        for (const QVariantList &row : rows)
            sum.add(row[column]);
        sums[column] = sum.value();
    }
    return sums;
}

/// Where a group stands among the others, and what it is called.
std::pair<QString, QString> groupOf(ReportGrouping grouping, const ReportRowMaker &maker)
{
    switch (grouping) {
    case ReportGrouping::Model:
        return {maker.model(), maker.model()};
    case ReportGrouping::Status: // the worst first
        return {QString::number(9 - int(maker.state().status)), statusWord(maker.state().status)};
    case ReportGrouping::Tags: {
        const QString tags = maker.tags();
        return tags.isEmpty() ? std::pair{u"\uffff"_s, tr("No tags")}
                              : std::pair{tags.toLower(), tags};
    }
    case ReportGrouping::None:
        break;
    }
    return {};
}

QList<ReportGroup> groupsOf(
    const ReportSpec &spec, const ReportSource &source, const ReportRowContext &context)
{
    const std::vector<KeyRef> refs = source.keys.refs(); // one by one they would take a square
    std::map<QString, ReportGroup> groups;
    for (const qsizetype record : source.records) {
        const ReportRowMaker maker(context, source.keys.at(record), refs[size_t(record)]);
        const auto [place, title] = groupOf(spec.grouping, maker);
        ReportGroup &group = groups[place];
        group.title = title;
        group.rows.append(maker.cells(spec.fields));
    }
    QList<ReportGroup> sorted;
    for (auto &[place, group] : groups) {
        group.sums = sumsOf(spec.fields, group.rows);
        sorted.append(std::move(group));
    }
    return sorted;
}

ReportTotals totalsOf(const ReportSource &source, const QSet<QString> &listed)
{
    CellSum mine, others, gone, all;
    for (const KeyUsage &usage : source.usage.keys) {
        const QVariant tokens = figureCell(usage.total());
        CellSum &sum = usage.key.isEmpty() ? gone : listed.contains(usage.key) ? mine : others;
        sum.add(tokens);
        all.add(tokens);
    }
    const auto orNone = [](const CellSum &sum) {
        return sum.value().isValid() ? sum.value() : QVariant(qint64(0));
    };
    return {orNone(mine), orNone(others), orNone(gone), orNone(all)};
}

QList<std::pair<QString, double>> rankingOf(
    const ReportSource &source, const QHash<QString, QString> &names)
{
    QList<std::pair<QString, double>> ranking;
    for (const KeyUsage &usage : source.usage.keys) { // the greatest first
        if (ranking.size() < UsageReport::RankedKeys && usage.total() > 0
            && names.contains(usage.key))
            ranking.append({names.value(usage.key), usage.total()});
    }
    return ranking;
}

} // namespace

UsageReport usageReport(const ReportSpec &spec, const ReportSource &source)
{
    const ReportRowContext context(source);
    UsageReport report;
    report.spec = spec;
    if (holdsKey(spec.query, source.keys))
        report.spec.query = tr("(a search with a whole key in it)");
    report.title = spec.title.trimmed().isEmpty() ? tr("API keys") : spec.title.trimmed();
    report.storePath = source.storePath;
    report.gateway = source.gateway;
    report.period = source.period;
    report.madeMs = source.nowMs;
    report.revealsKeys = source.revealsKeys && spec.fields.contains(ReportField::Key);
    report.listed = qsizetype(source.records.size());
    report.records = source.keys.size();
    report.groups = groupsOf(spec, source, context);
    QList<QVariantList> rows;
    for (const ReportGroup &group : report.groups)
        rows += group.rows;
    report.sums = sumsOf(spec.fields, rows);
    report.totals = totalsOf(source, context.listed());
    report.coverage = coverageOf(source, context.listed());
    report.names = context.names();
    if (spec.hasCourse && isKnown(source.course))
        report.course = usageStack(source.course, slotsFor(source.course));
    if (spec.hasRanking)
        report.ranking = rankingOf(source, context.names());
    return report;
}

UsageReport withMaskedKeys(UsageReport report)
{
    const qsizetype column = report.spec.fields.indexOf(ReportField::Key);
    for (ReportGroup &group : report.groups) {
        for (QVariantList &row : group.rows) {
            if (report.revealsKeys && column >= 0)
                row[column] = maskedKey(row[column].toString());
        }
    }
    report.revealsKeys = false;
    return report;
}

} // namespace keydeck
