// What a jump offers, and in which order.
#include "ui/jump/jumpmodel.h"

#include "core/base/fingerprint.h"
#include "core/store/keycodec.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"
#include "tests/support/uitest.h"
#include "ui/widgets/notedelegate.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QElapsedTimer>
#include <QMenuBar>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

Q_DECLARE_METATYPE(JumpRank)

namespace {

struct Fixture
{
    QMenuBar bar;
    std::shared_ptr<const KeyRows> rows;
    JumpModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

    explicit Fixture(const QStringList &names = {})
    {
        std::vector<SampleKey> keys;
        for (int n = 0; n < names.size(); ++n) {
            keys.push_back(sampleKey(n));
            keys.back().name = names[n];
        }
        rows = KeyRows::of(decodeStore(storeBytes(keys)), SomeNowMs);
        model.setTargets(jumpActions(bar, nullptr), rows, {rows, &rows->states});
    }
    [[nodiscard]] QStringList lines(const QString &typed)
    {
        model.setTyped(typed);
        QStringList lines;
        for (int row = 0; row < model.rowCount(); ++row)
            lines += model.index(row).data().toString();
        return lines;
    }
};

} // namespace

class TestJumpModel final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void ranks_data();
    void ranks();
    void bestFirst();
    void saysWhichKeyItIs();
    void fingerprintsOfManyKeysComeLater();
    void aKeyIsFoundByItselfAndItsFingerprint();
    void aKeyGoesBeforeTheEditThatNamesIt();
    void actionsOfTheMenus();
    void aHundredThousandKeysRankAtTypingSpeed();
};

void TestJumpModel::ranks_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<JumpRank>("rank");
    QTest::newRow("nothing") << u""_s << JumpRank::Prefix;
    QTest::newRow("prefix") << u"alice"_s << JumpRank::Prefix;
    QTest::newRow("word") << u"mü"_s << JumpRank::WordStart;
    QTest::newRow("word behind a dash") << u"x"_s << JumpRank::WordStart;
    QTest::newRow("later word") << u"l"_s << JumpRank::WordStart;
    QTest::newRow("inside") << u"ice"_s << JumpRank::Inside;
    QTest::newRow("not") << u"bob"_s << JumpRank::None;
}

void TestJumpModel::ranks()
{
    QFETCH(QString, typed);
    QFETCH(JumpRank, rank);
    QCOMPARE(jumpRank(u"alice müller-x (l)", typed), rank);
}

void TestJumpModel::bestFirst()
{
    Fixture f({u"malice"_s, u"Team Ali"_s, u"Zoe"_s, u"Alina"_s, u"Alice"_s});
    QCOMPARE(f.lines(u"ali"_s), (QStringList{u"Alice"_s, u"Alina"_s, u"Team Ali"_s, u"malice"_s}));
    QCOMPARE(f.lines(u"ali team"_s), QStringList{u"Team Ali"_s});
    QCOMPARE(f.lines(u"0002"_s), QStringList{u"Zoe"_s}); // the end of its key
    QCOMPARE(f.lines(u""_s).first(), u"Alice"_s);
    QVERIFY(f.lines(u"nobody"_s).isEmpty());
}

void TestJumpModel::saysWhichKeyItIs()
{
    Fixture f({u"Alice"_s});
    QCOMPARE(f.lines(u"al"_s).size(), 1);
    const QString note = f.model.index(0).data(NoteDelegate::NoteRole).toString();
    QVERIFY2(note.endsWith(u", Active"_s) && !note.contains(sampleKeyText(0)), qPrintable(note));
    QVERIFY(f.model.index(0).data(Qt::AccessibleTextRole).toString().startsWith(u"Key Alice"_s));
    QCOMPARE(f.model.keyAt(0)->key, sampleKeyText(0));
    QVERIFY(!f.model.actionAt(0));
}

void TestJumpModel::fingerprintsOfManyKeysComeLater()
{
    constexpr int Many = AtOnceKeys + 1;
    QStringList names;
    for (int n = 0; n < Many; ++n)
        names += u"Key %1"_s.arg(n);
    Fixture f(names);
    const auto digitsOf = [](int n) { return fullFingerprint(sampleKeyText(n)).left(12); };
    QCOMPARE(f.lines(digitsOf(7)), QStringList()); // nobody waits for it
    QCOMPARE(f.lines(digitsOf(Many - 1)), QStringList());
    QTRY_COMPARE(f.model.rowCount(), 1);
    QCOMPARE(f.model.keyAt(0)->key, sampleKeyText(Many - 1)); // what was typed before is forgotten
    QCOMPARE(f.lines(sampleKeyText(7)), QStringList{u"Key 7"_s});
}

void TestJumpModel::aKeyIsFoundByItselfAndItsFingerprint()
{
    Fixture f({u"Alice"_s, u"Bob"_s});
    QCOMPARE(f.lines(sampleKeyText(1)), QStringList{u"Bob"_s});
    const QString digits = fullFingerprint(sampleKeyText(1));
    QCOMPARE(f.lines(digits.left(8)), QStringList{u"Bob"_s});
    QCOMPARE(f.lines(digits.left(12).toUpper()), QStringList{u"Bob"_s});
    QCOMPARE(f.lines(digits), QStringList{u"Bob"_s});
    QCOMPARE(f.lines(digits.left(7)), QStringList()); // it could be a word
}

void TestJumpModel::aKeyGoesBeforeTheEditThatNamesIt()
{
    Fixture f({u"Alice Miller"_s});
    f.bar.addMenu(u"&Edit"_s)->addAction(u"&Undo: Edit “Alice Miller”"_s);
    f.model.setTargets(jumpActions(f.bar, nullptr), f.rows, {f.rows, &f.rows->states});
    const QString undo = u"Undo: Edit “Alice Miller”"_s;
    for (const QString &typed : {u"miller"_s, u"alice miller"_s, u"ice"_s})
        QCOMPARE(f.lines(typed), (QStringList{u"Alice Miller"_s, undo}));
    QCOMPARE(f.lines(u"undo"_s), QStringList{undo});
    QCOMPARE(f.lines(u"undo miller"_s), QStringList{undo});
}

void TestJumpModel::actionsOfTheMenus()
{
    Fixture f({u"Newcomer"_s});
    QMenu *file = f.bar.addMenu(u"&File"_s);
    QAction *create = file->addAction(u"&New key…"_s);
    create->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_N));
    QAction *remove = file->addAction(u"Re&move"_s);
    remove->setEnabled(false);
    remove->setToolTip(u"Select a key first."_s);
    QMenu *look = file->addMenu(u"&Appearance"_s);
    look->addAction(u"Dark && quiet"_s);
    QAction *asking = file->addAction(u"Jump"_s);
    file->addSeparator();
    f.model.setTargets(jumpActions(f.bar, asking), nullptr, nullptr);
    QCOMPARE(
        f.lines(u""_s), (QStringList{u"New key"_s, u"Remove"_s, u"Appearance: Dark & quiet"_s}));
    QCOMPARE(f.model.index(0).data(NoteDelegate::NoteRole).toString(), u"Ctrl+N"_s);
    QCOMPARE(f.model.index(1).data(NoteDelegate::NoteRole).toString(), u"Select a key first."_s);
    QVERIFY(!f.model.index(1).flags().testFlag(Qt::ItemIsEnabled));
    QCOMPARE(f.lines(u"appearance dark"_s), QStringList{u"Appearance: Dark & quiet"_s});
    QCOMPARE(f.model.actionAt(0), look->actions().constFirst());
}

void TestJumpModel::aHundredThousandKeysRankAtTypingSpeed()
{
    constexpr qint64 GenerousMs = 400; // about 10 are usual
    const auto rows = KeyRows::of(decodeStore(storeBytes(100'000)), SomeNowMs);
    JumpModel model;
    model.setTargets({}, rows, {rows, &rows->states});
    for (const QString &text : {u""_s, u"e"_s, u"example 7"_s, u"77777"_s, u"zzz"_s}) {
        QElapsedTimer timer;
        timer.start();
        model.setTyped(text);
        QVERIFY2(timer.elapsed() < GenerousMs, qPrintable(text));
        QVERIFY(model.rowCount() <= JumpModel::MostKeys);
    }
}

QTEST_MAIN(TestJumpModel)
#include "tst_jumpmodel.moc"
