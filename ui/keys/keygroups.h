// The groups that listed keys are arranged in.
#pragma once

#include "core/rules/keystatus.h"

#include <QHash>
#include <QMetaType>
#include <QString>

#include <array>
#include <vector>

namespace keydeck {

struct KeySnapshot;

enum class Grouping
{
    None,
    Status,
    Model, ///< the one in effect
    Tags, ///< all of a key's tags together, so that each key is listed once
};
inline constexpr Grouping AllGroupings[]
    = {Grouping::None, Grouping::Status, Grouping::Model, Grouping::Tags};

struct KeyGroup
{
    QString title;
    int keys = 0; ///< that are listed, or would be if it were open
    std::array<int, std::size(AllKeyStatuses)> statuses{}; ///< how many have it, by KeyStatus
    double lifetimeTokens = 0;
    bool isOpen = true;

    /// "12 keys, 2 blocked, 3,000,000 tokens in all": exact, in the locale.
    [[nodiscard]] QString summary() const;
    /// For screen readers: title, open or closed, summary.
    [[nodiscard]] QString spoken() const;

    bool operator==(const KeyGroup &) const = default;
};

/// Groups have numbers from 0, which they keep as long as this lives, so that rows that stand for
/// them keep their identity while keys come and go.
class KeyGroups
{
public:
    void setGrouping(Grouping grouping) { m_grouping = grouping; }
    [[nodiscard]] Grouping grouping() const { return m_grouping; }

    /// Puts the records, which are sorted, under their groups: each group as the number firstGroup
    /// + its own, followed by its records if it is open. Statuses stand worst first, models and
    /// tags by name, keys without tags last. Without grouping the records come back as they are.
    [[nodiscard]] std::vector<int> arrange(
        const KeySnapshot &keys, std::vector<int> records, int firstGroup);

    /// How many numbers have been given.
    [[nodiscard]] int count() const { return int(m_groups.size()); }
    /// As it was arranged the last time.
    [[nodiscard]] const KeyGroup &at(int number) const { return m_groups[size_t(number)]; }
    /// Whether arranging it now would put the record under a group that is closed.
    [[nodiscard]] bool isClosed(const KeySnapshot &keys, int record) const;

    void setOpen(int number, bool open) { m_groups[size_t(number)].isOpen = open; }
    void setAllOpen(bool open);
    /// Opens the one that the record belongs to.
    void openFor(const KeySnapshot &keys, int record);

private:
    [[nodiscard]] double rank(const KeySnapshot &keys, int record) const;
    [[nodiscard]] QString titleOf(const KeySnapshot &keys, int record) const;
    [[nodiscard]] QString idOf(const KeySnapshot &keys, int record) const;
    [[nodiscard]] int numberOf(const KeySnapshot &keys, int record);

    Grouping m_grouping = Grouping::None;
    QHash<QString, int> m_numbers; ///< by idOf()
    std::vector<KeyGroup> m_groups;
};

} // namespace keydeck

Q_DECLARE_METATYPE(keydeck::KeyGroup)
