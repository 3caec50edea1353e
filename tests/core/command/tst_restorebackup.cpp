#include "core/command/restorebackup.h"
#include "core/store/keycodec.h"
#include "tests/support/storefixture.h"

#include <QRegularExpression>
#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

class TestRestoreBackup final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    void bringsBackWhatTheAdministratorDecided();
    void keepsTheUsageThatCameSince();
    void keepsTheLargerTotal();
    void keepsEveryOtherByteOfTheBackup();
    void worksOnWhatTheGatewayCannotUse_data();
    void worksOnWhatTheGatewayCannotUse();
};

namespace {

KeySet restored(const QByteArray &backup, const QByteArray &present)
{
    const auto after
        = RestoreBackup(decodeStore(backup), u"yesterday"_s).apply(decodeStore(present));
    return after ? *after : KeySet();
}

} // namespace

void TestRestoreBackup::bringsBackWhatTheAdministratorDecided()
{
    SampleKey edited = sampleKey(0);
    edited.tokenLimitPer5h = 5;
    edited.name = u"Other"_s;
    const KeySet after
        = restored(storeBytes({sampleKey(0), sampleKey(1)}), storeBytes({edited, sampleKey(2)}));
    QCOMPARE(after.bytes(), storeBytes({sampleKey(0), sampleKey(1)}));
}

void TestRestoreBackup::keepsTheUsageThatCameSince()
{
    SampleKey used = sampleKey(0);
    used.totalLifetimeTokens += 500;
    used.lastUsed = u"2026-01-18T11:00:00.000Z"_s;
    used.usageWindows = {{u"2026-01-18T10:59:00.000Z"_s, 500}};
    const KeySet after
        = restored(storeBytes({sampleKey(0), sampleKey(1)}), storeBytes({used, sampleKey(1)}));
    QCOMPARE(after.bytes(), storeBytes({used, sampleKey(1)}));
}

void TestRestoreBackup::keepsTheLargerTotal()
{
    SampleKey fallen = sampleKey(0);
    fallen.totalLifetimeTokens = 3;
    QCOMPARE(restored(storeBytes(1), storeBytes({fallen})).bytes(), storeBytes(1));
}

void TestRestoreBackup::keepsEveryOtherByteOfTheBackup()
{
    QByteArray backup = storeBytes(2);
    backup.replace("\"name\": \"Example 0\"", "\"x\" :[1.0, 2e5],\"name\":\"Ex\\u0061mple 0\"");
    QCOMPARE(restored(backup, storeBytes(2)).bytes(), backup);
}

void TestRestoreBackup::worksOnWhatTheGatewayCannotUse_data()
{
    QTest::addColumn<QByteArray>("present");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("wiped") << storeBytes(0);
    QTest::newRow("torn") << storeBytes(2).chopped(300);
    QTest::newRow("list") << "[]"_ba;
    QTest::newRow("no keys") << "{}"_ba;
    QTest::newRow("null") << "{\"keys\":[null]}"_ba;
    QTest::newRow("damaged windows") << storeBytes(2).replace("[\n        {", "[null, {");
    QTest::newRow("byte order mark") << "\xef\xbb\xbf" + storeBytes(2);
}

void TestRestoreBackup::worksOnWhatTheGatewayCannotUse()
{
    QFETCH(const QByteArray, present);
    const RestoreBackup command(decodeStore(storeBytes(2)), u"yesterday"_s);
    QVERIFY(command.worksOnUnusableStores());
    QCOMPARE(restored(storeBytes(2), present).bytes(), storeBytes(2));
}

QTEST_GUILESS_MAIN(TestRestoreBackup)
#include "tst_restorebackup.moc"
