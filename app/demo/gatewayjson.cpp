#include "app/demo/gatewayjson.h"

#include "core/rules/jsdate.h"
#include "core/rules/keystatus.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr qint64 CharactersPerToken = 4;
constexpr qint64 UsualCompletionTokens = 256;
constexpr qint64 MaximumCompletionTokens = 4096;

/// An object's text in the order in which its members were added; QJsonObject would sort them.
class ObjectText final
{
public:
    ObjectText &add(QByteArrayView name, const QByteArray &value)
    {
        if (value.isEmpty())
            return *this;
        m_text += m_text.isEmpty() ? '{' : ',';
        m_text += '"' + name.toByteArray() + "\":"_ba + value;
        return *this;
    }
    ObjectText &add(QByteArrayView name, const QString &value)
    {
        return add(name, jsonStringText(value));
    }
    ObjectText &add(QByteArrayView name, double value) { return add(name, jsonNumberText(value)); }
    ObjectText &add(QByteArrayView name, qint64 value) { return add(name, double(value)); }
    ObjectText &add(QByteArrayView name, bool value)
    {
        return add(name, value ? "true"_ba : "false"_ba);
    }
    /// As it would come out of JSON.parse and JSON.stringify; objects and arrays keep their
    /// spacing.
    ObjectText &add(QByteArrayView name, const JsonValue &value)
    {
        switch (value.kind()) {
        case JsonKind::Number:
            return add(name, value.toNumber());
        case JsonKind::String:
            return add(name, value.toString());
        default:
            return add(name, value.text().toByteArray());
        }
    }
    ObjectText &add(const ApiKey &key, KeyField field)
    {
        return add(fieldName(field), key.value(field));
    }

    [[nodiscard]] QByteArray text() const { return m_text.isEmpty() ? "{}"_ba : m_text + '}'; }

private:
    QByteArray m_text;
};

/// Characters of every message; content is a text or, as some clients send it, a list of parts.
qint64 messageCharacters(const QJsonArray &messages)
{
    qint64 characters = 0;
    for (const QJsonValue &message : messages) {
        const QJsonValue content = message.toObject().value(u"content"_s);
        characters += content.toString().size();
        for (const QJsonValue &part : content.toArray())
            characters += part.toObject().value(u"text"_s).toString().size();
    }
    return characters;
}

} // namespace

QByteArray healthBody(qint64 nowMs)
{
    return ObjectText().add("status", u"ok"_s).add("timestamp", toIsoString(nowMs)).text();
}

QByteArray errorBody(const QString &message)
{
    return ObjectText().add("error", message).text();
}

QByteArray statsBody(const ApiKey &key, const RateLimit &rate, const QString &model, qint64 nowMs)
{
    const QByteArray usage = ObjectText()
                                 .add("tokens_used_in_current_window", rate.used)
                                 .add("window_started_at", windowStartedAt(key, nowMs))
                                 .add("window_ends_at", toIsoString(rate.endMs(nowMs)))
                                 .add("remaining_tokens", rate.remaining())
                                 .text();
    return ObjectText()
        .add(key, KeyField::Key)
        .add(key, KeyField::Name)
        .add("model", model)
        .add(key, KeyField::TokenLimitPer5h)
        .add(key, KeyField::ExpiryDate)
        .add(key, KeyField::CreatedAt)
        .add(key, KeyField::LastUsed)
        .add("is_expired", isKeyExpired(key, nowMs))
        .add("current_usage", usage)
        .add(key, KeyField::TotalLifetimeTokens)
        .text();
}

QByteArray rateLimitBody(const ApiKey &key, const RateLimit &rate, qint64 nowMs)
{
    const QByteArray error = ObjectText()
                                 .add("message", u"Token limit exceeded for 5-hour window"_s)
                                 .add("type", u"rate_limit_exceeded"_s)
                                 .add("tokens_used", rate.used)
                                 .add("tokens_limit", key.value(KeyField::TokenLimitPer5h))
                                 .add("window_ends_at", toIsoString(rate.endMs(nowMs)))
                                 .text();
    return ObjectText().add("error", error).text();
}

QByteArray cacheStatsBody(const CacheStatistics &statistics)
{
    return ObjectText()
        .add("hits", double(statistics.hits))
        .add("misses", double(statistics.misses))
        .add("hitRate", std::round(100 * statistics.hitRate()) / 100)
        .add("size", qint64(statistics.size))
        .add("maxSize", qint64(statistics.maxSize))
        .add("enabled", statistics.enabled)
        .text();
}

std::optional<TokenUsage> estimateUsage(const QByteArray &request)
{
    const QJsonDocument document = QJsonDocument::fromJson(request);
    if (!document.isObject())
        return std::nullopt;

    const qint64 characters = messageCharacters(document.object().value(u"messages"_s).toArray());
    const double asked
        = document.object().value(u"max_tokens"_s).toDouble(double(UsualCompletionTokens));
    return TokenUsage{(characters + CharactersPerToken - 1) / CharactersPerToken,
        qint64(std::clamp(asked, 1.0, double(MaximumCompletionTokens)))};
}

QByteArray completionBody(const QString &model, const TokenUsage &usage, qint64 nowMs)
{
    const QByteArray message = ObjectText()
                                   .add("role", u"assistant"_s)
                                   .add("content", u"This is the demo gateway: a canned answer."_s)
                                   .text();
    const QByteArray choice = ObjectText()
                                  .add("index", qint64(0))
                                  .add("message", message)
                                  .add("finish_reason", u"stop"_s)
                                  .text();
    const QByteArray tokens = ObjectText()
                                  .add("prompt_tokens", usage.prompt)
                                  .add("completion_tokens", usage.completion)
                                  .add("total_tokens", usage.total())
                                  .text();
    return ObjectText()
        .add("id", u"chatcmpl-demo-%1"_s.arg(nowMs))
        .add("object", u"chat.completion"_s)
        .add("created", nowMs / 1000)
        .add("model", model)
        .add("choices", '[' + choice + ']')
        .add("usage", tokens)
        .text();
}

} // namespace keydeck
