// Finds the record that the gateway uses, by its key.
#pragma once

#include "ui/session/storecontroller.h"

namespace keydeck {

/// Of duplicates the first. Quick, however many keys there are.
///
/// Thread: any one.
class RecordPlaces final
{
public:
    /// The store as it was read last, and what was new in it.
    void see(const std::shared_ptr<const KeyRows> &rows, const StoreNews &news);

    /// Nothing: the file has no such key.
    [[nodiscard]] std::optional<ApiKey> find(const QString &key) const;
    /// When the rows were read; requires that some were.
    [[nodiscard]] qint64 readMs() const { return m_rows->nowMs; }

private:
    std::shared_ptr<const KeyRows> m_rows;
    QHash<QString, qsizetype> m_places;
};

} // namespace keydeck
