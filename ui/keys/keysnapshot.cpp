#include "ui/keys/keysnapshot.h"

#include "ui/keys/keymodel.h"

#include <limits>

namespace keydeck {

namespace {

constexpr double Never = std::numeric_limits<double>::infinity();

} // namespace

DayCourse KeySnapshot::dayCourseAt(int record) const
{
    const KeyRef &ref = rows->refs[size_t(record)];
    return ref.occurrence == 0 ? day.of(ref.key) : DayCourse();
}

double KeySnapshot::sortKeyAt(int record, int column) const
{
    const auto at = size_t(record);
    const KeyState &state = stateAt(record);
    switch (column) {
    case KeyModel::IdentityColumn:
        return rows->nameRanks[at];
    case KeyModel::StatusColumn:
        return double(state.status);
    case KeyModel::WindowColumn:
        return state.rate.usedPercent();
    case KeyModel::ResetsColumn:
        return state.rate.started ? double(state.rate.endMs(nowMs)) : Never;
    case KeyModel::LifetimeColumn:
        return rows->lifetimeTokens[at];
    case KeyModel::DayColumn:
        return dayCourseAt(record).total();
    case KeyModel::ExpiresColumn:
        return state.expiresMs ? double(*state.expiresMs) : Never;
    case KeyModel::LastUsedColumn:
        return double(rows->lastUsed[at].value_or(0));
    case KeyModel::ModelColumn:
        return rows->modelRanks[at];
    case KeyModel::TagsColumn:
        return rows->tagRanks[at];
    default:
        return 0;
    }
}

} // namespace keydeck
