#include "app/demo/demogateway.h"
#include "app/demo/demostore.h"
#include "app/demo/demotraffic.h"
#include "app/endsignals.h"
#include "app/keydeckctl/commands.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <memory>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

Result<quint16> wantedPort(const Context &context)
{
    if (!context.has(Option::Port))
        return quint16(0);
    bool isPort = false;
    const quint16 port = context.value(Option::Port).toUShort(&isPort);
    if (!isPort)
        return failure(ErrorCode::InvalidInput, u"--port takes a number from 0 to 65535."_s);
    return port;
}

/// A store to serve, and who asks for what.
struct Stage
{
    QString storePath;
    QList<DemoTraffic::User> users;
};

/// The store that --store names. KEYDECK_STORE does not count: nobody's real store gets a demo's
/// traffic unasked.
Result<Stage> givenStage(const Context &context)
{
    return loadKeys(context).map([&](const KeySet &keys) {
        QStringList texts;
        for (qsizetype i = 0; i < keys.size(); ++i)
            texts += keys.at(i).key();
        return Stage{context.value(Option::Store), DemoTraffic::byRank(texts)};
    });
}

Result<Stage> demoStage(const Context &context, const QTemporaryDir &directory)
{
    if (!directory.isValid())
        return failure(ErrorCode::Failed,
            u"No temporary folder could be made for the demo's store: %1. Make room in %2, or give "
            "--store."_s.arg(directory.errorString(), QDir::tempPath()));
    return makeDemo(directory.path(), context.clock.nowMs(), QRandomGenerator::system()->generate())
        .map([](const DemoData &demo) {
            Stage stage{demo.storePath, {}};
            for (const auto &user : demo.traffic)
                stage.users.append({user.key, user.weight});
            return stage;
        });
}

Result<> announce(const Context &context, const QUrl &url, const QString &path)
{
    if (context.json())
        return print(QJsonDocument(QJsonObject{{u"url"_s, url.toString()}, {u"store"_s, path}}));
    return print(u"%1\n%2\n"_s.arg(url.toString(), path));
}

/// Serves until a signal asks for the end.
Result<> serve(const Context &context, const Stage &stage, quint16 port)
{
    EndSignals signal;
    QObject::connect(&signal, &EndSignals::asked, &signal, &QCoreApplication::quit);
    KeyStore store(stage.storePath, context.cache, context.clock, LockPatience::gateway(),
        lockSafeguards(context));
    DemoGateway::Settings settings;
    settings.port = port;
    DemoGateway gateway(store, context.clock, settings);
    const auto listening = gateway.start();
    if (!listening)
        return tl::make_unexpected(listening.error());

    const QUrl url(u"http://127.0.0.1:%1"_s.arg(*listening));
    DemoTraffic traffic(url, stage.users);
    if (context.has(Option::Traffic))
        traffic.start();
    return announce(context, url, stage.storePath).map([] { QCoreApplication::exec(); });
}

} // namespace

Result<> runDemoGateway(const Context &context)
{
    if (context.has(Option::Profile))
        return failure(ErrorCode::InvalidInput,
            u"demo-gateway takes no --profile, so that no real store gets a demo's traffic: leave "
            "it out, or name a store with --store."_s);
    const auto port = wantedPort(context);
    if (!port)
        return tl::make_unexpected(port.error());
    if (context.has(Option::Store))
        return givenStage(context).and_then(
            [&](const Stage &stage) { return serve(context, stage, *port); });
    const QTemporaryDir directory; // goes with everything in it
    return demoStage(context, directory).and_then([&](const Stage &stage) {
        return serve(context, stage, *port);
    });
}

} // namespace keydeck
