#include "ui/dashboard/dashboardlines.h"

#include "core/base/fingerprint.h"
#include "core/base/format.h"
#include "ui/widgets/usagemeter.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("keydeck::Dashboard", text);
}

KeyLine lineOf(const KeySet &keys, qsizetype index)
{
    KeyLine line;
    line.ref = keys.refAt(index);
    const QString name = displayText(keys.at(index).name());
    line.title = name.isEmpty() ? tr("(no name)") : name;
    line.toolTip = line.title + u'\n' + maskedKey(line.ref.key);
    return line;
}

void describe(KeyLine *line, const UpcomingEvent &event)
{
    switch (event.kind) {
    case UpcomingEvent::Kind::Reset:
        line->remark = tr("its window ends, %1 tokens come back").arg(formatCount(event.rate.used));
        line->mark = Mark::Disc;
        line->role = theme::Role::Neutral;
        return;
    case UpcomingEvent::Kind::Unblock:
        line->remark = tr("the gateway lets it in again");
        line->mark = markOf(KeyStatus::Blocked);
        line->role = roleOf(KeyStatus::Blocked);
        return;
    case UpcomingEvent::Kind::Expiry:
        line->remark = tr("expires on %1").arg(formatExact(event.atMs));
        line->mark = markOf(KeyStatus::Expiring);
        line->role = roleOf(KeyStatus::Expiring);
        return;
    }
}

} // namespace

QList<KeyLine> windowLines(const DashboardSummary &summary, const KeySet &keys, qint64 nowMs)
{
    QList<KeyLine> lines;
    for (const TopKey &top : summary.byWindow) {
        KeyLine line = lineOf(keys, top.index);
        line.value = meterText(top.rate);
        line.share = top.tokens / summary.byWindow.front().tokens;
        line.role = meterRole(top.rate);
        line.toolTip
            += u'\n' + tr("The window ends %1").arg(formatRelative(top.rate.endMs(nowMs), nowMs));
        lines << line;
    }
    return lines;
}

QList<KeyLine> lifetimeLines(const DashboardSummary &summary, const KeySet &keys)
{
    QList<KeyLine> lines;
    for (const TopKey &top : summary.byLifetime) {
        KeyLine line = lineOf(keys, top.index);
        line.value = formatCount(top.tokens);
        line.share = top.tokens / summary.byLifetime.front().tokens;
        line.role = theme::Role::Info;
        lines << line;
    }
    return lines;
}

QList<KeyLine> upcomingLines(const DashboardSummary &summary, const KeySet &keys, qint64 nowMs)
{
    QList<KeyLine> lines;
    for (const UpcomingEvent &event : summary.upcoming) {
        KeyLine line = lineOf(keys, event.index);
        describe(&line, event);
        line.value = formatRelative(event.atMs, nowMs);
        line.toolTip += u'\n' + formatExact(event.atMs);
        lines << line;
    }
    return lines;
}

} // namespace keydeck
