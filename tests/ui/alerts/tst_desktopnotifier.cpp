// The notifier against a bus of its own, with a server of notifications on it.
#include "tests/support/privatebus.h"
#include "tests/support/uitest.h"
#include "ui/alerts/desktopnotifier.h"

#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>
#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

const auto Path = u"/org/freedesktop/Notifications"_s;
const auto Interface = u"org.freedesktop.Notifications"_s;

/// What a desktop does, as the specification has it.
class NotificationServer final : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    struct Call
    {
        uint replaces = 0;
        QString title, text;
        QStringList actions;
        QVariantMap hints;
    };
    QList<Call> calls;

public Q_SLOTS:
    uint Notify(const QString &, uint replaces, const QString &, const QString &title,
        const QString &text, const QStringList &actions, const QVariantMap &hints, int)
    {
        calls.append({replaces, title, text, actions, hints});
        return replaces ? replaces : uint(calls.size());
    }

Q_SIGNALS:
    void ActionInvoked(uint id, const QString &action);
    void NotificationClosed(uint id, uint reason);
};

} // namespace

class TestDesktopNotifier final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(test::anyUiWarning()); }
    void cleanupTestCase();

    void tells();
    void aClickComesBack();
    void theNextOneTakesThePlaceOfTheLast();
    void whereThereIsNoBusNothingHappens();

private:
    std::unique_ptr<PrivateBus> m_bus;
    NotificationServer m_server;
};

void TestDesktopNotifier::initTestCase()
{
    m_bus = std::make_unique<PrivateBus>();
    QDBusConnection bus = m_bus->connection(u"server"_s);
    QVERIFY(bus.registerObject(
        Path, &m_server, QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
    QVERIFY(bus.registerService(Interface));
}

void TestDesktopNotifier::cleanupTestCase()
{
    QDBusConnection::disconnectFromBus(u"server"_s);
    QDBusConnection::disconnectFromBus(u"client"_s);
    m_bus.reset();
}

void TestDesktopNotifier::tells()
{
    m_server.calls.clear();
    DesktopNotifier notifier(m_bus->connection(u"client"_s));
    notifier.notify({AlertKind::LimitReached, u"Limit used up"_s,
        u"“<b>R&D</b>” has used up its limit."_s, u"Raise the limit…"_s, true});
    QTRY_COMPARE(m_server.calls.size(), 1);
    const NotificationServer::Call call = m_server.calls.first();
    QCOMPARE(call.title, u"Limit used up"_s);
    QCOMPARE(call.text, u"“&lt;b&gt;R&amp;D&lt;/b&gt;” has used up its limit."_s);
    QCOMPARE(call.actions, (QStringList{u"default"_s, u"Raise the limit…"_s}));
    QCOMPARE(call.hints.value(u"urgency"_s).value<uchar>(), uchar(2));
    const QString entry = call.hints.value(u"desktop-entry"_s).toString();
    QVERIFY(QFile::exists(u"%1/resources/%2.desktop"_s.arg(QStringLiteral(KEYDECK_SOURCE), entry)));
    QCOMPARE(call.replaces, 0U);
}

void TestDesktopNotifier::aClickComesBack()
{
    m_server.calls.clear();
    DesktopNotifier notifier(m_bus->connection(u"client"_s));
    QSignalSpy activated(&notifier, &Notifier::activated);
    notifier.notify({AlertKind::Expired, u"Expired"_s, u"One."_s, u"Extend…"_s, false});
    QTRY_COMPARE(m_server.calls.size(), 1);
    Q_EMIT m_server.ActionInvoked(99, u"default"_s); // somebody else's
    Q_EMIT m_server.ActionInvoked(1, u"default"_s);
    QTRY_COMPARE(activated.count(), 1);
    QCOMPARE(activated.first().first().value<AlertKind>(), AlertKind::Expired);
}

void TestDesktopNotifier::theNextOneTakesThePlaceOfTheLast()
{
    m_server.calls.clear();
    DesktopNotifier notifier(m_bus->connection(u"client"_s));
    QSignalSpy activated(&notifier, &Notifier::activated);
    const Notifier::Notification near{
        AlertKind::NearLimit, u"Near the limit"_s, u"One."_s, u"Show it"_s, false};
    notifier.notify(near);
    QTRY_COMPARE(m_server.calls.size(), 1);
    Q_EMIT m_server.ActionInvoked(1, u"default"_s);
    QTRY_COMPARE(activated.count(), 1); // the notifier knows the first one's number by now
    notifier.notify(near);
    QTRY_COMPARE(m_server.calls.size(), 2);
    QCOMPARE(m_server.calls.last().replaces, 1U);
}

void TestDesktopNotifier::whereThereIsNoBusNothingHappens()
{
    DesktopNotifier notifier(QDBusConnection(u"no such connection"_s));
    notifier.notify({AlertKind::NearLimit, u"Near the limit"_s, u"One."_s, u"Show it"_s, false});
}

QTEST_GUILESS_MAIN(TestDesktopNotifier)
#include "tst_desktopnotifier.moc"
