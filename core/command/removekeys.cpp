#include "core/command/removekeys.h"

#include "core/command/recordfinder.h"
#include "core/store/storepatch.h"

using namespace Qt::StringLiterals;

namespace keydeck {

RemoveKeys::RemoveKeys(std::vector<KeyRef> refs, QString name)
    : m_refs(std::move(refs))
    , m_name(std::move(name))
{ }

QString RemoveKeys::title() const
{
    if (m_refs.size() == 1)
        return u"Remove %1"_s.arg(recordLabel(m_name, m_refs.front().key));
    return u"Remove %1 keys"_s.arg(m_refs.size());
}

Result<KeySet> RemoveKeys::apply(const KeySet &fresh) const
{
    const RecordFinder finder(fresh, m_refs.size());
    StorePatch patch(fresh);
    for (const KeyRef &ref : m_refs) {
        const qsizetype index = finder.indexOf(ref);
        if (index < 0) {
            return failure(ErrorCode::NotFound,
                u"Nothing was removed: %1 is not in the store any more; somebody else removed it "
                u"or changed its key."_s.arg(
                    recordLabel(m_refs.size() == 1 ? m_name : QString(), ref.key)));
        }
        patch.removeKey(index);
    }
    return patch.apply();
}

} // namespace keydeck
