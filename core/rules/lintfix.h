// What mends a finding: the values of a record that change, each told before it is done.
#pragma once

#include "core/rules/timeform.h"
#include "core/store/apikey.h"

#include <QList>
#include <QString>

#include <functional>
#include <map>
#include <optional>

namespace keydeck {

/// What a person decides for records that say nothing usable themselves.
struct FixSettings
{
    qint64 nowMs = 0;
    std::optional<qint64> tokenLimitPer5h = {}; ///< nothing: the store's most common limit
    std::optional<QString> expiryDate = {}; ///< as the store wants it; nothing: 30 days from now
};

/// The same, decided for one store.
struct FixDefaults
{
    qint64 nowMs = 0;
    qint64 tokenLimitPer5h = 0;
    QString limitRemark; ///< where the limit is from; empty: the person gave it
    QString expiryDate;
    QString expiryRemark;
    /// Whether no other record would have this key once their ends were cut as well.
    std::function<bool(const QString &key)> isOnlyKey;
};

/// One value that changes, in words. Never a key.
struct FixedValue
{
    QString path; ///< "usage_windows[0].tokens_used"; empty: after says all
    QString before; ///< “2027-12-31”, 5.0, nothing
    QString after;
    QString remark = {}; ///< why it is this value, where that is not plain

    friend bool operator==(const FixedValue &, const FixedValue &) = default;
};

/// "token_limit_per_5h: nothing → 100000 (the store's most common limit)"
[[nodiscard]] QString fixText(const FixedValue &value);

/// What becomes of one record.
struct RecordFix
{
    qsizetype index = 0; ///< in the key set
    bool isRemoved = false; ///< then values is of no account
    std::map<KeyField, QByteArray> values; ///< JSON texts
    QList<FixedValue> changes;
};

/// What a person can do about a finding that has no automatic fix, as a sentence.
[[nodiscard]] QString fixAdvice(const QString &findingId);

/// Says of a time whose zone is this computer's that it was read so; nothing of any other.
[[nodiscard]] QString zoneRemark(TimeForm form);

/// The key that the gateway looks for when this one is sent: its ends cut as often as it takes.
[[nodiscard]] QString keyAsSent(const QString &key);

} // namespace keydeck
