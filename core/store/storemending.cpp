#include "core/store/storemending.h"

#include "core/base/format.h"
#include "core/store/leftovers.h"
#include "core/store/storeaccess.h"

using namespace Qt::StringLiterals;

namespace keydeck {

Result<StoreMending> mendFile(KeyStore &store, const StoreFinding &finding, const QString &folder)
{
    switch (finding.fix) {
    case StoreFix::TakeFromOthers:
        return takeFromOthers(store.path()).map([](uint before) {
            return StoreMending{u"Others lost their access to the store, until the gateway writes "
                                "it again, unless its umask is 077 or 027."_s,
                before};
        });
    case StoreFix::SetAside:
        return store.setTempAside(folder).map([](const QString &copy) {
            return StoreMending{u"The left-over file is now %1"_s.arg(displayText(copy))};
        });
    case StoreFix::RemoveOurs:
        removeOldLeftovers(store.path());
        return StoreMending{u"The temporary files of Keydeck are removed."_s};
    case StoreFix::None:
    case StoreFix::Repair:
        break;
    }
    return failure(ErrorCode::InvalidInput, finding.remedy);
}

} // namespace keydeck
