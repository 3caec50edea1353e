#include "core/rules/jsvalue.h"

#include "core/rules/jsdate.h"
#include "core/rules/timeform.h"
#include "core/store/jsonscanner.h"

#include <QChar>

#include <cmath>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

// An array's join(",") of a nested array is again a join(","), so the text is that of the flattened
// array and one pass suffices.
bool joinElements(JsonScanner &scanner, QString &out)
{
    bool first = true;
    return scanner.eachElement([&] {
        if (!std::exchange(first, false))
            out += u',';
        if (scanner.peek() == '[')
            return joinElements(scanner, out);
        QByteArrayView text;
        if (!scanner.skipValue(&text))
            return false;
        if (const JsonValue element(text); element.kind() != JsonKind::Null)
            out += jsString(element);
        return true;
    });
}

std::optional<qint64> dateOfNumber(double ms)
{
    if (std::isnan(ms) || std::abs(ms) > double(MaximumJsDateMs))
        return std::nullopt;
    return qint64(ms); // both cut the fraction off
}

QString arrayString(QByteArrayView text)
{
    QString joined;
    JsonScanner scanner(text);
    (void)joinElements(scanner, joined); // a value's text is valid by contract
    return joined;
}

} // namespace

QString jsString(const JsonValue &value)
{
    switch (value.kind()) {
    case JsonKind::Missing:
        return u"undefined"_s;
    case JsonKind::Null:
    case JsonKind::Bool:
        return QString::fromLatin1(value.text());
    case JsonKind::Number:
        return jsString(value.toNumber());
    case JsonKind::String:
        return value.toString();
    case JsonKind::Array:
        return arrayString(value.text());
    case JsonKind::Object:
        break;
    }
    return u"[object Object]"_s;
}

QString jsString(double value)
{
    if (std::isnan(value))
        return u"NaN"_s;
    if (std::isinf(value))
        return value > 0 ? u"Infinity"_s : u"-Infinity"_s;
    return QString::fromLatin1(jsonNumberText(value));
}

double jsNumber(const JsonValue &value)
{
    if (value.kind() != JsonKind::Array)
        return value.toNumber();
    const QByteArray literal = jsonStringText(jsString(value));
    return JsonValue(literal).toNumber();
}

std::optional<qint64> jsDateMs(const JsonValue &value)
{
    switch (value.kind()) {
    case JsonKind::Missing:
        return std::nullopt;
    case JsonKind::Null:
    case JsonKind::Bool:
    case JsonKind::Number:
        return dateOfNumber(value.toNumber());
    default:
        break;
    }
    const std::optional<qint64> written = writtenTimeMs(value);
    return written ? written : parseJsDate(jsString(value));
}

bool sameNumber(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

} // namespace keydeck
