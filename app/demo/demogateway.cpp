#include "app/demo/demogateway.h"

#include "app/demo/gatewayjson.h"
#include "core/rules/validator.h"

#include <QTcpServer>

#include <memory>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

using Method = QHttpServerRequest::Method;
using StatusCode = QHttpServerResponder::StatusCode;

const QByteArray Json = "application/json"_ba;
const QStringList Paths{u"/health"_s, u"/stats"_s, u"/cache-stats"_s, u"/v1/chat/completions"_s};

} // namespace

DemoGateway::DemoGateway(KeyStore &store, const Clock &clock, QObject *parent)
    : DemoGateway(store, clock, Settings(), parent)
{ }

DemoGateway::DemoGateway(
    KeyStore &store, const Clock &clock, const Settings &settings, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_clock(clock)
    , m_settings(settings)
    , m_server(new QHttpServer(this))
{
    addRoutes();
}

Result<quint16> DemoGateway::start()
{
    auto listener = std::make_unique<QTcpServer>();
    if (!listener->listen(QHostAddress::LocalHost, m_settings.port)) {
        return failure(ErrorCode::Failed,
            u"The demo gateway could not listen on 127.0.0.1 port %1: %2. Choose another port, or "
            "0 for any that is free."_s.arg(m_settings.port)
                .arg(listener->errorString()));
    }
    const quint16 port = listener->serverPort();
    m_server->bind(listener.release()); // which makes it a child
    return port;
}

void DemoGateway::addRoutes()
{
    m_server->route(Paths.at(0), Method::Get,
        [this] { return QHttpServerResponse(Json, healthBody(m_clock.nowMs())); });
    m_server->route(Paths.at(1), Method::Get, [this](const QHttpServerRequest &request) {
        return answerFor(request, &DemoGateway::stats);
    });
    m_server->route(Paths.at(2), Method::Get, [this](const QHttpServerRequest &request) {
        return answerFor(request, &DemoGateway::cacheStats);
    });
    m_server->route(Paths.at(3), Method::Post, [this](const QHttpServerRequest &request) {
        return answerFor(request, &DemoGateway::complete);
    });
    m_server->setMissingHandler(
        [](const QHttpServerRequest &request, QHttpServerResponder &&responder) {
            const bool known = Paths.contains(request.url().path());
            const StatusCode status = known ? StatusCode::MethodNotAllowed : StatusCode::NotFound;
            if (request.method() == Method::Head) // a body would be read as the next answer
                responder.write(status);
            else
                responder.write(
                    errorBody(known ? u"Method not allowed"_s : u"Not found"_s), Json, status);
        });
}

QHttpServerResponse DemoGateway::answerFor(const QHttpServerRequest &request, Handler handler)
{
    const Answer answer = authenticated(request, handler);
    QHttpServerResponse response(Json, answer.body, StatusCode(answer.status));
    if (answer.retryAfterS > 0)
        response.setHeader("Retry-After"_ba, QByteArray::number(answer.retryAfterS));
    return response;
}

DemoGateway::Answer DemoGateway::authenticated(const QHttpServerRequest &request, Handler handler)
{
    const auto header
        = [&](const QByteArray &name) { return QString::fromLatin1(request.value(name)); };
    const QString key = requestKey(header("Authorization"_ba), header("X-API-Key"_ba));
    if (key.isEmpty()) {
        const KeyVerdict verdict = missingKeyVerdict(key);
        return {verdict.httpStatus, errorBody(verdict.error)};
    }
    const Result<FoundKey> found = m_store.findApiKey(key);
    if (!found)
        return {500, errorBody(found.error().message)};
    const KeyVerdict verdict = validateApiKey(found->get(), m_clock.nowMs());
    if (verdict.httpStatus != 200)
        return {verdict.httpStatus, errorBody(verdict.error)};
    return (this->*handler)(**found, request);
}

DemoGateway::Answer DemoGateway::stats(const ApiKey &key, const QHttpServerRequest &)
{
    const qint64 nowMs = m_clock.nowMs();
    const RateLimit rate = checkRateLimit(key, nowMs);
    if (rate.gatewayFails)
        return {500, errorBody(u"Internal Server Error"_s)};
    return {200, statsBody(key, rate, modelOf(key), nowMs)};
}

DemoGateway::Answer DemoGateway::cacheStats(const ApiKey &, const QHttpServerRequest &)
{
    return {200, cacheStatsBody(m_store.cacheStatistics())};
}

DemoGateway::Answer DemoGateway::complete(const ApiKey &key, const QHttpServerRequest &request)
{
    const qint64 nowMs = m_clock.nowMs();
    const RateLimit rate = checkRateLimit(key, nowMs);
    if (rate.gatewayFails)
        return {500, errorBody(u"Internal Server Error"_s)};
    if (rate.blocked)
        return {429, rateLimitBody(key, rate, nowMs), rate.retryAfterS(nowMs)};
    const std::optional<TokenUsage> usage = estimateUsage(request.body());
    if (!usage)
        return {400, errorBody(u"The request's body is not a JSON object."_s)};
    const Result<bool> booked = m_store.updateApiKeyUsage(key.key(), usage->total());
    if (!booked)
        return {500, errorBody(booked.error().message)};
    return {200, completionBody(modelOf(key), *usage, m_clock.nowMs())};
}

QString DemoGateway::modelOf(const ApiKey &key) const
{
    return effectiveModel(key, m_settings.defaultModel);
}

} // namespace keydeck
