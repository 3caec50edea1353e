// What state a key is in: one rule for the table, the terminal, the reports and the alerts.
#pragma once

#include "core/rules/usagewindow.h"

#include <bit>
#include <initializer_list>

namespace keydeck {

/// From the mildest to the worst.
enum class KeyStatus : quint8
{
    Active,
    Expiring, ///< expires within ExpiringDays
    NearLimit, ///< NearLimitPercent of the limit or more is used
    Blocked, ///< the gateway answers 429
    Expired, ///< the gateway answers 403
    Failing, ///< the gateway answers 500: the record is broken
};
inline constexpr KeyStatus AllKeyStatuses[] = {KeyStatus::Active, KeyStatus::Expiring,
    KeyStatus::NearLimit, KeyStatus::Blocked, KeyStatus::Expired, KeyStatus::Failing};
inline constexpr int ExpiringDays = 7;
inline constexpr qint64 ExpiringMs = ExpiringDays * 24LL * 60 * 60 * 1000;
inline constexpr double NearLimitPercent = 80;

/// Some of them, in one byte: there is one for each of many keys.
class KeyStatuses final
{
public:
    KeyStatuses() = default;
    KeyStatuses(std::initializer_list<KeyStatus> statuses)
    {
        for (const KeyStatus status : statuses)
            insert(status);
    }

    void insert(KeyStatus status) { m_bits = quint8(m_bits | bit(status)); }
    [[nodiscard]] bool contains(KeyStatus status) const { return (m_bits & bit(status)) != 0; }
    [[nodiscard]] bool isEmpty() const { return m_bits == 0; }
    [[nodiscard]] int size() const { return std::popcount(m_bits); }
    /// Of one at least.
    [[nodiscard]] KeyStatus worst() const { return KeyStatus(std::bit_width(m_bits) - 1); }

    friend bool operator==(const KeyStatuses &, const KeyStatuses &) = default;

private:
    [[nodiscard]] static quint8 bit(KeyStatus status) { return quint8(1U << unsigned(status)); }

    quint8 m_bits = 0;
};

/// Everything that the gateway's rules say about a key at one moment.
struct KeyState
{
    RateLimit rate;
    std::optional<qint64> expiresMs; ///< nothing: never expires
    KeyStatus status = KeyStatus::Active; ///< the worst that holds
    KeyStatuses all; ///< every one that holds; Active alone when none other does
};

[[nodiscard]] KeyState keyState(const ApiKey &key, qint64 nowMs);

/// The gateway's isKeyExpired: new Date(expiry_date) < now. A date that does not parse never is.
[[nodiscard]] bool isKeyExpired(const ApiKey &key, qint64 nowMs);

/// The key names a model, rather than leaving it to the gateway.
[[nodiscard]] bool hasOwnModel(const ApiKey &key);
/// model, or the gateway's default where it is missing, empty or null.
inline constexpr char16_t DefaultModel[] = u"glm-4.7";
[[nodiscard]] QString effectiveModel(
    const ApiKey &key, const QString &defaultModel = QString::fromUtf16(DefaultModel));

/// When it was last used, or nothing: the gateway sets last_used = created_at for new keys, so a
/// lifetime total of 0 means never.
[[nodiscard]] std::optional<qint64> lastUsedMs(const ApiKey &key);

/// "near_limit": for JSON and --status.
[[nodiscard]] QString statusId(KeyStatus status);
[[nodiscard]] std::optional<KeyStatus> statusFromId(QStringView id);
/// "Near limit": for people.
[[nodiscard]] QString statusWord(KeyStatus status);
/// What the gateway does with the key and what to do about it, in one sentence.
[[nodiscard]] QString statusAdvice(const KeyState &state, qint64 nowMs);

} // namespace keydeck
