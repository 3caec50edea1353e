#include "app/demo/demotraffic.h"

#include <QNetworkProxy>
#include <QNetworkReply>

#include <numeric>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr int TransferTimeoutMs = 10'000;

} // namespace

QList<DemoTraffic::User> DemoTraffic::byRank(const QStringList &keys)
{
    QList<User> users;
    for (const QString &key : keys)
        users.append({key, 1.0 / double(users.size() + 1)});
    return users;
}

DemoTraffic::DemoTraffic(const QUrl &gateway, QList<User> users, QObject *parent)
    : DemoTraffic(gateway, std::move(users), Settings(), parent)
{ }

DemoTraffic::DemoTraffic(
    const QUrl &gateway, QList<User> users, const Settings &settings, QObject *parent)
    : QObject(parent)
    , m_url(gateway)
    , m_users(std::move(users))
    , m_settings(settings)
    , m_random(settings.seed == 0 ? QRandomGenerator::global()->generate() : settings.seed)
{
    m_url.setPath(u"/v1/chat/completions"_s);
    m_network.setProxy(QNetworkProxy::NoProxy);
    m_network.setTransferTimeout(TransferTimeoutMs);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &DemoTraffic::ask);
}

void DemoTraffic::start()
{
    if (!m_users.isEmpty())
        pause();
}

void DemoTraffic::pause()
{
    m_timer.start(m_random.bounded(m_settings.minimumPauseMs, m_settings.maximumPauseMs + 1));
}

void DemoTraffic::ask()
{
    const QString key = pickKey();
    QNetworkRequest request(m_url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    request.setRawHeader("Authorization"_ba, "Bearer "_ba + key.toLatin1());
    const int tokens = m_random.bounded(m_settings.minimumTokens, m_settings.maximumTokens + 1);
    QNetworkReply *reply = m_network.post(request,
        R"({"messages":[{"role":"user","content":"How much is left?"}],"max_tokens":)"_ba
            + QByteArray::number(tokens) + '}');
    connect(reply, &QNetworkReply::finished, this, [this, reply, key] {
        reply->deleteLater();
        pause();
        Q_EMIT answered(key, reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt());
    });
}

QString DemoTraffic::pickKey()
{
    const double total = std::accumulate(m_users.cbegin(), m_users.cend(), 0.0,
        [](double sum, const User &user) { return sum + user.weight; });
    double left = m_random.generateDouble() * total;
    for (const User &user : m_users) {
        left -= user.weight;
        if (left < 0)
            return user.key;
    }
    return m_users.constLast().key;
}

} // namespace keydeck
