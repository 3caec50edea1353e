// A month of a store whose every key is in use, in a history of ours and in a plain table.
#pragma once

#include "core/history/usagehistory.h"
#include "tests/bench/support/plainsamples.h"
#include "tests/support/storefixture.h"

#include <QRandomGenerator>
#include <QTemporaryDir>

#include <memory>

namespace keydeck::bench {

/// Made by the history's own writer, look by look: the store is read once an hour, in which half of
/// the keys have used something, so that each has some twelve hours a day and four windows.
/// Somebody watches all the time but for one night, whose use nobody observed. Ends at a full hour.
/// Fails loudly where anything does not add up.
class HistoryMonth final
{
public:
    HistoryMonth(int keys, int days);
    ~HistoryMonth();
    Q_DISABLE_COPY_MOVE(HistoryMonth)

    [[nodiscard]] const UsageHistory &history() const { return *m_history; }
    [[nodiscard]] const PlainSamples &plain() const { return m_plain; }
    [[nodiscard]] const QStringList &keys() const { return m_texts; }
    /// Its newest state.
    [[nodiscard]] const KeySet &store() const { return m_store; }
    [[nodiscard]] qint64 endMs() const { return m_nowMs; }
    /// By the history alone.
    [[nodiscard]] double secondsToMake() const { return m_seconds; }

private:
    void useSome();
    void look();
    void watchOn();
    void check() const;

    QTemporaryDir m_directory;
    std::unique_ptr<UsageHistory> m_history;
    PlainSamples m_plain;
    std::vector<test::SampleKey> m_keys;
    QStringList m_texts;
    KeySet m_store;
    QRandomGenerator m_random{20260118};
    qint64 m_nowMs = 0;
    double m_tokens = 0; ///< since the first look
    double m_seconds = 0;
};

} // namespace keydeck::bench
