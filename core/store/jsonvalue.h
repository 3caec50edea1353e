// A JSON value of the store, still as the store's own text, read the way the gateway's JavaScript
// reads it.
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QJsonValue>
#include <QLatin1StringView>
#include <QString>

#include <optional>

namespace keydeck {

enum class JsonKind : quint8
{
    Missing,
    Null,
    Bool,
    Number,
    String,
    Array,
    Object
};

/// A view of one valid JSON value's bytes; empty means that the field is not there (JavaScript's
/// undefined). Cheap to copy; valid as long as the bytes it was taken from.
class JsonValue final
{
public:
    JsonValue() = default;

    /// Requires text to be one valid JSON value without white space around it, or empty.
    explicit JsonValue(QByteArrayView text) : m_text(text) { }

    [[nodiscard]] QByteArrayView text() const { return m_text; }
    [[nodiscard]] JsonKind kind() const;
    [[nodiscard]] bool isMissing() const { return m_text.isEmpty(); }
    [[nodiscard]] bool isString() const { return m_text.startsWith('"'); }

    /// A string decoded: escapes resolved, lone surrogates kept, bytes that are not UTF-8 replaced
    /// by U+FFFD as the gateway's reader does. Empty for every other kind.
    [[nodiscard]] QString toString() const;

    /// A string of ASCII without escapes as it stands, which nearly every one is; nothing for
    /// anything else. Valid as long as the bytes.
    [[nodiscard]] std::optional<QLatin1StringView> plainText() const;

    /// JavaScript's Number(value): NaN for a missing value, 0 for null, 0 or 1 for a boolean, the
    /// number spelled by a string ("" is 0, "0x10" is 16, "12px" is NaN). An array or object is
    /// NaN; JavaScript's conversions of [] and [5] are the one difference, and no field's lint
    /// passes them.
    [[nodiscard]] double toNumber() const;

    /// For JSON output through Qt. Integers up to 2^53 stay integers; missing becomes null.
    [[nodiscard]] QJsonValue toQJson() const;

    /// True for exactly the string that equals text, compared after decoding.
    [[nodiscard]] bool equalsString(QStringView text) const;

private:
    QByteArrayView m_text;
};

/// The text of a JSON string literal for text: what JSON.stringify(text) writes, lone surrogates as
/// \udXXX escapes.
[[nodiscard]] QByteArray jsonStringText(QStringView text);

/// What JSON.stringify(value) writes: "1e+21" and "0.1" like JavaScript, "null" for NaN and
/// infinities, "0" for -0.
[[nodiscard]] QByteArray jsonNumberText(double value);

} // namespace keydeck
