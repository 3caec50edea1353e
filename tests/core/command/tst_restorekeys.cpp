#include "core/command/removekeys.h"
#include "core/command/restorekeys.h"
#include "core/store/keycodec.h"
#include "tests/support/storefixture.h"

#include <QRegularExpression>
#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

class TestRestoreKeys final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    void bringsBackTheRecordByteForByte();
    void bringsBackSeveralInTheirOrder();
    void keepsWhatHappenedMeanwhile();
    void refusesAKeyThatIsBackAlready();
    void aRemovedDuplicateComesBackBesideTheOther();
    void aTitleNeverHoldsAKey();
};

namespace {

KeySet removed(const KeySet &keys, const std::vector<KeyRef> &refs)
{
    const Result<KeySet> after = RemoveKeys(refs).apply(keys);
    return after ? *after : KeySet();
}

} // namespace

void TestRestoreKeys::bringsBackTheRecordByteForByte()
{
    QByteArray bytes = storeBytes(3);
    bytes.replace(
        "\"name\": \"Example 1\"", "\"x_team\": {\"a\" :1.50},\r\n  \"name\":\"Ex\\u0061mple 1\"");
    const KeySet before = decodeStore(bytes);
    const KeyRef ref{sampleKeyText(1), 0};
    const QByteArray record = before.at(1).text().toByteArray();
    const RestoreKeys restore(RestoreKeys::takenFrom(before, {ref}));

    const Result<KeySet> after = restore.apply(removed(before, {ref}));
    QVERIFY(after);
    QCOMPARE(after->size(), 3);
    QCOMPARE(after->at(2).text().toByteArray(), record);
}

void TestRestoreKeys::bringsBackSeveralInTheirOrder()
{
    const KeySet before = decodeStore(storeBytes(4));
    const std::vector<KeyRef> refs{{sampleKeyText(2), 0}, {sampleKeyText(0), 0}};
    const RestoreKeys restore(RestoreKeys::takenFrom(before, refs));
    const Result<KeySet> after = restore.apply(removed(before, refs));
    QVERIFY(after);
    QCOMPARE(after->size(), 4);
    QCOMPARE(after->at(2).key(), sampleKeyText(2));
    QCOMPARE(after->at(3).key(), sampleKeyText(0));
}

void TestRestoreKeys::keepsWhatHappenedMeanwhile()
{
    const KeySet before = decodeStore(storeBytes(2));
    const RestoreKeys restore(RestoreKeys::takenFrom(before, {{sampleKeyText(0), 0}}));
    SampleKey changed = sampleKey(1);
    changed.totalLifetimeTokens = 99;
    const Result<KeySet> after = restore.apply(decodeStore(storeBytes({changed})));
    QVERIFY(after);
    QCOMPARE(after->at(0).value(KeyField::TotalLifetimeTokens).toNumber(), 99.0);
    QCOMPARE(after->size(), 2);
}

void TestRestoreKeys::refusesAKeyThatIsBackAlready()
{
    const KeySet before = decodeStore(storeBytes(2));
    const RestoreKeys restore(RestoreKeys::takenFrom(before, {{sampleKeyText(0), 0}}));
    const Result<KeySet> after = restore.apply(before);
    QVERIFY(!after);
    QCOMPARE(after.error().code, ErrorCode::InvalidInput);
    QVERIFY(!after.error().message.contains(sampleKeyText(0)));
}

void TestRestoreKeys::aRemovedDuplicateComesBackBesideTheOther()
{
    const KeySet before = decodeStore(storeBytes({sampleKey(0), sampleKey(1), sampleKey(0)}));
    const KeyRef second{sampleKeyText(0), 1};
    const RestoreKeys restore(RestoreKeys::takenFrom(before, {second}));
    const Result<KeySet> after = restore.apply(removed(before, {second}));
    QVERIFY(after);
    QCOMPARE(after->size(), 3);
}

void TestRestoreKeys::aTitleNeverHoldsAKey()
{
    const KeySet before = decodeStore(storeBytes(1));
    const RestoreKeys restore(RestoreKeys::takenFrom(before, {{sampleKeyText(0), 0}}));
    QVERIFY(restore.title().contains(sampleKey(0).name));
    QVERIFY(!restore.title().contains(sampleKeyText(0)));
}

QTEST_GUILESS_MAIN(TestRestoreKeys)
#include "tst_restorekeys.moc"
