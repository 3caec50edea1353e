#include "core/report/reportjson.h"

#include "core/rules/jsdate.h"

#include <QJsonArray>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr int SchemaVersion = 1;

/// As others know it: a masked key is no key.
QString columnId(const UsageReport &report, ReportField field)
{
    return field == ReportField::Key && !report.revealsKeys ? u"masked_key"_s
                                                            : reportFieldId(field);
}

QJsonValue valueOf(const QVariant &cell)
{
    switch (cell.typeId()) {
    case QMetaType::LongLong:
        return cell.toLongLong();
    case QMetaType::Double:
        return cell.toDouble();
    case QMetaType::QString:
        return cell.toString();
    default:
        return QJsonValue::Null;
    }
}

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

QJsonObject spanJson(const TimeSpan &span)
{
    return {{u"from"_s, toIsoString(span.fromMs)}, {u"to"_s, toIsoString(span.toMs)}};
}

QJsonObject cellsJson(const UsageReport &report, const QVariantList &cells)
{
    QJsonObject object;
    for (qsizetype column = 0; column < report.spec.fields.size(); ++column)
        object.insert(columnId(report, report.spec.fields[column]), valueOf(cells[column]));
    return object;
}

/// Only what adds up.
QJsonObject sumsJson(const UsageReport &report, const QVariantList &sums)
{
    QJsonObject object;
    for (qsizetype column = 0; column < sums.size(); ++column) {
        if (isSummable(report.spec.fields[column]))
            object.insert(columnId(report, report.spec.fields[column]), valueOf(sums[column]));
    }
    return object;
}

QJsonArray columnsJson(const UsageReport &report)
{
    QJsonArray columns;
    for (const ReportField field : report.spec.fields)
        columns.append(
            QJsonObject{{u"id"_s, columnId(report, field)}, {u"title"_s, reportFieldTitle(field)}});
    return columns;
}

QJsonArray groupsJson(const UsageReport &report)
{
    QJsonArray groups;
    for (const ReportGroup &group : report.groups) {
        QJsonArray rows;
        for (const QVariantList &row : group.rows)
            rows.append(cellsJson(report, row));
        groups.append(QJsonObject{{u"title"_s, textOrNull(group.title)}, {u"rows"_s, rows},
            {u"sums"_s, sumsJson(report, group.sums)}});
    }
    return groups;
}

QJsonObject coverageJson(const UsageReport &report)
{
    const ReportCoverage &coverage = report.coverage;
    QJsonArray gaps;
    for (const TimeSpan &gap : coverage.gaps)
        gaps.append(spanJson(gap));
    return {{u"is_complete"_s, coverage.isComplete()},
        {u"history_began_at"_s,
            coverage.beganMs > 0 ? QJsonValue(toIsoString(coverage.beganMs))
                                 : QJsonValue(QJsonValue::Null)},
        {u"known"_s,
            coverage.isKnown ? QJsonValue(spanJson(coverage.known)) : QJsonValue(QJsonValue::Null)},
        {u"watched_seconds"_s, coverage.watchedMs / 1000}, {u"gaps"_s, gaps},
        {u"unobserved_tokens"_s, coverage.unobserved},
        {u"notes"_s, QJsonArray::fromStringList(coverage.sentences())}};
}

QJsonValue figuresJson(const QList<double> &tokens)
{
    QJsonArray array;
    for (const double each : tokens)
        array.append(each);
    return array;
}

QJsonValue courseJson(const UsageReport &report)
{
    const UsageStack &stack = report.course;
    if (stack.times.count() == 0)
        return QJsonValue::Null;
    QJsonArray slotSpans, series;
    for (int slot = 0; slot < stack.times.count(); ++slot)
        slotSpans.append(spanJson(stack.times.at(slot)));
    for (const UsageStack::Layer &layer : stack.layers)
        series.append(QJsonObject{{u"name"_s, textOrNull(report.names.value(layer.key))},
            {u"tokens"_s, figuresJson(layer.tokens)}});
    return QJsonObject{{u"slots"_s, slotSpans}, {u"series"_s, series},
        {u"others"_s, figuresJson(stack.others)}, {u"unobserved"_s, figuresJson(stack.unobserved)}};
}

} // namespace

QJsonObject reportJson(const UsageReport &report)
{
    const ReportTotals &totals = report.totals;
    return {{u"format"_s, u"keydeck-report"_s}, {u"version"_s, SchemaVersion},
        {u"title"_s, report.title}, {u"made_at"_s, toIsoString(report.madeMs)},
        {u"made_by"_s, u"Keydeck "_s + QStringLiteral(KEYDECK_VERSION)},
        {u"store"_s, report.storePath}, {u"gateway"_s, textOrNull(report.gateway)},
        {u"period"_s, spanJson(report.period.span)}, {u"filter"_s, textOrNull(report.spec.query)},
        {u"group_by"_s, reportGroupingId(report.spec.grouping)},
        {u"keys_revealed"_s, report.revealsKeys}, {u"keys_listed"_s, report.listed},
        {u"keys_in_store"_s, report.records}, {u"columns"_s, columnsJson(report)},
        {u"groups"_s, groupsJson(report)}, {u"sums"_s, sumsJson(report, report.sums)},
        {u"totals"_s,
            QJsonObject{{u"listed"_s, valueOf(totals.listed)},
                {u"other_keys"_s, valueOf(totals.others)}, {u"gone_keys"_s, valueOf(totals.gone)},
                {u"all"_s, valueOf(totals.all)}}},
        {u"coverage"_s, coverageJson(report)}, {u"course"_s, courseJson(report)}};
}

ReportTable reportTable(const UsageReport &report)
{
    const bool isGrouped = report.spec.grouping != ReportGrouping::None;
    ReportTable table;
    if (isGrouped)
        table.columns.append(u"group"_s);
    for (const ReportField field : report.spec.fields)
        table.columns.append(columnId(report, field));
    for (const ReportGroup &group : report.groups) {
        for (const QVariantList &row : group.rows)
            table.rows.append(isGrouped ? QVariantList{group.title} + row : row);
    }
    return table;
}

} // namespace keydeck
