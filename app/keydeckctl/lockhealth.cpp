#include "app/keydeckctl/lockhealth.h"

#include "app/keydeckctl/profileoptions.h"
#include "app/keydeckctl/statsrun.h"

#include <QCoreApplication>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr int DeadlineMs = 3000;

} // namespace

Result<std::optional<LockHealth>> lockHealth(const Context &context)
{
    auto settings = gatewayOf(context);
    if (!settings)
        return std::nullopt;
    settings->deadlineMs = std::min(settings->deadlineMs, DeadlineMs);
    StatsClient client(*settings, context.clock);
    StatsRun run(client, {true, {}, 0});
    Result<std::optional<LockHealth>> outcome;
    QObject::connect(&run, &StatsRun::healthAnswered, &run, [&](const HealthAnswer &answer) {
        outcome = LockHealth{answer.latencyMs, client.healthNote(answer.latencyMs)};
    });
    QObject::connect(&run, &StatsRun::finished, &run, &QCoreApplication::quit);
    QObject::connect(&run, &StatsRun::failed, &run, [&](const Error &error) {
        if (error.code == ErrorCode::InvalidInput)
            outcome = tl::make_unexpected(error);
        else
            outcome = LockHealth{std::nullopt, error.message};
        QCoreApplication::quit();
    });
    // Not at once: an answer before exec() could not end it.
    QMetaObject::invokeMethod(&run, &StatsRun::start, Qt::QueuedConnection);
    QCoreApplication::exec();
    return outcome;
}

QJsonObject toJson(const LockHealth &health)
{
    return {{u"answered"_s, health.latencyMs.has_value()},
        {u"latency_ms"_s, health.latencyMs ? QJsonValue(*health.latencyMs) : QJsonValue()},
        {u"message"_s, health.sentence}};
}

} // namespace keydeck
