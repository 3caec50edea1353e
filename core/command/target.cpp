#include "core/command/target.h"

using namespace Qt::StringLiterals;

namespace keydeck {

std::vector<Target> targetsOf(const KeySet &keys, const std::vector<qsizetype> &indexes)
{
    const std::vector<KeyRef> refs = keys.refs();
    std::vector<Target> targets;
    targets.reserve(indexes.size());
    for (const qsizetype index : indexes)
        targets.push_back({refs[size_t(index)], keys.at(index).name()});
    return targets;
}

Result<qsizetype> findTarget(const RecordFinder &finder, const Target &target)
{
    const qsizetype index = finder.indexOf(target.ref);
    if (index >= 0)
        return index;
    return failure(ErrorCode::NotFound,
        u"Nothing was changed: %1 is not in the store any more; somebody else removed it or "
        u"changed its key."_s.arg(target.label()));
}

} // namespace keydeck
