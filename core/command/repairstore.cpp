#include "core/command/repairstore.h"

#include "core/store/storerepair.h"

using namespace Qt::StringLiterals;

namespace keydeck {

QString RepairStore::title() const
{
    return u"Repair the store"_s;
}

Result<KeySet> RepairStore::apply(const KeySet &fresh) const
{
    if (fresh.isEditable())
        return fresh;
    return repairStore(fresh).map([](const StoreRepair &repair) { return repair.keys; });
}

} // namespace keydeck
