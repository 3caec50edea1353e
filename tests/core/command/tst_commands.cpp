#include "core/command/createkeys.h"
#include "core/command/editkeys.h"
#include "core/command/removekeys.h"
#include "tests/support/storefixture.h"

#include <QRegularExpression>
#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

NewKey newKey(const QString &key, const QString &name)
{
    return {key, name, {}, 5000, u"2027-06-30T23:59:59.000Z"_s, u"2026-01-18T10:30:00.000Z"_s};
}

/// The record that the gateway writes for such a key.
SampleKey asRecord(const NewKey &key)
{
    return {key.key, key.name, key.model, key.tokenLimitPer5h, key.expiryDate, key.createdAt,
        key.createdAt, 0, {}};
}

EditKeys editField(KeyField field, const QByteArray &json, std::optional<QByteArray> seen = {})
{
    return EditKeys({{{sampleKeyText(1), 0}, {{field, json, std::move(seen)}}, u"Alice"_s}});
}

QByteArray withName(const QByteArray &nameText)
{
    return storeBytes(3).replace("\"Example 1\"", nameText);
}

} // namespace

class TestCommands final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void createsWhatTheGatewayExpects()
    {
        const NewKey alice = newKey(u"pk_alice_000000"_s, u"Alice"_s);
        const NewKey bob = newKey(u"pk_bob_00000000"_s, u"Bob"_s);
        for (const int present : {0, 2}) {
            std::vector<SampleKey> expected;
            for (int n = 0; n < present; ++n)
                expected.push_back(sampleKey(n));
            expected.push_back(asRecord(alice));
            expected.push_back(asRecord(bob));
            const auto after = CreateKeys({alice, bob}).apply(decodeStore(storeBytes(present)));
            QVERIFY(after);
            QCOMPARE(after->bytes(), storeBytes(expected));
        }
    }

    void doesNotCreateTheSameKeyTwice_data()
    {
        QTest::addColumn<QStringList>("keys");
        QTest::newRow("in the store") << QStringList{sampleKeyText(2)};
        QTest::newRow("one of several in the store")
            << QStringList{u"pk_new_000000000"_s, sampleKeyText(2)};
        QTest::newRow("among the new ones")
            << QStringList{u"pk_new_000000000"_s, u"pk_new_000000000"_s};
    }

    void doesNotCreateTheSameKeyTwice()
    {
        QFETCH(QStringList, keys);
        std::vector<NewKey> wanted;
        for (const QString &key : keys)
            wanted.push_back(newKey(key, u"Alice"_s));
        const auto after = CreateKeys(wanted).apply(decodeStore(storeBytes(3)));
        QVERIFY(!after);
        QCOMPARE(after.error().code, ErrorCode::InvalidInput);
        QVERIFY(!after.error().message.contains(keys.last()));
    }

    void removesExactlyTheRecordsNamed()
    {
        const KeySet fresh
            = decodeStore(storeBytes({sampleKey(0), sampleKey(1), sampleKey(1), sampleKey(2)}));
        const auto second = RemoveKeys({{sampleKeyText(1), 1}}).apply(fresh);
        QVERIFY(second);
        QCOMPARE(second->bytes(), storeBytes(3));
        const auto both = RemoveKeys({{sampleKeyText(1), 1}, {sampleKeyText(1), 0}}).apply(fresh);
        QVERIFY(both);
        QCOMPARE(both->bytes(), storeBytes({sampleKey(0), sampleKey(2)}));
        const auto all = RemoveKeys({{sampleKeyText(0), 0}}).apply(decodeStore(storeBytes(1)));
        QVERIFY(all);
        QCOMPARE(all->bytes(), storeBytes(0));
    }

    void removesAllOrNothing()
    {
        const auto after = RemoveKeys({{sampleKeyText(1), 0}, {u"pk_long_gone_0000"_s, 0}})
                               .apply(decodeStore(storeBytes(3)));
        QVERIFY(!after);
        QCOMPARE(after.error().code, ErrorCode::NotFound);
        QVERIFY(after.error().message.contains(u"pk_…0000"_s));
        QVERIFY(!after.error().message.contains(u"pk_long_gone_0000"_s));
    }

    void tellsEveryObstacleToARemoval()
    {
        const KeySet seen = decodeStore(storeBytes(9));
        std::vector<KeyRef> refs;
        std::vector<ApiKey> records;
        for (int n = 0; n < 9; ++n) {
            refs.push_back({sampleKeyText(n), 0});
            records.push_back(seen.at(n));
        }
        SampleKey renamed = sampleKey(1), limited = sampleKey(2), used = sampleKey(3);
        renamed.name = u"Bob"_s;
        limited.tokenLimitPer5h = 7;
        used.totalLifetimeTokens += 5; // which stands in nobody's way
        const auto two = RemoveKeys(
            {refs[0], refs[1], refs[2], refs[3]}, {records.begin(), records.begin() + 4})
                             .apply(decodeStore(storeBytes({renamed, limited, used})));
        QCOMPARE(two.error().code, ErrorCode::Conflict);
        QCOMPARE(two.error().message,
            u"Nothing was removed, since 3 of 4 keys are not as you saw them: “Example 0” is gone, "
            "somebody else changed name of “Example 1” from “Example 1” to “Bob”, somebody else "
            "changed token_limit_per_5h of “Example 2” from 100000 to 7. Look at them again and "
            "decide."_s);

        const auto all = RemoveKeys(refs, records).apply(decodeStore(storeBytes({used})));
        QCOMPARE(all.error().code, ErrorCode::NotFound);
        QVERIFY2(all.error().message.contains(u"8 of 9 keys"_s), qPrintable(all.error().message));
        QVERIFY2(all.error().message.contains(u"“Example 5” is gone, and 3 more."_s),
            qPrintable(all.error().message));
    }

    void editsSeveralFieldsOfSeveralRecords()
    {
        SampleKey first = sampleKey(0);
        SampleKey third = sampleKey(2);
        const EditKeys edit({
            {{first.key, 0},
                {{KeyField::Name, "\"Alice\"", "\"Example 0\""},
                    {KeyField::Model, "", "\"glm-4.7\""}}},
            {{third.key, 0}, {{KeyField::TokenLimitPer5h, "7", std::nullopt}}},
        });
        first.name = u"Alice"_s;
        first.model.clear();
        third.tokenLimitPer5h = 7;
        const auto after = edit.apply(decodeStore(storeBytes(3)));
        QVERIFY(after);
        QCOMPARE(after->bytes(), storeBytes({first, sampleKey(1), third}));
    }

    void anEditWithoutEffectReturnsTheSameStore()
    {
        const KeySet fresh = decodeStore(withName("\"Example\\u0020\\u0031\""));
        const auto after = editField(KeyField::Name, "\"Example 1\"").apply(fresh);
        QVERIFY(after);
        QVERIFY(after->sameContent(fresh));
    }

    /// What the person saw, what stands there now, what the person wants.
    void seesConflicts_data()
    {
        QTest::addColumn<QByteArray>("seen");
        QTest::addColumn<QByteArray>("now");
        QTest::addColumn<bool>("conflict");
        const QByteArray example = "\"Example 1\"";
        QTest::newRow("as seen") << example << example << false;
        QTest::newRow("changed") << example << QByteArray("\"Bob\"") << true;
        QTest::newRow("changed to the same") << example << QByteArray("\"Alice\"") << false;
        QTest::newRow("spelled anew") << QByteArray("\"\\u0045xample 1\"") << example << false;
        QTest::newRow("number spelled anew") << QByteArray("1.0") << QByteArray("1") << false;
        QTest::newRow("text to number") << QByteArray("\"1\"") << QByteArray("1") << true;
        QTest::newRow("appeared") << QByteArray() << example << true;
    }

    void seesConflicts()
    {
        QFETCH(QByteArray, seen);
        QFETCH(QByteArray, now);
        QFETCH(bool, conflict);
        const auto after
            = editField(KeyField::Name, "\"Alice\"", seen).apply(decodeStore(withName(now)));
        QCOMPARE(!after, conflict);
        if (conflict)
            QCOMPARE(after.error().code, ErrorCode::Conflict);
        else
            QCOMPARE(after->at(1).name(), u"Alice"_s);
    }

    void aConflictNamesTheFieldAndBothValues()
    {
        const auto after = editField(KeyField::Name, "\"Alice\"", "\"Example 1\"")
                               .apply(decodeStore(withName("\"B\\u202eob\"")));
        QVERIFY(!after);
        QVERIFY2(after.error().message.contains(
                     u"set name of “Alice” to “B\\u202eob” while you set it to “Alice”"_s),
            qPrintable(after.error().message));
        const auto missing
            = editField(KeyField::Model, "", "\"other\"").apply(decodeStore(storeBytes(3)));
        QVERIFY(!missing);
        QVERIFY2(missing.error().message.contains(u"to “glm-4.7” while you set it to nothing"_s),
            qPrintable(missing.error().message));
    }

    void neverNamesAKey()
    {
        const QString wanted = u"pk_wanted_0000000"_s;
        const auto after = editField(KeyField::Key, jsonStringText(wanted), "\"pk_seen_0000000\"")
                               .apply(decodeStore(storeBytes(3)));
        QVERIFY(!after);
        QCOMPARE(after.error().code, ErrorCode::Conflict);
        for (const QString &key : {wanted, u"pk_seen"_s, sampleKeyText(1)})
            QVERIFY2(!after.error().message.contains(key), qPrintable(after.error().message));
    }

    void refusesEdits_data()
    {
        QTest::addColumn<int>("field");
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("last_used") << int(KeyField::LastUsed) << QByteArray("\"x\"");
        QTest::newRow("total") << int(KeyField::TotalLifetimeTokens) << QByteArray("0");
        QTest::newRow("windows") << int(KeyField::UsageWindows) << QByteArray("[]");
        QTest::newRow("no key") << int(KeyField::Key) << QByteArray();
        QTest::newRow("key as number") << int(KeyField::Key) << QByteArray("5");
        QTest::newRow("key of another") << int(KeyField::Key) << QByteArray("\"pk_example_00002\"");
        QTest::newRow("no JSON") << int(KeyField::Name) << QByteArray("Alice");
    }

    void refusesEdits()
    {
        QFETCH(int, field);
        QFETCH(QByteArray, json);
        const auto after = editField(KeyField(field), json).apply(decodeStore(storeBytes(3)));
        QVERIFY(!after);
        QCOMPARE(after.error().code, ErrorCode::InvalidInput);
        QVERIFY2(
            !after.error().message.contains(u"pk_example"_s), qPrintable(after.error().message));
    }

    void givesARecordANewKey()
    {
        const auto after
            = editField(KeyField::Key, "\"pk_fresh\"").apply(decodeStore(storeBytes(3)));
        QVERIFY(after);
        QCOMPARE(after->bytes(), storeBytes(3).replace("pk_example_00001", "pk_fresh"));
    }

    void aRecordThatIsGoneIsNotFound()
    {
        const auto after = editField(KeyField::Name, "\"Bob\"").apply(decodeStore(storeBytes(1)));
        QVERIFY(!after);
        QCOMPARE(after.error().code, ErrorCode::NotFound);
        QVERIFY2(after.error().message.contains(u"“Alice” is not in the store any more"_s),
            qPrintable(after.error().message));
    }

    void titlesNameThePersonButNeverTheKey_data()
    {
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("expected");
        const NewKey alice = newKey(u"pk_alice_0000abcd"_s, u"Al\nice"_s);
        QTest::newRow("create") << CreateKeys({alice}).title() << u"Create “Al\\u000aice”"_s;
        QTest::newRow("create two") << CreateKeys({alice, alice}).title() << u"Create 2 keys"_s;
        QTest::newRow("edit") << editField(KeyField::Name, "1").title() << u"Edit “Alice”"_s;
        QTest::newRow("edit two") << EditKeys(std::vector<EditKeys::Edit>(2)).title()
                                  << u"Edit 2 keys"_s;
        QTest::newRow("remove") << RemoveKeys({{alice.key, 0}}, u"Alice"_s).title()
                                << u"Remove “Alice”"_s;
        QTest::newRow("remove without a name")
            << RemoveKeys({{alice.key, 0}}).title() << u"Remove the key pk_…abcd"_s;
        QTest::newRow("remove two")
            << RemoveKeys(std::vector<KeyRef>(2)).title() << u"Remove 2 keys"_s;
    }

    void titlesNameThePersonButNeverTheKey()
    {
        QFETCH(QString, title);
        QFETCH(QString, expected);
        QCOMPARE(title, expected);
    }
};

QTEST_GUILESS_MAIN(TestCommands)
#include "tst_commands.moc"
