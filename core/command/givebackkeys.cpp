#include "core/command/givebackkeys.h"

#include "core/command/applychanges.h"
#include "core/command/recordfinder.h"

using namespace Qt::StringLiterals;

namespace keydeck {

QString GiveBackKeys::title() const
{
    if (m_records.size() == 1)
        return u"Give back %1"_s.arg(recordLabel(m_records[0].name(), m_records[0].key()));
    return u"Give back %1 keys"_s.arg(m_records.size());
}

Result<KeySet> GiveBackKeys::apply(const KeySet &fresh) const
{
    ChangeSet changes;
    std::optional<KeyRef> last;
    if (fresh.size() > 0)
        last = fresh.refAt(fresh.size() - 1);
    for (const ApiKey &record : m_records) {
        KeyChange change{ChangeKind::Created, {record.key(), 0}, record.name()};
        change.record = record;
        change.behind = last;
        last = change.ref;
        changes.push_back(std::move(change));
    }
    return ApplyChanges(std::move(changes), title()).apply(fresh);
}

} // namespace keydeck
