// Something that a person should hear of once.
#pragma once

#include <QString>

#include <optional>

namespace keydeck {

/// From the mildest to the worst.
enum class AlertKind
{
    Expiring, ///< within ExpiringDays
    Expired, ///< the gateway answers 403
    NearLimit, ///< NearLimitPercent of the limit
    LimitReached, ///< 100 % of it
    GatewayUnreachable,
    GatewayClock, ///< it is wrong
    GatewayBlind, ///< it answers, and sees none of the store's keys
    StoreShrunk, ///< it looks wiped
    LockStale, ///< every request of the gateway waits for it
};
inline constexpr AlertKind AllAlertKinds[] = {AlertKind::Expiring, AlertKind::Expired,
    AlertKind::NearLimit, AlertKind::LimitReached, AlertKind::GatewayUnreachable,
    AlertKind::GatewayClock, AlertKind::GatewayBlind, AlertKind::StoreShrunk, AlertKind::LockStale};

/// "near-limit": for files.
[[nodiscard]] QString alertKindId(AlertKind kind);
[[nodiscard]] std::optional<AlertKind> alertKindFromId(QStringView id);

/// Kind, key and period name an alert: the same ones are the same alert, however often it is seen.
struct Alert
{
    AlertKind kind = AlertKind::Expiring;
    QString key; ///< empty: it is about the store or the gateway
    /// What it holds for: the start of the usage window, the expiry date, when a silence or a lock
    /// began; milliseconds since 1970.
    qint64 periodMs = 0;
    QString name; ///< of the key, as it stands in the store
    qint64 momentMs
        = 0; ///< when it ends by itself: of a limit the window's end; of expiry the date
    QString text; ///< a sentence, where it is about the store or the gateway
    QString bookId = {}; ///< see AlertBook::entered(); empty: not worked out

    /// However it reads by now.
    [[nodiscard]] bool isSameAs(const Alert &other) const
    {
        return kind == other.kind && periodMs == other.periodMs && key == other.key;
    }
    /// The same, and it reads the same.
    friend bool operator==(const Alert &a, const Alert &b)
    {
        return a.isSameAs(b) && a.momentMs == b.momentMs && a.name == b.name && a.text == b.text;
    }
};
[[nodiscard]] size_t qHash(const Alert &alert, size_t seed = 0) noexcept;

} // namespace keydeck
