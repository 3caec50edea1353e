#include "core/changes/storeeditor.h"
#include "core/command/createkeys.h"
#include "core/command/editkeys.h"
#include "core/command/removekeys.h"
#include "tests/support/childprocess.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <signal.h>
#include <sys/file.h>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

class TestStoreEditor final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    void keepsACopyOfWhatItReplaces();
    void noCopyNoEdit();
    void notesWhatChangedAndNoKey();
    void anEditThatChangesNothingLeavesNothing();
    void anEditThatFailsLeavesNothing();
    void undoTakesBackAndRedoMakesAgain_data();
    void undoTakesBackAndRedoMakesAgain();
    void undoSurvivesARestart();
    void undoNeverRewindsUsage();
    void undoDoesNotOverrideSomebodyElse();
    void undoWithoutItsBackupSaysSo();
    void aWipedStoreStopsEdits_data();
    void aWipedStoreStopsEdits();
    void anAcceptedStoreGoesOn();
    void ourOwnRemovalsAreNoWipe();
    void seesAWipedStoreWhileItLooks();
    void restoresAndUndoesThat();
    void restoresAStoreThatIsGone();
    void previewsWhatARestoreComesTo();
    void makesUpForAnEditThatDiedBeforeItsNote();
    void takesNoNotedCopyForAnInterruptedEdit();
    void waitsForAnotherEditorOfThisUser();
    void aJournalThatCannotBeWrittenIsToldBesideTheEdit();
    void withoutAFolderItEditsAllTheSame();
};

namespace {

struct Bench
{
    explicit Bench(int keyCount = 3) : fixture(keyCount) { }

    /// A new process as far as the editor can tell.
    void restart()
    {
        editor = std::make_unique<StoreEditor>(store, EditSurroundings{folder(), author}, clock);
    }
    [[nodiscard]] QString folder() const { return kept.filePath(u"stores/apikeys.json-1"_s); }
    [[nodiscard]] Result<EditOutcome> setLimit(int key, const QByteArray &limit)
    {
        return editor->run(EditKeys({{{sampleKeyText(key), 0},
            {{KeyField::TokenLimitPer5h, limit, {}}}, u"Example %1"_s.arg(key)}}));
    }
    [[nodiscard]] QByteArray limit(int index) const
    {
        return store.load()->at(index).value(KeyField::TokenLimitPer5h).text().toByteArray();
    }
    [[nodiscard]] QList<ChangeEntry> entries() const { return *editor->records().journal().read(); }

    QTemporaryDir kept;
    StoreFixture fixture;
    ManualClock clock;
    QString author = u"alice@host"_s;
    KeyStore store{fixture.path(), {}, clock};
    std::unique_ptr<StoreEditor> editor
        = std::make_unique<StoreEditor>(store, EditSurroundings{folder(), author}, clock);
};

enum class Verb
{
    Edit,
    EditKey,
    Create,
    Remove,
    RemoveSeveral,
};

std::unique_ptr<Command> commandOf(Verb verb)
{
    const KeyRef first{sampleKeyText(0), 0};
    switch (verb) {
    case Verb::Edit:
        return std::make_unique<EditKeys>(std::vector<EditKeys::Edit>{
            {first, {{KeyField::TokenLimitPer5h, "7", {}}, {KeyField::Model, {}, {}}}, {}}});
    case Verb::EditKey:
        return std::make_unique<EditKeys>(std::vector<EditKeys::Edit>{
            {first, {{KeyField::Key, "\"pk_quite_another_1\"", {}}}, {}}});
    case Verb::Create: {
        const QString born = u"2026-01-18T10:30:00.000Z"_s;
        return std::make_unique<CreateKeys>(std::vector<NewKey>{
            {u"pk_brand_new_00001"_s, u"New"_s, {}, 9, u"2027-01-01T00:00:00.000Z"_s, born}});
    }
    case Verb::Remove:
        return std::make_unique<RemoveKeys>(std::vector<KeyRef>{first});
    case Verb::RemoveSeveral:
        return std::make_unique<RemoveKeys>(
            std::vector<KeyRef>{{sampleKeyText(2), 0}, {sampleKeyText(1), 0}});
    }
    return nullptr;
}

} // namespace

void TestStoreEditor::keepsACopyOfWhatItReplaces()
{
    Bench bench;
    const QByteArray before = bench.fixture.bytes();
    const auto edit = bench.setLimit(0, "5");
    QVERIFY(edit && edit->written && edit->notes.isEmpty());
    const Backups &backups = bench.editor->records().backups();
    QCOMPARE(backups.list().size(), 1);
    QCOMPARE(*backups.read(backups.list().front().id), before);
    QVERIFY(!backups.folder().startsWith(bench.fixture.directory()));
    QVERIFY(bench.fixture.isTidy());
}

void TestStoreEditor::noCopyNoEdit()
{
    Bench bench;
    const QByteArray before = bench.fixture.bytes();
    const QByteArray message = inChild([&] {
        limitFileSize(quint64(before.size()) / 2);
        const auto edit = bench.setLimit(0, "5");
        return edit ? QByteArray() : edit.error().message.toUtf8();
    });
    QVERIFY2(message.startsWith("Nothing was changed, since no copy of the store could be kept"),
        message.constData());
    QCOMPARE(bench.fixture.bytes(), before);
    QVERIFY(bench.fixture.isTidy());
}

void TestStoreEditor::notesWhatChangedAndNoKey()
{
    Bench bench;
    for (const Verb verb : {Verb::Edit, Verb::EditKey, Verb::Create, Verb::RemoveSeveral})
        QVERIFY(bench.editor->run(*commandOf(verb)));
    const QList<ChangeEntry> entries = bench.entries();
    QCOMPARE(entries.size(), 4);
    QCOMPARE(entries[0].author, u"alice@host"_s);
    QCOMPARE(entries[0].atMs, SomeNowMs);
    QCOMPARE(entries[0].keyCount, 3);
    QCOMPARE(entries[0].changes[0].fields.size(), size_t(2));
    QCOMPARE(entries[2].keyCount, 4);
    QCOMPARE(entries[3].changes.size(), size_t(2));

    QFile journal(bench.editor->records().journal().path());
    QVERIFY(journal.open(QFile::ReadOnly));
    const QByteArray text = journal.readAll();
    QVERIFY(text.contains("token_limit_per_5h"));
    QVERIFY(
        !text.contains("pk_example") && !text.contains("pk_quite") && !text.contains("pk_brand"));
}

void TestStoreEditor::anEditThatChangesNothingLeavesNothing()
{
    Bench bench;
    const auto edit = bench.setLimit(0, "100000");
    QVERIFY(edit && !edit->written);
    QVERIFY(bench.entries().isEmpty());
    QVERIFY(bench.editor->records().backups().list().isEmpty());
}

void TestStoreEditor::anEditThatFailsLeavesNothing()
{
    Bench bench;
    const auto edit = bench.setLimit(99, "1");
    QVERIFY(!edit);
    QCOMPARE(edit.error().code, ErrorCode::NotFound);
    bench.fixture.write("[]");
    QVERIFY(!bench.setLimit(0, "1"));
    QVERIFY(bench.entries().isEmpty());
    QVERIFY(bench.editor->records().backups().list().isEmpty());
}

void TestStoreEditor::undoTakesBackAndRedoMakesAgain_data()
{
    QTest::addColumn<Verb>("verb");
    QTest::newRow("edit") << Verb::Edit;
    QTest::newRow("edit the key") << Verb::EditKey;
    QTest::newRow("create") << Verb::Create;
    QTest::newRow("remove") << Verb::Remove;
    QTest::newRow("remove several") << Verb::RemoveSeveral;
}

void TestStoreEditor::undoTakesBackAndRedoMakesAgain()
{
    QFETCH(const Verb, verb);
    Bench bench;
    const QByteArray before = bench.fixture.bytes();
    const auto command = commandOf(verb);
    QVERIFY(bench.editor->run(*command));
    const QByteArray after = bench.fixture.bytes();
    for (int round = 0; round < 3; ++round) {
        QCOMPARE(bench.editor->undoHistory()->undoTitle(), command->title());
        QVERIFY(bench.editor->undo());
        QCOMPARE(bench.fixture.bytes(), before);
        QCOMPARE(bench.editor->undoHistory()->redoTitle(), command->title());
        QVERIFY(bench.editor->undoHistory()->undoTitle().isEmpty());
        QVERIFY(bench.editor->redo());
        QCOMPARE(bench.fixture.bytes(), after);
    }
    QCOMPARE(bench.editor->redo().error().code, ErrorCode::NotFound);
}

void TestStoreEditor::undoSurvivesARestart()
{
    Bench bench;
    const QByteArray before = bench.fixture.bytes();
    QVERIFY(bench.setLimit(0, "5"));
    QVERIFY(bench.editor->run(*commandOf(Verb::RemoveSeveral)));
    bench.restart();
    QVERIFY(bench.editor->undo());
    bench.restart();
    QVERIFY(bench.editor->undo());
    QCOMPARE(bench.fixture.bytes(), before);
    bench.restart();
    QVERIFY(bench.editor->redo());
    QCOMPARE(bench.limit(0), "5");
}

void TestStoreEditor::undoNeverRewindsUsage()
{
    Bench bench;
    QVERIFY(bench.setLimit(0, "5"));
    QVERIFY(bench.editor->run(*commandOf(Verb::Create)));
    QVERIFY(*bench.store.updateApiKeyUsage(sampleKeyText(0), 1234));
    QVERIFY(*bench.store.updateApiKeyUsage(u"pk_brand_new_00001"_s, 10));
    const auto uncreated = bench.editor->undo();
    QVERIFY(uncreated);
    QCOMPARE(uncreated->notes, QStringList{u"“New” had used 10 more tokens by then."_s});
    QVERIFY(bench.editor->undo());
    QCOMPARE(bench.limit(0), "100000");
    const ApiKey record = bench.store.load()->at(0);
    QCOMPARE(record.value(KeyField::TotalLifetimeTokens).text(), "1501234");
    QCOMPARE(record.value(KeyField::LastUsed).toString(), u"2026-01-18T10:30:00.000Z"_s);
}

void TestStoreEditor::undoDoesNotOverrideSomebodyElse()
{
    Bench bench;
    QVERIFY(bench.setLimit(0, "5"));
    bench.fixture.replace(bench.fixture.bytes().replace(": 5,", ": 6,"));
    const auto undone = bench.editor->undo();
    QVERIFY(!undone);
    QCOMPARE(undone.error().code, ErrorCode::Conflict);
    QCOMPARE(bench.limit(0), "6");
    // What was undone by hand is settled, and the next one is at hand.
    bench.fixture.replace(bench.fixture.bytes().replace(": 6,", ": 100000,"));
    QVERIFY(bench.editor->undo());
    QVERIFY(bench.editor->undoHistory()->undoTitle().isEmpty());
}

void TestStoreEditor::undoWithoutItsBackupSaysSo()
{
    Bench bench;
    QVERIFY(bench.editor->run(*commandOf(Verb::Remove)));
    QVERIFY(QDir(bench.editor->records().backups().folder()).removeRecursively());
    const auto undone = bench.editor->undo();
    QVERIFY(!undone);
    QCOMPARE(undone.error().code, ErrorCode::NotFound);
    QVERIFY(undone.error().message.contains(u"Example 0"));
    QVERIFY(!undone.error().message.contains(sampleKeyText(0)));
}

void TestStoreEditor::aWipedStoreStopsEdits_data()
{
    QTest::addColumn<int>("left");
    QTest::addColumn<bool>("stops");
    QTest::newRow("none") << 0 << true;
    QTest::newRow("less than half") << 4 << true;
    QTest::newRow("half") << 5 << false;
    QTest::newRow("all") << 10 << false;
}

void TestStoreEditor::aWipedStoreStopsEdits()
{
    QFETCH(const int, left);
    QFETCH(const bool, stops);
    Bench bench(10);
    QVERIFY(bench.setLimit(0, "5"));
    bench.restart();
    bench.fixture.replace(storeBytes(left));
    const auto edit = bench.editor->run(*commandOf(Verb::Create));
    QCOMPARE(bool(edit), !stops);
    if (!stops)
        return;
    QCOMPARE(edit.error().code, ErrorCode::StoreUnusable);
    QVERIFY(edit.error().message.contains(u"and had 10"));
    QCOMPARE(bench.fixture.bytes(), storeBytes(left));
    // Not even by way of an undo.
    QVERIFY(!bench.editor->undo());
}

void TestStoreEditor::anAcceptedStoreGoesOn()
{
    Bench bench(10);
    QVERIFY(bench.setLimit(0, "5"));
    bench.fixture.replace(storeBytes(1));
    QVERIFY(!bench.setLimit(0, "6"));
    const auto copy = bench.editor->accept();
    QVERIFY(copy);
    QCOMPARE(*bench.editor->records().backups().read(copy->id), storeBytes(1));
    bench.restart();
    QVERIFY(bench.setLimit(0, "6"));
}

void TestStoreEditor::ourOwnRemovalsAreNoWipe()
{
    Bench bench(10);
    std::vector<KeyRef> most;
    for (int n = 1; n < 10; ++n)
        most.push_back({sampleKeyText(n), 0});
    QVERIFY(bench.editor->run(RemoveKeys(most)));
    QVERIFY(bench.setLimit(0, "6"));
    StoreEditor other(bench.store, {bench.folder(), u"alice@host"_s}, bench.clock);
    QVERIFY(!other.saw(1).isSuspicious());
}

void TestStoreEditor::seesAWipedStoreWhileItLooks()
{
    Bench bench(10);
    QVERIFY(!bench.editor->saw(10).isSuspicious());
    QVERIFY(!bench.editor->saw(6).isSuspicious());
    const Shrinkage wiped = bench.editor->saw(0);
    QVERIFY(wiped.isSuspicious());
    QCOMPARE(wiped.before, 6);
    QVERIFY(wiped.sentence().contains(u"had 6"));
    QVERIFY(bench.editor->saw(0).isSuspicious()); // and does not get used to it
}

void TestStoreEditor::restoresAndUndoesThat()
{
    Bench bench(10);
    QVERIFY(bench.setLimit(0, "5"));
    const QString id = bench.editor->records().backups().list().front().id;
    bench.fixture.replace(storeBytes(0));
    QCOMPARE(bench.editor->previewRestore(id)->changes.size(), size_t(10));
    QCOMPARE(bench.fixture.bytes(), storeBytes(0));
    const auto restored = bench.editor->restore(id);
    QVERIFY(restored && restored->written);
    QCOMPARE(bench.fixture.bytes(), storeBytes(10));
    QVERIFY(bench.setLimit(0, "6"));
    QVERIFY(bench.editor->undo());
    QVERIFY(bench.editor->undo());
    QCOMPARE(bench.fixture.bytes(), storeBytes(0));
    QVERIFY(bench.editor->redo());
    QCOMPARE(bench.fixture.bytes(), storeBytes(10));
    QCOMPARE(bench.editor->restore(u"20200101-000000-000"_s).error().code, ErrorCode::NotFound);
}

void TestStoreEditor::restoresAStoreThatIsGone()
{
    Bench bench;
    const QByteArray before = bench.fixture.bytes();
    QVERIFY(bench.setLimit(0, "5"));
    QVERIFY(QFile::remove(bench.fixture.path()));
    QVERIFY(bench.editor->restore(bench.editor->records().backups().list().front().id));
    QCOMPARE(bench.fixture.bytes(), before);
    QVERIFY(bench.fixture.isTidy());
}

void TestStoreEditor::previewsWhatARestoreComesTo()
{
    Bench bench;
    const QByteArray before = bench.fixture.bytes();
    QVERIFY(bench.setLimit(0, "5"));
    const QString id = bench.editor->records().backups().list().front().id;
    const auto preview = [&] { return bench.editor->previewRestore(id).value(); };
    QCOMPARE(preview().changes.size(), size_t(1));
    QVERIFY(preview().isWritten);
    QVERIFY(preview().isUndoable);

    bench.fixture.replace(before);
    QVERIFY(preview().changes.empty());
    QVERIFY(!preview().isWritten);

    // What is compared of the records is the same, and the file is not.
    bench.fixture.replace(QByteArray(before).replace("\"name\"", "\"note\": 1, \"name\""));
    QVERIFY(preview().changes.empty());
    QVERIFY(preview().isWritten);
    QVERIFY(preview().isUndoable);

    // The records can all be told apart, and the gateway sees no key all the same.
    bench.fixture.replace(before + "x");
    QVERIFY(bench.store.load()->gatewayReading() == GatewayReading::SeesNoKeys);
    QVERIFY(preview().changes.empty());
    QVERIFY(preview().isWritten);
    QVERIFY(!preview().isUndoable);
    const auto restored = bench.editor->restore(id);
    QVERIFY(restored && restored->written);
    QCOMPARE(bench.fixture.bytes(), before);

    QVERIFY(QFile::remove(bench.fixture.path()));
    QCOMPARE(preview().changes.size(), size_t(3));
    QVERIFY(preview().isWritten);
    QVERIFY(!preview().isUndoable);
}

void TestStoreEditor::makesUpForAnEditThatDiedBeforeItsNote()
{
    Bench bench;
    QVERIFY(bench.setLimit(1, "5"));
    // What a process leaves that is killed between its rename and its note.
    QVERIFY(bench.editor->records().backups().keep(bench.fixture.bytes(), SomeNowMs + 10));
    bench.fixture.replace(bench.fixture.bytes().replace(": 5,", ": 6,"));
    QVERIFY(*bench.store.updateApiKeyUsage(sampleKeyText(0), 1));
    bench.restart();
    QVERIFY(bench.setLimit(2, "7"));
    const QList<ChangeEntry> entries = bench.entries();
    QCOMPARE(entries.size(), 3);
    QVERIFY(!entries[1].isConfirmed);
    QCOMPARE(entries[1].changes.size(), size_t(1));
    QCOMPARE(entries[1].changes[0].name, u"Example 1"_s);
    QCOMPARE(entries[1].changes[0].fields[0].after, "6");
    QVERIFY(bench.editor->undo());
    QVERIFY(bench.editor->undo());
    QCOMPARE(bench.limit(1), "5");

    // And one that is killed before its rename.
    QVERIFY(bench.editor->records().backups().keep(bench.fixture.bytes(), SomeNowMs + 20));
    QVERIFY(*bench.store.updateApiKeyUsage(sampleKeyText(0), 1));
    const qsizetype copies = bench.editor->records().backups().list().size();
    QVERIFY(bench.setLimit(2, "8"));
    QCOMPARE(bench.editor->records().backups().list().size(), copies);
}

void TestStoreEditor::takesNoNotedCopyForAnInterruptedEdit()
{
    const auto allConfirmed = [](const QList<ChangeEntry> &entries) {
        return std::all_of(entries.begin(), entries.end(),
            [](const ChangeEntry &entry) { return entry.isConfirmed; });
    };
    Bench gone;
    QVERIFY(gone.setLimit(0, "5"));
    QVERIFY(gone.setLimit(0, "6"));
    QVERIFY(QFile::remove(gone.fixture.path()));
    QVERIFY(gone.editor->restore(gone.editor->records().backups().list().back().id));
    QVERIFY(gone.setLimit(1, "7"));
    QCOMPARE(gone.entries().size(), 4);
    QVERIFY(allConfirmed(gone.entries()));

    // An undo that finds its work done makes no copy either.
    Bench settled;
    QVERIFY(settled.setLimit(0, "5"));
    QVERIFY(settled.setLimit(1, "6"));
    QVERIFY(settled.editor->undo());
    settled.fixture.replace(settled.fixture.bytes().replace(": 5,", ": 100000,"));
    QVERIFY(settled.editor->undo());
    settled.fixture.replace(settled.fixture.bytes().replace("Example 2", "Example II"));
    QVERIFY(settled.setLimit(1, "7"));
    QCOMPARE(settled.entries().size(), 5);
    QVERIFY(allConfirmed(settled.entries()));
}

void TestStoreEditor::waitsForAnotherEditorOfThisUser()
{
    Bench bench;
    PausedChild other([&](const std::function<void()> &pause) {
        const auto claim = bench.editor->records().claim();
        pause();
        _exit(claim ? 0 : 1);
    });
    other.awaitPause();
    const auto edit = bench.setLimit(0, "5");
    QVERIFY(!edit);
    QCOMPARE(edit.error().code, ErrorCode::LockBusy);
    other.sendSignal(SIGKILL); // and needs no clearing up
    QCOMPARE(other.awaitEnd(), SIGKILL);
    QVERIFY(bench.setLimit(0, "5"));
}

void TestStoreEditor::aJournalThatCannotBeWrittenIsToldBesideTheEdit()
{
    Bench bench;
    QVERIFY(QDir().mkpath(bench.folder() + u"/changes.jsonl"_s));
    const auto edit = bench.setLimit(0, "5");
    QVERIFY(edit && edit->written);
    QCOMPARE(edit->notes.size(), 1);
    QVERIFY(edit->notes[0].startsWith(u"The change is saved, but not noted"));
    QVERIFY(bench.fixture.isTidy());
}

void TestStoreEditor::withoutAFolderItEditsAllTheSame()
{
    Bench bench;
    StoreEditor editor(bench.store, {{}, u"alice"_s}, bench.clock);
    QVERIFY(editor.run(*commandOf(Verb::Edit)));
    QCOMPARE(bench.limit(0), "7");
    QVERIFY(!editor.undo());
    QVERIFY(editor.undo().error().message.contains(u"XDG_DATA_HOME"));
}

QTEST_GUILESS_MAIN(TestStoreEditor)
#include "tst_storeeditor.moc"
