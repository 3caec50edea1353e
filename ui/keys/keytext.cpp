#include "ui/keys/keytext.h"

#include "core/base/fingerprint.h"
#include "core/base/format.h"
#include "core/rules/shadowed.h"
#include "ui/keys/keymodel.h"
#include "ui/widgets/statuschip.h"
#include "ui/widgets/tooltip.h"

#include <QCoreApplication>
#include <QStringList>

namespace keydeck {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("KeyTable", text);
}

QString windowText(const RateLimit &rate)
{
    if (rate.gatewayFails)
        return tr("unreadable");
    if (qIsNaN(rate.limit))
        return tr("%1, no limit").arg(formatCount(rate.used));
    return tr("%1 of %2").arg(formatCount(rate.used), formatCount(rate.limit));
}

QString resetsText(const RateLimit &rate, qint64 nowMs)
{
    return rate.started ? formatRelative(rate.endMs(nowMs), nowMs) : tr("not started");
}

QString expiresText(const KeyState &state, qint64 nowMs)
{
    return state.expiresMs ? formatRelative(*state.expiresMs, nowMs) : tr("never");
}

QString lastUsedText(const ApiKey &key, qint64 nowMs)
{
    const auto at = lastUsedMs(key);
    return at ? formatRelative(*at, nowMs) : tr("never used");
}

QString statusToolTip(const KeyState &state, const QList<Finding> &findings, qint64 nowMs)
{
    QStringList lines; // of what is never used the finding says all
    if (!isShadowed(findings))
        lines.append(statusAdvice(state, nowMs));
    for (const Finding &finding : findings)
        lines.append(finding.message);
    return lines.join(u'\n');
}

QString modelToolTip(const ApiKey &key)
{
    const QString own = key.value(KeyField::Model).toString();
    return own.isEmpty() ? tr("No model of its own: the gateway's default applies.")
                         : displayText(own);
}

} // namespace

QString columnTitle(int column)
{
    switch (column) {
    case KeyModel::IdentityColumn:
        return tr("Name");
    case KeyModel::StatusColumn:
        return tr("Status");
    case KeyModel::WindowColumn:
        return tr("This window");
    case KeyModel::ResetsColumn:
        return tr("Resets");
    case KeyModel::LifetimeColumn:
        return tr("Lifetime");
    case KeyModel::DayColumn:
        return tr("24 h");
    case KeyModel::ExpiresColumn:
        return tr("Expires");
    case KeyModel::LastUsedColumn:
        return tr("Last used");
    case KeyModel::ModelColumn:
        return tr("Model");
    case KeyModel::TagsColumn:
        return tr("Tags");
    default:
        return {};
    }
}

QString columnToolTip(int column)
{
    switch (column) {
    case KeyModel::WindowColumn:
        return tr("Tokens used in the current window of five hours, against the key's limit");
    case KeyModel::ResetsColumn:
        return tr("When the window ends and the use starts again from nothing");
    case KeyModel::LifetimeColumn:
        return tr("All tokens that the key has ever used");
    case KeyModel::DayColumn:
        return tr("Tokens that Keydeck saw come in in the last 24 hours, and a bar for each hour, "
                  "as high as its share of the key's busiest one");
    case KeyModel::TagsColumn:
        return tr("What you call the key, beside the store: Key, Tags and notes");
    default:
        return {};
    }
}

QString cellText(int column, const ApiKey &key, const KeyState &state, qint64 nowMs)
{
    switch (column) {
    case KeyModel::IdentityColumn:
        return displayName(key);
    case KeyModel::StatusColumn:
        return statusWord(state.status);
    case KeyModel::WindowColumn:
        return windowText(state.rate);
    case KeyModel::ResetsColumn:
        return resetsText(state.rate, nowMs);
    case KeyModel::LifetimeColumn:
        return formatCount(key.value(KeyField::TotalLifetimeTokens).toNumber());
    case KeyModel::ExpiresColumn:
        return expiresText(state, nowMs);
    case KeyModel::LastUsedColumn:
        return lastUsedText(key, nowMs);
    case KeyModel::ModelColumn:
        return displayText(effectiveModel(key));
    default:
        return {};
    }
}

QString cellToolTip(int column, const ApiKey &key, const KeyState &state,
    const QList<Finding> &findings, qint64 nowMs)
{
    QString text;
    switch (column) {
    case KeyModel::IdentityColumn:
        text = displayName(key) + u'\n' + maskedKey(key.key());
        break;
    case KeyModel::StatusColumn:
        text = statusToolTip(state, findings, nowMs);
        break;
    case KeyModel::WindowColumn:
        text = windowText(state.rate);
        break;
    case KeyModel::ResetsColumn:
        text = state.rate.started ? formatExact(state.rate.endMs(nowMs))
                                  : tr("The window starts with the key's next use.");
        break;
    case KeyModel::ExpiresColumn:
        text = state.expiresMs ? formatExact(*state.expiresMs)
                               : tr("There is no date that the gateway can read.");
        break;
    case KeyModel::LastUsedColumn:
        if (const auto at = lastUsedMs(key))
            text = formatExact(*at);
        break;
    case KeyModel::ModelColumn:
        text = modelToolTip(key);
        break;
    default:
        break;
    }
    return text.isEmpty() ? QString() : plainToolTip(text);
}

QString cellSpoken(int column, const ApiKey &key, const KeyState &state, qint64 nowMs)
{
    const QString text = cellText(column, key, state, nowMs);
    switch (column) {
    case KeyModel::IdentityColumn:
        return tr("%1, key %2").arg(text, maskedKey(key.key()));
    case KeyModel::StatusColumn:
        return statusWords(state);
    case KeyModel::WindowColumn:
        return tr("%1, %2 percent").arg(text, QString::number(state.rate.usedPercent(), 'f', 0));
    default:
        return text;
    }
}

QString dayText(const DayCourse &course)
{
    return formatCount(course.isKnown() ? course.total() : qQNaN());
}

QString dayNote(const DayCourse &course, qint64 nowMs)
{
    if (!course.isKnown())
        return tr("Nothing is known of the last 24 hours.");
    const QString since = formatMoment(course.fromMs, nowMs);
    if (course.total() <= 0)
        return tr("No tokens were seen to come in since %1.").arg(since);
    const int busiest = course.busiestHour();
    return tr("%1 tokens were seen to come in since %2; most of them, %3, in the hour from %4.")
        .arg(formatCount(course.total()), since, formatCount(course.hours[size_t(busiest)]),
            formatMoment(course.startMs(busiest), nowMs));
}

QString dayToolTip(const DayCourse &course, qint64 nowMs)
{
    return plainToolTip(dayNote(course, nowMs));
}

QString keyCount(qsizetype count)
{
    return count == 1 ? tr("1 key") : tr("%1 keys").arg(formatCount(double(count)));
}

QString displayName(const ApiKey &key)
{
    const QString name = displayText(key.name());
    return name.trimmed().isEmpty() ? tr("(no name)") : name;
}

} // namespace keydeck
