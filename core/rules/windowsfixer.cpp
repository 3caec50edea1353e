#include "core/rules/windowsfixer.h"

#include "core/rules/jsdate.h"
#include "core/rules/jsvalue.h"
#include "core/rules/timeform.h"
#include "core/rules/usagewindow.h"

#include <cmath>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr double MaximumSafeInteger = (1LL << 53) - 1;

// The end of the year 9999. A later one is written with a sign, which is less than any digit.
constexpr qint64 LatestComparedMs = 253'402'300'799'999;

const QString StillCounted = u"now, so that its tokens stay counted"_s;
const QString NotCounted = u"the gateway does not count it"_s;

QString pathOf(qsizetype index, const QString &field = {})
{
    return u"usage_windows[%1]%2"_s.arg(QString::number(index), field);
}

// What the gateway counts, else what the text says, else nothing; whole, and never less than it
// was, so that a key that is blocked stays so.
double mendedTokens(const JsonValue &value)
{
    double tokens = countedTokens(value);
    if (std::isnan(tokens))
        tokens = jsNumber(value);
    if (std::isnan(tokens) || tokens <= 0)
        return 0;
    return std::isinf(tokens) ? MaximumSafeInteger : std::ceil(tokens);
}

} // namespace

WindowsFixer::WindowsFixer(QByteArray text, qint64 nowMs)
    : m_text(std::move(text))
    , m_patch(m_text)
    , m_nowMs(nowMs)
    , m_cutoff(usageCutoff(nowMs))
{ }

std::vector<qsizetype> WindowsFixer::presentWindows() const
{
    std::vector<qsizetype> indexes;
    for (qsizetype i = 0; i < m_patch.size(); ++i) {
        if (!m_patch.isRemoved(i) && JsonValue(m_patch.entry(i)).kind() != JsonKind::Null)
            indexes.push_back(i);
    }
    return indexes;
}

WindowStartFault WindowsFixer::faultOf(qsizetype index) const
{
    return windowStartFault(m_patch.window(index), m_cutoff, m_nowMs);
}

void WindowsFixer::dropNulls()
{
    for (qsizetype i = 0; i < m_patch.size(); ++i) {
        if (JsonValue(m_patch.entry(i)).kind() == JsonKind::Null && !m_patch.isRemoved(i))
            remove(i, u"it was null"_s);
    }
}

void WindowsFixer::mendStarts()
{
    for (const qsizetype i : presentWindows()) {
        const WindowStartFault fault = faultOf(i);
        if (fault == WindowStartFault::Unreadable)
            setStart(i, m_nowMs, StillCounted);
        else if (fault == WindowStartFault::NotCounted)
            remove(i, NotCounted);
    }
}

void WindowsFixer::mendTimes(WindowStartFault fault)
{
    for (const qsizetype i : presentWindows()) {
        if (faultOf(i) != fault)
            continue;
        const JsonValue start = m_patch.window(i).windowStart;
        const qint64 moment = jsDateMs(start).value_or(m_nowMs);
        if (moment <= LatestComparedMs)
            setStart(i, moment, zoneRemark(timeForm(jsString(start))));
        else if (isActiveWindow(m_patch.window(i), m_cutoff))
            setStart(i, m_nowMs, StillCounted);
        else
            remove(i, NotCounted);
    }
}

void WindowsFixer::moveFutureToNow()
{
    for (const qsizetype i : presentWindows()) {
        if (faultOf(i) == WindowStartFault::Future)
            setStart(i, m_nowMs, StillCounted);
    }
}

void WindowsFixer::mendTokens()
{
    for (const qsizetype i : presentWindows()) {
        const UsageWindow window = m_patch.window(i);
        if (isTokenCount(window.tokensUsed))
            continue;
        if (window.windowStart.isMissing() && window.tokensUsed.isMissing())
            remove(i, u"it is no window"_s);
        else
            setTokens(i, mendedTokens(window.tokensUsed), {});
    }
}

void WindowsFixer::mergeOpen()
{
    std::vector<qsizetype> open;
    double sum = 0;
    for (const qsizetype i : presentWindows()) {
        const UsageWindow window = m_patch.window(i);
        if (!isActiveWindow(window, m_cutoff))
            continue;
        open.push_back(i);
        sum += mendedTokens(window.tokensUsed);
    }
    if (open.size() < 2)
        return;
    setTokens(open.front(), sum, u"all open windows together"_s);
    for (size_t i = 1; i < open.size(); ++i)
        remove(open[i], u"added to the first that is open"_s);
}

double WindowsFixer::tokenSum() const
{
    double sum = 0;
    for (const qsizetype i : presentWindows())
        sum += mendedTokens(m_patch.window(i).tokensUsed);
    return sum;
}

void WindowsFixer::setStart(qsizetype index, qint64 ms, const QString &remark)
{
    const QByteArray json = jsonStringText(toIsoString(ms));
    m_changes.append({pathOf(index, u".window_start"_s),
        shownValue(m_patch.window(index).windowStart), shownValue(JsonValue(json)), remark});
    m_patch.setStart(index, json);
}

void WindowsFixer::setTokens(qsizetype index, double tokens, const QString &remark)
{
    const QByteArray json = jsonNumberText(tokens);
    m_changes.append({pathOf(index, u".tokens_used"_s),
        shownValue(m_patch.window(index).tokensUsed), shownValue(JsonValue(json)), remark});
    m_patch.setTokens(index, json);
}

void WindowsFixer::remove(qsizetype index, const QString &remark)
{
    m_changes.append(
        {pathOf(index), shownValue(JsonValue(m_patch.entry(index))), u"removed"_s, remark});
    m_patch.remove(index);
}

} // namespace keydeck
