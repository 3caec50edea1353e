#include "tests/bench/support/historymonth.h"

#include "core/history/historytimes.h"
#include "core/rules/jsdate.h"
#include "core/store/keycodec.h"
#include "tests/bench/support/comparison.h"
#include "tests/support/manualclock.h"

#include <QRandomGenerator>

namespace keydeck::bench {

namespace {

constexpr qint64 StartMs = test::SomeNowMs - test::SomeNowMs % HistoryDayMs;
constexpr qint64 WatchEveryMs = 5 * 60'000;
constexpr int HoursPerDay = 24;
constexpr int NightFrom = 30; ///< in hours since the beginning: six hours that nobody watched
constexpr int NightTo = 36;
constexpr int MostTokens = 4000;

std::unique_ptr<UsageHistory> opened(const QString &directory)
{
    auto history = UsageHistory::open({directory, QStringLiteral("/store.json")});
    if (!history)
        qFatal("%s", qPrintable(history.error().message));
    return std::move(*history);
}

void need(const Result<> &done)
{
    if (!done)
        qFatal("%s", qPrintable(done.error().message));
}

} // namespace

HistoryMonth::HistoryMonth(int keys, int days)
    : m_history(opened(m_directory.path()))
    , m_plain(m_directory.filePath(QStringLiteral("plain.sqlite")))
    , m_nowMs(StartMs)
{
    for (int n = 0; n < keys; ++n) {
        m_keys.push_back(test::sampleKey(n));
        m_keys.back().usageWindows = {{toIsoString(StartMs - 1000), 0}};
        m_texts.append(m_keys.back().key);
    }
    look();
    m_tokens = 0;
    for (int hour = 0; hour < days * HoursPerDay; ++hour) {
        const bool isWatched = hour < NightFrom || hour >= NightTo;
        if (isWatched)
            watchOn();
        m_nowMs = StartMs + (hour + 1) * HistoryHourMs;
        useSome();
        if (isWatched)
            look();
    }
    m_plain.finish();
    check();
}

HistoryMonth::~HistoryMonth() = default;

/// Half of them, some time in the last five minutes of the hour.
void HistoryMonth::useSome()
{
    for (size_t n = 0; n < m_keys.size(); ++n) {
        if (m_random.bounded(2) == 0)
            continue;
        test::SampleKey &key = m_keys[n];
        const qint64 usedMs = m_nowMs - 1 - m_random.bounded(int(WatchEveryMs) - 1000);
        test::SampleWindow &window = key.usageWindows.front();
        if (usedMs - parseJsDate(window.windowStart).value_or(0) > UsageWindowMs)
            window = {toIsoString(usedMs), 0};
        const int used = 1 + m_random.bounded(MostTokens);
        window.tokensUsed += used;
        key.totalLifetimeTokens += used;
        key.lastUsed = toIsoString(usedMs);
        m_tokens += used;
        m_plain.add(int(n), usedMs, used, parseJsDate(window.windowStart).value_or(0));
    }
}

void HistoryMonth::look()
{
    m_store = decodeStore(test::storeBytes(m_keys));
    m_seconds += secondsOf([&] { need(m_history->record(m_store, m_nowMs)); });
}

void HistoryMonth::watchOn()
{
    m_seconds += secondsOf([&] {
        for (qint64 ms = WatchEveryMs; ms < HistoryHourMs; ms += WatchEveryMs)
            need(m_history->stillWatching(m_nowMs + ms));
    });
}

/// To the token, and with the night as what nobody observed.
void HistoryMonth::check() const
{
    const auto usage = m_history->usage(m_texts, {StartMs - HistoryDayMs, m_nowMs}, 0);
    if (!usage)
        qFatal("%s", qPrintable(usage.error().message));
    double tokens = 0, unobserved = 0;
    for (const KeyUsage &key : usage->keys) {
        tokens += key.total();
        unobserved += key.unobserved;
    }
    if (tokens != m_tokens || usage->keys.size() != m_texts.size())
        qFatal("The month does not add up: %.0f tokens of %.0f.", tokens, m_tokens);
    if (unobserved <= 0 || unobserved > tokens / 10)
        qFatal("%.0f of %.0f tokens were not observed.", unobserved, tokens);
}

} // namespace keydeck::bench
