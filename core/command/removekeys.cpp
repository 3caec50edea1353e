#include "core/command/removekeys.h"

#include "core/command/recordfinder.h"
#include "core/command/removal.h"
#include "core/store/storepatch.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr qsizetype MostTold = 5;

} // namespace

RemoveKeys::RemoveKeys(std::vector<KeyRef> refs, QString name)
    : m_refs(std::move(refs))
    , m_name(std::move(name))
{ }

RemoveKeys::RemoveKeys(std::vector<KeyRef> refs, std::vector<ApiKey> seen)
    : m_refs(std::move(refs))
    , m_seen(std::move(seen))
    , m_name(m_seen.size() == 1 ? m_seen.front().name() : QString())
{ }

QString RemoveKeys::title() const
{
    if (m_refs.size() == 1)
        return u"Remove %1"_s.arg(labelOf(0));
    return u"Remove %1 keys"_s.arg(m_refs.size());
}

QString RemoveKeys::labelOf(size_t position) const
{
    const QString name = m_refs.size() == 1 ? m_name
        : m_seen.empty()                    ? QString()
                                            : m_seen[position].name();
    return recordLabel(name, m_refs[position].key);
}

Result<> RemoveKeys::check(const KeySet &fresh, qsizetype index, size_t position) const
{
    if (index < 0) {
        return failure(ErrorCode::NotFound,
            u"Nothing was removed: %1 is not in the store any more; somebody else removed it or "
            u"changed its key."_s.arg(labelOf(position)));
    }
    if (m_seen.empty())
        return {};
    return checkRemovable(labelOf(position), m_seen[position], fresh.at(index));
}

Result<KeySet> RemoveKeys::apply(const KeySet &fresh) const
{
    const RecordFinder finder(fresh, m_refs.size());
    StorePatch patch(fresh);
    std::vector<Error> obstacles;
    QStringList told;
    for (size_t i = 0; i < m_refs.size(); ++i) {
        const qsizetype index = finder.indexOf(m_refs[i]);
        if (const auto checked = check(fresh, index, i); checked) {
            patch.removeKey(index);
        } else {
            obstacles.push_back(checked.error());
            if (told.size() < MostTold)
                told += index < 0 ? u"%1 is gone"_s.arg(labelOf(i))
                                  : changeSince(labelOf(i), m_seen[i], fresh.at(index));
        }
    }
    if (obstacles.size() == 1)
        return tl::make_unexpected(obstacles.front());
    return obstacles.empty() ? patch.apply() : together(obstacles, told);
}

/// A conflict where there is one among them: what is gone is not there to be decided on.
Result<KeySet> RemoveKeys::together(const std::vector<Error> &obstacles, QStringList told) const
{
    if (const auto more = qsizetype(obstacles.size()) - told.size(); more > 0)
        told += u"and %1 more"_s.arg(more);
    const bool hasConflict = std::ranges::any_of(
        obstacles, [](const Error &error) { return error.code == ErrorCode::Conflict; });
    return failure(hasConflict ? ErrorCode::Conflict : ErrorCode::NotFound,
        u"Nothing was removed, since %1 of %2 keys are not as you saw them: %3. Look at them again "
        "and decide."_s.arg(
            QString::number(obstacles.size()), QString::number(m_refs.size()), told.join(u", "_s)));
}

QStringList RemoveKeys::notes(const KeySet &fresh) const
{
    QStringList notes;
    const RecordFinder finder(fresh, m_seen.size());
    for (size_t i = 0; i < m_seen.size(); ++i) {
        const qsizetype index = finder.indexOf(m_refs[i]);
        if (index >= 0)
            notes += gainedUsageNotes(labelOf(i), m_seen[i], fresh.at(index));
    }
    return notes;
}

} // namespace keydeck
