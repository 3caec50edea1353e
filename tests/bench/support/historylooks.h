// A history that looks at a store again and again, in which every key was used meanwhile.
#pragma once

#include "core/history/usagehistory.h"
#include "tests/support/storefixture.h"

#include <memory>
#include <vector>

namespace keydeck::bench {

class HistoryLooks final
{
public:
    /// The database is in the folder. The keys are those of the store; the first look is taken.
    HistoryLooks(const KeySet &keys, const QString &folder);

    /// A few minutes later: every key has used something.
    [[nodiscard]] KeySet next();
    void record(const KeySet &keys);

    [[nodiscard]] const UsageHistory &history() const { return *m_history; }
    [[nodiscard]] const QStringList &keys() const { return m_texts; }
    [[nodiscard]] qint64 nowMs() const { return m_nowMs; }

private:
    std::unique_ptr<UsageHistory> m_history;
    std::vector<test::SampleKey> m_keys;
    QStringList m_texts;
    qint64 m_nowMs;
};

} // namespace keydeck::bench
