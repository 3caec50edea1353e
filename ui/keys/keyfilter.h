// The keys that the person wants to see, in the order they chose.
#pragma once

#include "core/query/query.h"
#include "ui/keys/keymodel.h"

#include <QAbstractProxyModel>

#include <array>
#include <optional>

namespace keydeck {

/// Filters a KeyModel by search text and status and sorts it by any column: an index vector over
/// its rows, rebuilt as a whole in milliseconds and merged, so that selection and scroll survive.
///
/// The search is a query (core/query/query.h), of which everything must hold; a whole key matches
/// by its fingerprint. Rows that compare equal stay in file order, whichever way the column is
/// sorted.
class KeyFilter final : public OrderedRows<QAbstractProxyModel>
{
    Q_OBJECT

public:
    /// The model must outlive the filter.
    explicit KeyFilter(KeyModel &model, QObject *parent = nullptr);

    void setSearch(const QString &text);
    [[nodiscard]] QString search() const { return m_search; }
    /// The search as it was understood.
    [[nodiscard]] const Query &query() const { return m_query; }
    /// Nothing: keys of every status.
    void setStatus(std::optional<KeyStatus> status);
    [[nodiscard]] std::optional<KeyStatus> status() const { return m_status; }
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    /// How many keys of the whole store have the status.
    [[nodiscard]] int count(KeyStatus status) const { return m_counts[size_t(status)]; }

    /// The model's row of a row here, and back; -1 for one that is filtered out.
    [[nodiscard]] int sourceRow(int row) const { return order()[size_t(row)]; }
    [[nodiscard]] int rowOf(int sourceRow) const;
    /// From aboutToUpdate() to updated(): the model's row is among those that will be listed.
    [[nodiscard]] bool isStaying(int sourceRow) const;

    [[nodiscard]] QModelIndex index(
        int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex mapToSource(const QModelIndex &index) const override;
    [[nodiscard]] QModelIndex mapFromSource(const QModelIndex &index) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// Rows may come, go and move until updated().
    void aboutToUpdate();
    /// What is counted or shown may have changed.
    void updated();

private:
    void refresh();
    void countStatuses();
    [[nodiscard]] std::vector<int> matches() const;
    void sortRows(std::vector<int> &rows) const;
    void findPlaces();
    void forwardChange(const QModelIndex &topLeft, const QModelIndex &bottomRight);
    void dropRows(int first, int last);
    void shiftRows(int first, int by);

    KeyModel &m_model;
    QString m_search;
    Query m_query;
    std::optional<KeyStatus> m_status;
    int m_sortColumn = -1; ///< -1: file order
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    std::array<int, std::size(AllKeyStatuses)> m_counts{};
    std::vector<int> m_places; ///< by the model's row: the row here or -1
    std::vector<char> m_wanted; ///< by the model's row, while it updates: it will be listed
};

} // namespace keydeck
