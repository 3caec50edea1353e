#include "core/command/suspendkeys.h"

#include "core/rules/jsdate.h"
#include "core/rules/keystatus.h"
#include "core/store/merge.h"
#include "core/store/storepatch.h"

using namespace Qt::StringLiterals;

namespace keydeck {

SuspendKeys::SuspendKeys(std::vector<Suspension> suspensions, qint64 nowMs)
    : m_suspensions(std::move(suspensions))
    , m_nowMs(nowMs)
{ }

QString SuspendKeys::title() const
{
    return targetsTitle(
        u"Suspend"_s, m_suspensions, [](const Suspension &one) { return one.target; });
}

QByteArray SuspendKeys::suspendedExpiry(qint64 nowMs)
{
    return jsonStringText(toIsoString(nowMs));
}

Result<KeySet> SuspendKeys::apply(const KeySet &fresh) const
{
    const RecordFinder finder(fresh, m_suspensions.size());
    const QByteArray wanted = suspendedExpiry(m_nowMs);
    StorePatch patch(fresh);
    for (const Suspension &one : m_suspensions) {
        const auto index = findTarget(finder, one.target);
        if (!index)
            return tl::make_unexpected(index.error());
        const ApiKey record = fresh.at(*index);
        const JsonValue current = record.value(KeyField::ExpiryDate);
        if (isKeyExpired(record, m_nowMs)) {
            return failure(ErrorCode::InvalidInput,
                u"Nothing was changed: %1 has expired already, so that the gateway lets nobody in "
                u"with it."_s.arg(one.target.label()));
        }
        if (!isSameValue(current, JsonValue(one.expiry)))
            return mergeConflict(
                one.target.label(), KeyField::ExpiryDate, current, JsonValue(wanted));
        patch.setField(*index, KeyField::ExpiryDate, wanted);
    }
    return patch.apply();
}

} // namespace keydeck
