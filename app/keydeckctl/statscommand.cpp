#include "app/keydeckctl/commands.h"
#include "app/keydeckctl/profileoptions.h"
#include "app/keydeckctl/statsprint.h"
#include "app/keydeckctl/statsrun.h"
#include "core/base/fingerprint.h"
#include "core/base/format.h"
#include "core/gateway/drift.h"
#include "core/rules/jsdate.h"
#include "core/rules/validator.h"

#include <QCoreApplication>
#include <QJsonObject>

#include <cmath>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

QJsonValue figure(double value)
{
    return std::isfinite(value) ? QJsonValue(value) : QJsonValue();
}

void insertSample(QJsonObject &object, const StatsSample &sample)
{
    object[u"model"_s] = sample.model;
    object[u"token_limit_per_5h"_s] = figure(sample.tokenLimitPer5h);
    object[u"expiry_date"_s] = sample.expiryDate;
    object[u"created_at"_s] = sample.createdAt;
    object[u"last_used"_s] = sample.lastUsed;
    object[u"is_expired"_s] = sample.isExpired;
    object[u"tokens_used_in_current_window"_s] = figure(sample.tokensUsedInCurrentWindow);
    object[u"window_started_at"_s] = sample.windowStartedAt;
    object[u"window_ends_at"_s] = sample.windowEndsAt;
    object[u"remaining_tokens"_s] = figure(sample.remainingTokens);
    object[u"total_lifetime_tokens"_s] = figure(sample.totalLifetimeTokens);
}

/// What is known of the gateway besides what it answers for a key.
struct GatewayFacts
{
    GatewayTraits traits; ///< as the profile has them
    qint64 clockSkewMs = 0; ///< where /health was asked
};

QList<Drift> driftsOf(const ApiKey &key, const StatsAnswer &answer, const GatewayFacts &gateway)
{
    DriftSides sides;
    sides.record = key;
    sides.answer = answer;
    sides.traits = gateway.traits;
    sides.clockSkewMs = gateway.clockSkewMs;
    sides.nowMs = answer.receivedMs;
    return driftOf(sides);
}

QJsonArray driftJson(const QList<Drift> &drifts)
{
    QJsonArray array;
    for (const Drift &drift : drifts) {
        array.append(QJsonObject{{u"figure"_s, figureId(drift.figure)}, {u"file"_s, drift.file},
            {u"gateway"_s, drift.gateway}, {u"cause"_s, causeId(drift.cause)}});
    }
    return array;
}

QJsonObject answerJson(const ApiKey &key, const StatsAnswer &answer, const QList<Drift> &drifts)
{
    QJsonObject object{{u"id"_s, fingerprint(key.key())}, {u"name"_s, key.name()},
        {u"http_status"_s, answer.httpStatus}, {u"latency_ms"_s, answer.latencyMs},
        {u"received_at"_s, toIsoString(answer.receivedMs)}};
    if (answer.sample)
        insertSample(object, *answer.sample);
    else
        object[u"message"_s] = answer.message;
    if (answer.retryAfterS > 0)
        object[u"retry_after_s"_s] = answer.retryAfterS;
    object[u"differences"_s] = driftJson(drifts);
    return object;
}

/// Tells what comes in: a line for each answer at once, or one document at the end.
class StatsReporter final
{
public:
    StatsReporter(const Context &context, const KeySet &keys, std::vector<qsizetype> selected)
        : m_context(context)
        , m_keys(keys)
        , m_selected(std::move(selected))
        , m_screen(screen(context))
        , m_table(m_screen, keys, m_selected, context.clock.nowMs())
    {
        if (context.profile)
            m_gateway.traits = gatewayTraits(*context.profile);
    }

    [[nodiscard]] Result<> tell(const HealthAnswer &answer)
    {
        m_gateway.clockSkewMs = clockSkewMs(answer);
        if (m_gateway.clockSkewMs != 0)
            note(skewText(m_gateway.clockSkewMs));
        if (m_context.json())
            return {};
        return print(u"The gateway is up: it answered in %1 ms.\n"_s.arg(answer.latencyMs));
    }

    [[nodiscard]] Result<> tell(qsizetype index, const StatsAnswer &answer)
    {
        const ApiKey key = m_keys.at(m_selected[size_t(index)]);
        const QList<Drift> drifts = driftsOf(key, answer, m_gateway);
        if (!m_context.json())
            return print(m_screen.columns > 0
                    ? m_table.row(key, answer, drifts, m_context.clock.nowMs())
                    : answerLine(key, answer, drifts, m_context.clock.nowMs()));
        m_answers.append(answerJson(key, answer, drifts));
        return {};
    }

    [[nodiscard]] Result<> end() const
    {
        return m_context.json() ? print(QJsonDocument(m_answers)) : Result<>();
    }

private:
    const Context &m_context;
    const KeySet &m_keys;
    std::vector<qsizetype> m_selected;
    Screen m_screen;
    AnswerTable m_table;
    GatewayFacts m_gateway;
    QJsonArray m_answers;
};

/// Runs the event loop until the run is over or nobody reads what it says.
Result<> runToEnd(StatsRun &run, StatsReporter &reporter)
{
    Result<> outcome;
    const auto fail = [&outcome](const Error &error) {
        outcome = tl::make_unexpected(error);
        QCoreApplication::quit();
    };
    const auto check = [&fail](const Result<> &printed) {
        if (!printed)
            fail(printed.error());
    };
    QObject::connect(&run, &StatsRun::healthAnswered, &run,
        [&](const HealthAnswer &answer) { check(reporter.tell(answer)); });
    QObject::connect(&run, &StatsRun::statsAnswered, &run,
        [&](qsizetype index, const StatsAnswer &answer) { check(reporter.tell(index, answer)); });
    QObject::connect(&run, &StatsRun::failed, &run, fail);
    QObject::connect(&run, &StatsRun::finished, &run, &QCoreApplication::quit);
    // Not at once: an answer before exec() could not end it.
    QMetaObject::invokeMethod(&run, &StatsRun::start, Qt::QueuedConnection);
    QCoreApplication::exec();
    return outcome;
}

Result<> ask(const Context &context, const KeySet &keys, const std::vector<qsizetype> &selected,
    bool everything)
{
    const auto gateway = neededGateway(context);
    if (!gateway)
        return tl::make_unexpected(gateway.error());
    StatsClient client(*gateway, context.clock);
    if (const auto usable = client.checkSettings(); !usable)
        return usable;

    StatsRun::Plan plan;
    plan.health = everything;
    for (const qsizetype index : selected)
        plan.keys += keys.at(index).key();
    StatsRun run(client, plan);
    StatsReporter reporter(context, keys, selected);
    const auto outcome = runToEnd(run, reporter);
    // What was answered before a failure is worth having too.
    const auto printed = reporter.end();
    return outcome ? printed : outcome;
}

/// Those that a request can carry: the others need not end the round.
Result<std::vector<qsizetype>> usableKeys(const KeySet &keys)
{
    std::vector<qsizetype> usable;
    for (qsizetype i = 0; i < keys.size(); ++i) {
        if (checkKey(keys.at(i).key()))
            usable.push_back(i);
    }
    return usable;
}

} // namespace

Result<> runStats(const Context &context)
{
    return loadKeys(context).and_then([&](const KeySet &keys) -> Result<> {
        const bool everything
            = context.invocation.arguments.isEmpty() && !context.has(Option::KeyStdin);
        const auto selected = everything ? usableKeys(keys) : selectedKeys(context, keys);
        if (!selected)
            return tl::make_unexpected(selected.error());
        return ask(context, keys, *selected, everything);
    });
}

} // namespace keydeck
