#include "core/command/resumekeys.h"

#include "core/base/format.h"
#include "core/rules/jsvalue.h"
#include "core/store/merge.h"
#include "core/store/storepatch.h"

using namespace Qt::StringLiterals;

namespace keydeck {

ResumeKeys::ResumeKeys(std::vector<Resumption> resumptions, qint64 nowMs)
    : m_resumptions(std::move(resumptions))
    , m_nowMs(nowMs)
{ }

QString ResumeKeys::title() const
{
    return targetsTitle(
        u"Resume"_s, m_resumptions, [](const Resumption &one) { return one.target; });
}

Result<> ResumeKeys::check(const Resumption &one, const ApiKey &record) const
{
    const JsonValue current = record.value(KeyField::ExpiryDate);
    const JsonValue wanted(one.expiry);
    if (current.text() != one.suspended)
        return mergeConflict(one.target.label(), KeyField::ExpiryDate, current, wanted);
    const auto expiresMs = jsDateMs(wanted);
    if (!expiresMs || *expiresMs >= m_nowMs)
        return {};
    return failure(ErrorCode::InvalidInput,
        u"Nothing was changed: the expiry that %1 would have again, %2, is past by now. Give it a "
        u"later one, with --expires."_s.arg(one.target.label(), formatExact(*expiresMs)));
}

Result<KeySet> ResumeKeys::apply(const KeySet &fresh) const
{
    const RecordFinder finder(fresh, m_resumptions.size());
    StorePatch patch(fresh);
    for (const Resumption &one : m_resumptions) {
        const auto index = findTarget(finder, one.target);
        if (!index)
            return tl::make_unexpected(index.error());
        if (const auto checked = check(one, fresh.at(*index)); !checked)
            return tl::make_unexpected(checked.error());
        if (one.expiry.isEmpty())
            patch.removeField(*index, KeyField::ExpiryDate);
        else
            patch.setField(*index, KeyField::ExpiryDate, one.expiry);
    }
    return patch.apply();
}

} // namespace keydeck
