#include "core/rules/recordfixer.h"

#include "core/base/format.h"
#include "core/base/jstext.h"
#include "core/rules/jsdate.h"
#include "core/rules/jsvalue.h"
#include "core/rules/usagewindow.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr double Endless = std::numeric_limits<double>::infinity();
const QString TakenFor = u"what the gateway takes it for"_s;

// The name without what could make it look like another one.
QString cleaned(const QString &name)
{
    QString clean;
    for (const QChar c : name) {
        if (displayText(QStringView(&c, 1)) == QStringView(&c, 1))
            clean += c;
        else if (isJsSpace(c))
            clean += u' ';
    }
    return jsTrimmed(clean).toString();
}

} // namespace

RecordFixer::RecordFixer(const ApiKey &key, const FixDefaults &defaults)
    : m_key(key)
    , m_defaults(defaults)
{ }

std::span<const RecordFixer::Rule> RecordFixer::rules()
{
    using Fixer = RecordFixer;
    static constexpr Rule Rules[] = {
        {"not-an-object", [](Fixer &f) { f.removeUnusable(); }},
        {"missing-key", [](Fixer &f) { f.removeUnusable(); }},
        {"blank-key", [](Fixer &f) { f.removeUnusable(); }},
        {"key-whitespace", [](Fixer &f) { f.cutKey(); }},
        {"name-characters", [](Fixer &f) { f.cleanName(); }},
        {"missing-limit", [](Fixer &f) { f.mendLimit(); }},
        {"limit-not-number", [](Fixer &f) { f.mendLimit(); }},
        {"limit-fraction", [](Fixer &f) { f.roundLimit(); }},
        {"missing-expiry", [](Fixer &f) { f.mendExpiry(); }},
        {"bad-expiry", [](Fixer &f) { f.mendExpiry(); }},
        {"date-only-expiry", [](Fixer &f) { f.mendExpiryForm(TimeForm::DateOnly); }},
        {"windows-missing", [](Fixer &f) { f.mendWindowList(); }},
        {"windows-null", [](Fixer &f) { f.onWindows([](auto &w) { w.dropNulls(); }); }},
        {"bad-window-start", [](Fixer &f) { f.onWindows([](auto &w) { w.mendStarts(); }); }},
        {"zoneless-time",
            [](Fixer &f) { f.mendTimes(TimeForm::Zoneless, WindowStartFault::Zoneless); }},
        {"offset-time", [](Fixer &f) { f.mendTimes(TimeForm::Offset, WindowStartFault::Offset); }},
        {"odd-time", [](Fixer &f) { f.mendTimes(TimeForm::Odd, WindowStartFault::Odd); }},
        {"future-window", [](Fixer &f) { f.onWindows([](auto &w) { w.moveFutureToNow(); }); }},
        {"bad-tokens-used", [](Fixer &f) { f.onWindows([](auto &w) { w.mendTokens(); }); }},
        {"several-windows", [](Fixer &f) { f.onWindows([](auto &w) { w.mergeOpen(); }); }},
        {"bad-total", [](Fixer &f) { f.mendTotal(); }},
    };
    return Rules;
}

bool RecordFixer::knows(const QString &findingId)
{
    return std::ranges::any_of(
        rules(), [&](const Rule &rule) { return findingId == QLatin1StringView(rule.findingId); });
}

void RecordFixer::fix(const QStringList &findingIds)
{
    for (const Rule &rule : rules()) {
        if (!m_fix.isRemoved && findingIds.contains(QLatin1StringView(rule.findingId)))
            rule.mend(*this);
    }
}

void RecordFixer::fixAll()
{
    for (const Rule &rule : rules()) {
        if (!m_fix.isRemoved)
            rule.mend(*this);
    }
}

RecordFix RecordFixer::result() const
{
    RecordFix fix = m_fix;
    if (m_windows && m_windows->isChanged() && !fix.isRemoved) {
        fix.values[KeyField::UsageWindows] = m_windows->text();
        fix.changes += m_windows->changes();
    }
    return fix;
}

void RecordFixer::remove(const QString &remark)
{
    m_fix.isRemoved = true;
    m_fix.changes = {{{}, {}, u"the record is removed"_s, remark}};
}

void RecordFixer::removeUnusable()
{
    if (!m_key.value(KeyField::Key).isString() || jsTrimmed(m_key.key()).isEmpty())
        remove(u"the gateway never finds a key in it"_s);
}

void RecordFixer::cutKey()
{
    const QString key = value(KeyField::Key).toString();
    const QString sent = keyAsSent(key);
    if (sent == key)
        return;
    if (sent.isEmpty()) {
        remove(u"nothing is left of its key when it is sent"_s);
    } else if (m_defaults.isOnlyKey(sent)) {
        m_fix.values[KeyField::Key] = jsonStringText(sent);
        m_fix.changes.append(
            {u"key"_s, u"white space or “Bearer” at its ends"_s, u"cut off"_s, {}});
    }
}

void RecordFixer::cleanName()
{
    const QString name = value(KeyField::Name).toString();
    const QString clean = cleaned(name);
    if (displayText(name) != name && !clean.isEmpty())
        set(KeyField::Name, jsonStringText(clean));
}

void RecordFixer::mendLimit()
{
    const JsonValue limit = value(KeyField::TokenLimitPer5h);
    const double number = limit.isMissing() ? NAN : jsNumber(limit);
    if (std::isnan(number) || number == Endless)
        set(KeyField::TokenLimitPer5h, QByteArray::number(m_defaults.tokenLimitPer5h),
            m_defaults.limitRemark);
    else if (limit.kind() != JsonKind::Number) // below all numbers blocks as any negative one does
        set(KeyField::TokenLimitPer5h, number == -Endless ? "-1" : jsonNumberText(number),
            TakenFor);
}

void RecordFixer::roundLimit()
{
    // Whole tokens exceed a fraction exactly where they exceed its whole part.
    const double number = jsNumber(value(KeyField::TokenLimitPer5h));
    if (std::isfinite(number) && number >= 0 && number != std::floor(number))
        set(KeyField::TokenLimitPer5h, jsonNumberText(std::floor(number)));
}

void RecordFixer::mendExpiry()
{
    const JsonValue expiry = value(KeyField::ExpiryDate);
    const std::optional<qint64> moment = jsDateMs(expiry);
    const bool isText = expiry.kind() != JsonKind::Null && expiry.kind() != JsonKind::Bool
        && expiry.kind() != JsonKind::Number;
    if (!moment)
        set(KeyField::ExpiryDate, jsonStringText(m_defaults.expiryDate), m_defaults.expiryRemark);
    else if (!isText) // null is 1970: what the gateway refuses must not be let in by a fix
        set(KeyField::ExpiryDate, jsonStringText(toIsoString(*moment)),
            *moment < m_defaults.nowMs ? TakenFor + u": it stays expired"_s : TakenFor);
}

void RecordFixer::mendExpiryForm(TimeForm form)
{
    const JsonValue expiry = value(KeyField::ExpiryDate);
    const bool isNumber = expiry.kind() == JsonKind::Number; // "5" is a month, 5 a millisecond
    if (isNumber || timeForm(jsString(expiry)) != form)
        return;
    set(KeyField::ExpiryDate, jsonStringText(toIsoString(jsDateMs(expiry).value_or(0))),
        zoneRemark(form));
}

void RecordFixer::mendTimes(TimeForm form, WindowStartFault fault)
{
    mendExpiryForm(form);
    onWindows([fault](WindowsFixer &windows) { windows.mendTimes(fault); });
}

void RecordFixer::mendWindowList()
{
    const JsonValue list = value(KeyField::UsageWindows);
    if (list.kind() == JsonKind::Object) // a window that its list was forgotten around
        set(KeyField::UsageWindows, '[' + list.text().toByteArray() + ']');
    else if (list.kind() != JsonKind::Array)
        set(KeyField::UsageWindows, "[]");
}

void RecordFixer::mendTotal()
{
    const JsonValue total = value(KeyField::TotalLifetimeTokens);
    if (isTokenCount(total))
        return;
    const bool isNumber = total.kind() != JsonKind::Null && total.kind() != JsonKind::Bool;
    const double number = isNumber ? jsNumber(total) : NAN;
    if (std::isfinite(number) && number >= 0) {
        set(KeyField::TotalLifetimeTokens, jsonNumberText(std::floor(number)));
        return;
    }
    const WindowsFixer *list = windows();
    set(KeyField::TotalLifetimeTokens, jsonNumberText(list ? list->tokenSum() : 0),
        u"the tokens of its usage windows"_s);
}

void RecordFixer::onWindows(const std::function<void(WindowsFixer &)> &mend)
{
    if (WindowsFixer *list = windows())
        mend(*list);
}

JsonValue RecordFixer::value(KeyField field) const
{
    const auto changed = m_fix.values.find(field);
    return changed == m_fix.values.end() ? m_key.value(field) : JsonValue(changed->second);
}

void RecordFixer::set(KeyField field, const QByteArray &json, const QString &remark)
{
    m_fix.changes.append({QString::fromLatin1(fieldName(field).toByteArray()),
        shownValue(value(field)), shownValue(JsonValue(json)), remark});
    m_fix.values[field] = json;
}

/// nullptr where there is no list.
WindowsFixer *RecordFixer::windows()
{
    const JsonValue list = value(KeyField::UsageWindows);
    if (!m_windows && list.kind() == JsonKind::Array)
        m_windows = std::make_unique<WindowsFixer>(list.text().toByteArray(), m_defaults.nowMs);
    return m_windows.get();
}

} // namespace keydeck
