#include "core/base/fingerprint.h"
#include "core/rules/selector.h"
#include "core/store/keycodec.h"
#include "tests/support/storefixture.h"

#include <QRegularExpression>
#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

const QString Path = u"/srv/gateway/apikeys.json"_s;
const QString Alice = u"pk_live_alice_0123456789"_s;
const QString Bob = u"pk_live_bob_0123456789"_s;

KeySet storeOf(const std::vector<std::pair<QString, QString>> &keysAndNames)
{
    std::vector<SampleKey> keys;
    for (const auto &[key, name] : keysAndNames) {
        SampleKey sample = sampleKey(int(keys.size()));
        sample.key = key;
        sample.name = name;
        keys.push_back(sample);
    }
    return decodeStore(storeBytes(keys));
}

/// Its name is Bob's fingerprint, Bob is there twice, and two keys are called Twin.
KeySet oddStore()
{
    return storeOf({{Alice, fingerprint(Bob)}, {Bob, u"Bob"_s}, {Bob, u"Bob again"_s},
        {u"pk_live_twin_1_0123456789"_s, u"Twin"_s}, {u"pk_live_twin_2_0123456789"_s, u"Twin"_s}});
}

} // namespace

class SelectorTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void findsTheOne_data();
    void findsTheOne();
    void refusesNoneAndSeveral_data();
    void refusesNoneAndSeveral();
    void severalAreNamedApart();
    void aKeyIsNeverEchoed();
    void byKeyTheFirstWins();
    void echoesWhatIsNoKey_data();
    void echoesWhatIsNoKey();
};

void SelectorTest::findsTheOne_data()
{
    QTest::addColumn<QString>("selector");
    QTest::addColumn<qsizetype>("index");
    const QString bob = fullFingerprint(Bob);
    QTest::newRow("name") << u"Bob"_s << qsizetype(1);
    QTest::newRow("8 digits") << bob.left(8) << qsizetype(1);
    QTest::newRow("all digits") << bob << qsizetype(1);
    QTest::newRow("upper case") << bob.left(9).toUpper() << qsizetype(1);
    QTest::newRow("a name that is the id of another") << fingerprint(Alice) << qsizetype(2);
}

void SelectorTest::findsTheOne()
{
    QFETCH(QString, selector);
    QFETCH(qsizetype, index);
    const KeySet keys
        = storeOf({{Alice, u"Alice"_s}, {Bob, u"Bob"_s}, {u"pk_other"_s, fingerprint(Alice)}});
    const auto found = selectKey(keys, selector, Path);
    QVERIFY2(found, found ? "" : qPrintable(found.error().message));
    QCOMPARE(*found, index);
}

void SelectorTest::refusesNoneAndSeveral_data()
{
    QTest::addColumn<QString>("selector");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("unknown") << u"Carol"_s << ErrorCode::NotFound;
    QTest::newRow("another case") << u"bob"_s << ErrorCode::NotFound;
    QTest::newRow("part of a name") << u"Bo"_s << ErrorCode::NotFound;
    QTest::newRow("7 digits") << fullFingerprint(Alice).left(7) << ErrorCode::NotFound;
    QTest::newRow("too many digits") << fullFingerprint(Alice) + u'0' << ErrorCode::NotFound;
    QTest::newRow("a key") << Alice << ErrorCode::NotFound;
    QTest::newRow("two of one name") << u"Twin"_s << ErrorCode::Ambiguous;
    QTest::newRow("a duplicate key") << fullFingerprint(Bob).left(20) << ErrorCode::Ambiguous;
    QTest::newRow("nothing") << QString() << ErrorCode::InvalidInput;
}

void SelectorTest::refusesNoneAndSeveral()
{
    QFETCH(QString, selector);
    QFETCH(ErrorCode, code);
    const auto found = selectKey(oddStore(), selector, Path);
    QVERIFY(!found);
    QCOMPARE(found.error().code, code);
    QVERIFY2(found.error().message.contains(Path), qPrintable(found.error().message));
}

void SelectorTest::severalAreNamedApart()
{
    const auto found = selectKey(oddStore(), fullFingerprint(Bob).left(8), Path);
    QVERIFY(!found);
    const QString message = found.error().message;
    const QString id = fingerprint(Bob);
    QVERIFY2(message.contains(u"%1 “Bob” (record 2)"_s.arg(id)), qPrintable(message));
    QVERIFY2(message.contains(u"%1 “Bob again” (record 3)"_s.arg(id)), qPrintable(message));
    QVERIFY(selectKey(oddStore(), u"Bob again"_s, Path) == 2);
}

void SelectorTest::aKeyIsNeverEchoed()
{
    for (const QString &key : {Alice, QString(Alice + u'x')}) {
        const auto found = selectKey(storeOf({{Alice, u"Alice"_s}}), key, Path);
        QVERIFY(!found);
        QVERIFY2(!found.error().message.contains(key), qPrintable(found.error().message));
    }
    const auto found = selectKey(storeOf({{Alice, u"Alice"_s}}), Alice, Path);
    QVERIFY(found.error().message.contains(u"--key-stdin"_s));
}

void SelectorTest::byKeyTheFirstWins()
{
    QVERIFY(selectByKey(oddStore(), Bob, Path) == 1);
    const auto missing = selectByKey(oddStore(), u"pk_live_nobody_0123456789"_s, Path);
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, ErrorCode::NotFound);
    QVERIFY(!missing.error().message.contains(u"nobody"_s));
}

void SelectorTest::echoesWhatIsNoKey_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("whole");
    QTest::newRow("a name") << u"Alice"_s << true;
    QTest::newRow("a long name") << u"customer-portal-production"_s << true;
    QTest::newRow("words") << u"customer portal 2026"_s << true;
    QTest::newRow("an id") << u"3f2a9c01b7d4"_s << true;
    QTest::newRow("a key") << u"pk_example_0001"_s << false;
    QTest::newRow("digits and letters") << u"sk-a8f9e02bc4d1"_s << false;
    QTest::newRow("hex") << u"0123456789abcdef0123456789abcdef"_s << false;
}

void SelectorTest::echoesWhatIsNoKey()
{
    QFETCH(QString, typed);
    QFETCH(bool, whole);
    QCOMPARE(safeEcho(typed) == typed, whole);
}

QTEST_GUILESS_MAIN(SelectorTest)
#include "tst_selector.moc"
