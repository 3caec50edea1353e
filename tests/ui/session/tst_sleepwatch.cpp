// Hears of sleep over a bus of its own, from a stand-in for systemd-logind.
#include "tests/support/privatebus.h"
#include "tests/support/uitest.h"
#include "ui/session/sleepwatch.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

class LoginStandIn final : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.login1.Manager")

Q_SIGNALS:
    void PrepareForSleep(bool isStarting);
};

} // namespace

class TestSleepWatch final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(test::anyUiWarning()); }
    void cleanupTestCase();

    void tellsOfSleepAndOfWaking();
    void withoutABusNothingHappens();

private:
    std::unique_ptr<PrivateBus> m_bus;
    LoginStandIn m_manager;
};

void TestSleepWatch::initTestCase()
{
    m_bus = std::make_unique<PrivateBus>();
    QDBusConnection bus = m_bus->connection(u"logind"_s);
    QVERIFY(bus.registerObject(
        u"/org/freedesktop/login1"_s, &m_manager, QDBusConnection::ExportAllSignals));
    QVERIFY(bus.registerService(u"org.freedesktop.login1"_s));
}

void TestSleepWatch::cleanupTestCase()
{
    QDBusConnection::disconnectFromBus(u"logind"_s);
    QDBusConnection::disconnectFromBus(u"client"_s);
    m_bus.reset();
}

void TestSleepWatch::tellsOfSleepAndOfWaking()
{
    SleepWatch watch(m_bus->connection(u"client"_s));
    const QSignalSpy told(&watch, &SleepWatch::sleeping);
    // The subscription is on its way to the bus.
    QTRY_VERIFY((Q_EMIT m_manager.PrepareForSleep(true), !told.isEmpty()));
    QCOMPARE(told.constFirst().constFirst().toBool(), true);
    Q_EMIT m_manager.PrepareForSleep(false);
    QTRY_COMPARE(told.constLast().constFirst().toBool(), false);
}

void TestSleepWatch::withoutABusNothingHappens()
{
    SleepWatch watch(QDBusConnection(u"no such connection"_s));
    const QSignalSpy told(&watch, &SleepWatch::sleeping);
    QVERIFY(told.isEmpty());
}

QTEST_GUILESS_MAIN(TestSleepWatch)
#include "tst_sleepwatch.moc"
