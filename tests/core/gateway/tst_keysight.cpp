// When it is said that the gateway sees none of the keys.
#include "core/gateway/keysight.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;

namespace {

constexpr qint64 Now = 1'800'000'000'000;
constexpr int Unknown = 401;

} // namespace

class TestKeySight final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesSeveralKeys();
    void takesEveryKeyOfASmallStore();
    void oneKnownKeyIsEnough_data();
    void oneKnownKeyIsEnough();
    void failuresSayNothing();
    void answersGrowOld();
    void anEmptyStoreHasNothingToSee();
};

void TestKeySight::takesSeveralKeys()
{
    KeySight sight;
    sight.setKeyCount(100);
    sight.note(u"a"_s, Unknown, Now);
    sight.note(u"a"_s, Unknown, Now + 1000);
    sight.note(u"b"_s, Unknown, Now + 2000);
    QVERIFY(!sight.seesNone(Now + 2000));
    sight.note(u"c"_s, Unknown, Now + 3000);
    QVERIFY(sight.seesNone(Now + 3000));
    sight.forget();
    QVERIFY(!sight.seesNone(Now + 3000));
}

void TestKeySight::takesEveryKeyOfASmallStore()
{
    KeySight sight;
    sight.setKeyCount(2);
    sight.note(u"a"_s, Unknown, Now);
    QVERIFY(!sight.seesNone(Now));
    sight.note(u"b"_s, Unknown, Now);
    QVERIFY(sight.seesNone(Now));
}

void TestKeySight::oneKnownKeyIsEnough_data()
{
    QTest::addColumn<int>("status");
    QTest::newRow("200") << 200;
    QTest::newRow("403") << 403;
}

void TestKeySight::oneKnownKeyIsEnough()
{
    QFETCH(int, status);
    KeySight sight;
    sight.setKeyCount(3);
    sight.note(u"a"_s, Unknown, Now);
    sight.note(u"b"_s, Unknown, Now);
    sight.note(u"c"_s, status, Now);
    sight.note(u"d"_s, Unknown, Now);
    QVERIFY(!sight.seesNone(Now));
}

void TestKeySight::failuresSayNothing()
{
    KeySight sight;
    sight.setKeyCount(1);
    for (const int status : {0, 404, 429, 500, 503})
        sight.note(u"a"_s, status, Now);
    QVERIFY(!sight.seesNone(Now));
    sight.note(u"a"_s, Unknown, Now);
    sight.note(u"a"_s, 500, Now + 1000);
    QVERIFY(sight.seesNone(Now + 1000));
}

void TestKeySight::answersGrowOld()
{
    KeySight sight;
    sight.setKeyCount(1);
    sight.note(u"a"_s, Unknown, Now);
    QVERIFY(sight.seesNone(Now + KeySight::NewsMs));
    QVERIFY(!sight.seesNone(Now + KeySight::NewsMs + 1));
}

void TestKeySight::anEmptyStoreHasNothingToSee()
{
    KeySight sight;
    sight.note(u"a"_s, Unknown, Now);
    QVERIFY(!sight.seesNone(Now));
}

QTEST_GUILESS_MAIN(TestKeySight)
#include "tst_keysight.moc"
