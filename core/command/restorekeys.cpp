#include "core/command/restorekeys.h"

#include "core/base/format.h"
#include "core/store/storepatch.h"

#include <QHash>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

QHash<QString, int> countKeys(const KeySet &keys)
{
    QHash<QString, int> counts;
    for (const KeyRef &ref : keys.refs())
        ++counts[ref.key];
    return counts;
}

} // namespace

std::vector<RestoreKeys::Removed> RestoreKeys::takenFrom(
    const KeySet &before, const std::vector<KeyRef> &refs)
{
    QHash<KeyRef, qsizetype> places;
    const std::vector<KeyRef> all = before.refs();
    for (size_t i = 0; i < all.size(); ++i)
        places.insert(all[i], qsizetype(i));

    QHash<QString, int> remaining = countKeys(before);
    std::vector<Removed> removed;
    for (const KeyRef &ref : refs) {
        const auto place = places.constFind(ref);
        if (place == places.cend())
            continue;
        --remaining[ref.key];
        removed.push_back({before.at(*place).detached(), 0});
    }
    for (Removed &one : removed)
        one.remaining = remaining.value(one.record.key());
    return removed;
}

RestoreKeys::RestoreKeys(std::vector<Removed> removed) : m_removed(std::move(removed)) { }

QString RestoreKeys::title() const
{
    if (m_removed.size() == 1)
        return u"Restore “%1”"_s.arg(displayText(m_removed.front().record.name()));
    return u"Restore %1 keys"_s.arg(m_removed.size());
}

Result<KeySet> RestoreKeys::apply(const KeySet &fresh) const
{
    const QHash<QString, int> present = countKeys(fresh);
    StorePatch patch(fresh);
    for (const Removed &one : m_removed) {
        if (present.value(one.record.key()) > one.remaining)
            return failure(ErrorCode::InvalidInput,
                u"“%1” was not restored, since its key is in the store again. Delete that one "
                u"first if the old one is wanted."_s.arg(displayText(one.record.name())));
        patch.appendRecord(one.record.text().toByteArray());
    }
    return patch.apply();
}

} // namespace keydeck
