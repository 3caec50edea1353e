#include "core/rules/validator.h"

#include "core/base/format.h"
#include "core/base/jstext.h"
#include "core/rules/jsdate.h"
#include "core/rules/jsdateparser.h"
#include "core/rules/jsvalue.h"
#include "core/rules/keystatus.h"

#include <QDate>
#include <QDateTime>
#include <QRandomGenerator>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaximumTextLength = 200;
constexpr qsizetype MaximumKeyLength = 4096; // well inside what any HTTP server takes as a header
constexpr qint64 MaximumSafeInteger = (1LL << 53) - 1;

tl::unexpected<Error> invalid(const QString &message)
{
    return failure(ErrorCode::InvalidInput, message);
}

// What the person typed, safe and short enough to stand in a sentence.
QString quoted(const QString &text)
{
    constexpr qsizetype Shown = 40;
    const QString shown = text.size() > Shown ? text.left(Shown) + u'…' : text;
    return u"“%1”"_s.arg(displayText(shown));
}

// text.replace(/^Bearer\s+/i, '')
QStringView withoutScheme(QStringView text)
{
    constexpr QStringView Scheme = u"Bearer";
    if (!text.startsWith(Scheme, Qt::CaseInsensitive))
        return text;
    qsizetype end = Scheme.size();
    while (end < text.size() && isJsSpace(text[end].unicode()))
        ++end;
    return end > Scheme.size() ? text.mid(end) : text;
}

QDateTime moved(const QDateTime &from, int count, QChar unit)
{
    switch (unit.toLower().unicode()) {
    case u'h':
        return from.addSecs(count * 3600LL);
    case u'd':
        return from.addDays(count);
    case u'w':
        return from.addDays(count * 7LL);
    default:
        return from.addYears(count);
    }
}

Result<QString> storedTime(std::optional<qint64> ms, const QString &text)
{
    static const qint64 Latest = *parseJsDate(u"9999-12-31T23:59:59.999Z");
    static const qint64 Earliest = *parseJsDate(u"0000-01-01T00:00:00.000Z");
    if (!ms || *ms > Latest || *ms < Earliest)
        return invalid(
            u"%1 is outside the years 0 to 9999: choose a nearer date."_s.arg(quoted(text)));
    return toIsoString(*ms);
}

bool hasUnsafeCharacters(const QString &text)
{
    return displayText(text) != text;
}

} // namespace

QString requestKey(QStringView authorization, QStringView apiKeyHeader)
{
    const QStringView fromScheme = withoutScheme(authorization);
    const QStringView sent = fromScheme.isEmpty() ? apiKeyHeader : fromScheme;
    if (sent.isEmpty())
        return {};
    const QStringView key = jsTrimmed(withoutScheme(sent));
    return key.isEmpty() ? u""_s : key.toString();
}

KeyVerdict validateApiKey(const ApiKey *found, qint64 nowMs)
{
    if (!found)
        return {401, u"Invalid API key"_s};
    if (isKeyExpired(*found, nowMs))
        return {403, u"API key expired on "_s + jsString(found->value(KeyField::ExpiryDate))};
    return {};
}

KeyVerdict missingKeyVerdict(const QString &requested)
{
    if (requested.isNull())
        return {401, u"API key required. Use Authorization: Bearer <key> or x-api-key: <key>"_s};
    return {401, u"API key cannot be empty"_s};
}

Result<QString> checkName(const QString &name)
{
    const QString trimmed = name.trimmed();
    if (trimmed.isEmpty())
        return invalid(u"A name is needed, so that people can tell whose key this is."_s);
    if (trimmed.size() > MaximumTextLength)
        return invalid(
            u"The name is longer than %1 characters: shorten it."_s.arg(MaximumTextLength));
    if (hasUnsafeCharacters(trimmed))
        return invalid(u"The name %1 has invisible control characters, which can make it look "
                       "like another: type it anew."_s.arg(quoted(trimmed)));
    return trimmed;
}

Result<qint64> checkLimit(const QString &text)
{
    static const QRegularExpression Form(
        uR"(^([-−+]?)([0-9]{1,3}(?:[,\s_'’][0-9]{3})+|[0-9]+)(?:\.([0-9]+))?\s*([kKmM]?)$)"_s,
        QRegularExpression::UseUnicodePropertiesOption);
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return invalid(u"A limit is needed: without one the gateway would never block the key."_s);
    const QRegularExpressionMatch match = Form.match(trimmed);
    if (!match.hasMatch())
        return invalid(u"%1 is no number of tokens: write it like 60000, 60,000, 60k or 1.5M. "
                       "With a limit that is not a number the gateway would never block the "
                       "key."_s.arg(quoted(trimmed)));
    if (const QString sign = match.captured(1); sign == u'-' || sign == u'−')
        return invalid(u"%1 is negative: the gateway would answer 429 to every request, the first "
                       "one included. Use 0 or more, or an expiry in the past to close the "
                       "key."_s.arg(quoted(trimmed)));

    const QString suffix = match.captured(4).toLower();
    const qsizetype zeros = suffix.isEmpty() ? 0 : suffix == u'k' ? 3 : 6;
    QString fraction = match.captured(3);
    while (fraction.size() > zeros && fraction.endsWith(u'0') && zeros > 0)
        fraction.chop(1);
    if (fraction.size() > zeros)
        return invalid(u"%1 is not a whole number of tokens, and the gateway counts whole ones: "
                       "write it without a point, like 60000."_s.arg(quoted(trimmed)));
    QString digits = match.captured(2) + fraction.leftJustified(zeros, u'0');
    digits.removeIf([](QChar c) { return !c.isDigit(); });
    bool fits = false;
    const qint64 limit = digits.toLongLong(&fits);
    if (!fits || limit > MaximumSafeInteger)
        return invalid(u"%1 is more than %2 tokens: the gateway would round it, and never block "
                       "the key. Choose a smaller limit."_s.arg(
                           quoted(trimmed), formatCount(double(MaximumSafeInteger))));
    return limit;
}

Result<QString> checkExpiry(const QString &text, qint64 nowMs)
{
    static const QRegularExpression Relative(
        u"^\\+\\s*([0-9]{1,6})\\s*([hdwy])$"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression Absolute(
        u"^([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,9})?)?)"
        " ?(Z|[-+][0-9]{2}:?[0-9]{2})?)?$"_s,
        QRegularExpression::CaseInsensitiveOption);
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return invalid(
            u"An expiry date is needed: without one the gateway would never let the key expire."_s);
    if (const auto match = Relative.match(trimmed); match.hasMatch()) {
        const QDateTime from = QDateTime::fromMSecsSinceEpoch(nowMs, Qt::UTC);
        const QDateTime to = moved(from, match.captured(1).toInt(), match.captured(2).front());
        return storedTime(to.toMSecsSinceEpoch(), trimmed);
    }
    const auto match = Absolute.match(trimmed);
    if (!match.hasMatch())
        return invalid(u"%1 is no date that Keydeck understands: write it like 2027-12-31, "
                       "2027-12-31T18:00:00Z or +30d. A date that the gateway cannot read would "
                       "never expire."_s.arg(quoted(trimmed)));
    const QString date = match.captured(1);
    if (!QDate::fromString(date, Qt::ISODate).isValid())
        return invalid(u"%1 is no day of the calendar: choose one that exists."_s.arg(date));
    const QString time
        = match.captured(2).isEmpty() ? u"23:59:59Z"_s : match.captured(2) + match.captured(3);
    const std::optional<qint64> ms = parseJsDate(date + u'T' + time.toUpper());
    if (!ms)
        return invalid(u"%1 is no time of the day: write it like 2027-12-31T18:00:00Z."_s.arg(
            quoted(trimmed)));
    return storedTime(ms, trimmed);
}

Result<QString> checkKey(const QString &key)
{
    if (key.trimmed().isEmpty())
        return invalid(u"The key is blank: the gateway would refuse it with 401."_s);
    if (key.size() > MaximumKeyLength)
        return invalid(u"The key is longer than %1 characters: an HTTP header may not carry "
                       "it."_s.arg(MaximumKeyLength));
    const bool visible
        = std::ranges::all_of(key, [](QChar c) { return c > u' ' && c.unicode() < 0x7f; });
    if (!visible)
        return invalid(u"The key has white space or characters outside ASCII: an HTTP header "
                       "does not carry them unchanged, so the gateway would not recognise it."_s);
    return key;
}

Result<QString> checkModel(const QString &model)
{
    const QString trimmed = model.trimmed();
    if (trimmed.size() > MaximumTextLength)
        return invalid(
            u"The model's name is longer than %1 characters: shorten it."_s.arg(MaximumTextLength));
    if (hasUnsafeCharacters(trimmed))
        return invalid(u"The model's name has invisible control characters, so the gateway would "
                       "ask for a model that does not exist: type it anew."_s);
    return trimmed;
}

QString keyPrefix(const QString &key)
{
    static const QRegularExpression Prefix(u"^[A-Za-z0-9-]{1,16}_"_s);
    const QString prefix = Prefix.match(key).captured();
    return prefix.isEmpty() ? u"pk_"_s : prefix;
}

QString generateKey(const QString &prefix)
{
    std::array<quint32, 4> random;
    QRandomGenerator::system()->fillRange(random.data(), random.size());
    QString key = prefix;
    for (const quint32 word : random)
        key += u"%1"_s.arg(word, 8, 16, QChar(u'0'));
    return key;
}

} // namespace keydeck
