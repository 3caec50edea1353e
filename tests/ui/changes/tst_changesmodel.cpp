#include "ui/changes/changesmodel.h"

#include "core/base/format.h"
#include "tests/support/changeentries.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

class TestChangesModel final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void saysWhatWhenAndWho();
    void saysWhatBecameOfAKey();
    void notesStandBeforeTheKeys();
    void saysHowFarAnEditHasGot();
    void listsWhatASearchFinds();
    void additionsKeepRows();
    void anotherJournalIsAReset();
    void timeGoesOn();
    void rightToLeftNamesKeepTheOrder();
    void keysNeverShow();
};

namespace {

void show(ChangesModel &model, const QList<ChangeEntry> &entries)
{
    model.setNow(SomeNowMs);
    model.setEdits(entries, matchingEdits(entries, {}));
}

QString allTexts(const QAbstractItemModel &model, const QModelIndex &parent = {})
{
    QString texts;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        for (int role = 0; role < Qt::UserRole + 32; ++role)
            texts += index.data(role).toString() + u'\n';
        texts += allTexts(model, index);
    }
    return texts;
}

} // namespace

void TestChangesModel::saysWhatWhenAndWho()
{
    ChangesModel model;
    QAbstractItemModelTester tester(&model);
    QList<ChangeEntry> entries = someEdits(2);
    entries[0].reverts = u"0123456789ab"_s;
    entries[0].author = u"ro\u202eot@<b>host</b>"_s;
    show(model, entries);
    QCOMPARE(model.rowCount(), 2);
    const QModelIndex newest = model.index(0, 0), oldest = model.index(1, 0);
    QCOMPARE(newest.data().toString(), u"Edit 1"_s);
    QCOMPARE(newest.data(ChangesModel::TimeRole).toString(), u"3 min ago"_s);
    QCOMPARE(newest.data(ChangesModel::AuthorRole).toString(), u"ada@host"_s);
    QCOMPARE(newest.data(Qt::AccessibleTextRole).toString(), u"Edit 1, 3 min ago by ada@host"_s);
    QVERIFY(newest.data(Qt::ToolTipRole).toString().contains(formatExact(entries[1].atMs)));
    QCOMPARE(oldest.data().toString(), u"Undo: Edit 0"_s);
    QCOMPARE(oldest.data(ChangesModel::AuthorRole).toString(), u"ro\\u202eot@<b>host</b>"_s);
    QVERIFY(oldest.data(Qt::ToolTipRole).toString().contains(u"&lt;b&gt;host"_s));
}

void TestChangesModel::saysWhatBecameOfAKey()
{
    ChangesModel model;
    QAbstractItemModelTester tester(&model);
    SampleKey edited = sampleKey(0);
    edited.tokenLimitPer5h = 250'000;
    edited.model = u"glm-4.6"_s;
    SampleKey created = sampleKey(2);
    created.createdAt = u"2026-01-17T00:00:00.000Z"_s;
    show(model,
        {editOf(u"Several"_s, notedBetween({sampleKey(0), sampleKey(1)}, {edited, created}))});
    const QModelIndex edit = model.index(0, 0);
    QCOMPARE(edit.data(ChangesModel::CountRole).toInt(), 3);
    QStringList lines;
    for (int row = 0; row < model.rowCount(edit); ++row) {
        const QModelIndex key = model.index(row, 0, edit);
        QCOMPARE(model.kindOf(key), ChangesModel::RowKind::Key);
        lines.append(key.data().toString() + u' '
            + key.data(ChangesModel::FingerprintRole).toString() + u' '
            + key.data(ChangesModel::ChangeRole).toString());
    }
    lines.sort();
    QCOMPARE(lines,
        (QStringList{u"Example 0 %1 changed: model: “glm-4.7” → “glm-4.6”, "
                     u"token_limit_per_5h: 100000 → 250000"_s.arg(fingerprint(sampleKey(0).key)),
            u"Example 1 %1 removed"_s.arg(fingerprint(sampleKey(1).key)),
            u"Example 2 %1 created"_s.arg(fingerprint(sampleKey(2).key))}));
}

void TestChangesModel::notesStandBeforeTheKeys()
{
    ChangesModel model;
    QAbstractItemModelTester tester(&model);
    QList<ChangeEntry> entries = someEdits(2);
    entries[1].isConfirmed = false;
    entries[0].isUndoable = false;
    show(model, entries);
    const QModelIndex unsure = model.index(0, 0), final = model.index(1, 0);
    QCOMPARE(model.rowCount(unsure), 2);
    const QModelIndex note = model.index(0, 0, unsure);
    QCOMPARE(model.kindOf(note), ChangesModel::RowKind::Note);
    QVERIFY(note.data().toString().contains(u"they may be somebody else's"_s));
    QCOMPARE(model.kindOf(model.index(1, 0, unsure)), ChangesModel::RowKind::Key);
    QCOMPARE(model.changeAt(model.index(1, 0, unsure)).name, u"New 1"_s);
    QCOMPARE(
        final.data(Qt::AccessibleDescriptionRole).toString(), u"This edit cannot be undone."_s);
    QCOMPARE(model.index(0, 0, final).data().toString(), u"This edit cannot be undone."_s);
}

void TestChangesModel::saysHowFarAnEditHasGot()
{
    ChangesModel model;
    QAbstractItemModelTester tester(&model);
    const QList<ChangeEntry> entries = someEdits(2);
    show(model, entries);
    const QModelIndex newest = model.index(0, 0), oldest = model.index(1, 0);
    QVERIFY(!newest.data(ChangesModel::SpreadRole).isValid());

    KeySpread spread;
    spread.savedMs = entries[1].atMs + 100;
    spread.liveByMs = SomeNowMs + 120'000;
    model.setSpreads({{entries[1].changes.front().fingerprint, spread}},
        {GatewayBuild::Cached, DefaultCacheTtlMs});
    QCOMPARE(newest.data(ChangesModel::SpreadRole).toInt(), int(KeySpread::Stage::Spreading));
    QCOMPARE(newest.data(ChangesModel::SpreadWordRole).toString(), u"live by 10:32:00"_s);
    QVERIFY(newest.data(Qt::AccessibleTextRole).toString().contains(u"10:32:00"_s));
    QVERIFY(newest.data(Qt::ToolTipRole).toString().contains(u"at the latest"_s));
    QVERIFY(!oldest.data(ChangesModel::SpreadRole).isValid());
}

void TestChangesModel::listsWhatASearchFinds()
{
    ChangesModel model;
    QAbstractItemModelTester tester(&model);
    const QList<ChangeEntry> entries = someEdits(20);
    model.setEdits(entries, matchingEdits(entries, u"new 7"_s));
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0, 0).data().toString(), u"Edit 7"_s);
    QCOMPARE(model.entryAt(model.index(0, 0, model.index(0, 0))), 7);
}

void TestChangesModel::additionsKeepRows()
{
    ChangesModel model;
    QAbstractItemModelTester tester(&model);
    const QList<ChangeEntry> entries = someEdits(5);
    show(model, entries.first(3));
    const QPersistentModelIndex edit = model.index(1, 0), key = model.index(0, 0, edit);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QSignalSpy insertions(&model, &QAbstractItemModel::rowsInserted);
    show(model, entries);
    QCOMPARE(resets.size(), 0);
    QCOMPARE(insertions.size(), 1);
    QCOMPARE(edit.row(), 3);
    QCOMPARE(edit.data().toString(), u"Edit 1"_s);
    QCOMPARE(key.data().toString(), u"New 1"_s);
    QCOMPARE(key.parent(), QModelIndex(edit));

    show(model, entries); // nothing new
    QCOMPARE(insertions.size(), 1);
    QCOMPARE(resets.size(), 0);
}

void TestChangesModel::anotherJournalIsAReset()
{
    ChangesModel model;
    QAbstractItemModelTester tester(&model);
    show(model, someEdits(3));
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    show(model, someEdits(4));
    QCOMPARE(resets.size(), 1);
    show(model, {});
    QCOMPARE(resets.size(), 2);
    QCOMPARE(model.rowCount(), 0);
}

void TestChangesModel::timeGoesOn()
{
    ChangesModel model;
    QAbstractItemModelTester tester(&model);
    show(model, someEdits(2));
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.setNow(SomeNowMs + 60'000);
    QCOMPARE(changes.size(), 1);
    QCOMPARE(model.index(0, 0).data(ChangesModel::TimeRole).toString(), u"4 min ago"_s);
}

void TestChangesModel::rightToLeftNamesKeepTheOrder()
{
    ChangesModel model;
    QAbstractItemModelTester tester(&model);
    show(model, {editOf(u"Edit"_s, {renaming(0, u"אבג"_s, u"דהו\u202e"_s)})});
    const QModelIndex key = model.index(0, 0, model.index(0, 0));
    QCOMPARE(key.data().toString(), u"דהו\\u202e"_s);
    QCOMPARE(key.data(ChangesModel::ChangeRole).toString(),
        u"changed: name: “אבג” \u200e→\u200e “דהו\\u202e”"_s);
}

void TestChangesModel::keysNeverShow()
{
    ChangesModel model;
    SampleKey old = sampleKey(0), now = sampleKey(0), created = sampleKey(1),
              removed = sampleKey(2);
    old.key = u"pk_canary_before_0123456789"_s;
    now.key = u"pk_canary_after_0123456789"_s;
    created.createdAt
        = u"2026-01-17T00:00:00.000Z"_s; // else it would have replaced the removed one
    created.key = u"pk_canary_created_0123456789"_s;
    removed.key = u"pk_canary_removed_0123456789"_s;
    const auto changes = notedBetween({old, removed}, {now, created});
    QCOMPARE(changes.size(), size_t(3));
    show(model, {editOf(u"Rotate"_s, changes)});
    const QString texts = allTexts(model);
    QVERIFY(texts.contains(u"key: another one"_s));
    QVERIFY(!texts.contains(u"canary"_s));
    for (const SampleKey &each : {old, now, created, removed})
        QVERIFY(!texts.contains(fullFingerprint(each.key))); // a short one is enough
}

QTEST_GUILESS_MAIN(TestChangesModel)
#include "tst_changesmodel.moc"
