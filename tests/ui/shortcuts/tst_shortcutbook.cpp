// Shortcuts as they are kept, whatever the settings say; and as a list.
#include "ui/shortcuts/shortcutbook.h"

#include "tests/support/uitest.h"
#include "ui/shortcuts/shortcutmodel.h"
#include "ui/shortcuts/shortcutrules.h"
#include "ui/window/actions.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QSet>
#include <QSignalSpy>
#include <QTest>
#include <QWidget>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

class TestShortcutBook final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void everyActionHasANameOfItsOwn();
    void everyActionIsInOneGroup();
    void onlyDifferencesAreKept();
    void theOtherOnesOfAnActionStay();
    void whatIsTakenIsGoneThere();
    void twoMaySwap();
    void itsOwnUsualKeysAreNeverRefused();
    void badEntriesArePassedOver_data();
    void badEntriesArePassedOver();
    void badEntriesAreForgottenWithTheNextChange();
    void unknownActionsAreKept();
    void toolTipsFollow();
    void theModelFollows();
};

namespace {

struct Fixture
{
    Actions actions;
    QWidget window;
    ShortcutBook book{actions, window};

    void give(QAction *action, const QString &keys)
    {
        book.assign(action, book.with(*action, QKeySequence::fromString(keys)));
    }
    [[nodiscard]] static QString keysOf(const QAction *action)
    {
        return shortcutText(action->shortcuts());
    }
};

} // namespace

void TestShortcutBook::everyActionHasANameOfItsOwn()
{
    const Actions actions;
    QSet<QString> names;
    for (const QAction *action : actions.findChildren<QAction *>()) {
        QVERIFY2(!action->objectName().isEmpty(), qPrintable(action->text()));
        QVERIFY2(!names.contains(action->objectName()), qPrintable(action->objectName()));
        names.insert(action->objectName());
    }
    for (const QString &known : {u"rotate"_s, u"keysPage"_s, u"renewBy30Days"_s, u"lock"_s})
        QVERIFY2(names.contains(known), qPrintable(known)); // people's settings have them
}

void TestShortcutBook::everyActionIsInOneGroup()
{
    const Actions actions;
    QList<QAction *> grouped;
    for (const Actions::Group &group : actions.groups())
        grouped += group.actions;
    QCOMPARE(grouped.size(), QSet<QAction *>(grouped.begin(), grouped.end()).size());
    QCOMPARE(grouped.size(), actions.findChildren<QAction *>().size());
    QCOMPARE(Actions::nameOf(*actions.renew[0]).section(u':', 0, 0), u"Renew"_s);
}

void TestShortcutBook::onlyDifferencesAreKept()
{
    Fixture f;
    QVERIFY(f.book.texts().isEmpty());
    f.give(f.actions.rotate, u"Ctrl+Alt+R"_s);
    QCOMPARE(f.book.texts(), (ShortcutTexts{{u"rotate"_s, u"Ctrl+Alt+R"_s}}));
    QVERIFY(!f.book.isUsual(*f.actions.rotate));
    f.book.assign(f.actions.lock, {});
    QCOMPARE(f.book.texts().value(u"lock"_s, u"?"_s), QString());
    Fixture later;
    later.book.load(f.book.texts());
    QVERIFY2(later.book.problems().isEmpty(), qPrintable(later.book.problems().join(u'\n')));
    QCOMPARE(later.keysOf(later.actions.rotate), u"Ctrl+Alt+R"_s);
    QVERIFY(later.actions.lock->shortcuts().isEmpty());
    f.give(f.actions.rotate, u"Ctrl+R"_s);
    f.book.resetAll();
    QVERIFY(f.book.texts().isEmpty());
    QCOMPARE(f.keysOf(f.actions.lock), u"Ctrl+Shift+L"_s);
}

void TestShortcutBook::theOtherOnesOfAnActionStay()
{
    Fixture f;
    f.give(f.actions.edit, u"F4"_s);
    QCOMPARE(f.keysOf(f.actions.edit), u"F4, Return, Enter"_s);
    Fixture later;
    later.book.load(f.book.texts());
    QCOMPARE(later.keysOf(later.actions.edit), u"F4, Return, Enter"_s);
    f.give(f.actions.redo, u"Ctrl+Y"_s); // its second one
    QCOMPARE(f.keysOf(f.actions.redo), u"Ctrl+Y"_s);
}

void TestShortcutBook::whatIsTakenIsGoneThere()
{
    Fixture f;
    const QSignalSpy changed(&f.book, &ShortcutBook::changed);
    QCOMPARE(f.book.owner(*f.actions.suspend, {QKeySequence(u"Ctrl+Y"_s)}), f.actions.redo);
    f.give(f.actions.suspend, u"Ctrl+Y"_s);
    QCOMPARE(f.keysOf(f.actions.suspend), u"Ctrl+Y"_s);
    QCOMPARE(f.keysOf(f.actions.redo), u"Ctrl+Shift+Z"_s);
    QCOMPARE(changed.count(), 1);
    QVERIFY(!f.book.owner(*f.actions.suspend, f.actions.suspend->shortcuts()));
    f.give(f.actions.rotate, u"Ctrl+Shift+Z"_s);
    f.book.assign(f.actions.redo, f.book.usual(*f.actions.redo)); // from both
    QCOMPARE(f.keysOf(f.actions.redo), u"Ctrl+Shift+Z, Ctrl+Y"_s);
    QVERIFY(f.actions.suspend->shortcuts().isEmpty() && f.actions.rotate->shortcuts().isEmpty());
}

void TestShortcutBook::twoMaySwap()
{
    Fixture f;
    f.book.load({{u"rotate"_s, u"Ctrl+H"_s}, {u"suspend"_s, u"Ctrl+R"_s}});
    QVERIFY2(f.book.problems().isEmpty(), qPrintable(f.book.problems().join(u'\n')));
    QCOMPARE(f.keysOf(f.actions.rotate), u"Ctrl+H"_s);
    QCOMPARE(f.keysOf(f.actions.suspend), u"Ctrl+R"_s);
}

void TestShortcutBook::itsOwnUsualKeysAreNeverRefused()
{
    Fixture f;
    for (const QAction *action : f.actions.findChildren<QAction *>()) {
        for (const QKeySequence &keys : action->shortcuts())
            QVERIFY2(f.book.refusal(*action, keys).isEmpty(), qPrintable(action->text()));
    }
    QVERIFY(!f.book.refusal(*f.actions.create, QKeySequence(Qt::Key_Delete)).isEmpty());
    QVERIFY(f.book.refusal(*f.actions.create, {}).isEmpty());
}

void TestShortcutBook::badEntriesArePassedOver_data()
{
    QTest::addColumn<QString>("written");
    QTest::addColumn<QString>("why");
    QTest::newRow("nonsense") << u"whatever"_s << u"“whatever” names no keys."_s;
    QTest::newRow("reserved") << u"Esc"_s << u"Esc closes what is open."_s;
    QTest::newRow("a letter") << u"R"_s << u"R is needed for typing."_s;
    QTest::newRow("somebody else's") << u"Ctrl+N"_s << u"Ctrl+N is “New key”."_s;
}

void TestShortcutBook::badEntriesArePassedOver()
{
    QFETCH(QString, written);
    QFETCH(QString, why);
    Fixture f;
    f.book.load({{u"rotate"_s, written}, {u"lock"_s, u"F12"_s}});
    QCOMPARE(f.book.problems().size(), 1);
    const QString problem = f.book.problems().constFirst();
    QVERIFY2(problem.startsWith(u"The settings' shortcut of “Rotate” is passed over: "_s),
        qPrintable(problem));
    QVERIFY2(problem.contains(why), qPrintable(problem));
    QCOMPARE(f.keysOf(f.actions.rotate), u"Ctrl+R"_s);
    QCOMPARE(f.keysOf(f.actions.create), u"Ctrl+N"_s);
    QCOMPARE(f.keysOf(f.actions.lock), u"F12"_s); // the others count
    QCOMPARE(f.book.texts(), (ShortcutTexts{{u"lock"_s, u"F12"_s}}));
}

void TestShortcutBook::badEntriesAreForgottenWithTheNextChange()
{
    Fixture f;
    f.book.load({{u"rotate"_s, u"whatever"_s}});
    f.give(f.actions.lock, u"F12"_s);
    QVERIFY(f.book.problems().isEmpty());
    f.book.load({{u"rotate"_s, u"whatever"_s}});
    QVERIFY(!f.book.problems().isEmpty());
    f.book.resetAll();
    QVERIFY(f.book.problems().isEmpty());
}

void TestShortcutBook::unknownActionsAreKept()
{
    Fixture f;
    f.book.load({{u"ofAnotherVersion"_s, u"Ctrl+J"_s}});
    QVERIFY(f.book.problems().isEmpty());
    f.give(f.actions.lock, u"F12"_s);
    QCOMPARE(f.book.texts(),
        (ShortcutTexts{{u"lock"_s, u"F12"_s}, {u"ofAnotherVersion"_s, u"Ctrl+J"_s}}));
}

void TestShortcutBook::toolTipsFollow()
{
    Fixture f;
    QVERIFY(f.actions.create->toolTip().endsWith(u"(Ctrl+N)"_s));
    f.give(f.actions.create, u"F9"_s);
    QVERIFY2(
        f.actions.create->toolTip().endsWith(u"(F9)"_s), qPrintable(f.actions.create->toolTip()));
    Actions::setReason(f.actions.create, u"Open a store first."_s);
    f.give(f.actions.create, u"F8"_s);
    QVERIFY(!f.actions.create->isEnabled());
    QCOMPARE(f.actions.create->toolTip(), u"Open a store first."_s);
    Actions::setReason(f.actions.create, {});
    QVERIFY(f.actions.create->toolTip().endsWith(u"(F8)"_s));
    f.book.assign(f.actions.create, {});
    QCOMPARE(f.actions.create->toolTip(), u"Create a key"_s);
}

void TestShortcutBook::theModelFollows()
{
    Fixture f;
    ShortcutModel model(f.book);
    const QAbstractItemModelTester tester(&model);
    const QModelIndex action = model.indexOf(f.actions.rotate);
    const QModelIndex keys = action.siblingAtColumn(ShortcutModel::ShortcutColumn);
    QCOMPARE(model.actionAt(keys), f.actions.rotate);
    QCOMPARE(action.parent().data().toString(), u"Keys"_s);
    QCOMPARE(action.data().toString(), u"Rotate"_s);
    QCOMPARE(keys.data().toString(), u"Ctrl+R"_s);
    f.give(f.actions.rotate, u"F9"_s);
    QCOMPARE(keys.data().toString(), u"F9  –  changed, usually Ctrl+R"_s);
    f.book.assign(f.actions.rotate, {});
    QCOMPARE(keys.data().toString(), u"none  –  changed, usually Ctrl+R"_s);
    QVERIFY(!model.actionAt(action.parent()));
    QVERIFY(!(model.flags(action.parent()) & Qt::ItemIsSelectable));
}

QTEST_MAIN(TestShortcutBook)
#include "tst_shortcutbook.moc"
