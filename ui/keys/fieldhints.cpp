#include "ui/keys/fieldhints.h"

#include "core/base/format.h"
#include "core/rules/jsdate.h"
#include "core/rules/keystatus.h"
#include "core/rules/validator.h"

#include <QCoreApplication>

namespace keydeck {

using theme::Role;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("FieldHints", text);
}

FieldHint limitMeaning(double limit)
{
    if (qIsNaN(limit))
        return {Role::Warning,
            tr("There is no limit that the gateway can read: it will never block this key.")};
    if (limit < 0)
        return {
            Role::Warning, tr("The limit is negative: the gateway answers 429 to every request.")};
    if (limit == 0)
        return {Role::Warning,
            tr("With 0 the gateway allows requests until the first use is booked, then blocks the "
               "key until the window ends.")};
    return {Role::Neutral,
        tr("The gateway answers 429 once more than %1 tokens are used within five hours.")
            .arg(formatCount(limit))};
}

FieldHint expiryMeaning(qint64 atMs, qint64 nowMs)
{
    if (atMs < nowMs)
        return {Role::Warning,
            tr("%1 is past: the gateway answers 403 at once.").arg(formatExact(atMs))};
    return {Role::Neutral,
        tr("Expires on %1, %2.").arg(formatExact(atMs), formatRelative(atMs, nowMs))};
}

} // namespace

FieldHint nameHint(const QString &text)
{
    const Result<QString> name = checkName(text);
    return name ? FieldHint{} : FieldHint{Role::Danger, name.error().message};
}

FieldHint limitHint(const QString &text)
{
    const Result<qint64> limit = checkLimit(text);
    return limit ? limitMeaning(double(*limit)) : FieldHint{Role::Danger, limit.error().message};
}

FieldHint expiryHint(const QString &text, qint64 nowMs)
{
    const Result<QString> expiry = checkExpiry(text, nowMs);
    if (!expiry)
        return {Role::Danger, expiry.error().message};
    return expiryMeaning(parseJsDate(*expiry).value_or(0), nowMs);
}

FieldHint modelHint(const QString &text)
{
    const Result<QString> model = checkModel(text);
    if (!model)
        return {Role::Danger, model.error().message};
    if (model->isEmpty())
        return {Role::Neutral,
            tr("The gateway's default model applies, which is %1 unless it is set otherwise.")
                .arg(QString::fromUtf16(DefaultModel))};
    return {};
}

FieldHint keptLimitHint(const JsonValue &limit)
{
    return limitMeaning(limit.toNumber());
}

FieldHint keptExpiryHint(const JsonValue &expiry, qint64 nowMs)
{
    const auto at = parseJsDate(expiry.toString());
    if (!at)
        return {Role::Warning,
            tr("There is no date that the gateway can read: this key never expires.")};
    FieldHint hint = expiryMeaning(*at, nowMs);
    if (*at < nowMs)
        hint.text = tr("Expired on %1: the gateway answers 403.").arg(formatExact(*at));
    return hint;
}

} // namespace keydeck
