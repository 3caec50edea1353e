// The keys as a table.
#pragma once

#include "core/rules/keystatus.h"
#include "core/rules/lint.h"
#include "core/store/keyset.h"
#include "ui/keys/keysnapshot.h"
#include "ui/keys/roworder.h"

#include <QAbstractTableModel>

namespace keydeck {

/// Rows stand for records, named by KeyRef and kept in file order. setKeys() merges: rows that stay
/// keep their identity (selection, scroll and editors survive), only what differs is signalled.
/// Texts are formatted when asked for, never all at once.
class KeyModel final : public OrderedRows<QAbstractTableModel>
{
    Q_OBJECT

public:
    enum Column
    {
        IdentityColumn, ///< name over masked key
        StatusColumn,
        WindowColumn, ///< use of the current window against the limit
        ResetsColumn,
        LifetimeColumn,
        DayColumn, ///< use of the last 24 hours
        ExpiresColumn,
        LastUsedColumn,
        ModelColumn,
        TagsColumn, ///< what the person calls it, beside the store
        ColumnCount,
    };
    enum Role
    {
        RefRole = Qt::UserRole, ///< KeyRef
        StateRole, ///< KeyState
        MaskedKeyRole, ///< QString
        DayRole, ///< DayCourse
        FindingsRole, ///< QList<Finding>
        SortRole, ///< double or QString, by column
        SearchRole, ///< QString: what the search line looks through; no key
        TagsRole, ///< QString: the tags as they are shown, "prod, team-a"
        ChangedRole, ///< qint64: when the row last changed (monotonic ms), 0 for never
    };

    explicit KeyModel(QObject *parent = nullptr);

    /// Merges a snapshot that a worker prepared.
    void setRows(std::shared_ptr<const KeyRows> rows);
    /// The same, prepared here: for a few thousand keys at most.
    void setKeys(const KeySet &keys, qint64 nowMs);

    /// Time went on: states and relative times are derived anew, here.
    void setNow(qint64 nowMs);
    /// The same, with states that a worker derived. No effect when they are of other rows than the
    /// present ones.
    void setStates(const KeyRows *of, KeyStates states, qint64 nowMs);

    /// How the last 24 hours went, from the history.
    void setDayCourses(DayCourses courses);

    [[nodiscard]] const KeySet &keys() const { return m_keys.rows->keys; }
    /// What the model shows, by record, which is by row except while rows come and go: for work
    /// elsewhere.
    [[nodiscard]] const KeySnapshot &snapshot() const { return m_keys; }
    [[nodiscard]] const std::shared_ptr<const KeyRows> &rows() const { return m_keys.rows; }
    [[nodiscard]] const KeyStates &states() const { return m_keys.states; }
    [[nodiscard]] qint64 nowMs() const { return m_keys.nowMs; }
    /// -1 when there is none. Linear, but for what was found last and is where it was.
    [[nodiscard]] int rowOf(const KeyRef &ref) const;
    /// The same of many, each named once: linear for all of them together.
    [[nodiscard]] std::vector<int> rowsOf(const std::vector<KeyRef> &refs) const;
    /// The first in the file whose key has it. Linear.
    [[nodiscard]] std::optional<KeyRef> findFingerprint(const QString &full) const;
    [[nodiscard]] KeyRef refAt(int row) const;
    /// The place of a row's record in the store, and in rows() and states().
    [[nodiscard]] qsizetype recordAt(int row) const { return qsizetype(item(row)); }
    [[nodiscard]] ApiKey keyAt(int row) const;
    [[nodiscard]] const KeyState &stateAt(int row) const;
    [[nodiscard]] QList<Finding> findingsAt(int row) const;
    /// Of duplicates only the first is ever used.
    [[nodiscard]] DayCourse dayCourseAt(int row) const;
    [[nodiscard]] const QStringList &tagsAt(int row) const;
    [[nodiscard]] QStringView searchTextAt(int row) const;
    /// What the column sorts by, as a number: texts are ranked.
    [[nodiscard]] double sortKeyAt(int row, int column) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// From old row to new row, between the layout signals.
    void permuted(const std::vector<int> &newRowOf);
    /// A merge or a derivation is complete: filters and sorts may have to follow.
    void refreshed();

protected:
    void rowsMoved(const std::vector<int> &newRowOf) override { Q_EMIT permuted(newRowOf); }

private:
    [[nodiscard]] size_t item(int row) const { return size_t(order()[size_t(row)]); }
    void takeOver(std::shared_ptr<const KeyRows> rows);
    void moveOver(std::shared_ptr<const KeyRows> rows, const std::vector<int> &newOf);
    void signalChanges(const std::vector<int> &changed);
    [[nodiscard]] QString shownTags(int row) const;
    [[nodiscard]] QString textAt(const QModelIndex &index) const;

    // Rows stand for records of m_keys, by order(); everything else is by record.
    KeySnapshot m_keys;
    std::vector<qint64> m_changedMs;
    mutable int m_lastFound = 0; ///< the row that rowOf() found last
};

} // namespace keydeck
