#include "core/report/keystatement.h"

#include "core/base/fingerprint.h"
#include "core/base/format.h"
#include "core/report/reportcharts.h"
#include "core/report/reportdocument.h"
#include "core/rules/jsdate.h"
#include "core/rules/keystatus.h"

#include <QCoreApplication>

#include <algorithm>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype ListedWindows = 8; ///< more would not fit on the page

using Role = Document::Paragraph::Role;

QString tr(const char *text)
{
    return QCoreApplication::translate("KeyStatement", text);
}

Document::Facts factsOf(const ReportSource &source, const ApiKey &record, const UsageReport &report)
{
    const KeyNote note = source.notes.noteOf(record.key());
    const QVariantList cells = report.groups.constFirst().rows.constFirst();
    const auto cell = [&](ReportField field) {
        return cellText(field, cells[report.spec.fields.indexOf(field)]);
    };
    const auto moment = [&](ReportField field) {
        const auto at = parseJsDate(cells[report.spec.fields.indexOf(field)].toString());
        return at ? formatExact(*at) : cell(field);
    };
    Document::Facts facts;
    const auto add = [&facts](const QString &what, const QString &value) {
        if (!value.isEmpty())
            facts.lines.append({what, value});
    };
    add(tr("Key"),
        tr("%1, fingerprint %2").arg(maskedKey(record.key()), fingerprint(record.key())));
    add(tr("Owner"), displayText(note.owner));
    add(tr("Contact"), displayText(note.contact));
    add(tr("Model"), cell(ReportField::Model));
    add(tr("Status"), statusWord(keyState(record, source.nowMs).status));
    const QVariant limit = cells[report.spec.fields.indexOf(ReportField::Limit)];
    add(tr("Limit"),
        limit.isValid() ? tr("%1 tokens in five hours").arg(cell(ReportField::Limit)) : tr("none"));
    add(tr("Expires"), moment(ReportField::Expires));
    add(tr("Last used"), moment(ReportField::LastUsed));
    add(tr("Period"),
        tr("%1 to %2")
            .arg(formatExact(source.period.span.fromMs), formatExact(source.period.span.toMs)));
    return facts;
}

/// In one line, since the page has few.
Document::Table figuresOf(const UsageReport &report)
{
    const QVariantList cells = report.groups.constFirst().rows.constFirst();
    Document::Table table{tr("Figures of the period"), {}, {QStringList()}};
    for (const ReportField field : {ReportField::PeriodTokens, ReportField::PreviousTokens,
             ReportField::Unobserved, ReportField::Windows, ReportField::WindowsOver,
             ReportField::PeakWindow, ReportField::Lifetime}) {
        table.columns.append({reportFieldTitle(field), true});
        table.rows[0].append(cellText(field, cells[report.spec.fields.indexOf(field)]));
    }
    return table;
}

/// False where there is none.
bool addWindows(Document &document, const KeyHistory &history, const TimeSpan &period)
{
    QList<RecordedWindow> windows = history.windows;
    windows.removeIf([&period](const RecordedWindow &window) {
        return window.startMs < period.fromMs || window.startMs >= period.toMs;
    });
    if (windows.isEmpty())
        return false;
    document.blocks.append(Document::Heading{2, tr("Usage windows")});
    document.blocks.append(windowsChart(windows, period));
    Document::Table table{tr("The latest windows"),
        {{tr("Began"), false, false, true}, {tr("Tokens"), true}, {tr("Limit"), true}}, {}};
    std::reverse(windows.begin(), windows.end());
    for (const RecordedWindow &window : windows.first(std::min(ListedWindows, windows.size())))
        table.rows.append(
            {formatExact(window.startMs), formatCount(window.used()), formatCount(window.limit)});
    document.blocks.append(table);
    if (windows.size() > ListedWindows)
        document.blocks.append(Document::Paragraph{
            tr("And %1 earlier ones.").arg(formatCount(double(windows.size() - ListedWindows))),
            Role::Quiet});
    return true;
}

} // namespace

ReportSpec statementSpec(const PeriodChoice &period)
{
    ReportSpec spec;
    spec.period = period;
    spec.fields = {ReportField::Model, ReportField::Limit, ReportField::Expires,
        ReportField::LastUsed, ReportField::PeriodTokens, ReportField::PreviousTokens,
        ReportField::Unobserved, ReportField::Windows, ReportField::WindowsOver,
        ReportField::PeakWindow, ReportField::Lifetime};
    spec.hasRanking = false;
    return spec;
}

Document keyStatement(const ReportSource &source)
{
    const ApiKey record = source.keys.at(source.records.front());
    const UsageReport report = usageReport(statementSpec({}), source);
    const KeyState state = keyState(record, source.nowMs);
    Document document{tr("Statement for “%1”").arg(displayText(record.name())),
        reportFooter(source.nowMs), {}, source.nowMs};
    document.blocks.append(Document::Heading{1, document.title});
    document.blocks.append(factsOf(source, record, report));
    document.blocks.append(Document::Paragraph{statusAdvice(state, source.nowMs),
        state.status == KeyStatus::Active ? Role::Plain : Role::Warning});
    document.blocks.append(Document::Paragraph{joinSentences(report.coverage.sentences()),
        report.coverage.isComplete() ? Role::Quiet : Role::Warning});
    document.blocks.append(figuresOf(report));
    if (addWindows(document, source.histories.value(record.key()), source.period.span))
        return document;
    if (const Drawing chart = courseChart(report); !chart.isEmpty()) {
        document.blocks.append(Document::Heading{2, chart.title});
        document.blocks.append(chart);
    }
    return document;
}

} // namespace keydeck
