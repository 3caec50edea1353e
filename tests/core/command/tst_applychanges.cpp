#include "core/command/applychanges.h"
#include "core/command/removekeys.h"
#include "core/store/keycodec.h"
#include "core/store/storepatch.h"
#include "tests/support/storefixture.h"

#include <QRegularExpression>
#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

class TestApplyChanges final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    void twoAdministratorsChangingDifferentFieldsBothWin();
    void theSameFieldDifferentlyIsAConflictThatNamesBoth();
    void theSameFieldAlikeIsSettled();
    void theGatewaysNewerUsageStands();
    void aTotalIsNeverLowered();
    void aRemovedRecordThatGainedUsageGoesAndIsNoted();
    void aRemovedRecordThatSomebodyEditedIsAConflict();
    void aRecordThatIsGoneAlreadyIsSettled();
    void anEditOfAGoneRecordSaysSo();
    void aRecordComesBackByteForByteWhereItWas();
    void aRecordWhoseNeighbourIsGoneComesBackAtTheEnd();
    void aKeyThatIsInTheStoreAgainIsRefused();
    void theFirstOfTwoDuplicatesComesBackAsTheFirst();
    void allOfItOrNothing();
};

namespace {

KeySet patched(const KeySet &keys, qsizetype index, KeyField field, const QByteArray &json)
{
    StorePatch patch(keys);
    patch.setField(index, field, json);
    return *patch.apply();
}

QByteArray valueOf(const KeySet &keys, qsizetype index, KeyField field)
{
    return keys.at(index).value(field).text().toByteArray();
}

const KeySet Base = decodeStore(storeBytes(3));

} // namespace

void TestApplyChanges::twoAdministratorsChangingDifferentFieldsBothWin()
{
    const KeySet ours = patched(Base, 1, KeyField::TokenLimitPer5h, "5");
    const KeySet theirs = patched(Base, 1, KeyField::Name, "\"Bob\"");
    const auto merged = ApplyChanges(changesBetween(Base, ours), {}).apply(theirs);
    QVERIFY(merged);
    QCOMPARE(valueOf(*merged, 1, KeyField::TokenLimitPer5h), "5");
    QCOMPARE(valueOf(*merged, 1, KeyField::Name), "\"Bob\"");
}

void TestApplyChanges::theSameFieldDifferentlyIsAConflictThatNamesBoth()
{
    const KeySet ours = patched(Base, 1, KeyField::TokenLimitPer5h, "5");
    const KeySet theirs = patched(Base, 1, KeyField::TokenLimitPer5h, "6");
    const auto merged = ApplyChanges(changesBetween(Base, ours), {}).apply(theirs);
    QVERIFY(!merged);
    QCOMPARE(merged.error().code, ErrorCode::Conflict);
    QVERIFY(merged.error().message.contains(u"“Example 1” to 6 while you set it to 5"));
    QVERIFY(!merged.error().message.contains(sampleKeyText(1)));
}

void TestApplyChanges::theSameFieldAlikeIsSettled()
{
    const KeySet ours = patched(Base, 1, KeyField::TokenLimitPer5h, "5");
    const KeySet theirs = patched(Base, 1, KeyField::TokenLimitPer5h, "5.0");
    const auto merged = ApplyChanges(changesBetween(Base, ours), {}).apply(theirs);
    QVERIFY(merged);
    QVERIFY(merged->sameContent(theirs));
}

void TestApplyChanges::theGatewaysNewerUsageStands()
{
    const KeySet ours = patched(Base, 1, KeyField::UsageWindows, "[]");
    const auto alone = ApplyChanges(changesBetween(Base, ours), {}).apply(Base);
    QVERIFY(alone);
    QCOMPARE(valueOf(*alone, 1, KeyField::UsageWindows), "[]");

    const KeySet theirs
        = patched(Base, 1, KeyField::UsageWindows, "[{\"window_start\":\"x\",\"tokens_used\":9}]");
    const auto merged = ApplyChanges(changesBetween(Base, ours), {}).apply(theirs);
    QVERIFY(merged);
    QVERIFY(merged->sameContent(theirs));
}

void TestApplyChanges::aTotalIsNeverLowered()
{
    const KeySet lower = patched(Base, 1, KeyField::TotalLifetimeTokens, "1");
    const auto merged = ApplyChanges(changesBetween(Base, lower), {}).apply(Base);
    QVERIFY(merged);
    QVERIFY(merged->sameContent(Base));
    const KeySet higher = patched(Base, 1, KeyField::TotalLifetimeTokens, "9000000");
    QCOMPARE(valueOf(*ApplyChanges(changesBetween(Base, higher), {}).apply(Base), 1,
                 KeyField::TotalLifetimeTokens),
        "9000000");
}

void TestApplyChanges::aRemovedRecordThatGainedUsageGoesAndIsNoted()
{
    const std::vector<KeyRef> refs{{sampleKeyText(1), 0}};
    const KeySet ours = *RemoveKeys(refs).apply(Base);
    const KeySet theirs = patched(Base, 1, KeyField::TotalLifetimeTokens, "1501200");
    const ApplyChanges merge(changesBetween(Base, ours), {});
    const RemoveKeys removal(refs, std::vector{Base.at(1).detached()});
    for (const Command *command :
        {static_cast<const Command *>(&merge), static_cast<const Command *>(&removal)}) {
        const auto merged = command->apply(theirs);
        QVERIFY(merged);
        QCOMPARE(merged->size(), 2);
        QCOMPARE(command->notes(theirs),
            QStringList{u"“Example 1” had used 1,200 more tokens by then."_s});
        QVERIFY(command->notes(Base).isEmpty());
    }
}

void TestApplyChanges::aRemovedRecordThatSomebodyEditedIsAConflict()
{
    const std::vector<KeyRef> refs{{sampleKeyText(1), 0}};
    const KeySet ours = *RemoveKeys(refs).apply(Base);
    const KeySet theirs = patched(Base, 1, KeyField::TokenLimitPer5h, "250000");
    const ApplyChanges merge(changesBetween(Base, ours), {});
    const RemoveKeys removal(refs, std::vector{Base.at(1).detached()});
    for (const Command *command :
        {static_cast<const Command *>(&merge), static_cast<const Command *>(&removal)}) {
        const auto merged = command->apply(theirs);
        QVERIFY(!merged);
        QCOMPARE(merged.error().code, ErrorCode::Conflict);
        QVERIFY2(merged.error().message.contains(
                     u"token_limit_per_5h of “Example 1” from 100000 to 250000"),
            qPrintable(merged.error().message));
    }
}

void TestApplyChanges::aRecordThatIsGoneAlreadyIsSettled()
{
    const KeySet ours = *RemoveKeys({{sampleKeyText(1), 0}}).apply(Base);
    const auto merged = ApplyChanges(changesBetween(Base, ours), {}).apply(ours);
    QVERIFY(merged);
    QVERIFY(merged->sameContent(ours));
}

void TestApplyChanges::anEditOfAGoneRecordSaysSo()
{
    const KeySet ours = patched(Base, 1, KeyField::Name, "\"Bob\"");
    const KeySet theirs = *RemoveKeys({{sampleKeyText(1), 0}}).apply(Base);
    const auto merged = ApplyChanges(changesBetween(Base, ours), {}).apply(theirs);
    QVERIFY(!merged);
    QCOMPARE(merged.error().code, ErrorCode::NotFound);
}

void TestApplyChanges::aRecordComesBackByteForByteWhereItWas()
{
    QByteArray bytes = storeBytes(4);
    bytes.replace(
        "\"name\": \"Example 1\"", "\"x_team\": {\"a\" :1.50},\r\n  \"name\":\"Ex\\u0061mple 1\"");
    const KeySet before = decodeStore(bytes);
    const KeySet removed
        = *RemoveKeys({{sampleKeyText(1), 0}, {sampleKeyText(2), 0}}).apply(before);
    const auto back = ApplyChanges(inverse(changesBetween(before, removed)), {}).apply(removed);
    QVERIFY(back);
    QCOMPARE(back->bytes(), bytes);

    const KeySet first = *RemoveKeys({{sampleKeyText(0), 0}}).apply(before);
    QCOMPARE(ApplyChanges(inverse(changesBetween(before, first)), {}).apply(first)->bytes(), bytes);
}

void TestApplyChanges::aRecordWhoseNeighbourIsGoneComesBackAtTheEnd()
{
    const KeySet removed = *RemoveKeys({{sampleKeyText(1), 0}}).apply(Base);
    const KeySet theirs = *RemoveKeys({{sampleKeyText(0), 0}}).apply(removed);
    const auto back = ApplyChanges(inverse(changesBetween(Base, removed)), {}).apply(theirs);
    QVERIFY(back);
    QCOMPARE(back->at(1).key(), sampleKeyText(1));
}

void TestApplyChanges::aKeyThatIsInTheStoreAgainIsRefused()
{
    const KeySet removed = *RemoveKeys({{sampleKeyText(1), 0}}).apply(Base);
    const auto back = ApplyChanges(inverse(changesBetween(Base, removed)), {}).apply(Base);
    QVERIFY(!back);
    QCOMPARE(back.error().code, ErrorCode::InvalidInput);
    QVERIFY(!back.error().message.contains(sampleKeyText(1)));
}

void TestApplyChanges::theFirstOfTwoDuplicatesComesBackAsTheFirst()
{
    SampleKey second = sampleKey(0);
    second.name = u"Second"_s;
    const KeySet before = decodeStore(storeBytes({sampleKey(2), sampleKey(0), second}));
    const KeySet removed = *RemoveKeys({{sampleKeyText(0), 0}}).apply(before);
    const auto back = ApplyChanges(inverse(changesBetween(before, removed)), {}).apply(removed);
    QVERIFY(back);
    QCOMPARE(back->bytes(), before.bytes());
    QVERIFY(!ApplyChanges(inverse(changesBetween(before, removed)), {}).apply(before));
}

void TestApplyChanges::allOfItOrNothing()
{
    StorePatch patch(Base);
    patch.setField(0, KeyField::Name, "\"Zoe\"");
    patch.setField(1, KeyField::Name, "\"Bob\"");
    const KeySet theirs = patched(Base, 1, KeyField::Name, "\"Rob\"");
    const auto merged = ApplyChanges(changesBetween(Base, *patch.apply()), {}).apply(theirs);
    QVERIFY(!merged);
    QCOMPARE(merged.error().code, ErrorCode::Conflict);
}

QTEST_GUILESS_MAIN(TestApplyChanges)
#include "tst_applychanges.moc"
