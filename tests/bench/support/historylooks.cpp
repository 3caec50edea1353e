#include "tests/bench/support/historylooks.h"

#include "core/rules/jsdate.h"
#include "core/store/keycodec.h"
#include "tests/support/manualclock.h"

namespace keydeck::bench {

namespace {

constexpr qint64 StepMs = 4 * 60'000; ///< within what counts as watched

std::unique_ptr<UsageHistory> opened(const QString &folder)
{
    auto history = UsageHistory::open({folder, folder + QStringLiteral("/store.json")});
    if (!history)
        qFatal("%s", qPrintable(history.error().message));
    return std::move(*history);
}

} // namespace

HistoryLooks::HistoryLooks(const KeySet &keys, const QString &folder)
    : m_history(opened(folder + QStringLiteral("/history")))
    , m_nowMs(test::SomeNowMs)
{
    for (qsizetype n = 0; n < keys.size(); ++n) {
        test::SampleKey key;
        key.key = keys.at(n).key();
        key.usageWindows = {{toIsoString(m_nowMs - StepMs), 1}};
        m_texts.append(key.key);
        m_keys.push_back(std::move(key));
    }
    record(next());
}

KeySet HistoryLooks::next()
{
    m_nowMs += StepMs;
    for (size_t n = 0; n < m_keys.size(); ++n) {
        test::SampleKey &key = m_keys[n];
        const qint64 used = 1 + qint64(n) * 7919 % 100'003; // hardly any two the same
        key.usageWindows.front().tokensUsed += used;
        key.totalLifetimeTokens += used;
        key.lastUsed = toIsoString(m_nowMs - 1000);
    }
    return decodeStore(test::storeBytes(m_keys));
}

void HistoryLooks::record(const KeySet &keys)
{
    if (const Result<> done = m_history->record(keys, m_nowMs); !done)
        qFatal("%s", qPrintable(done.error().message));
}

} // namespace keydeck::bench
