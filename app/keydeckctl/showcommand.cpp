#include "app/keydeckctl/commands.h"
#include "app/keydeckctl/lintlines.h"
#include "core/base/fingerprint.h"
#include "core/base/format.h"
#include "core/report/keyjson.h"
#include "core/rules/jsdate.h"
#include "core/rules/keystatus.h"

#include <cmath>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

QString moment(std::optional<qint64> atMs, qint64 nowMs)
{
    return atMs ? u"%1 (%2)"_s.arg(formatExact(*atMs), formatRelative(*atMs, nowMs)) : u"never"_s;
}

QString usage(const RateLimit &rate)
{
    if (rate.gatewayFails)
        return u"the gateway fails on it"_s;
    return u"%1 used, %2 left"_s.arg(formatCount(rate.used), formatCount(rate.remaining()));
}

QString limit(const RateLimit &rate)
{
    return std::isnan(rate.limit) ? u"none"_s : u"%1 tokens per 5 h"_s.arg(formatCount(rate.limit));
}

QString model(const ApiKey &key)
{
    const JsonValue own = key.value(KeyField::Model);
    const QString effective = displayText(effectiveModel(key));
    return own.isString() && !own.toString().isEmpty() ? effective
                                                       : effective + u" (the gateway's default)"_s;
}

class Lines final
{
public:
    void add(const QString &label, const QString &value)
    {
        m_text += u"%1%2\n"_s.arg(label.leftJustified(13), value);
    }
    [[nodiscard]] QString text() const { return m_text; }

private:
    QString m_text;
};

QString details(
    const KeySet &keys, qsizetype index, const QList<Finding> &findings, qint64 nowMs, bool reveal)
{
    const ApiKey key = keys.at(index);
    const KeyState state = keyState(key, nowMs);
    const QString secret = key.key();
    Lines lines;
    lines.add(u"ID"_s, fingerprint(secret));
    lines.add(u"Name"_s, displayText(key.name()));
    lines.add(u"Key"_s, reveal ? displayText(secret) : maskedKey(secret));
    lines.add(u"Status"_s, statusWord(state.status));
    lines.add({}, statusAdvice(state, nowMs));
    lines.add(u"Model"_s, model(key));
    lines.add(u"Limit"_s, limit(state.rate));
    lines.add(u"This window"_s, usage(state.rate));
    if (state.rate.started) {
        lines.add(u"Began"_s, moment(state.rate.startMs, nowMs));
        lines.add(u"Resets"_s, moment(state.rate.endMs, nowMs));
    }
    lines.add(u"Lifetime"_s,
        u"%1 tokens"_s.arg(formatCount(key.value(KeyField::TotalLifetimeTokens).toNumber())));
    lines.add(u"Expires"_s, moment(state.expiresMs, nowMs));
    const JsonValue created = key.value(KeyField::CreatedAt);
    if (const auto createdMs = parseJsDate(created.toString()))
        lines.add(u"Created"_s, moment(createdMs, nowMs));
    lines.add(u"Last used"_s, moment(lastUsedMs(key), nowMs));
    const FixPlanner planner(keys, {nowMs});
    for (const Finding &finding : findings) {
        lines.add(severityWord(finding.severity), displayText(finding.message));
        lines.add({}, displayText(remedyText(planner, index, finding)));
    }
    return lines.text();
}

Result<> show(const Context &context, const KeySet &keys, qsizetype index)
{
    const qint64 nowMs = context.clock.nowMs();
    const ApiKey key = keys.at(index);
    const QList<Finding> findings = lintKeys(keys, nowMs).at(size_t(index));
    const bool reveal = context.has(Option::Reveal);
    return context.json() ? print(QJsonDocument(keyJson(key, findings, nowMs, reveal)))
                          : print(details(keys, index, findings, nowMs, reveal));
}

} // namespace

Result<> runShow(const Context &context)
{
    return loadKeys(context).and_then([&](const KeySet &keys) -> Result<> {
        const auto selected = selectedKeys(context, keys);
        if (!selected)
            return tl::make_unexpected(selected.error());
        if (selected->size() > 1)
            return failure(ErrorCode::InvalidInput,
                u"show takes one key and there are %1 on standard input; see keydeckctl show "
                "--help."_s.arg(selected->size()));
        return show(context, keys, selected->front());
    });
}

} // namespace keydeck
