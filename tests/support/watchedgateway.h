// A session beside a running gateway, for tests of what is known of it.
#pragma once

#include "tests/support/nodegateway.h"
#include "tests/support/storefixture.h"
#include "ui/session/storesession.h"

namespace keydeck::test {

inline constexpr int PatienceMs = 60'000;
inline constexpr int TtlMs = 2'000;
inline const QString Alice = sampleKeyText(0);

/// Valid for as long as this test may live: the gateway goes by the real clock.
[[nodiscard]] inline QByteArray storeWithLimit(qint64 limit, int keyCount = 2)
{
    std::vector<SampleKey> keys;
    for (int number = 0; number < keyCount; ++number) {
        keys.push_back(sampleKey(number));
        keys.back().expiryDate = QStringLiteral("2099-12-31T23:59:59Z");
        keys.back().usageWindows.clear();
    }
    keys.front().tokenLimitPer5h = limit;
    return storeBytes(keys);
}

/// A session that is as quick as the budget allows.
struct WatchedGateway
{
    explicit WatchedGateway(const QString &storePath, const QUrl &gateway,
        const GatewayTraits &traits = {GatewayBuild::Unknown, TtlMs})
        : session(settings(storePath, gateway, traits), SystemClock::instance())
    {
        session.start();
        session.followKey(Alice);
    }

    static SessionSettings settings(
        const QString &storePath, const QUrl &gateway, const GatewayTraits &traits)
    {
        SessionSettings settings;
        settings.storePath = storePath;
        settings.gateway.baseUrl = gateway;
        settings.watch = {traits, MaximumPollsPerMinute};
        return settings;
    }

    [[nodiscard]] GatewayController &gateway() { return session.gateway(); }
    [[nodiscard]] std::optional<KeySpread::Stage> stage()
    {
        const auto spread = gateway().spreadOf(Alice);
        return spread ? std::optional(spread->stage) : std::nullopt;
    }
    [[nodiscard]] double answeredLimit()
    {
        const auto answer = gateway().answerOf(Alice);
        return answer && answer->sample ? answer->sample->tokenLimitPer5h : -1;
    }

    StoreSession session;
};

[[nodiscard]] inline QUrl urlOf(const NodeGateway &gateway)
{
    return QUrl(gateway.url());
}

} // namespace keydeck::test
