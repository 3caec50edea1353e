#include "core/query/queryparser.h"

#include "core/base/duration.h"
#include "core/base/fingerprint.h"
#include "core/query/queryterms.h"
#include "core/query/searchfold.h"
#include "core/rules/selector.h"
#include "core/rules/validator.h"

#include <QDate>
#include <QDateTime>
#include <QTimeZone>

#include <algorithm>
#include <cmath>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 DayMs = 24LL * 60 * 60 * 1000;
/// Less is part of too many fingerprints to mean one.
constexpr int FewestSearchedDigits = 4;

/// What the values that are meant begin at and end before: an instant, a token, a whole day.
struct Stretch
{
    double begin = 0;
    double end = 0;
};

QString writtenTerm(const QueryTermParts &parts)
{
    return parts.name + parts.comparison + safeEcho(parts.value);
}

tl::unexpected<Error> wrongTerm(const QueryTermParts &parts, const QString &what)
{
    return failure(ErrorCode::InvalidInput, u"“%1”: %2"_s.arg(writtenTerm(parts), what));
}

QueryRange rangeOf(const QString &comparison, const Stretch &meant)
{
    if (comparison == u"<")
        return {-QueryRange::Endless, meant.begin};
    if (comparison == u"<=")
        return {-QueryRange::Endless, meant.end};
    if (comparison == u">")
        return {meant.end, QueryRange::Endless};
    if (comparison == u">=")
        return {meant.begin, QueryRange::Endless};
    return {meant.begin, meant.end};
}

Stretch oneNumber(double number)
{
    return {number, std::nextafter(number, QueryRange::Endless)};
}

/// "=7d" is what reads as 7 days: up to the eighth.
std::optional<Stretch> lengthOf(const QString &value, const QString &comparison)
{
    const Result<qint64> length = parseDuration(value);
    if (!length)
        return std::nullopt;
    const QString unit = u"1"_s + value.trimmed().back();
    const qint64 step = comparison == u"=" ? parseDuration(unit).value_or(1) : 1;
    return Stretch{double(*length), double(*length + step)};
}

std::optional<Stretch> dayOf(const QString &value)
{
    const QDate day = QDate::fromString(value, Qt::ISODate);
    if (!day.isValid())
        return std::nullopt;
    const auto begin = double(day.startOfDay(QTimeZone::utc()).toMSecsSinceEpoch());
    return Stretch{begin, begin + double(DayMs)};
}

std::optional<Stretch> percentOf(const QString &value)
{
    bool isNumber = false;
    const double percent = value.chopped(1).trimmed().toDouble(&isNumber);
    return isNumber && percent >= 0 ? std::optional(oneNumber(percent)) : std::nullopt;
}

std::optional<Stretch> tokensOf(const QString &value)
{
    const Result<qint64> tokens = checkLimit(value);
    return tokens ? std::optional(oneNumber(double(*tokens))) : std::nullopt;
}

QString nothingAfter(const QueryTerm &term)
{
    return u"write what to compare with after it, as in %1."_s.arg(
        term.examples.section(u"   "_s, 0, 0));
}

/// The stretch that a comparison's value means, and the field where that depends on how it is
/// written; a sentence's end where it means nothing.
tl::expected<Stretch, QString> meantBy(const QueryTermParts &parts, QueryField &field)
{
    const QString value = safeEcho(parts.value);
    const bool isTime = field == QueryField::ExpiresIn || field == QueryField::LastUsed;
    if (isTime) {
        if (const auto length = lengthOf(parts.value, parts.comparison))
            return *length;
        if (field == QueryField::LastUsed)
            return tl::make_unexpected(
                u"%1 is no length of time; write 1h, 12h or 30d."_s.arg(value));
        field = QueryField::ExpiresAt;
        if (const auto day = dayOf(parts.value))
            return *day;
        return tl::make_unexpected(
            u"%1 is no length of time; write 7d, 12h or a date like 2026-12-31."_s.arg(value));
    }
    if (field == QueryField::UsedTokens && parts.value.endsWith(u'%')) {
        field = QueryField::UsedShare;
        if (const auto percent = percentOf(parts.value))
            return *percent;
        return tl::make_unexpected(u"%1 is no share of the limit; write 80%."_s.arg(value));
    }
    if (const auto tokens = tokensOf(parts.value))
        return *tokens;
    const QString share = field == QueryField::UsedTokens ? u", or a share like 80%"_s : QString();
    return tl::make_unexpected(
        u"%1 is no number of tokens; write 50000, 50k or 1.5m%2."_s.arg(value, share));
}

Result<QueryCondition> parseComparison(const QueryTerm &term, const QueryTermParts &parts)
{
    if (parts.comparison == u":")
        return wrongTerm(parts,
            u"%1 is compared; write it as in %2."_s.arg(
                term.name, term.examples.section(u"   "_s, 0, 0)));
    if (parts.value.isEmpty())
        return wrongTerm(parts, nothingAfter(term));
    QueryCondition condition;
    condition.field = term.field;
    const auto meant = meantBy(parts, condition.field);
    if (!meant)
        return wrongTerm(parts, meant.error());
    condition.range = rangeOf(parts.comparison, *meant);
    return condition;
}

Result<QueryCondition> parseStatus(const QueryTermParts &parts)
{
    const QList<KeyStatus> named = statusesNamed(parts.value);
    if (named.size() == 1) {
        QueryCondition condition;
        condition.field = QueryField::Status;
        condition.status = named.constFirst();
        return condition;
    }
    if (named.isEmpty())
        return wrongTerm(parts, u"there is no such status; write %1."_s.arg(queryStatusWords()));
    if (parts.value.isEmpty())
        return wrongTerm(parts, u"write a status after it: %1."_s.arg(queryStatusWords()));
    QStringList words;
    for (const KeyStatus status : named)
        words += queryStatusWord(status);
    return wrongTerm(parts, u"this may be %1; write more of it."_s.arg(words.join(u" or "_s)));
}

Result<QueryCondition> parseValue(const QueryTerm &term, const QueryTermParts &parts)
{
    if (parts.comparison != u":" && parts.comparison != u"=")
        return wrongTerm(
            parts, u"%1 has no order; write it as in %2."_s.arg(term.name, term.examples));
    if (term.field == QueryField::Status)
        return parseStatus(parts);
    if (parts.value.isEmpty())
        return wrongTerm(parts, u"write a value after it, as in %1."_s.arg(term.examples));
    if (term.field == QueryField::Findings
        && parts.value.compare(u"findings", Qt::CaseInsensitive) != 0)
        return wrongTerm(parts, u"a key can only have findings; write has:findings."_s);
    QueryCondition condition;
    condition.field = term.field;
    condition.text = searchFolded(parts.value);
    return condition;
}

Result<QueryCondition> parseTerm(const QueryTermParts &parts)
{
    const QueryTerm *term = findQueryTerm(parts.name);
    if (!term) {
        QStringList starts;
        for (const QueryTerm &each : queryTerms()) {
            if (each.form != QueryTermForm::Alone)
                starts += each.name;
        }
        return wrongTerm(parts,
            u"there is no term %1; put quotes around it to find it as text, or write one of %2."_s
                .arg(parts.name, starts.join(u", "_s)));
    }
    switch (term->form) {
    case QueryTermForm::Value:
        return parseValue(*term, parts);
    case QueryTermForm::Comparison:
        return parseComparison(*term, parts);
    case QueryTermForm::Alone:
        break;
    }
    return wrongTerm(parts, u"%1 stands alone; write nothing after it."_s.arg(term->name));
}

QueryCondition textCondition(const QString &text)
{
    QueryCondition condition;
    condition.text = searchFolded(text);
    condition.typed = text;
    if (isFingerprintStart(text, FewestSearchedDigits))
        condition.digits = condition.text;
    return condition;
}

Result<QueryCondition> parseUnsigned(const QueryWord &word)
{
    if (word.isQuoted)
        return textCondition(word.text);
    const QueryTerm *term = findQueryTerm(word.text);
    if (term && term->form == QueryTermForm::Alone) {
        QueryCondition condition;
        condition.field = term->field;
        return condition;
    }
    const auto parts = termParts(word.text);
    return parts ? parseTerm(*parts) : textCondition(word.text);
}

} // namespace

std::optional<QueryTermParts> termParts(const QString &word)
{
    const auto isOperator
        = [](QChar c) { return c == u':' || c == u'<' || c == u'>' || c == u'='; };
    const auto isNamePart
        = [](QChar c) { return (c.isLetter() && c.unicode() < 0x80) || c == u'-'; };
    const auto at = std::ranges::find_if(word, isOperator);
    if (at == word.begin() || at == word.end() || !std::all_of(word.begin(), at, isNamePart))
        return std::nullopt;
    const qsizetype end = at - word.begin();
    const bool isLong = *at != u':' && *at != u'=' && word.mid(end + 1).startsWith(u'=');
    const qsizetype size = isLong ? 2 : 1;
    return QueryTermParts{word.left(end), word.mid(end, size), word.mid(end + size)};
}

Result<QueryCondition> parseCondition(const QueryWord &word)
{
    Result<QueryCondition> condition = parseUnsigned(word);
    if (condition)
        condition->isNegated = word.isNegated;
    return condition;
}

} // namespace keydeck
