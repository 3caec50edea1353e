// A store with a demo gateway on it.
#pragma once

#include "app/demo/demogatewaythread.h"
#include "tests/support/storefixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace keydeck::test {

class ServedStore final
{
public:
    explicit ServedStore(const QByteArray &bytes, const CacheSettings &cache = {})
        : fixture(bytes)
        , store(fixture.path(), cache, SystemClock::instance(), LockPatience::gateway())
        , gateway(store, SystemClock::instance(), {})
    {
        const Result<QUrl> started = gateway.start();
        [&] { QVERIFY2(started, started ? "" : qPrintable(started.error().message)); }();
        url = started.value_or(QUrl());
    }

    [[nodiscard]] QUrl at(const QString &path) const { return url.resolved(QUrl(path)); }

    /// The record with that name, fresh from the file.
    [[nodiscard]] QJsonObject record(const QString &name) const
    {
        const QJsonDocument document = QJsonDocument::fromJson(fixture.bytes());
        for (const QJsonValue &key : document[QStringLiteral("keys")].toArray())
            if (key[QStringLiteral("name")].toString() == name)
                return key.toObject();
        return {};
    }
    [[nodiscard]] qint64 lifetimeTokens(const QString &name) const
    {
        return record(name).value(QStringLiteral("total_lifetime_tokens")).toInteger();
    }

    StoreFixture fixture;
    KeyStore store;
    DemoGatewayThread gateway;
    QUrl url;
};

} // namespace keydeck::test
