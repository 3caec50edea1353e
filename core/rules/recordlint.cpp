#include "core/rules/recordlint.h"

#include "core/base/format.h"
#include "core/base/jstext.h"
#include "core/rules/jsdate.h"
#include "core/rules/jsvalue.h"
#include "core/rules/timeform.h"
#include "core/rules/usagewindow.h"
#include "core/rules/validator.h"
#include "core/rules/windowfault.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace keydeck {

using namespace Qt::StringLiterals;
using enum FindingSeverity;

namespace {

QString moment(const QString &text)
{
    return toIsoString(parseJsDate(text).value_or(0));
}

QString endOf(const UsageWindow &window)
{
    const qint64 start = parseJsDate(jsString(window.windowStart)).value_or(0);
    return toIsoString(std::min(start + UsageWindowMs, MaximumJsDateMs));
}

} // namespace

RecordLint::RecordLint(const ApiKey &key, qint64 nowMs) : m_key(key), m_nowMs(nowMs)
{
    if (!key.isObject()) {
        add(u"not-an-object"_s, Danger,
            u"The entry is not an object: the gateway will never find a key in it."_s);
        return;
    }
    checkKeyText();
    checkNameText();
    checkLimitValue();
    checkExpiryDate();
    checkTotal();
    checkWindows();
}

void RecordLint::checkKeyText()
{
    const JsonValue value = m_key.value(KeyField::Key);
    const QString key = value.toString();
    if (!value.isString()) {
        add(u"missing-key"_s, Danger,
            u"There is no key text: the gateway will never let anybody in with this record."_s);
    } else if (jsTrimmed(key).isEmpty()) {
        add(u"blank-key"_s, Danger,
            u"The key is blank: the gateway will refuse every request without a key, so this "
            "record is never used."_s);
    } else if (requestKey({}, key) != key) {
        add(u"key-whitespace"_s, Danger,
            u"The key begins or ends with what is cut off a request (white space, “Bearer”): the "
            "gateway will never find it."_s);
    } else if (!checkKey(key)) {
        add(u"key-characters"_s, Warning,
            u"The key has white space, characters outside ASCII or too many of them: the gateway "
            "will not recognise it where an HTTP client sends them differently."_s);
    }
}

void RecordLint::checkNameText()
{
    const JsonValue value = m_key.value(KeyField::Name);
    const QString name = value.toString();
    if (jsTrimmed(name).isEmpty()) {
        add(u"name-missing"_s, Info,
            u"There is no name: the gateway will serve the key all the same, but nobody can tell "
            "whose it is."_s);
    } else if (displayText(name) != name) {
        add(u"name-characters"_s, Warning,
            u"The name has control or bidirectional formatting characters: the gateway will hand "
            "them on as they are, and they can make it look like another name."_s);
    }
}

void RecordLint::checkLimitValue()
{
    const JsonValue value = m_key.value(KeyField::TokenLimitPer5h);
    const double limit = jsNumber(value);
    if (value.isMissing()) {
        add(u"missing-limit"_s, Danger,
            u"There is no token limit: the gateway will never block this key."_s);
    } else if (std::isnan(limit) || limit == std::numeric_limits<double>::infinity()) {
        add(u"limit-not-number"_s, Danger,
            u"The token limit is not a number that can be reached: the gateway will never block "
            "this key."_s);
    } else if (value.kind() != JsonKind::Number) {
        add(u"limit-not-number"_s, Warning,
            u"The token limit is not written as a number: the gateway will take it for %1."_s.arg(
                std::isinf(limit) ? jsString(limit) : formatCount(limit)));
    }
    if (limit < 0) {
        add(u"limit-negative"_s, Danger,
            u"The token limit is negative: the gateway will answer 429 to every request."_s);
    } else if (std::isfinite(limit) && limit != std::floor(limit)) {
        add(u"limit-fraction"_s, Info,
            u"The token limit is not a whole number: the gateway will compare whole tokens with "
            "%1."_s.arg(formatCount(limit)));
    }
}

void RecordLint::checkExpiryDate()
{
    const JsonValue value = m_key.value(KeyField::ExpiryDate);
    switch (value.kind()) {
    case JsonKind::Missing:
        add(u"missing-expiry"_s, Warning,
            u"There is no expiry date: the gateway will never let this key expire."_s);
        break;
    case JsonKind::Null:
    case JsonKind::Bool:
        add(u"bad-expiry"_s, Danger,
            u"The expiry date is %1, which JavaScript reads as 1970: the gateway will refuse the "
            "key as expired."_s.arg(jsString(value)));
        break;
    case JsonKind::Number:
        add(u"bad-expiry"_s, Warning,
            u"The expiry date is a number: the gateway will read it as milliseconds since 1970, "
            "and beyond the year 275760 never let the key expire."_s);
        break;
    default:
        if (!writtenTimeMs(value))
            checkExpiryForm(jsString(value));
    }
}

void RecordLint::checkExpiryForm(const QString &text)
{
    switch (timeForm(text)) {
    case TimeForm::None:
        add(u"bad-expiry"_s, Danger,
            u"The expiry date cannot be read: the gateway will never let this key expire."_s);
        break;
    case TimeForm::Odd:
        add(u"odd-time"_s, Warning,
            u"The expiry date is no ISO 8601 time: the gateway will guess what it means, probably "
            "%1."_s.arg(moment(text)));
        break;
    case TimeForm::Zoneless:
        add(u"zoneless-time"_s, Warning,
            u"The expiry date has no time zone: the gateway will read it in its own host's, which "
            "may not be yours."_s);
        break;
    case TimeForm::Offset:
        add(u"offset-time"_s, Info,
            u"The expiry date has a zone offset: the gateway will let the key expire at %1."_s.arg(
                moment(text)));
        break;
    case TimeForm::DateOnly:
        add(u"date-only-expiry"_s, Info,
            u"The expiry date has no time: the gateway will let the key expire at the beginning of "
            "that day, %1."_s.arg(moment(text)));
        break;
    case TimeForm::Utc:
        break;
    }
}

void RecordLint::checkTotal()
{
    const JsonValue value = m_key.value(KeyField::TotalLifetimeTokens);
    const double total = value.toNumber();
    switch (value.kind()) {
    case JsonKind::Number:
        if (std::isinf(total))
            add(u"bad-total"_s, Warning,
                u"The lifetime total is more than a number can be: the gateway will write null for "
                "it, and count on from 0."_s);
        else if (!isTokenCount(value))
            add(u"bad-total"_s, Info,
                u"The lifetime total is negative or not whole: the gateway will go on adding to it "
                "as it stands."_s);
        break;
    case JsonKind::Null:
    case JsonKind::Bool:
        add(u"bad-total"_s, Info,
            u"The lifetime total is not a number: the gateway will count on from %1."_s.arg(
                formatCount(total)));
        break;
    case JsonKind::Missing:
        add(u"bad-total"_s, Warning,
            u"There is no lifetime total: the gateway will write null at the next use, and count "
            "from there."_s);
        break;
    default:
        add(u"bad-total"_s, Danger,
            u"The lifetime total is not a number: the gateway will append the tokens to it as "
            "text."_s);
    }
}

void RecordLint::checkWindows()
{
    const std::optional<UsageWindows> windows = m_key.usageWindows();
    if (!windows) {
        if (m_key.value(KeyField::UsageWindows).kind() == JsonKind::Array)
            add(u"windows-null"_s, Danger,
                u"A usage window is null: the gateway will answer 500 to every request with this "
                "key."_s);
        else
            add(u"windows-missing"_s, Danger,
                u"There is no list of usage windows: the gateway will answer 500 to every request "
                "with this key."_s);
        return;
    }
    const QString cutoff = usageCutoff(m_nowMs);
    int activeCount = 0;
    for (const UsageWindow &window : *windows) {
        activeCount += isActiveWindow(window, cutoff);
        checkWindowStart(window, cutoff);
        checkTokensUsed(window.tokensUsed);
    }
    if (activeCount > 1)
        add(u"several-windows"_s, Info,
            u"%1 usage windows are open at once: the gateway will add them up, and name the end "
            "of the first as the time to retry."_s.arg(activeCount));
}

void RecordLint::checkWindowStart(const UsageWindow &window, const QString &cutoff)
{
    switch (windowStartFault(window, cutoff, m_nowMs)) {
    case WindowStartFault::None:
        break;
    case WindowStartFault::Unreadable:
        add(u"bad-window-start"_s, Danger,
            u"A usage window's start cannot be read: the gateway will answer 500 to every request "
            "with this key."_s);
        break;
    case WindowStartFault::NotCounted:
        add(u"bad-window-start"_s, Warning,
            u"A usage window's start cannot be read: the gateway will not count the window, and "
            "drop it at the next use."_s);
        break;
    case WindowStartFault::Zoneless:
        add(u"zoneless-time"_s, Warning,
            u"A usage window's start has no time zone: the gateway will compare it as UTC but "
            "work out its end in its own host's zone."_s);
        break;
    case WindowStartFault::Offset:
        add(u"offset-time"_s, Warning,
            u"A usage window's start has a zone offset: the gateway will compare its text with a "
            "UTC time, and count the window too long or too short."_s);
        break;
    case WindowStartFault::Odd:
        add(u"odd-time"_s, Warning,
            u"A usage window's start is no ISO 8601 time: the gateway will compare its text with "
            "one, and count the window wrongly."_s);
        break;
    case WindowStartFault::Future:
        add(u"future-window"_s, Warning,
            u"A usage window starts in the future: the gateway will count it until %1."_s.arg(
                endOf(window)));
        break;
    }
}

void RecordLint::checkTokensUsed(const JsonValue &tokens)
{
    const QString id = u"bad-tokens-used"_s;
    const double used = tokens.toNumber();
    switch (tokens.kind()) {
    case JsonKind::Number:
        if (std::isinf(used))
            add(id, Danger,
                u"A usage window's tokens are more than a number can be: the gateway will block "
                "the key, or write null for them and count from 0."_s);
        else if (!isTokenCount(tokens))
            add(id, Warning,
                u"A usage window's tokens are negative or not whole: the gateway will add them up "
                "as they stand."_s);
        break;
    case JsonKind::Null:
    case JsonKind::Bool:
        add(id, Warning,
            u"A usage window's tokens are not a number: the gateway will count them as %1."_s.arg(
                formatCount(used)));
        break;
    case JsonKind::Missing:
        add(id, Danger,
            u"A usage window has no tokens: the gateway will not block the key as long as the "
            "window counts."_s);
        break;
    default:
        add(id, Danger,
            u"A usage window's tokens are not a number: the gateway will join them as text instead "
            "of adding them up."_s);
    }
}

void RecordLint::add(const QString &id, FindingSeverity severity, const QString &message)
{
    const bool known = std::ranges::any_of(
        m_findings, [&](const Finding &finding) { return finding.message == message; });
    if (!known)
        m_findings.append({id, severity, message});
}

} // namespace keydeck
