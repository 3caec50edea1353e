#include "core/command/editkeys.h"
#include "core/command/removekeys.h"
#include "core/store/changeset.h"
#include "core/store/keycodec.h"
#include "core/store/storepatch.h"
#include "tests/support/storefixture.h"

#include <QRegularExpression>
#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

class TestChangeSet final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    void namesEachFieldThatDiffers();
    void namesRemovedAndCreatedRecordsWithTheirNeighbours();
    void takesAChangedKeyForTheSameRecord();
    void doesNotTakeAnotherRecordForAChangedKey();
    void tellsDuplicatesApart();
    void anInverseLeadsBack();
    void whiteSpaceAloneIsNoChange();
};

namespace {

KeySet keys(std::vector<int> numbers)
{
    std::vector<SampleKey> samples;
    for (const int n : numbers)
        samples.push_back(sampleKey(n));
    return decodeStore(storeBytes(samples));
}

} // namespace

void TestChangeSet::namesEachFieldThatDiffers()
{
    const KeySet before = keys({0, 1, 2});
    StorePatch patch(before);
    patch.setField(1, KeyField::TokenLimitPer5h, "7");
    patch.removeField(1, KeyField::Model);
    const ChangeSet changes = changesBetween(before, *patch.apply());

    QCOMPARE(changes.size(), size_t(1));
    QCOMPARE(changes[0].kind, ChangeKind::Edited);
    QCOMPARE(changes[0].ref, (KeyRef{sampleKeyText(1), 0}));
    QCOMPARE(changes[0].name, u"Example 1"_s);
    QCOMPARE(changes[0].fields.size(), size_t(2));
    QCOMPARE(changes[0].fields[0].field, KeyField::Model);
    QCOMPARE(changes[0].fields[0].before, "\"glm-4.7\"");
    QCOMPARE(changes[0].fields[0].after, QByteArray());
    QCOMPARE(changes[0].fields[1].field, KeyField::TokenLimitPer5h);
    QCOMPARE(changes[0].fields[1].before, "100000");
    QCOMPARE(changes[0].fields[1].after, "7");
}

void TestChangeSet::namesRemovedAndCreatedRecordsWithTheirNeighbours()
{
    const ChangeSet changes = changesBetween(keys({0, 1, 2, 3}), keys({0, 3, 4}));
    QCOMPARE(changes.size(), size_t(3));
    QCOMPARE(changes[0].kind, ChangeKind::Removed);
    QCOMPARE(changes[0].ref.key, sampleKeyText(1));
    QCOMPARE(changes[0].behind, (KeyRef{sampleKeyText(0), 0}));
    QCOMPARE(changes[0].record.name(), u"Example 1"_s);
    QCOMPARE(changes[1].ref.key, sampleKeyText(2));
    QCOMPARE(changes[1].behind, (KeyRef{sampleKeyText(0), 0})); // the one that stays
    QCOMPARE(changes[2].kind, ChangeKind::Created);
    QCOMPARE(changes[2].ref.key, sampleKeyText(4));
    QCOMPARE(changes[2].behind, (KeyRef{sampleKeyText(3), 0}));
    QVERIFY(!changesBetween(keys({1}), keys({0, 1}))[0].behind);
}

void TestChangeSet::takesAChangedKeyForTheSameRecord()
{
    const KeySet before = keys({0, 1});
    StorePatch patch(before);
    patch.setField(0, KeyField::Key, "\"pk_another_one_1\"");
    const ChangeSet changes = changesBetween(before, *patch.apply());
    QCOMPARE(changes.size(), size_t(1));
    QCOMPARE(changes[0].kind, ChangeKind::Edited);
    QCOMPARE(changes[0].ref.key, sampleKeyText(0));
    QCOMPARE(changes[0].change(KeyField::Key)->after, "\"pk_another_one_1\"");
}

void TestChangeSet::doesNotTakeAnotherRecordForAChangedKey()
{
    SampleKey another = sampleKey(5);
    another.createdAt = u"2026-01-17T00:00:00.000Z"_s;
    const ChangeSet changes
        = changesBetween(keys({0, 1}), decodeStore(storeBytes({sampleKey(0), another})));
    QCOMPARE(changes.size(), size_t(2));
    QCOMPARE(changes[0].kind, ChangeKind::Removed);
    QCOMPARE(changes[1].kind, ChangeKind::Created);
}

void TestChangeSet::tellsDuplicatesApart()
{
    SampleKey second = sampleKey(0);
    second.name = u"Second"_s;
    const KeySet before = decodeStore(storeBytes({sampleKey(0), second, sampleKey(1)}));
    const Result<KeySet> after = RemoveKeys({{sampleKeyText(0), 0}}).apply(before);
    const ChangeSet changes = changesBetween(before, *after);
    QCOMPARE(changes.size(), size_t(1));
    QCOMPARE(changes[0].kind, ChangeKind::Removed);
    QCOMPARE(changes[0].name, u"Example 0"_s);
    QCOMPARE(changes[0].twins, 1);
}

void TestChangeSet::anInverseLeadsBack()
{
    const ChangeSet changes = inverse(changesBetween(keys({0, 1}), keys({1, 2})));
    QCOMPARE(changes.size(), size_t(2));
    QCOMPARE(changes[0].kind, ChangeKind::Created);
    QCOMPARE(changes[0].ref.key, sampleKeyText(0));
    QCOMPARE(changes[1].kind, ChangeKind::Removed);
    QCOMPARE(changes[1].ref.key, sampleKeyText(2));

    const KeySet before = keys({0});
    StorePatch patch(before);
    patch.setField(0, KeyField::Key, "\"pk_another_one_1\"");
    const ChangeSet back = inverse(changesBetween(before, *patch.apply()));
    QCOMPARE(back[0].ref.key, u"pk_another_one_1"_s);
    QCOMPARE(back[0].change(KeyField::Key)->after, "\"" + sampleKeyText(0).toUtf8() + "\"");
}

void TestChangeSet::whiteSpaceAloneIsNoChange()
{
    QByteArray bytes = storeBytes(2);
    bytes.replace("\n      \"", " \"");
    QVERIFY(changesBetween(decodeStore(storeBytes(2)), decodeStore(bytes)).empty());
}

QTEST_GUILESS_MAIN(TestChangeSet)
#include "tst_changeset.moc"
