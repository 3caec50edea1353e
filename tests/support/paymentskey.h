// A key and what the gateway answers for it, for tests of the details.
#pragma once

#include "core/gateway/statsclient.h"
#include "tests/support/manualclock.h"
#include "tests/support/records.h"

namespace keydeck::test {

[[nodiscard]] inline ApiKey paymentsKey(
    const QByteArray &name = "Payments", const QByteArray &used = "45000")
{
    return keyOf(R"({
      "key": "pk_0123456789abcdef0123456789ab3f2a",
      "name": ")"
        + name + R"(",
      "token_limit_per_5h": 100000,
      "expiry_date": "2027-12-31T23:59:59Z",
      "created_at": "2026-01-01T00:00:00Z",
      "last_used": "2026-01-18T10:27:00.000Z",
      "total_lifetime_tokens": 1500000,
      "usage_windows": [{"window_start": "2026-01-18T08:00:00.000Z", "tokens_used": )"
        + used + "}]}");
}

[[nodiscard]] inline StatsAnswer paymentsAnswer(double used = 45'000)
{
    StatsSample sample;
    sample.name = QStringLiteral("Payments");
    sample.model = QStringLiteral("glm-4.7");
    sample.tokenLimitPer5h = 100'000;
    sample.expiryDate = QStringLiteral("2027-12-31T23:59:59Z");
    sample.lastUsed = QStringLiteral("2026-01-18T10:27:00.000Z");
    sample.tokensUsedInCurrentWindow = used;
    sample.remainingTokens = 100'000 - used;
    sample.windowStartedAt = QStringLiteral("2026-01-18T08:00:00.000Z");
    sample.windowEndsAt = QStringLiteral("2026-01-18T13:00:00.000Z");
    sample.totalLifetimeTokens = 1'500'000;
    StatsAnswer answer;
    answer.httpStatus = 200;
    answer.sample = sample;
    answer.latencyMs = 12;
    answer.receivedMs = SomeNowMs - 8000;
    return answer;
}

} // namespace keydeck::test
