#include "core/command/renewkeys.h"
#include "core/store/keycodec.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"

#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

class TestRenewKeys final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void renewsEachByItsOwnExpiry();
    void goesByWhatTheStoreHoldsByThen();
    void addsAnExpiryWhereThereIsNone();
    void allOrNone();
    void titlesReadAsInAMenu();
};

namespace {

Target target(int n)
{
    return {{sampleKeyText(n), 0}, u"Example %1"_s.arg(n)};
}

} // namespace

void TestRenewKeys::renewsEachByItsOwnExpiry()
{
    std::vector<SampleKey> keys{sampleKey(0), sampleKey(1), sampleKey(2)};
    keys[2].expiryDate = u"2025-06-01T00:00:00Z"_s;
    const auto renewed
        = RenewKeys({target(0), target(2)}, {30}, SomeNowMs).apply(decodeStore(storeBytes(keys)));
    QVERIFY(renewed);
    keys[0].expiryDate = u"2028-01-30T23:59:59.000Z"_s;
    keys[2].expiryDate = u"2026-02-17T10:30:00.000Z"_s;
    QCOMPARE(renewed->bytes(), storeBytes(keys));
}

void TestRenewKeys::goesByWhatTheStoreHoldsByThen()
{
    const RenewKeys command({target(0)}, {7}, SomeNowMs);
    std::vector<SampleKey> keys{sampleKey(0)};
    for (const auto &[before, after] : {std::pair(u"2026-02-01T00:00:00Z"_s, u"2026-02-08"_s),
             std::pair(u"2026-03-01T00:00:00Z"_s, u"2026-03-08"_s)}) {
        keys[0].expiryDate = before;
        const auto renewed = command.apply(decodeStore(storeBytes(keys)));
        QVERIFY(renewed);
        QVERIFY(renewed->at(0).value(KeyField::ExpiryDate).toString().startsWith(after));
    }
}

void TestRenewKeys::addsAnExpiryWhereThereIsNone()
{
    QByteArray bytes = storeBytes(1);
    bytes.replace("\"expiry_date\": \"2027-12-31T23:59:59.000Z\",\n      ", "");
    const auto renewed = RenewKeys({target(0)}, {7}, SomeNowMs).apply(decodeStore(bytes));
    QVERIFY(renewed);
    QCOMPARE(renewed->bytes(),
        storeBytes(1).replace("2027-12-31T23:59:59.000Z", "2026-01-25T10:30:00.000Z"));
}

void TestRenewKeys::allOrNone()
{
    const KeySet fresh = decodeStore(storeBytes(2));
    const auto gone = RenewKeys({target(0), target(7)}, {7}, SomeNowMs).apply(fresh);
    QVERIFY(!gone);
    QCOMPARE(gone.error().code, ErrorCode::NotFound);
    std::vector<SampleKey> keys{sampleKey(0), sampleKey(1)};
    keys[1].expiryDate = u"9999-12-31T23:59:59Z"_s;
    const auto late
        = RenewKeys({target(0), target(1)}, {7}, SomeNowMs).apply(decodeStore(storeBytes(keys)));
    QVERIFY(!late);
    QVERIFY2(late.error().message.contains(u"“Example 1”"_s), qPrintable(late.error().message));
}

void TestRenewKeys::titlesReadAsInAMenu()
{
    QCOMPARE(RenewKeys({target(0)}, {7}, SomeNowMs).title(), u"Renew “Example 0”"_s);
    QCOMPARE(
        RenewKeys({target(0), target(1), target(2)}, {7}, SomeNowMs).title(), u"Renew 3 keys"_s);
    QCOMPARE(RenewKeys({{{u"pk_abcdefgh1234"_s, 0}}}, {7}, SomeNowMs).title(),
        u"Renew the key pk_…1234"_s);
}

QTEST_GUILESS_MAIN(TestRenewKeys)
#include "tst_renewkeys.moc"
