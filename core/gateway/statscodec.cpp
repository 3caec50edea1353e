#include "core/gateway/statscodec.h"

#include "core/base/fingerprint.h"
#include "core/base/format.h"
#include "core/rules/jsdate.h"
#include "core/store/jsonvalue.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <limits>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr qsizetype MaximumErrorCharacters = 200;
constexpr qsizetype MaximumErrorBytes = 16 * 1024; // of a body, where a text of 200 is looked for
constexpr qsizetype MaximumTextCharacters = 4096;

bool looksLikeHtml(const QByteArray &body)
{
    return body.trimmed().startsWith('<');
}

Result<QJsonObject> decodeObject(const QByteArray &body)
{
    if (body.trimmed().isEmpty())
        return failure(ErrorCode::Failed, u"The answer is empty."_s);
    if (looksLikeHtml(body))
        return failure(ErrorCode::Failed, u"The answer is HTML, not JSON."_s);
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(body, &error);
    if (error.error != QJsonParseError::NoError) {
        return failure(
            ErrorCode::Failed, u"The answer is not valid JSON (at byte %1)."_s.arg(error.offset));
    }
    if (!document.isObject())
        return failure(ErrorCode::Failed, u"The answer is JSON, but not an object."_s);
    return document.object();
}

QString shortened(const QString &text, qsizetype maximum)
{
    return text.size() <= maximum ? text : text.left(maximum - 1) + u'…';
}

/// Reads members one by one and keeps the first complaint, so that a decoder reads as a list of
/// fields.
class ObjectReader final
{
public:
    explicit ObjectReader(QJsonObject object) : m_object(std::move(object)) { }

    /// A text that the gateway passes on from the store: a number in its place is shown as it is.
    QString text(const QString &name)
    {
        const QJsonValue value = m_object.value(name);
        if (value.isArray() || value.isObject())
            complain(name, u"a text"_s);
        return shortened(value.toVariant().toString(), MaximumTextCharacters);
    }

    QString requiredString(const QString &name)
    {
        const QJsonValue value = m_object.value(name);
        if (!value.isString())
            complain(name, u"a text"_s);
        return value.toString();
    }

    bool requiredBool(const QString &name)
    {
        const QJsonValue value = m_object.value(name);
        if (!value.isBool())
            complain(name, u"true or false"_s);
        return value.toBool();
    }

    double number(const QString &name)
    {
        const QJsonValue value = m_object.value(name);
        if (const QString text = value.toString(); text.size() > MaximumTextCharacters)
            complain(name, u"a number"_s);
        else if (value.isString())
            return JsonValue(jsonStringText(text)).toNumber();
        if (!value.isDouble() && !value.isNull() && !value.isUndefined())
            complain(name, u"a number"_s);
        return value.toDouble(std::numeric_limits<double>::quiet_NaN());
    }

    double requiredNumber(const QString &name)
    {
        if (!m_object.contains(name))
            complain(name, u"a number"_s);
        return number(name);
    }

    ObjectReader object(const QString &name)
    {
        const QJsonValue value = m_object.value(name);
        if (!value.isObject())
            complain(name, u"an object"_s);
        return ObjectReader(value.toObject());
    }

    [[nodiscard]] QString complaint() const { return m_complaint; }

private:
    void complain(const QString &name, const QString &expected)
    {
        if (m_complaint.isEmpty())
            m_complaint = u"The answer's “%1” is not %2."_s.arg(name, expected);
    }

    QJsonObject m_object;
    QString m_complaint;
};

QString pageTitle(const QString &html)
{
    static const QRegularExpression title(
        u"<title[^>]*>([^<]*)</title>"_s, QRegularExpression::CaseInsensitiveOption);
    return title.match(html).captured(1);
}

QString errorText(const QByteArray &body)
{
    if (looksLikeHtml(body))
        return pageTitle(QString::fromUtf8(body));
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document.isObject())
        return document.isNull() ? QString::fromUtf8(body) : QString();
    const QJsonValue error = document.object().value(u"error"_s);
    return error.isObject() ? error.toObject().value(u"message"_s).toString() : error.toString();
}

/// A long word of letters and digits together, or a short one behind a key's usual prefix. Dates
/// are such words too, and stay.
QString withoutKeys(QString text)
{
    static const QRegularExpression suspicious(
        u"(?<![\\w-])(?!\\d{4}-\\d{2}-\\d{2}T\\d{2}(?![\\w-]))"
        "(?:(?:pk|sk|rk|key)[_-][\\w-]{4,}|(?=[\\w-]*\\d)(?=[\\w-]*[A-Za-z])[\\w-]{12,})"_s,
        QRegularExpression::CaseInsensitiveOption);
    return text.replace(suspicious, u"…"_s);
}

} // namespace

Result<StatsSample> decodeStats(const QByteArray &body)
{
    auto root = decodeObject(body);
    if (!root)
        return tl::make_unexpected(root.error());

    ObjectReader stats(*root);
    StatsSample sample;
    sample.keyFingerprint = fingerprint(stats.requiredString(u"key"_s));
    sample.name = stats.text(u"name"_s);
    sample.model = stats.text(u"model"_s);
    sample.tokenLimitPer5h = stats.number(u"token_limit_per_5h"_s);
    sample.expiryDate = stats.text(u"expiry_date"_s);
    sample.createdAt = stats.text(u"created_at"_s);
    sample.lastUsed = stats.text(u"last_used"_s);
    sample.isExpired = stats.requiredBool(u"is_expired"_s);
    sample.totalLifetimeTokens = stats.number(u"total_lifetime_tokens"_s);

    ObjectReader usage = stats.object(u"current_usage"_s);
    sample.tokensUsedInCurrentWindow = usage.requiredNumber(u"tokens_used_in_current_window"_s);
    sample.windowStartedAt
        = shortened(usage.requiredString(u"window_started_at"_s), MaximumTextCharacters);
    sample.windowEndsAt
        = shortened(usage.requiredString(u"window_ends_at"_s), MaximumTextCharacters);
    sample.remainingTokens = usage.requiredNumber(u"remaining_tokens"_s);

    const QString complaint = stats.complaint().isEmpty() ? usage.complaint() : stats.complaint();
    if (!complaint.isEmpty())
        return failure(ErrorCode::Failed, complaint);
    return sample;
}

Result<HealthSample> decodeHealth(const QByteArray &body)
{
    auto root = decodeObject(body);
    if (!root)
        return tl::make_unexpected(root.error());

    if (root->value(u"status"_s).toString() != "ok"_L1)
        return failure(ErrorCode::Failed, u"The answer's “status” is not “ok”."_s);
    return HealthSample{parseJsDate(root->value(u"timestamp"_s).toString())};
}

Result<CacheSample> decodeCacheStats(const QByteArray &body)
{
    auto root = decodeObject(body);
    if (!root)
        return tl::make_unexpected(root.error());

    ObjectReader stats(*root);
    CacheSample sample;
    sample.hits = stats.number(u"hits"_s);
    sample.misses = stats.number(u"misses"_s);
    sample.size = stats.number(u"size"_s);
    sample.maximumSize = stats.number(u"maxSize"_s);
    sample.enabled = stats.requiredBool(u"enabled"_s);
    if (!stats.complaint().isEmpty())
        return failure(ErrorCode::Failed, stats.complaint());
    return sample;
}

QString decodeErrorText(const QByteArray &body)
{
    // Searching a megabyte of somebody's page for a title can take minutes.
    const QString text
        = displayText(withoutKeys(errorText(body.left(MaximumErrorBytes)).simplified()));
    return shortened(text, MaximumErrorCharacters);
}

} // namespace keydeck
