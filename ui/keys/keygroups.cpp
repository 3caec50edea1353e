#include "ui/keys/keygroups.h"

#include "core/base/format.h"
#include "ui/keys/keymodel.h"
#include "ui/keys/keysnapshot.h"
#include "ui/keys/keytext.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("KeyGroups", text);
}

} // namespace

QString KeyGroup::summary() const
{
    QStringList parts{keyCount(keys)};
    for (auto status = std::rbegin(AllKeyStatuses); status != std::rend(AllKeyStatuses); ++status) {
        const int count = statuses[size_t(*status)];
        if (*status != KeyStatus::Active && count > 0 && count < keys)
            parts += tr("%1 %2").arg(formatCount(count), statusWord(*status).toLower());
    }
    parts += tr("%1 tokens in all").arg(formatCount(lifetimeTokens));
    return parts.join(u", "_s);
}

QString KeyGroup::spoken() const
{
    return u"%1, %2: %3"_s.arg(title, isOpen ? tr("open group") : tr("closed group"), summary());
}

std::vector<int> KeyGroups::arrange(
    const KeySnapshot &keys, std::vector<int> records, int firstGroup)
{
    for (KeyGroup &group : m_groups)
        group = {.title = group.title, .isOpen = group.isOpen};
    if (m_grouping == Grouping::None)
        return records;

    std::vector<std::pair<double, int>> ranked;
    ranked.reserve(records.size());
    for (const int record : records)
        ranked.emplace_back(rank(keys, record), record);
    std::stable_sort(ranked.begin(), ranked.end(),
        [](const auto &a, const auto &b) { return a.first < b.first; });

    std::vector<int> items;
    items.reserve(records.size());
    int number = -1;
    for (size_t i = 0; i < ranked.size(); ++i) {
        const auto [key, record] = ranked[i];
        if (i == 0 || key != ranked[i - 1].first) {
            number = numberOf(keys, record);
            items.push_back(firstGroup + number);
        }
        KeyGroup &group = m_groups[size_t(number)];
        ++group.keys;
        ++group.statuses[size_t(keys.stateAt(record).status)];
        const double tokens = keys.rows->lifetimeTokens[size_t(record)];
        group.lifetimeTokens += std::isfinite(tokens) ? tokens : 0;
        if (group.isOpen)
            items.push_back(record);
    }
    return items;
}

bool KeyGroups::isClosed(const KeySnapshot &keys, int record) const
{
    if (m_grouping == Grouping::None)
        return false;
    const auto number = m_numbers.constFind(idOf(keys, record));
    return number != m_numbers.cend() && !at(*number).isOpen;
}

void KeyGroups::setAllOpen(bool open)
{
    for (int number = 0; number < count(); ++number)
        setOpen(number, open);
}

void KeyGroups::openFor(const KeySnapshot &keys, int record)
{
    if (m_grouping != Grouping::None)
        setOpen(numberOf(keys, record), true);
}

double KeyGroups::rank(const KeySnapshot &keys, int record) const
{
    switch (m_grouping) {
    case Grouping::Status:
        return -double(keys.stateAt(record).status);
    case Grouping::Model:
        return keys.sortKeyAt(record, KeyModel::ModelColumn);
    case Grouping::Tags:
        return keys.sortKeyAt(record, KeyModel::TagsColumn);
    case Grouping::None:
        break;
    }
    return 0;
}

QString KeyGroups::titleOf(const KeySnapshot &keys, int record) const
{
    switch (m_grouping) {
    case Grouping::Status:
        return statusWord(keys.stateAt(record).status);
    case Grouping::Model:
        return displayText(effectiveModel(keys.rows->keys.at(record)));
    case Grouping::Tags: {
        const QStringList &tags = keys.tagsAt(record);
        return tags.isEmpty() ? tr("No tags") : displayText(tags.join(u", "_s));
    }
    case Grouping::None:
        break;
    }
    return {};
}

/// Records have the same exactly if they have the same rank.
QString KeyGroups::idOf(const KeySnapshot &keys, int record) const
{
    const QString kind = QString::number(int(m_grouping));
    switch (m_grouping) {
    case Grouping::Status:
        return kind + statusId(keys.stateAt(record).status);
    case Grouping::Model:
        return kind + effectiveModel(keys.rows->keys.at(record));
    case Grouping::Tags:
        return kind + keys.tagsAt(record).join(u' ').toLower();
    case Grouping::None:
        break;
    }
    return kind;
}

int KeyGroups::numberOf(const KeySnapshot &keys, int record)
{
    const QString id = idOf(keys, record);
    const auto known = m_numbers.constFind(id);
    const int number = known == m_numbers.cend() ? count() : *known;
    if (number == count()) {
        m_numbers.insert(id, number);
        m_groups.emplace_back();
    }
    m_groups[size_t(number)].title = titleOf(keys, record);
    return number;
}

} // namespace keydeck
