#include "core/report/reportdocument.h"

#include "core/base/format.h"
#include "core/report/reportcharts.h"
#include "core/rules/jsdate.h"
#include "core/rules/keystatus.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QLocale>
#include <QTimeZone>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

using Role = Document::Paragraph::Role;

QString tr(const char *text)
{
    return QCoreApplication::translate("ReportDocument", text);
}

/// "Europe/Berlin (CET)"
QString zoneText(qint64 atMs)
{
    return tr("%1 (%2)").arg(QString::fromUtf8(QTimeZone::systemTimeZoneId()),
        QDateTime::fromMSecsSinceEpoch(atMs).timeZoneAbbreviation());
}

Document::Facts factsOf(const UsageReport &report)
{
    const ReportSpec &spec = report.spec;
    Document::Facts facts;
    facts.lines.append({tr("Store"), displayText(report.storePath)});
    facts.lines.append({tr("Gateway"),
        report.gateway.isEmpty() ? tr("none is known") : displayText(report.gateway)});
    facts.lines.append({tr("Period"),
        tr("%1 to %2")
            .arg(formatExact(report.period.span.fromMs), formatExact(report.period.span.toMs))});
    facts.lines.append({tr("Times"), zoneText(report.period.span.toMs)});
    if (!spec.query.isEmpty())
        facts.lines.append({tr("Filter"), displayText(spec.query)});
    facts.lines.append({tr("Keys"),
        report.listed == report.records
            ? tr("all %1").arg(formatCount(double(report.records)))
            : tr("%1 of %2")
                  .arg(formatCount(double(report.listed)), formatCount(double(report.records)))});
    return facts;
}

QList<Document::Column> columnsOf(const QList<ReportField> &fields)
{
    QList<Document::Column> columns;
    for (const ReportField field : fields) {
        const ReportFieldKind kind = reportFieldKind(field);
        columns.append({reportFieldTitle(field),
            kind == ReportFieldKind::Count || kind == ReportFieldKind::Percent,
            field == ReportField::Key || field == ReportField::Fingerprint,
            kind == ReportFieldKind::Time});
    }
    return columns;
}

QStringList lineOf(const QList<ReportField> &fields, const QVariantList &cells)
{
    QStringList line;
    for (qsizetype column = 0; column < fields.size(); ++column)
        line.append(cellText(fields[column], cells[column]));
    return line;
}

/// The first cell that has no figure says what the line is.
QStringList sumLine(const QList<ReportField> &fields, const QVariantList &sums, const QString &what)
{
    QStringList line;
    bool isSaid = false;
    for (qsizetype column = 0; column < fields.size(); ++column) {
        if (!sums[column].isValid() && !std::exchange(isSaid, true))
            line.append(what);
        else
            line.append(
                sums[column].isValid() ? cellText(fields[column], sums[column]) : QString());
    }
    return line;
}

void addGroups(Document &document, const UsageReport &report)
{
    const QList<ReportField> &fields = report.spec.fields;
    document.blocks.append(Document::Heading{2, tr("Keys")});
    if (report.groups.isEmpty())
        document.blocks.append(Document::Paragraph{
            report.records == 0 ? tr("The store has no keys.") : tr("No key matches."),
            Role::Plain});
    for (const ReportGroup &group : report.groups) {
        if (!group.title.isEmpty())
            document.blocks.append(Document::Heading{3, displayText(group.title)});
        Document::Table table{
            group.title.isEmpty() ? tr("Keys") : displayText(group.title), columnsOf(fields), {}};
        for (const QVariantList &row : group.rows)
            table.rows.append(lineOf(fields, row));
        table.sums = sumLine(fields, group.sums, tr("Sum"));
        document.blocks.append(table);
    }
    if (report.groups.size() > 1) {
        Document::Table table{tr("All groups"), columnsOf(fields), {}};
        table.sums = sumLine(fields, report.sums, tr("Sum of all groups"));
        document.blocks.append(Document::Heading{3, tr("All groups")});
        document.blocks.append(table);
    }
}

void addTotals(Document &document, const UsageReport &report)
{
    if (!report.coverage.isKnown)
        return;
    const auto figure
        = [](const QVariant &cell) { return cellText(ReportField::PeriodTokens, cell); };
    document.blocks.append(Document::Heading{2, tr("How it adds up")});
    document.blocks.append(Document::Table{tr("Tokens in the period"),
        {{tr("Tokens in the period")}, {tr("Tokens"), true}},
        {{tr("Keys listed here"), figure(report.totals.listed)},
            {tr("Other keys of the store"), figure(report.totals.others)},
            {tr("Keys that the store no longer has"), figure(report.totals.gone)}},
        {tr("Everything that came in"), figure(report.totals.all)}});
}

} // namespace

Document reportDocument(const UsageReport &report)
{
    Document document{displayText(report.title), reportFooter(report.madeMs), {}, report.madeMs};
    document.blocks.append(Document::Heading{1, document.title});
    document.blocks.append(factsOf(report));
    if (report.revealsKeys)
        document.blocks.append(Document::Paragraph{
            tr("Keys stand here in full: whoever has this report can use them."), Role::Warning});
    document.blocks.append(Document::Paragraph{joinSentences(report.coverage.sentences()),
        report.coverage.isComplete() ? Role::Quiet : Role::Warning});
    for (const Drawing &chart : {courseChart(report), rankingChart(report)}) {
        if (chart.isEmpty())
            continue;
        document.blocks.append(Document::Heading{2, chart.title});
        document.blocks.append(chart);
    }
    addGroups(document, report);
    addTotals(document, report);
    return document;
}

QString cellText(ReportField field, const QVariant &cell)
{
    if (!cell.isValid())
        return u"–"_s;
    if (field == ReportField::Status) {
        const auto status = statusFromId(cell.toString());
        return status ? statusWord(*status) : displayText(cell.toString());
    }
    switch (reportFieldKind(field)) {
    case ReportFieldKind::Count:
        if (cell.typeId() == QMetaType::QString)
            return displayText(cell.toString()); // what the store has in place of a figure
        return cell.typeId() == QMetaType::LongLong ? QLocale().toString(cell.toLongLong())
                                                    : formatCount(cell.toDouble());
    case ReportFieldKind::Percent:
        return tr("%1 %").arg(QLocale().toString(cell.toDouble(), 'f', 1));
    case ReportFieldKind::Time: {
        const auto at = parseJsDate(cell.toString());
        return at ? QDateTime::fromMSecsSinceEpoch(*at).toString(u"yyyy-MM-dd HH:mm"_s)
                  : displayText(cell.toString());
    }
    case ReportFieldKind::Text:
        break;
    }
    return displayText(cell.toString());
}

QString reportFooter(qint64 madeMs)
{
    return tr("Made by Keydeck %1 on %2.")
        .arg(QStringLiteral(KEYDECK_VERSION), formatExact(madeMs));
}

} // namespace keydeck
