// The keys as a table.
#pragma once

#include "core/rules/keystatus.h"
#include "core/rules/lint.h"
#include "core/store/keyset.h"

#include <QAbstractTableModel>

namespace keydeck {

/// Rows stand for records, named by KeyRef and kept in file order. setKeys() merges: rows that stay
/// keep their identity (selection, scroll and editors survive), only what differs is signalled.
/// Texts are formatted when asked for, never all at once.
class KeyModel final : public QAbstractTableModel
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
        ExpiresColumn,
        LastUsedColumn,
        ModelColumn,
        ColumnCount,
    };
    enum Role
    {
        RefRole = Qt::UserRole, ///< KeyRef
        StateRole, ///< KeyState
        MaskedKeyRole, ///< QString
        FindingsRole, ///< QList<Finding>
        SortRole, ///< double or QString, by column
        SearchRole, ///< QString: what the search line looks through; no key, but its fingerprint
        ChangedRole, ///< qint64: when the row last changed (monotonic ms), 0 for never
    };

    explicit KeyModel(QObject *parent = nullptr);

    void setKeys(const KeySet &keys, qint64 nowMs);
    /// Time went on: states and relative times are derived anew.
    void setNow(qint64 nowMs);

    [[nodiscard]] const KeySet &keys() const { return m_keys; }
    [[nodiscard]] qint64 nowMs() const { return m_nowMs; }
    [[nodiscard]] int rowOf(const KeyRef &ref) const;
    [[nodiscard]] KeyRef refAt(int row) const;
    [[nodiscard]] ApiKey keyAt(int row) const;
    [[nodiscard]] const KeyState &stateAt(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override;

private:
    KeySet m_keys;
    qint64 m_nowMs = 0;
    std::vector<KeyRef> m_refs;
    std::vector<KeyState> m_states;
    std::vector<QList<Finding>> m_findings;
};

} // namespace keydeck

Q_DECLARE_METATYPE(keydeck::KeyRef)
Q_DECLARE_METATYPE(keydeck::KeyState)
