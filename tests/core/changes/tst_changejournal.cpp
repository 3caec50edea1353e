#include "core/changes/changejournal.h"
#include "core/changes/undohistory.h"
#include "tests/support/childprocess.h"
#include "tests/support/manualclock.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

class TestChangeJournal final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    void givesBackWhatItWasGiven();
    void findsTheLastOfManyWithoutReadingAll();
    void passesOverALineThatACrashCutOff();
    void aFullDiskDamagesNothing();
    void isForItsOwnerAlone();
    void undoAndRedoFollowFromTheEntries();
};

namespace {

ChangeEntry entry(const QString &id, const QString &title = u"Edit “Alice”"_s)
{
    ChangeEntry entry;
    entry.id = id;
    entry.atMs = SomeNowMs;
    entry.author = u"alice@host"_s;
    entry.title = title;
    entry.backup = u"20260118-103000-000"_s;
    entry.keyCount = 12;
    entry.changes = {{ChangeKind::Edited, u"ab12"_s, 1, u"Alice"_s,
        {{KeyField::TokenLimitPer5h, "1.0", "250000"}, {KeyField::Model, {}, "\"glm-4.7\""}}}};
    return entry;
}

struct Bench
{
    QTemporaryDir directory;
    ChangeJournal journal{directory.filePath(u"store/changes.jsonl"_s)};
};

QStringList idsOf(const QList<ChangeEntry> &entries)
{
    QStringList ids;
    for (const ChangeEntry &one : entries)
        ids += one.id;
    return ids;
}

} // namespace

void TestChangeJournal::givesBackWhatItWasGiven()
{
    const Bench bench;
    QVERIFY(bench.journal.read()->isEmpty());
    QVERIFY(!*bench.journal.last());
    ChangeEntry given = entry(u"a1"_s);
    given.reverts = u"f0"_s;
    given.isConfirmed = false;
    QVERIFY(bench.journal.append(given));

    const auto read = bench.journal.read();
    QVERIFY(read && read->size() == 1);
    const ChangeEntry &got = read->front();
    QCOMPARE(got.toLine(), given.toLine());
    QCOMPARE(got.atMs, SomeNowMs);
    QCOMPARE(got.keyCount, 12);
    QCOMPARE(got.reverts, u"f0"_s);
    QVERIFY(!got.isRedo);
    QCOMPARE(got.changes.size(), size_t(1));
    QCOMPARE(got.changes[0].occurrence, 1);
    QCOMPARE(got.changes[0].fields[0].before, "1.0"); // the number's text, not its value
    QCOMPARE(got.changes[0].fields[1].before, QByteArray());
    QCOMPARE(got.changes[0].fields[1].after, "\"glm-4.7\"");
}

void TestChangeJournal::findsTheLastOfManyWithoutReadingAll()
{
    const Bench bench;
    QVERIFY(bench.journal.append(entry(u"first"_s, QString(300'000, u'x'))));
    QCOMPARE((*bench.journal.last())->id, u"first"_s);
    for (int i = 0; i < 300; ++i)
        QVERIFY(bench.journal.append(entry(QString::number(i))));
    QCOMPARE((*bench.journal.last())->id, u"299"_s);
    QCOMPARE(bench.journal.read()->size(), 301);
}

void TestChangeJournal::passesOverALineThatACrashCutOff()
{
    const Bench bench;
    QVERIFY(bench.journal.append(entry(u"a1"_s)));
    QVERIFY(bench.journal.append(entry(u"b2"_s)));
    QFile file(bench.journal.path());
    QVERIFY(file.resize(file.size() - 20));
    QCOMPARE((*bench.journal.last())->id, u"a1"_s);
    QVERIFY(bench.journal.append(entry(u"c3"_s)));
    QCOMPARE(idsOf(*bench.journal.read()), (QStringList{u"a1"_s, u"c3"_s}));
}

void TestChangeJournal::aFullDiskDamagesNothing()
{
    const Bench bench;
    QVERIFY(bench.journal.append(entry(u"a1"_s)));
    const qint64 size = QFile(bench.journal.path()).size();
    const QByteArray message = inChild([&] {
        limitFileSize(quint64(size) + 100);
        const auto appended = bench.journal.append(entry(u"b2"_s));
        return appended ? QByteArray() : appended.error().message.toUtf8();
    });
    QVERIFY2(message.contains("Make room"), message.constData());
    QCOMPARE(QFile(bench.journal.path()).size(), size);
}

void TestChangeJournal::isForItsOwnerAlone()
{
    const Bench bench;
    QVERIFY(bench.journal.append(entry(u"a1"_s)));
    QCOMPARE(QFile::permissions(bench.journal.path()),
        QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser);
}

void TestChangeJournal::undoAndRedoFollowFromTheEntries()
{
    const auto reverting = [](const QString &id, const QString &what, bool isRedo) {
        ChangeEntry one = entry(id);
        one.reverts = what;
        one.isRedo = isRedo;
        return one;
    };
    QList<ChangeEntry> entries;
    const auto expect = [&](const QString &undo, const QString &redo) {
        const UndoHistory history = UndoHistory::of(entries);
        return (history.toUndo ? history.toUndo->id : QString()) == undo
            && (history.toRedo ? history.toRedo->id : QString()) == redo;
    };
    QVERIFY(expect({}, {}));
    entries = {entry(u"a"_s), entry(u"b"_s)};
    QVERIFY(expect(u"b"_s, {}));
    entries += reverting(u"c"_s, u"b"_s, false);
    QVERIFY(expect(u"a"_s, u"c"_s));
    entries += reverting(u"d"_s, u"a"_s, false);
    QVERIFY(expect({}, u"d"_s));
    entries += reverting(u"e"_s, u"d"_s, true);
    QVERIFY(expect(u"e"_s, u"c"_s));
    entries += reverting(u"f"_s, u"c"_s, true);
    QVERIFY(expect(u"f"_s, {}));
    entries += reverting(u"g"_s, u"f"_s, false);
    entries += entry(u"h"_s); // which forgets what could be made again
    QVERIFY(expect(u"h"_s, {}));
    ChangeEntry accepted = entry(u"i"_s);
    accepted.kind = ChangeEntry::Kind::Accepted;
    ChangeEntry once = entry(u"j"_s);
    once.isUndoable = false;
    entries += {accepted, once};
    QVERIFY(expect(u"h"_s, {}));
}

QTEST_GUILESS_MAIN(TestChangeJournal)
#include "tst_changejournal.moc"
