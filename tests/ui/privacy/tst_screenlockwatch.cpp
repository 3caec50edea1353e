// Hears of a locked screen over buses of its own, from stand-ins for logind and for screen savers.
#include "tests/support/privatebus.h"
#include "tests/support/uitest.h"
#include "ui/privacy/screenlockwatch.h"

#include <QDBusConnectionInterface>
#include <QDBusContext>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

const auto Login = u"org.freedesktop.login1"_s;

class ManagerStandIn final : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.login1.Manager")

public:
    QStringList known{u"auto"_s, u"7"_s};
    QStringList asked;

public Q_SLOTS:
    QDBusObjectPath GetSession(const QString &id)
    {
        asked.append(id);
        if (!known.contains(id))
            sendErrorReply(u"org.freedesktop.login1.NoSuchSession"_s, id);
        return QDBusObjectPath(u"/session/"_s + id);
    }
};

class SessionStandIn final : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.login1.Session")

Q_SIGNALS:
    void Lock();
};

class SaverStandIn final : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.ScreenSaver")

Q_SIGNALS:
    void ActiveChanged(bool isActive);
};

class GnomeSaverStandIn final : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.gnome.ScreenSaver")

Q_SIGNALS:
    void ActiveChanged(bool isActive);
};

} // namespace

class TestScreenLockWatch final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase();

    void theSessionIsLocked_data();
    void theSessionIsLocked();
    void theHintIsSet();
    void anotherSessionIsNotOurs();
    void aScreenSaverComesUp();
    void withoutABusNothingHappens();

private:
    [[nodiscard]] QDBusConnection server() { return m_bus->connection(u"server"_s); }
    [[nodiscard]] QDBusConnection client() { return m_bus->connection(u"client"_s); }
    /// What was sent by now has arrived.
    void settle();
    void tellHint(const QString &path, bool isLocked);

    std::unique_ptr<PrivateBus> m_bus;
    ManagerStandIn m_manager;
    SessionStandIn m_session, m_other;
    SaverStandIn m_saver, m_oldSaver;
    GnomeSaverStandIn m_gnome;
};

void TestScreenLockWatch::initTestCase()
{
    m_bus = std::make_unique<PrivateBus>();
    const auto slots_ = QDBusConnection::ExportAllSlots,
               signals_ = QDBusConnection::ExportAllSignals;
    QVERIFY(server().registerObject(u"/org/freedesktop/login1"_s, &m_manager, slots_));
    QVERIFY(server().registerObject(u"/session/auto"_s, &m_session, signals_));
    QVERIFY(server().registerObject(u"/session/7"_s, &m_other, signals_));
    QVERIFY(server().registerObject(u"/org/freedesktop/ScreenSaver"_s, &m_saver, signals_));
    QVERIFY(server().registerObject(u"/ScreenSaver"_s, &m_oldSaver, signals_));
    QVERIFY(server().registerObject(u"/org/gnome/ScreenSaver"_s, &m_gnome, signals_));
    for (const QString &name :
        {Login, u"org.freedesktop.ScreenSaver"_s, u"org.gnome.ScreenSaver"_s})
        QVERIFY(server().registerService(name));
}

void TestScreenLockWatch::init()
{
    QTest::failOnWarning(test::anyUiWarning());
    m_manager.asked.clear();
}

void TestScreenLockWatch::cleanupTestCase()
{
    QDBusConnection::disconnectFromBus(u"server"_s);
    QDBusConnection::disconnectFromBus(u"client"_s);
    m_bus.reset();
}

void TestScreenLockWatch::settle()
{
    for (const QDBusConnection &bus : {server(), client()}) // the daemon keeps the order
        QVERIFY(bus.interface()->registeredServiceNames().isValid());
    QCoreApplication::processEvents();
}

void TestScreenLockWatch::tellHint(const QString &path, bool isLocked)
{
    QDBusMessage message = QDBusMessage::createSignal(
        path, u"org.freedesktop.DBus.Properties"_s, u"PropertiesChanged"_s);
    message << u"org.freedesktop.login1.Session"_s
            << QVariantMap{{u"LockedHint"_s, isLocked}, {u"IdleHint"_s, true}} << QStringList();
    QVERIFY(server().send(message));
}

void TestScreenLockWatch::theSessionIsLocked_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QStringList>("asked");
    QTest::newRow("nobody knows which one") << QString() << QStringList{u"auto"_s};
    QTest::newRow("the environment knows") << u"7"_s << QStringList{u"7"_s};
    QTest::newRow("the environment is wrong") << u"c9"_s << QStringList{u"c9"_s, u"auto"_s};
}

void TestScreenLockWatch::theSessionIsLocked()
{
    QFETCH(QString, id);
    QFETCH(QStringList, asked);
    ScreenLockWatch watch(id, client(), client());
    const QSignalSpy told(&watch, &ScreenLockWatch::locked);
    SessionStandIn &session = id == u"7"_s ? m_other : m_session;
    // The subscription is on its way to the bus.
    QTRY_VERIFY((Q_EMIT session.Lock(), !told.isEmpty()));
    QCOMPARE(m_manager.asked, asked);
}

void TestScreenLockWatch::theHintIsSet()
{
    ScreenLockWatch watch({}, client(), client());
    QSignalSpy told(&watch, &ScreenLockWatch::locked);
    QTRY_VERIFY((tellHint(u"/session/auto"_s, true), !told.isEmpty()));
    settle();
    told.clear();
    tellHint(u"/session/auto"_s, false);
    settle();
    QCOMPARE(told.count(), 0);
}

void TestScreenLockWatch::anotherSessionIsNotOurs()
{
    ScreenLockWatch watch({}, client(), client());
    QSignalSpy told(&watch, &ScreenLockWatch::locked);
    QTRY_VERIFY((Q_EMIT m_session.Lock(), !told.isEmpty()));
    settle();
    told.clear();
    Q_EMIT m_other.Lock();
    tellHint(u"/session/7"_s, true);
    settle();
    QCOMPARE(told.count(), 0);
}

void TestScreenLockWatch::aScreenSaverComesUp()
{
    ScreenLockWatch watch({}, client(), client());
    QSignalSpy told(&watch, &ScreenLockWatch::locked);
    QTRY_VERIFY((Q_EMIT m_saver.ActiveChanged(true), !told.isEmpty()));
    settle();
    told.clear();
    Q_EMIT m_saver.ActiveChanged(false);
    Q_EMIT m_oldSaver.ActiveChanged(true);
    QTRY_COMPARE(told.count(), 1);
    Q_EMIT m_gnome.ActiveChanged(true);
    QTRY_COMPARE(told.count(), 2);
}

void TestScreenLockWatch::withoutABusNothingHappens()
{
    const QDBusConnection none(u"no such connection"_s);
    ScreenLockWatch watch({}, none, none);
    const QSignalSpy told(&watch, &ScreenLockWatch::locked);
    QVERIFY(told.isEmpty());
}

QTEST_GUILESS_MAIN(TestScreenLockWatch)
#include "tst_screenlockwatch.moc"
