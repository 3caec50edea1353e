// Rows of a table of times, as far back as somebody looks.
#pragma once

#include <QSortFilterProxyModel>

namespace keydeck {

/// Sorts by the exact values behind the cells, and leaves out what ended before a moment.
class SinceProxyModel final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    struct Roles
    {
        int sortRole = 0; ///< exact values; milliseconds since 1970 for times
        int endColumn = 0; ///< when a row's time ends
    };
    explicit SinceProxyModel(const Roles &roles, QObject *parent = nullptr);

    void setSince(qint64 sinceMs);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    Roles m_roles;
    qint64 m_sinceMs = 0;
};

} // namespace keydeck
