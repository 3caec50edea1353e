#include "ui/keys/keygroups.h"

#include "core/base/format.h"
#include "ui/keys/keymodel.h"
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

std::vector<int> KeyGroups::arrange(const KeyModel &model, std::vector<int> rows, int firstGroup)
{
    for (KeyGroup &group : m_groups)
        group = {.title = group.title, .isOpen = group.isOpen};
    if (m_grouping == Grouping::None)
        return rows;

    std::vector<std::pair<double, int>> ranked;
    ranked.reserve(rows.size());
    for (const int row : rows)
        ranked.emplace_back(rank(model, row), row);
    std::stable_sort(ranked.begin(), ranked.end(),
        [](const auto &a, const auto &b) { return a.first < b.first; });

    std::vector<int> items;
    items.reserve(rows.size());
    int number = -1;
    for (size_t i = 0; i < ranked.size(); ++i) {
        const auto [key, row] = ranked[i];
        if (i == 0 || key != ranked[i - 1].first) {
            number = numberOf(model, row);
            items.push_back(firstGroup + number);
        }
        KeyGroup &group = m_groups[size_t(number)];
        ++group.keys;
        ++group.statuses[size_t(model.stateAt(row).status)];
        const double tokens = model.rows()->lifetimeTokens[size_t(model.recordAt(row))];
        group.lifetimeTokens += std::isfinite(tokens) ? tokens : 0;
        if (group.isOpen)
            items.push_back(row);
    }
    return items;
}

bool KeyGroups::isClosed(const KeyModel &model, int row) const
{
    if (m_grouping == Grouping::None)
        return false;
    const auto number = m_numbers.constFind(idOf(model, row));
    return number != m_numbers.cend() && !at(*number).isOpen;
}

void KeyGroups::setAllOpen(bool open)
{
    for (int number = 0; number < count(); ++number)
        setOpen(number, open);
}

void KeyGroups::openFor(const KeyModel &model, int row)
{
    if (m_grouping != Grouping::None)
        setOpen(numberOf(model, row), true);
}

double KeyGroups::rank(const KeyModel &model, int row) const
{
    switch (m_grouping) {
    case Grouping::Status:
        return -double(model.stateAt(row).status);
    case Grouping::Model:
        return model.sortKeyAt(row, KeyModel::ModelColumn);
    case Grouping::Tags:
        return model.sortKeyAt(row, KeyModel::TagsColumn);
    case Grouping::None:
        break;
    }
    return 0;
}

QString KeyGroups::titleOf(const KeyModel &model, int row) const
{
    switch (m_grouping) {
    case Grouping::Status:
        return statusWord(model.stateAt(row).status);
    case Grouping::Model:
        return displayText(effectiveModel(model.keyAt(row)));
    case Grouping::Tags: {
        const QStringList &tags = model.tagsAt(row);
        return tags.isEmpty() ? tr("No tags") : displayText(tags.join(u", "_s));
    }
    case Grouping::None:
        break;
    }
    return {};
}

/// Rows have the same exactly if they have the same rank.
QString KeyGroups::idOf(const KeyModel &model, int row) const
{
    const QString kind = QString::number(int(m_grouping));
    switch (m_grouping) {
    case Grouping::Status:
        return kind + statusId(model.stateAt(row).status);
    case Grouping::Model:
        return kind + effectiveModel(model.keyAt(row));
    case Grouping::Tags:
        return kind + model.tagsAt(row).join(u' ').toLower();
    case Grouping::None:
        break;
    }
    return kind;
}

int KeyGroups::numberOf(const KeyModel &model, int row)
{
    const QString id = idOf(model, row);
    const auto known = m_numbers.constFind(id);
    const int number = known == m_numbers.cend() ? count() : *known;
    if (number == count()) {
        m_numbers.insert(id, number);
        m_groups.emplace_back();
    }
    m_groups[size_t(number)].title = titleOf(model, row);
    return number;
}

} // namespace keydeck
