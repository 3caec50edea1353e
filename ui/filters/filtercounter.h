// How many keys each saved filter finds.
#pragma once

#include "core/query/savedfilter.h"
#include "ui/keys/keyrows.h"
#include "ui/session/latestwork.h"

#include <QHash>
#include <QObject>

namespace keydeck {

/// Counts on a worker, one count at a time; what is asked for meanwhile happens once, after it.
///
/// Thread: the one it lives in. The destructor waits for what is under way.
class FilterCounter final : public QObject
{
    Q_OBJECT

public:
    /// The keys that are counted, and the moment.
    struct Keys
    {
        std::shared_ptr<const KeyRows> rows;
        std::shared_ptr<const std::vector<KeyState>> states;
        qint64 nowMs = 0;
    };

    using QObject::QObject;

    /// counted() follows, unless something newer is asked for before it began.
    void count(const QList<SavedFilter> &filters, const Keys &keys);

Q_SIGNALS:
    /// By the filters' queries.
    void counted(const QHash<QString, int> &counts);

private:
    LatestWork m_counting{LatestWork::Kind::Background};
};

} // namespace keydeck
