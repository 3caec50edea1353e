#include "core/command/resetwindows.h"

#include "core/rules/usagewindow.h"
#include "core/store/storepatch.h"
#include "core/store/windowspatch.h"

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

QString noWindowOpen(const Target &target)
{
    return u"%1 has no window open."_s.arg(target.label());
}

} // namespace

ResetWindows::ResetWindows(std::vector<Target> targets, qint64 nowMs)
    : m_targets(std::move(targets))
    , m_nowMs(nowMs)
{ }

QString ResetWindows::title() const
{
    if (m_targets.size() == 1)
        return u"Reset the window of %1"_s.arg(m_targets.front().label());
    return u"Reset the windows of %1 keys"_s.arg(m_targets.size());
}

std::optional<QByteArray> ResetWindows::withoutOpenWindows(const ApiKey &record) const
{
    WindowsPatch patch(record.value(KeyField::UsageWindows).text());
    const QString cutoff = usageCutoff(m_nowMs);
    for (qsizetype i = 0; i < patch.size(); ++i) {
        if (isActiveWindow(patch.window(i), cutoff))
            patch.remove(i);
    }
    return patch.isEmpty() ? std::nullopt : std::optional(patch.apply());
}

Result<KeySet> ResetWindows::apply(const KeySet &fresh) const
{
    const RecordFinder finder(fresh, m_targets.size());
    StorePatch patch(fresh);
    for (const Target &target : m_targets) {
        const auto index = findTarget(finder, target);
        if (!index)
            return tl::make_unexpected(index.error());
        const ApiKey record = fresh.at(*index);
        if (!record.usageWindows()) {
            return failure(ErrorCode::StoreUnusable,
                u"Nothing was changed: usage_windows of %1 is missing or of the wrong kind, and "
                u"the gateway fails at it too. Correct the record."_s.arg(target.label()));
        }
        if (auto windows = withoutOpenWindows(record))
            patch.setField(*index, KeyField::UsageWindows, *std::move(windows));
    }
    if (!patch.isEmpty())
        return patch.apply();
    return failure(ErrorCode::InvalidInput,
        u"Nothing was changed: "_s
            + (m_targets.size() == 1 ? noWindowOpen(m_targets.front())
                                     : u"none of the keys has a window open."_s));
}

QStringList ResetWindows::notes(const KeySet &fresh) const
{
    QStringList notes;
    const RecordFinder finder(fresh, m_targets.size());
    for (const Target &target : m_targets) {
        const qsizetype index = finder.indexOf(target.ref);
        if (index >= 0 && !withoutOpenWindows(fresh.at(index)))
            notes += noWindowOpen(target);
    }
    return notes;
}

} // namespace keydeck
