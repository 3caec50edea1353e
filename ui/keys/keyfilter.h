// The keys that the person wants to see, in the order and the groups they chose.
#pragma once

#include "ui/keys/keylisting.h"
#include "ui/keys/keymodel.h"
#include "ui/session/latestwork.h"

#include <QAbstractProxyModel>

namespace keydeck {

/// Filters a KeyModel by search text and status, sorts it by any column and arranges it in groups:
/// an index vector over its rows, rebuilt as a whole (keylisting.h) and merged, so that selection
/// and scroll survive. Up to AtOnceKeys that happens at once; of more keys on a worker, one listing
/// at a time, and a listing that nobody wishes for any more is not shown.
///
/// The search is a query (core/query/query.h), of which everything must hold; a whole key matches
/// itself. Rows that compare equal stay in file order, whichever way the column is
/// sorted, and in every group. A group is a row of its own above its keys: it stands for no row of
/// the model, and can be current, but not selected.
class KeyFilter final : public OrderedRows<QAbstractProxyModel>
{
    Q_OBJECT

public:
    static constexpr int GroupRole
        = KeyModel::ChangedRole + 1; ///< KeyGroup, of a group's row alone

    /// The model must outlive the filter.
    explicit KeyFilter(KeyModel &model, QObject *parent = nullptr);

    void setSearch(const QString &text);
    [[nodiscard]] QString search() const { return m_search; }
    /// The search as it was understood.
    [[nodiscard]] const Query &query() const { return m_wish.query; }
    /// Nothing: keys of every status.
    void setStatus(std::optional<KeyStatus> status);
    [[nodiscard]] std::optional<KeyStatus> status() const { return m_wish.status; }
    void setGrouping(Grouping grouping);
    [[nodiscard]] Grouping grouping() const { return m_wish.groups.grouping(); }
    /// There are groups among the rows.
    [[nodiscard]] bool isGrouped() const { return m_groups.grouping() != Grouping::None; }
    /// Rows of keys in a closed group are not listed.
    void setGroupOpen(int row, bool open);
    void toggleGroup(int row);
    void setAllGroupsOpen(bool open);
    /// Opens the group of the model's row.
    void openGroupOf(int sourceRow);
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    /// What is listed is not yet what is wished for, or not of the present keys: updated() follows.
    [[nodiscard]] bool isBehind() const { return m_asked != m_listed; }
    /// What is wished for is listed, of the present records: what is behind is at most how other
    /// states or day courses would arrange them.
    [[nodiscard]] bool isWishListed() const;
    /// Lists at once what isWishListed() is not true of: tens of milliseconds for 100,000 keys, for
    /// what is done to all keys that are listed.
    void catchUp();

    /// How many keys of the whole store have the status.
    [[nodiscard]] int count(KeyStatus status) const { return m_counts[size_t(status)]; }

    /// The model's row of a row here, -1 for a group's; and back, -1 for one that is not listed.
    [[nodiscard]] int sourceRow(int row) const;
    [[nodiscard]] int rowOf(int sourceRow) const;
    /// Nothing for a key's row.
    [[nodiscard]] const KeyGroup *groupAt(int row) const;
    /// The row of the group that a key's row is in; -1 without grouping.
    [[nodiscard]] int groupRowOf(int row) const;
    /// The model's row matches, and would be listed if its group were open.
    [[nodiscard]] bool isInClosedGroup(int sourceRow) const;
    /// From aboutToUpdate() to updated(): the row, of a key or a group, will still be listed.
    [[nodiscard]] bool isRowStaying(int row) const;

    [[nodiscard]] QModelIndex index(
        int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex mapToSource(const QModelIndex &index) const override;
    [[nodiscard]] QModelIndex mapFromSource(const QModelIndex &index) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// Rows may come, go and move until updated().
    void aboutToUpdate();
    /// What is counted or shown may have changed.
    void updated();

private:
    void wishAnew();
    void refresh();
    void listAtOnce();
    void listElsewhere();
    void follow(Arrangement &next, quint64 asked, quint64 wished);
    void show(Arrangement &next);
    void moveRows(Arrangement &next);
    [[nodiscard]] bool isMatch(int sourceRow) const;
    void findPlaces();
    void forwardChange(const QModelIndex &topLeft, const QModelIndex &bottomRight);
    void dropRows(int first, int last);
    void shiftRows(int first, int by);
    void signalGroups();

    // Items are the model's rows, and m_rows + n for the group with the number n.
    KeyModel &m_model;
    QString m_search;
    ListingWish m_wish;
    KeyGroups m_groups; ///< as they are listed
    std::vector<KeyGroup> m_shownGroups; ///< as views were told, by number
    int m_rows = 0; ///< the model's, as far as it has said
    std::array<int, std::size(AllKeyStatuses)> m_counts{};
    std::vector<int> m_places; ///< by item: the row here or -1
    const std::vector<int> *m_nextPlaces = nullptr; ///< the same, while it updates: then
    quint64 m_asked = 0; ///< how often a listing was asked for
    quint64 m_wished = 0; ///< how often another one than before
    quint64 m_listed = 0; ///< what was asked for of what is listed
    quint64 m_listedWish = 0; ///< what was wished for of what is listed
    std::weak_ptr<const KeyRows> m_listedRows; ///< the records that it was listed of
    LatestWork m_listing;
};

} // namespace keydeck
