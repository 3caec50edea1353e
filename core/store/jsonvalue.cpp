#include "core/store/jsonvalue.h"

#include "core/store/jsontext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>
#include <limits>

namespace keydeck {

namespace {

constexpr double LargestExactInteger = 9007199254740992.0; // 2^53

QJsonValue numberToQJson(double number)
{
    if (!std::isfinite(number))
        return QJsonValue::Null;
    if (std::abs(number) <= LargestExactInteger && number == std::trunc(number))
        return qint64(number);
    return number;
}

QJsonValue containerToQJson(QByteArrayView text)
{
    // Through QString, because QJsonDocument refuses bytes that are not UTF-8.
    const QJsonDocument document
        = QJsonDocument::fromJson(QString::fromUtf8(text.data(), text.size()).toUtf8());
    if (document.isArray())
        return document.array();
    return document.isObject() ? QJsonValue(document.object()) : QJsonValue::Null;
}

} // namespace

JsonKind JsonValue::kind() const
{
    switch (m_text.isEmpty() ? '\0' : m_text.front()) {
    case '\0':
        return JsonKind::Missing;
    case 'n':
        return JsonKind::Null;
    case 't':
    case 'f':
        return JsonKind::Bool;
    case '"':
        return JsonKind::String;
    case '[':
        return JsonKind::Array;
    case '{':
        return JsonKind::Object;
    default:
        return JsonKind::Number;
    }
}

QString JsonValue::toString() const
{
    return isString() ? decodeJsonString(m_text.sliced(1, m_text.size() - 2)) : QString();
}

std::optional<QLatin1StringView> JsonValue::plainText() const
{
    if (!isString())
        return std::nullopt;
    const QByteArrayView escaped = m_text.sliced(1, m_text.size() - 2);
    return isPlainJsonString(escaped) ? std::optional(QLatin1StringView(escaped)) : std::nullopt;
}

double JsonValue::toNumber() const
{
    switch (kind()) {
    case JsonKind::Null:
        return 0;
    case JsonKind::Bool:
        return m_text.startsWith('t') ? 1 : 0;
    case JsonKind::Number:
        return jsonNumberValue(m_text);
    case JsonKind::String:
        return jsStringToNumber(toString());
    case JsonKind::Missing:
    case JsonKind::Array:
    case JsonKind::Object:
        break;
    }
    return std::numeric_limits<double>::quiet_NaN();
}

QJsonValue JsonValue::toQJson() const
{
    switch (kind()) {
    case JsonKind::Bool:
        return m_text.startsWith('t');
    case JsonKind::Number:
        return numberToQJson(toNumber());
    case JsonKind::String:
        return toString();
    case JsonKind::Array:
    case JsonKind::Object:
        return containerToQJson(m_text);
    case JsonKind::Missing:
    case JsonKind::Null:
        break;
    }
    return QJsonValue::Null;
}

bool JsonValue::equalsString(QStringView text) const
{
    const std::optional<QLatin1StringView> plain = plainText();
    return plain ? *plain == text : isString() && toString() == text;
}

} // namespace keydeck
