#include "core/command/renewkeys.h"

#include "core/store/storepatch.h"

using namespace Qt::StringLiterals;

namespace keydeck {

RenewKeys::RenewKeys(std::vector<Target> targets, RenewalStep step, qint64 nowMs)
    : m_targets(std::move(targets))
    , m_step(step)
    , m_nowMs(nowMs)
{ }

QString RenewKeys::title() const
{
    return targetsTitle(u"Renew"_s, m_targets, [](const Target &target) { return target; });
}

Result<KeySet> RenewKeys::apply(const KeySet &fresh) const
{
    const RecordFinder finder(fresh, m_targets.size());
    StorePatch patch(fresh);
    for (const Target &target : m_targets) {
        const auto index = findTarget(finder, target);
        if (!index)
            return tl::make_unexpected(index.error());
        const auto expiry
            = renewedExpiry(fresh.at(*index).value(KeyField::ExpiryDate), m_nowMs, m_step);
        if (!expiry) {
            return failure(expiry.error().code,
                u"Nothing was changed of %1. %2"_s.arg(target.label(), expiry.error().message));
        }
        patch.setField(*index, KeyField::ExpiryDate, jsonStringText(*expiry));
    }
    return patch.apply();
}

} // namespace keydeck
