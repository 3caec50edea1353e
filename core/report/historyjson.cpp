#include "core/report/historyjson.h"

#include "core/history/historyfigures.h"
#include "core/rules/jsdate.h"

#include <QJsonArray>

#include <cmath>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

QJsonValue figure(double value)
{
    return std::isfinite(value) ? QJsonValue(value) : QJsonValue();
}

QJsonArray windowsJson(const KeyHistory &history)
{
    QJsonArray array;
    for (const RecordedWindow &window : history.windows)
        array.append(QJsonObject{{u"started_at"_s, toIsoString(window.startMs)},
            {u"ends_at"_s, toIsoString(window.endMs())},
            {u"closed_early"_s, window.wasClosedEarly()}, {u"tokens_used"_s, figure(window.tokens)},
            {u"token_limit_per_5h"_s, figure(window.limit)},
            {u"reset_tokens"_s, figure(window.resetTokens)}});
    return array;
}

QJsonArray bucketsJson(const KeyHistory &history)
{
    QJsonArray array;
    for (const UsageBucket &bucket : history.buckets)
        array.append(QJsonObject{{u"started_at"_s, toIsoString(bucket.startMs)},
            {u"seconds"_s, bucket.lengthMs / 1000}, {u"tokens"_s, figure(bucket.tokens)}});
    return array;
}

QJsonArray unobservedJson(const KeyHistory &history)
{
    QJsonArray array;
    for (const UnobservedGrowth &growth : history.unobserved)
        array.append(QJsonObject{{u"from"_s, toIsoString(growth.fromMs)},
            {u"to"_s, toIsoString(growth.toMs)}, {u"tokens"_s, figure(growth.tokens)},
            {u"in_window"_s, growth.inWindow}});
    return array;
}

QJsonArray resetsJson(const KeyHistory &history)
{
    QJsonArray array;
    for (const TotalFall &fall : history.falls)
        array.append(QJsonObject{{u"at"_s, toIsoString(fall.atMs)},
            {u"before"_s, figure(fall.before)}, {u"after"_s, figure(fall.after)}});
    return array;
}

QJsonObject sampleJson(const LifetimeSample &sample)
{
    return {{u"at"_s, toIsoString(sample.atMs)}, {u"tokens"_s, figure(sample.tokens)}};
}

QJsonValue sumJson(const KeyHistory &history)
{
    const std::optional<HistorySum> sum = sumOf(history);
    if (!sum)
        return {};
    return QJsonObject{{u"first_total"_s, sampleJson(sum->first)},
        {u"observed_tokens"_s, figure(sum->observed)},
        {u"unobserved_tokens"_s, figure(sum->unobserved)},
        {u"fallen_tokens"_s, figure(sum->fallen)}, {u"last_total"_s, sampleJson(sum->last)}};
}

QJsonArray watchedJson(const KeyHistory &history)
{
    QJsonArray array;
    for (const TimeSpan &span : history.watched)
        array.append(
            QJsonObject{{u"from"_s, toIsoString(span.fromMs)}, {u"to"_s, toIsoString(span.toMs)}});
    return array;
}

} // namespace

QJsonObject historyJson(const KeyHistory &history, const TimeSpan &span)
{
    const KeyHistory part = historyWithin(history, span);
    return {{u"since"_s, toIsoString(span.fromMs)}, {u"until"_s, toIsoString(span.toMs)},
        {u"observed_tokens"_s, figure(observedTokens(part))},
        {u"unobserved_tokens"_s, figure(unobservedTokens(part))},
        {u"total_lifetime_tokens"_s,
            history.lifetime.isEmpty() ? QJsonValue() : figure(history.lifetime.last().tokens)},
        {u"sum"_s, sumJson(history)}, {u"windows"_s, windowsJson(part)},
        {u"buckets"_s, bucketsJson(part)}, {u"unobserved"_s, unobservedJson(part)},
        {u"resets"_s, resetsJson(part)}, {u"watched"_s, watchedJson(part)}};
}

} // namespace keydeck
