#include "core/command/fixfindings.h"

#include "core/store/storepatch.h"

using namespace Qt::StringLiterals;

namespace keydeck {

FixFindings::FixFindings(FixScope scope, const FixSettings &settings)
    : m_scope(std::move(scope))
    , m_settings(settings)
{ }

QString FixFindings::title() const
{
    return m_scope.targets && m_scope.targets->size() == 1 ? u"Fix a finding"_s : u"Fix findings"_s;
}

FixPlan FixFindings::planFor(const KeySet &keys) const
{
    return FixPlanner(keys, m_settings).plan(m_scope);
}

Result<KeySet> FixFindings::apply(const KeySet &fresh) const
{
    StorePatch patch(fresh);
    for (const RecordFix &fix : planFor(fresh)) {
        if (fix.isRemoved)
            patch.removeKey(fix.index);
        else
            for (const auto &[field, json] : fix.values)
                patch.setField(fix.index, field, json);
    }
    return patch.apply();
}

} // namespace keydeck
