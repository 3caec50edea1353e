#include "core/command/bulkedit.h"

#include "core/store/keycodec.h"
#include "tests/support/storefixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

class TestBulkEdit final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatIsHeld();
    void countsWhatWouldChange();
    void blankStaysAsItIs();
    void changesOnlyWhatDiffers();
    void aFieldCanBeTakenAway();
    void othersEditsAreAConflict();
    void aFieldThatIsMissingIsAdded();
};

namespace {

/// Example 0 and 2 have 100,000, Example 1 has 50,000 and another model.
KeySet threeKeys()
{
    std::vector<SampleKey> keys{sampleKey(0), sampleKey(1), sampleKey(2)};
    for (SampleKey &key : keys)
        key.model = u"glm-4.7"_s;
    keys[1].tokenLimitPer5h = 50'000;
    keys[1].model = u"other"_s;
    return decodeStore(storeBytes(keys));
}

BulkEdit editOf(const KeySet &keys)
{
    std::vector<BulkEdit::Subject> subjects;
    for (qsizetype i = 0; i < keys.size(); ++i)
        subjects.push_back({keys.refAt(i), keys.at(i)});
    return BulkEdit(subjects);
}

QByteArray limitOf(const KeySet &keys, qsizetype index)
{
    return keys.at(index).value(KeyField::TokenLimitPer5h).text().toByteArray();
}

} // namespace

void TestBulkEdit::tellsWhatIsHeld()
{
    const BulkEdit edit = editOf(threeKeys());
    const auto &limits = edit.held(KeyField::TokenLimitPer5h);
    QCOMPARE(limits.size(), size_t(2));
    QCOMPARE(limits[0].json, "100000"_ba);
    QCOMPARE(limits[0].count, 2);
    QCOMPARE(limits[1].json, "50000"_ba);
    QCOMPARE(limits[1].count, 1);
    QCOMPARE(edit.held(KeyField::Name).size(), size_t(3));
}

void TestBulkEdit::countsWhatWouldChange()
{
    BulkEdit edit = editOf(threeKeys());
    QCOMPARE(edit.changedRecords(), 0);
    edit.set(KeyField::TokenLimitPer5h, "100000"_ba);
    QCOMPARE(edit.changesOf(KeyField::TokenLimitPer5h), 1);
    edit.set(KeyField::Model, "\"other\""_ba);
    QCOMPARE(edit.changesOf(KeyField::Model), 2);
    QCOMPARE(edit.changedRecords(), 3);
    edit.leave(KeyField::Model);
    QCOMPARE(edit.changedRecords(), 1);
}

void TestBulkEdit::blankStaysAsItIs()
{
    const KeySet keys = threeKeys();
    BulkEdit edit = editOf(keys);
    QVERIFY(edit.edits().empty());
    edit.set(KeyField::TokenLimitPer5h, "70000"_ba);
    const Result<KeySet> after = EditKeys(edit.edits()).apply(keys);
    QVERIFY(after);
    for (qsizetype i = 0; i < 3; ++i) {
        QByteArray expected = keys.at(i).text().toByteArray();
        expected.replace("_5h\": " + limitOf(keys, i), "_5h\": 70000");
        QCOMPARE(after->at(i).text().toByteArray(), expected);
    }
}

void TestBulkEdit::changesOnlyWhatDiffers()
{
    BulkEdit edit = editOf(threeKeys());
    edit.set(KeyField::TokenLimitPer5h, "100000"_ba);
    const auto edits = edit.edits();
    QCOMPARE(edits.size(), size_t(1));
    QCOMPARE(edits[0].name, u"Example 1"_s);
    QCOMPARE(edits[0].fields.size(), size_t(1));
    QCOMPARE(*edits[0].fields[0].seen, "50000"_ba);
}

void TestBulkEdit::aFieldCanBeTakenAway()
{
    const KeySet keys = threeKeys();
    BulkEdit edit = editOf(keys);
    edit.set(KeyField::Model, {});
    QCOMPARE(edit.changedRecords(), 3);
    const Result<KeySet> after = EditKeys(edit.edits()).apply(keys);
    QVERIFY(after);
    for (qsizetype i = 0; i < 3; ++i)
        QVERIFY(after->at(i).value(KeyField::Model).isMissing());
}

void TestBulkEdit::othersEditsAreAConflict()
{
    const KeySet keys = threeKeys();
    BulkEdit edit = editOf(keys);
    edit.set(KeyField::TokenLimitPer5h, "70000"_ba);
    QByteArray theirs = keys.bytes();
    theirs.replace("50000", "60000");
    const Result<KeySet> after = EditKeys(edit.edits()).apply(decodeStore(theirs));
    QVERIFY(!after);
    QCOMPARE(after.error().code, ErrorCode::Conflict);
    QVERIFY2(after.error().message.contains(u"Example 1"_s), qPrintable(after.error().message));
}

void TestBulkEdit::aFieldThatIsMissingIsAdded()
{
    const KeySet keys = decodeStore(R"({"keys":[{"key":"pk_a"},{"key":"pk_b","model":"x"}]})");
    BulkEdit edit = editOf(keys);
    edit.set(KeyField::Model, "\"y\""_ba);
    QCOMPARE(edit.changedRecords(), 2);
    const Result<KeySet> after = EditKeys(edit.edits()).apply(keys);
    QVERIFY(after);
    QCOMPARE(after->at(0).value(KeyField::Model).toString(), u"y"_s);
    QCOMPARE(after->at(1).value(KeyField::Model).toString(), u"y"_s);
}

QTEST_GUILESS_MAIN(TestBulkEdit)
#include "tst_bulkedit.moc"
