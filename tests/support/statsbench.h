// Asking a gateway with the real client, and waiting for what comes of it.
#pragma once

#include "core/gateway/statsclient.h"

#include <QTest>

namespace keydeck::test {

inline const QString Key = QStringLiteral("pk_secret_0a1b2c3d4e5f");
inline constexpr int ShortDeadlineMs = GatewaySettings::MinimumDeadlineMs;

[[nodiscard]] inline QByteArray statsBody()
{
    return R"({"key":"pk_secret_0a1b2c3d4e5f","name":"Alice","model":"glm-4.7",
        "token_limit_per_5h":1000,"expiry_date":"2027-12-31T23:59:59Z",
        "created_at":"2026-01-18T00:00:00Z","last_used":"2026-01-18T10:30:00.000Z",
        "is_expired":false,"current_usage":{"tokens_used_in_current_window":400,
        "window_started_at":"2026-01-18T08:00:00.000Z",
        "window_ends_at":"2026-01-18T13:00:00.000Z","remaining_tokens":600},
        "total_lifetime_tokens":5000})";
}

inline const QByteArray HealthBody = R"({"status":"ok","timestamp":"2026-01-18T10:30:00.000Z"})";

[[nodiscard]] inline GatewaySettings settingsFor(const QUrl &url)
{
    GatewaySettings settings;
    settings.baseUrl = url;
    settings.deadlineMs = ShortDeadlineMs;
    return settings;
}

/// The answer once it is there; fails after 10 s.
template <typename T>
[[nodiscard]] Result<T> waitFor(const QFuture<Result<T>> &future)
{
    [&] { QTRY_VERIFY_WITH_TIMEOUT(future.isFinished(), 10'000); }();
    return future.isFinished()
        ? future.result()
        : failure(ErrorCode::Failed, QStringLiteral("the test waited in vain"));
}

template <typename T>
[[nodiscard]] Error errorOf(const Result<T> &result)
{
    return result ? Error{} : result.error();
}

} // namespace keydeck::test
