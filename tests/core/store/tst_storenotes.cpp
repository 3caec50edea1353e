#include "core/store/filelock.h"
#include "core/store/storenotes.h"
#include "tests/support/childprocess.h"
#include "tests/support/storefixture.h"

#include <QRegularExpression>
#include <QTest>

#include <unistd.h>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

class TestStoreNotes final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void aLongHoldIsSaid_data()
    {
        QTest::addColumn<qint64>("heldUs");
        QTest::addColumn<QString>("held");
        QTest::addColumn<QString>("consequence");
        const QString waited = u"may have waited"_s, failed = u"may have failed"_s;
        QTest::newRow("nothing was written") << qint64(0) << QString() << QString();
        QTest::newRow("as ever") << qint64(60) << QString() << QString();
        QTest::newRow("at the limit")
            << qint64(LockPatience::MaximumHoldMs) * 1000 << QString() << QString();
        QTest::newRow("past it") << qint64(LockPatience::MaximumHoldMs) * 1000 + 1 << u" 150 ms,"_s
                                 << waited;
        QTest::newRow("while the gateway is patient") << qint64(449'999) << u" 449 ms,"_s << waited;
        QTest::newRow("past its patience") << qint64(450'000) << u" 450 ms,"_s << failed;
        QTest::newRow("stopped for a second") << qint64(1'043'000) << u" 1.0 s,"_s << failed;
        QTest::newRow("for a minute") << qint64(61'300'000) << u" 61.3 s,"_s << failed;
    }

    void aLongHoldIsSaid()
    {
        QFETCH(qint64, heldUs);
        QFETCH(QString, held);
        QFETCH(QString, consequence);
        const QString note = longHoldNote(heldUs);
        QCOMPARE(note.isEmpty(), held.isEmpty());
        QVERIFY2(note.contains(held), qPrintable(note));
        QVERIFY2(note.contains(consequence), qPrintable(note));
    }

    void rootSaysWhoseTheStoreStays()
    {
        const StoreFixture store(1);
        constexpr uint somebody = 65534;
        const uint owner = ::geteuid() == 0 ? somebody : ::geteuid();
        QCOMPARE(::chown(qPrintable(store.path()), owner, gid_t(-1)), 0);
        const QString note = rootNote(store.path(), 0);
        QVERIFY2(note.startsWith(u"Running as root: "_s), qPrintable(note));
        QVERIFY2(note.contains(store.path()), qPrintable(note));
        QVERIFY2(note.contains(QString::number(owner)), qPrintable(note));
        QCOMPARE(rootNote(store.path(), owner), QString());
        QCOMPARE(rootNote(store.directory() + u"/missing"_s, 0), QString());
    }

    void whatWasRecoveredIsNamed()
    {
        QCOMPARE(recoveredNote({}), QString());
        const QString note = recoveredNote({u"/a.lock"_s, u"/b\n.lock"_s});
        QVERIFY2(note.contains(u"/a.lock and /b\\u000a.lock"_s), qPrintable(note));
    }

    void rootsOwnStoreIsNoNews()
    {
        if (::geteuid() != 0)
            QSKIP("only root can make a store of root's");
        const StoreFixture store(1);
        QCOMPARE(rootNote(store.path()), QString());
        QCOMPARE(::chown(qPrintable(store.path()), 65534, gid_t(-1)), 0);
        QVERIFY(!rootNote(store.path()).isEmpty());
        QCOMPARE(inChild([&] {
            becomeNobody();
            return rootNote(store.path()).toUtf8();
        }),
            QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestStoreNotes)
#include "tst_storenotes.moc"
