// What was deleted stays within reach: for how long, and how it comes back.
#include "core/changes/storeeditor.h"
#include "core/command/createkeys.h"
#include "core/command/removekeys.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

class TestTrash final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    void listsWhatWasDeleted();
    void givesBackToTheByte();
    void givesBackSeveralInOneEdit();
    void givingBackCanBeUndone();
    void aKeyThatIsThereAgainIsNotListed();
    void aKeyThatCameMeanwhileIsRefused();
    void whatIsGoneFromTheTrashSaysSo_data();
    void whatIsGoneFromTheTrashSaysSo();
    void aFullTrashIsToldBesideTheEdit();
    void isEmptiedAfterNinetyDays();
    void othersCannotReadIt();
};

namespace {

constexpr qint64 DayMs = 24LL * 60 * 60 * 1000;

struct Bench
{
    [[nodiscard]] QString folder() const { return kept.filePath(u"stores/one"_s); }
    [[nodiscard]] Result<EditOutcome> remove(const QList<int> &numbers)
    {
        std::vector<KeyRef> refs;
        for (const int number : numbers)
            refs.push_back({sampleKeyText(number), 0});
        return editor.run(RemoveKeys(refs));
    }
    [[nodiscard]] QList<TrashedKey> trash() const { return editor.trash().value(); }
    [[nodiscard]] QStringList ids() const
    {
        QStringList ids;
        for (const TrashedKey &key : trash())
            ids += key.id;
        return ids;
    }

    QTemporaryDir kept;
    StoreFixture fixture{4};
    ManualClock clock;
    KeyStore store{fixture.path(), {}, clock};
    StoreEditor editor{store, EditSurroundings{folder(), u"alice@host"_s}, clock};
};

} // namespace

void TestTrash::listsWhatWasDeleted()
{
    Bench bench;
    QVERIFY(bench.trash().isEmpty());
    QVERIFY(bench.remove({1}));
    bench.clock.advance(1000);
    QVERIFY(bench.remove({2}));
    const QList<TrashedKey> trash = bench.trash();
    QCOMPARE(trash.size(), 2);
    QCOMPARE(trash[0].name, u"Example 2"_s); // the newest first
    QCOMPARE(trash[1].name, u"Example 1"_s);
    QCOMPARE(trash[1].deletedMs, SomeNowMs);
    QCOMPARE(trash[1].author, u"alice@host"_s);
    QVERIFY(!trash[1].id.contains(sampleKeyText(1)));
    QVERIFY(!trash[1].maskedKey.contains(sampleKeyText(1)));
}

void TestTrash::givesBackToTheByte()
{
    Bench bench;
    const QByteArray before = bench.fixture.bytes();
    const QByteArray record = bench.store.load()->at(3).text().toByteArray();
    QVERIFY(bench.remove({3}));
    const auto outcome = bench.editor.giveBack(bench.ids());
    QVERIFY(outcome);
    QCOMPARE(outcome->title, u"Give back “Example 3”"_s);
    QCOMPARE(bench.store.load()->at(3).text().toByteArray(), record);
    QCOMPARE(bench.fixture.bytes(), before);
    QVERIFY(bench.trash().isEmpty());
}

void TestTrash::givesBackSeveralInOneEdit()
{
    Bench bench;
    QVERIFY(bench.remove({0, 2}));
    QCOMPARE(bench.trash().size(), 2);
    const auto outcome = bench.editor.giveBack(bench.ids());
    QVERIFY(outcome);
    QCOMPARE(outcome->title, u"Give back 2 keys"_s);
    const KeySet keys = bench.store.load().value();
    QCOMPARE(keys.size(), 4);
    QCOMPARE(keys.at(0).name(), u"Example 1"_s);
    QCOMPARE(keys.at(1).name(), u"Example 3"_s);
    QCOMPARE(bench.editor.records().journal().read()->size(), 2);
}

void TestTrash::givingBackCanBeUndone()
{
    Bench bench;
    QVERIFY(bench.remove({1}));
    const QByteArray without = bench.fixture.bytes();
    QVERIFY(bench.editor.giveBack(bench.ids()));
    QCOMPARE(bench.editor.undoHistory()->undoTitle(), u"Give back “Example 1”"_s);
    QVERIFY(bench.editor.undo());
    QCOMPARE(bench.fixture.bytes(), without);
    QCOMPARE(bench.trash().size(), 1);
}

void TestTrash::aKeyThatIsThereAgainIsNotListed()
{
    Bench bench;
    QVERIFY(bench.remove({1}));
    QVERIFY(bench.editor.undo());
    QVERIFY(bench.trash().isEmpty());
    bench.clock.advance(5000);
    QVERIFY(bench.remove({1}));
    QCOMPARE(bench.trash().size(), 1); // deleted twice, listed once
    QCOMPARE(bench.trash()[0].deletedMs, SomeNowMs + 5000);
}

void TestTrash::aKeyThatCameMeanwhileIsRefused()
{
    Bench bench;
    QVERIFY(bench.remove({1}));
    const QStringList ids = bench.ids();
    const QString born = u"2026-01-18T10:30:00.000Z"_s;
    QVERIFY(bench.editor.run(
        CreateKeys({{sampleKeyText(1), u"Again"_s, {}, 9, u"2027-01-01T00:00:00.000Z"_s, born}})));
    const QByteArray before = bench.fixture.bytes();
    const auto outcome = bench.editor.giveBack(ids);
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, ErrorCode::InvalidInput);
    QVERIFY(outcome.error().message.contains(u"in the store again"_s));
    QVERIFY(!outcome.error().message.contains(sampleKeyText(1)));
    QCOMPARE(bench.fixture.bytes(), before);
}

void TestTrash::whatIsGoneFromTheTrashSaysSo_data()
{
    QTest::addColumn<QString>("id");
    QTest::newRow("no such file") << u"00000000000001-0123456789ab.json/0"_s;
    QTest::newRow("no such record") << QString();
    QTest::newRow("elsewhere") << u"../changes.jsonl/0"_s;
    QTest::newRow("nothing") << u""_s;
}

void TestTrash::whatIsGoneFromTheTrashSaysSo()
{
    QFETCH(QString, id);
    Bench bench;
    QVERIFY(bench.remove({1}));
    const QByteArray before = bench.fixture.bytes();
    if (id.isNull())
        id = bench.ids().constFirst().section(u'/', 0, 0) + u"/7"_s;
    const auto outcome = bench.editor.giveBack({id});
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, ErrorCode::NotFound);
    QVERIFY(outcome.error().message.startsWith(u"Nothing was given back"_s));
    QCOMPARE(bench.fixture.bytes(), before);
}

void TestTrash::aFullTrashIsToldBesideTheEdit()
{
    Bench bench;
    QVERIFY(QDir().mkpath(bench.folder()));
    QFile inTheWay(bench.folder() + u"/trash"_s);
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    const auto outcome = bench.remove({1});
    QVERIFY(outcome);
    QCOMPARE(bench.store.load()->size(), 3);
    QVERIFY(outcome->notes.join(u' ').contains(u"not in the trash, but can be undone"_s));
    QVERIFY(bench.editor.undo());
}

void TestTrash::isEmptiedAfterNinetyDays()
{
    Bench bench;
    QVERIFY(bench.remove({1}));
    bench.clock.advance(Trash::DaysKept * DayMs);
    QVERIFY(bench.remove({2}));
    QCOMPARE(bench.trash().size(), 2);
    bench.clock.advance(DayMs);
    QVERIFY(bench.remove({3}));
    QCOMPARE(bench.trash().size(), 2);
    QCOMPARE(bench.trash().constLast().name, u"Example 2"_s);
}

void TestTrash::othersCannotReadIt()
{
    Bench bench;
    QVERIFY(bench.remove({1}));
    const QDir folder(bench.folder() + u"/trash"_s);
    const QFileInfo about(folder.path());
    QCOMPARE(about.permissions() & (QFile::ReadGroup | QFile::ExeGroup | QFile::ExeOther),
        QFile::Permissions());
    for (const QFileInfo &file : folder.entryInfoList(QDir::Files)) {
        QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }
}

QTEST_GUILESS_MAIN(TestTrash)
#include "tst_trash.moc"
