#include "core/report/reporthistory.h"

#include "core/usage/storeusageview.h"

#include <QSet>

#include <algorithm>

namespace keydeck {

namespace {

/// Each once.
QStringList keysOf(const KeySet &keys, const std::vector<qsizetype> &records)
{
    QStringList found;
    QSet<QString> seen;
    for (const qsizetype record : records) {
        const QString key = keys.at(record).key();
        if (!seen.contains(key)) {
            seen.insert(key);
            found.append(key);
        }
    }
    return found;
}

QStringList allKeysOf(const KeySet &keys)
{
    QStringList found;
    for (const KeyRef &ref : keys.refs()) {
        if (ref.occurrence == 0)
            found.append(ref.key);
    }
    return found;
}

Result<> readAll(const UsageHistory &history, const ReportSpec &spec, ReportSource &source)
{
    const QStringList all = allKeysOf(source.keys);
    const QStringList listed = keysOf(source.keys, source.records);
    const auto usage = history.usage(all, source.period.span, StackedKeys);
    if (!usage)
        return tl::make_unexpected(usage.error());
    const auto before = history.usage(all, source.period.before, 0);
    if (!before)
        return tl::make_unexpected(before.error());
    if (spec.hasCourse && listed.size() == all.size()) {
        source.course = *usage;
    } else if (spec.hasCourse && listed.size() <= CourseKeys) {
        const auto course = history.usageOf(listed, source.period.span, StackedKeys);
        if (!course)
            return tl::make_unexpected(course.error());
        source.course = *course;
    }
    if (std::any_of(spec.fields.begin(), spec.fields.end(), needsWindows)) {
        const auto histories = history.histories(listed, source.period.span.fromMs);
        if (!histories)
            return tl::make_unexpected(histories.error());
        source.histories = *histories;
    }
    source.usage = *usage; // last: what is known in part is not known
    source.before = *before;
    return {};
}

} // namespace

void readReportHistory(const UsageHistory &history, const ReportSpec &spec, ReportSource &source)
{
    if (const Result<> read = readAll(history, spec, source); !read) {
        source.historyFailure = read.error().message;
        source.course = {};
        source.histories = {};
    }
}

} // namespace keydeck
