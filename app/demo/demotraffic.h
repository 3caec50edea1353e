// People who use their keys, for the demo.
#pragma once

#include <QList>
#include <QNetworkAccessManager>
#include <QObject>
#include <QRandomGenerator>
#include <QTimer>
#include <QUrl>

namespace keydeck {

/// Sends a chat request with one of the keys, chosen by weight, at random intervals: a few keys
/// that work hard and many that hardly do. What the gateway answers is its own affair; a gateway
/// that is gone is asked again at the same pace. One request at a time.
///
/// Thread: the one it lives in. Ends with its destruction.
class DemoTraffic final : public QObject
{
    Q_OBJECT

public:
    struct Settings
    {
        int minimumPauseMs = 300;
        int maximumPauseMs = 2500;
        int minimumTokens = 40;
        int maximumTokens = 900;
        quint32 seed = 0; ///< 0: another sequence each time
    };
    struct User
    {
        QString key;
        double weight = 1; ///< not negative; 0 never asks
    };

    /// Weights that fall as people's use does (Zipf): the n-th key asks 1/n as often as the first.
    [[nodiscard]] static QList<User> byRank(const QStringList &keys);

    DemoTraffic(const QUrl &gateway, QList<User> users, QObject *parent = nullptr);
    DemoTraffic(const QUrl &gateway, QList<User> users, const Settings &settings,
        QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    void answered(const QString &key, int httpStatus); ///< 0: there was no answer

private:
    void pause();
    void ask();
    [[nodiscard]] QString pickKey();

    QUrl m_url;
    QList<User> m_users;
    Settings m_settings;
    QRandomGenerator m_random;
    QNetworkAccessManager m_network;
    QTimer m_timer;
};

} // namespace keydeck
