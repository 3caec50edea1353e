// The page of all keys, by mouse and keyboard: search, proposals, selection and columns.
#include "ui/keys/keyspage.h"

#include "core/store/keycodec.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"
#include "tests/support/uitest.h"
#include "ui/keys/keycolumns.h"
#include "ui/keys/keygrouping.h"
#include "ui/keys/keystable.h"
#include "ui/keys/searchhelp.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/skeleton.h"
#include "ui/window/actions.h"

#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

SampleKey named(int n, const QString &name)
{
    SampleKey key = sampleKey(n);
    key.name = name;
    return key;
}

struct Fixture
{
    Actions actions;
    KeyModel model;
    QWidget *panel = new QWidget;
    KeysPage page{model, actions, panel};
    KeysTable &table = *page.findChild<KeysTable *>();
    KeyFilter &filter = *qobject_cast<KeyFilter *>(table.model());
    QLineEdit &line = *page.findChild<QLineEdit *>(u"keysSearch"_s);

    explicit Fixture(std::vector<SampleKey> keys = usual())
    {
        page.resize(1000, 640);
        page.show();
        page.activateWindow();
        model.setKeys(decodeStore(storeBytes(keys)), SomeNowMs);
        page.setLoaded(true);
        page.focusSearch();
        [this] { QVERIFY(QTest::qWaitForWindowActive(&page)); }();
    }
    static std::vector<SampleKey> usual()
    {
        SampleKey expired = named(2, u"Carol"_s);
        expired.expiryDate = u"2026-01-01T00:00:00.000Z"_s;
        SampleKey special = named(1, u"Bob"_s);
        special.model = u"special-1"_s;
        return {named(0, u"Alice"_s), special, expired};
    }
    /// More than are listed at once, of two models.
    static std::vector<SampleKey> many()
    {
        std::vector<SampleKey> keys;
        for (int n = 0; n < AtOnceKeys + 500; ++n) {
            keys.push_back(sampleKey(n));
            keys.back().model = n % 2 ? u"odd"_s : u"even"_s;
        }
        return keys;
    }
    void settle() { QTRY_VERIFY(!filter.isBehind()); }
    void set(const std::vector<SampleKey> &keys)
    {
        model.setKeys(decodeStore(storeBytes(keys)), SomeNowMs);
    }
    /// As another store is: many keys are not listed yet.
    void open(const std::vector<SampleKey> &keys)
    {
        page.setLoaded(false);
        model.setRows(std::make_shared<KeyRows>());
        set(keys);
        page.setLoaded(true);
    }
    void click(int row)
    {
        QTest::mouseClick(table.viewport(), Qt::LeftButton, Qt::NoModifier,
            table.visualRect(table.model()->index(row, 1)).center());
    }
    [[nodiscard]] QStringList names() const
    {
        QStringList names;
        for (int row = 0; row < table.model()->rowCount(); ++row)
            names += table.model()->index(row, 0).data().toString();
        return names;
    }
    /// As a person does who looks on and stays in the line.
    void search(const QString &text)
    {
        page.focusSearch(); // selects what is there
        QTest::keyClick(&line, Qt::Key_Delete);
        QTest::keyClicks(&line, text);
        [&] { QTRY_COMPARE(filter.search(), text); }();
    }
    [[nodiscard]] QListView &proposals() const
    {
        return *page.findChild<QListView *>(u"queryProposals"_s);
    }
    [[nodiscard]] QStringList proposed() const
    {
        QStringList lines;
        for (int row = 0; proposals().isVisible() && row < proposals().model()->rowCount(); ++row)
            lines += proposals().model()->index(row, 0).data().toString();
        return lines;
    }
    [[nodiscard]] Notice &errors() const { return *page.findChild<Notice *>(u"searchErrors"_s); }
    [[nodiscard]] QWidget &hidden() const
    {
        return *page.findChild<QWidget *>(u"hiddenSelection"_s);
    }
    void selectNames(const QStringList &wanted)
    {
        table.clearSelection();
        for (int row = 0; row < table.model()->rowCount(); ++row) {
            if (!wanted.contains(names()[row]))
                continue;
            const auto cell = table.visualRect(table.model()->index(row, 1)).center();
            QTest::mouseClick(table.viewport(), Qt::LeftButton, Qt::ControlModifier, cell);
        }
    }
    [[nodiscard]] QString currentName() const
    {
        const auto key = page.currentKey();
        return key ? model.keyAt(model.rowOf(*key)).name() : QString();
    }
    [[nodiscard]] QAction *columnAction(const QString &text)
    {
        QMenu menu;
        page.columns().addTo(menu);
        for (QAction *action : menu.actions()) {
            if (action->text() == text)
                return action;
        }
        return nullptr;
    }
};

} // namespace

class TestKeysPage final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void termsFilterAndErrorsAreSaid();
    void proposesWhileSomebodyTypes();
    void proposesValuesOfTheStore();
    void neverTakesWhatIsTyped();
    void clickTakesAProposal();
    void explainsHowToSearch();
    void aHiddenSelectionIsKeptAndSaid();
    void aHiddenSelectionGoesWithItsKey();
    void ofSeveralTheListedOnesStaySelected();
    void tabbingIntoTheTableKeepsTheHiddenKey();
    void theQueryHasTheStatus();
    void anotherStoreIsReadAnew();
    void hidesAndResetsColumns();
    void theSortedColumnIsNeverHidden();
    void columnsAreRemembered();
    void sortsWithoutAMouse();
    void aKeyThatIsAwaitedIsSelectedOnceItIsThere();
    void whatThePersonDoesGoesBeforeAnAwaitedKey_data();
    void whatThePersonDoesGoesBeforeAnAwaitedKey();
    void whatThePersonSelectsGoesBeforeTheFirstKey();
    void selectsWhileALoadIsBeingListed();
    void selectsInAClosedGroupOfMany();
    void aGroupThatIsToggledTwiceIsAsItWas();
    void allThatAreListedAreThoseThatAreWishedFor();
};

void TestKeysPage::termsFilterAndErrorsAreSaid()
{
    Fixture f;
    f.search(u"-expired model:special"_s);
    QCOMPARE(f.names(), QStringList{u"Bob"_s});
    QVERIFY(!f.errors().isVisible());
    f.search(u"expires<7x alice"_s);
    QCOMPARE(f.names(), QStringList{u"Alice"_s});
    QVERIFY(f.errors().isVisible());
    QVERIFY2(f.errors().text().startsWith(u"“expires<7x”: 7x is no length of time"_s),
        qPrintable(f.errors().text()));
    QVERIFY(f.errors().accessibleName().contains(u"7x"_s));
    f.search(u"alice"_s);
    QVERIFY(!f.errors().isVisible());
}

void TestKeysPage::proposesWhileSomebodyTypes()
{
    Fixture f;
    QTest::keyClicks(&f.line, u"alice st"_s);
    QCOMPARE(f.proposed(), QStringList{u"status:"_s});
    QVERIFY(f.line.hasFocus());
    QTest::keyClick(&f.line, Qt::Key_Down);
    QTest::keyClick(&f.line, Qt::Key_Tab);
    QCOMPARE(f.line.text(), u"alice status:"_s);
    QCOMPARE(f.proposed().size(), 6);
    QTest::keyClicks(&f.line, u"ex"_s);
    QCOMPARE(f.proposed(), (QStringList{u"expiring"_s, u"expired"_s}));
    QTest::keyClick(&f.line, Qt::Key_Down);
    QTest::keyClick(&f.line, Qt::Key_Down);
    QTest::keyClick(&f.line, Qt::Key_Return);
    QCOMPARE(f.line.text(), u"alice status:expired "_s);
    QVERIFY(!f.proposals().isVisible());
}

void TestKeysPage::proposesValuesOfTheStore()
{
    Fixture f;
    QTest::keyClicks(&f.line, u"model:"_s);
    QCOMPARE(f.proposed(), (QStringList{u"glm-4.7"_s, u"special-1"_s}));
    QTest::keyClick(&f.line, Qt::Key_Escape);
    QVERIFY(!f.proposals().isVisible());
    QCOMPARE(f.line.text(), u"model:"_s);
    f.line.clear();
    QTest::keyClick(&f.line, Qt::Key_Down); // asks for all there is
    QCOMPARE(f.proposed().size(), 12);
    QTest::keyClick(&f.line, Qt::Key_Up); // the last
    QTest::keyClick(&f.line, Qt::Key_Return);
    QCOMPARE(f.line.text(), u"expired "_s);
}

void TestKeysPage::neverTakesWhatIsTyped()
{
    Fixture f;
    QTest::keyClicks(&f.line, u"exp"_s);
    QVERIFY(f.proposals().isVisible());
    QTest::keyClick(&f.line, Qt::Key_Return);
    QCOMPARE(f.line.text(), u"exp"_s);
    QVERIFY(!f.proposals().isVisible());
    QVERIFY(f.names().isEmpty()); // it searched
    QTest::keyClicks(&f.line, u"i"_s);
    QVERIFY(f.proposals().isVisible());
    f.page.findChild<QToolButton *>(u"searchHelp"_s)->setFocus();
    QVERIFY(!f.proposals().isVisible());
}

void TestKeysPage::clickTakesAProposal()
{
    Fixture f;
    QTest::keyClicks(&f.line, u"nev"_s);
    QListView &list = f.proposals();
    QTest::mouseClick(list.viewport(), Qt::LeftButton, Qt::NoModifier,
        list.visualRect(list.model()->index(0, 0)).center());
    QCOMPARE(f.line.text(), u"never-used "_s);
    QVERIFY(f.line.hasFocus());
}

void TestKeysPage::explainsHowToSearch()
{
    Fixture f;
    QTest::keyClick(&f.line, Qt::Key_F1);
    auto *help = f.page.findChild<SearchHelp *>();
    QVERIFY(help && help->isVisible() && !help->isModal());
    QString all;
    for (const QLabel *label : help->findChildren<QLabel *>())
        all += label->text() + u'\n';
    for (const QString &each : {u"used>80%"_s, u"-test"_s, u"near-limit"_s, u"never-used"_s})
        QVERIFY2(all.contains(each), qPrintable(each));
    QTest::mouseClick(f.page.findChild<QToolButton *>(u"searchHelp"_s), Qt::LeftButton);
    QCOMPARE(f.page.findChildren<SearchHelp *>().size(), 1);
    QTest::keyClick(help, Qt::Key_Escape);
    QVERIFY(!help->isVisible());
}

void TestKeysPage::aHiddenSelectionIsKeptAndSaid()
{
    Fixture f;
    f.selectNames({u"Bob"_s});
    f.search(u"alice"_s);
    QCOMPARE(f.names(), QStringList{u"Alice"_s});
    QCOMPARE(f.currentName(), u"Bob"_s);
    QCOMPARE(f.page.selectedKeys().size(), size_t(1));
    QVERIFY(f.table.selectionModel()->selectedRows().isEmpty());
    QVERIFY(f.hidden().isVisible());
    QCOMPARE(f.hidden().findChild<QLabel *>()->text(), u"The selected key “Bob” does not match."_s);
    f.search(u"nobody"_s); // and where nothing is listed
    QVERIFY(f.hidden().isVisible());
    QTest::mouseClick(f.hidden().findChild<QToolButton *>(), Qt::LeftButton);
    QCOMPARE(f.names().size(), 3);
    QCOMPARE(f.currentName(), u"Bob"_s);
    QCOMPARE(f.table.selectionModel()->selectedRows().size(), 1);
    QVERIFY(!f.hidden().isVisible());
    QVERIFY(f.line.text().isEmpty());
}

void TestKeysPage::aHiddenSelectionGoesWithItsKey()
{
    Fixture f;
    f.selectNames({u"Bob"_s});
    f.search(u"alice"_s);
    f.model.setKeys(decodeStore(storeBytes({named(0, u"Alice"_s)})), SomeNowMs);
    QVERIFY(!f.hidden().isVisible());
    QVERIFY(!f.page.currentKey());
    QVERIFY(f.page.selectedKeys().empty());
}

void TestKeysPage::ofSeveralTheListedOnesStaySelected()
{
    Fixture f;
    f.selectNames({u"Alice"_s, u"Bob"_s, u"Carol"_s});
    QCOMPARE(f.currentName(), u"Carol"_s);
    f.search(u"-carol"_s);
    QCOMPARE(f.page.selectedKeys().size(), size_t(2));
    QCOMPARE(f.currentName(), u"Alice"_s);
    QVERIFY(!f.hidden().isVisible());
}

void TestKeysPage::tabbingIntoTheTableKeepsTheHiddenKey()
{
    Fixture f;
    f.selectNames({u"Bob"_s});
    f.search(u"alice"_s);
    f.table.setFocus(Qt::TabFocusReason);
    QCOMPARE(f.currentName(), u"Bob"_s);
    QVERIFY(f.hidden().isVisible());
    QTest::keyClick(&f.table, Qt::Key_Space);
    QCOMPARE(f.currentName(), u"Alice"_s);
    QVERIFY(!f.hidden().isVisible());
}

void TestKeysPage::theQueryHasTheStatus()
{
    Fixture f;
    f.page.showStatus(KeyStatus::Expired);
    QCOMPARE(f.page.query(), u"status:expired"_s);
    QCOMPARE(f.names(), QStringList{u"Carol"_s});
    f.search(u" car  "_s);
    QCOMPARE(f.page.query(), u"car status:expired"_s);
    f.page.showQuery(u"alice"_s);
    QCOMPARE(f.page.query(), u"alice"_s);
    QCOMPARE(f.names(), QStringList{u"Alice"_s});
}

void TestKeysPage::anotherStoreIsReadAnew()
{
    Fixture f;
    auto *skeleton = f.page.findChild<Skeleton *>();
    QVERIFY(!skeleton->isVisible());
    f.page.setLoaded(false);
    f.model.setRows(std::make_shared<KeyRows>());
    QVERIFY(skeleton->isVisible());
    const auto look = [skeleton] { return skeleton->grab().toImage(); };
    const QImage blank = look();
    QTRY_VERIFY(look() != blank); // for the first moment there is nothing

    f.model.setKeys(decodeStore(storeBytes({named(7, u"Zoe"_s), named(8, u"Yan"_s)})), SomeNowMs);
    f.page.setLoaded(true);
    QVERIFY(!skeleton->isVisible());
    QCOMPARE(f.currentName(), u"Yan"_s); // the first of those that are listed
}

void TestKeysPage::hidesAndResetsColumns()
{
    Fixture f;
    QHeaderView &header = *f.table.horizontalHeader();
    f.columnAction(u"Resets"_s)->trigger();
    QVERIFY(header.isSectionHidden(KeyModel::ResetsColumn));
    QVERIFY(!f.columnAction(u"Resets"_s)->isChecked());
    QVERIFY(!f.columnAction(u"Name"_s)->isEnabled());
    QVERIFY(!f.columnAction(u"Name"_s)->toolTip().isEmpty());
    header.moveSection(header.visualIndex(KeyModel::ModelColumn), 1);
    header.resizeSection(KeyModel::StatusColumn, 333);
    f.columnAction(u"&Reset columns"_s)->trigger();
    QVERIFY(!header.isSectionHidden(KeyModel::ResetsColumn));
    QVERIFY(f.columnAction(u"Resets"_s)->isChecked());
    for (int column = 0; column < KeyModel::ColumnCount; ++column)
        QCOMPARE(header.visualIndex(column), column);
    QVERIFY(header.sectionSize(KeyModel::StatusColumn) < 333);

    Q_EMIT header.customContextMenuRequested(QPoint(20, 5));
    auto *menu = f.table.findChild<QMenu *>();
    QVERIFY(menu && menu->isVisible());
    QStringList texts;
    for (const QAction *action : menu->actions())
        texts += action->text();
    for (const QString &text : {u"Tags"_s, u"&Reset columns"_s, u"Group by &model"_s})
        QVERIFY2(texts.contains(text), qPrintable(text));
    menu->close();
}

void TestKeysPage::theSortedColumnIsNeverHidden()
{
    Fixture f;
    f.table.sortByColumn(KeyModel::LifetimeColumn, Qt::DescendingOrder);
    f.columnAction(u"Lifetime"_s)->trigger();
    QCOMPARE(f.table.horizontalHeader()->sortIndicatorSection(), int(KeyModel::IdentityColumn));
    QCOMPARE(f.names(), (QStringList{u"Alice"_s, u"Bob"_s, u"Carol"_s}));
}

void TestKeysPage::columnsAreRemembered()
{
    Fixture f;
    f.columnAction(u"Resets"_s)->trigger();
    f.table.horizontalHeader()->moveSection(KeyModel::ModelColumn, 1);
    f.table.horizontalHeader()->resizeSection(KeyModel::StatusColumn, 144);
    f.table.sortByColumn(KeyModel::IdentityColumn, Qt::DescendingOrder);
    const QByteArray state = f.page.saveState();

    Fixture again;
    again.page.restoreState(state);
    const QHeaderView &header = *again.table.horizontalHeader();
    QVERIFY(header.isSectionHidden(KeyModel::ResetsColumn));
    QVERIFY(!again.columnAction(u"Resets"_s)->isChecked());
    QCOMPARE(header.visualIndex(KeyModel::ModelColumn), 1);
    QCOMPARE(header.sectionSize(KeyModel::StatusColumn), 144);
    QCOMPARE(again.names(), (QStringList{u"Carol"_s, u"Bob"_s, u"Alice"_s}));
}

void TestKeysPage::sortsWithoutAMouse()
{
    Fixture f;
    QMenu menu;
    f.page.columns().addSortingTo(menu);
    const auto sorting = [&](const QString &text) {
        for (QAction *action : menu.actions()) {
            if (action->text() == text)
                return action;
        }
        return static_cast<QAction *>(nullptr);
    };
    QVERIFY(sorting(u"Name"_s)->isChecked());
    sorting(u"Name"_s)->trigger();
    QCOMPARE(f.names(), (QStringList{u"Carol"_s, u"Bob"_s, u"Alice"_s}));
    sorting(u"Status"_s)->trigger();
    QVERIFY(sorting(u"Status"_s)->isChecked() && !sorting(u"Name"_s)->isChecked());
    QCOMPARE(f.names().last(), u"Carol"_s); // which has expired
    QVERIFY(!sorting(u"Tags"_s)->isEnabled());
    QCOMPARE(sorting(u"Tags"_s)->toolTip(), u"Show this column first."_s);
    f.columnAction(u"Tags"_s)->trigger();
    QVERIFY(sorting(u"Tags"_s)->isEnabled());
}

void TestKeysPage::aKeyThatIsAwaitedIsSelectedOnceItIsThere()
{
    Fixture f;
    f.search(u"alice"_s);
    f.page.selectKey({sampleKeyText(9), 0});
    auto keys = Fixture::usual();
    keys.push_back(named(9, u"Ida"_s));
    f.set(keys);
    QCOMPARE(f.currentName(), u"Ida"_s);
    QVERIFY(f.line.text().isEmpty());
}

void TestKeysPage::whatThePersonDoesGoesBeforeAnAwaitedKey_data()
{
    using Deed = std::function<void(Fixture &)>;
    QTest::addColumn<Deed>("deed");
    QTest::addColumn<QString>("current");
    QTest::addColumn<QString>("search");

    QTest::newRow("a click") << Deed([](Fixture &f) { f.click(1); }) << u"Bob"_s << QString();
    QTest::newRow("the keyboard") << Deed([](Fixture &f) {
        QTest::keyClick(&f.table, Qt::Key_Down);
        QTest::keyClick(&f.table, Qt::Key_Down);
    }) << u"Carol"_s << QString();
    QTest::newRow("a key that moves nothing") << Deed([](Fixture &f) {
        QTest::keyClick(&f.table, Qt::Key_Control);
        QTest::keyClick(&f.table, Qt::Key_Home);
    }) << u"Ida"_s << QString();
    QTest::newRow("typing") << Deed([](Fixture &f) { QTest::keyClicks(&f.line, u"bob"_s); })
                            << u"Alice"_s << u"bob"_s;
    QTest::newRow("a status") << Deed([](Fixture &f) { f.page.showStatus(KeyStatus::Expired); })
                              << u"Alice"_s << QString();
    QTest::newRow("another store")
        << Deed([](Fixture &f) { f.open(Fixture::usual()); }) << u"Alice"_s << QString();
}

void TestKeysPage::whatThePersonDoesGoesBeforeAnAwaitedKey()
{
    QFETCH(std::function<void(Fixture &)>, deed);
    Fixture f;
    QCOMPARE(f.currentName(), u"Alice"_s);
    f.page.selectKey({sampleKeyText(9), 0});
    deed(f);
    auto keys = Fixture::usual();
    keys.push_back(named(9, u"Ida"_s));
    f.set(keys);
    f.page.setLoaded(true);
    QTEST(f.currentName(), "current");
    QTEST(f.line.text(), "search");
}

// The first listing is shown while another one is asked for already, as where states never rest.
void TestKeysPage::whatThePersonSelectsGoesBeforeTheFirstKey()
{
    Fixture f;
    f.open(Fixture::many());
    f.model.setNow(SomeNowMs + 1);
    QString first, chosen;
    connect(&f.filter, &KeyFilter::updated, &f.page, [&] {
        if (!chosen.isEmpty())
            return;
        first = f.currentName();
        f.click(5);
        chosen = f.currentName();
    });
    QTRY_VERIFY(!chosen.isEmpty());
    f.settle();
    QCOMPARE(first, f.names().first());
    QCOMPARE(chosen, f.names().at(5));
    QCOMPARE(f.currentName(), chosen);
}

void TestKeysPage::selectsWhileALoadIsBeingListed()
{
    Fixture f;
    f.open(Fixture::many());
    f.page.selectKey({sampleKeyText(2222), 0});
    QVERIFY(f.filter.isBehind());
    f.settle();
    QCOMPARE(f.currentName(), u"Example 2222"_s);
    QCOMPARE(f.table.selectionModel()->selectedRows().size(), 1);
}

void TestKeysPage::selectsInAClosedGroupOfMany()
{
    Fixture f(Fixture::many());
    f.page.grouping().action(Grouping::Model)->trigger();
    f.settle();
    f.filter.setAllGroupsOpen(false);
    f.search(u"example"_s);
    f.settle();
    QCOMPARE(f.names(), (QStringList{u"even"_s, u"odd"_s}));
    f.page.selectKey({sampleKeyText(2223), 0});
    f.settle();
    QCOMPARE(f.currentName(), u"Example 2223"_s);
    QCOMPARE(f.table.selectionModel()->selectedRows().size(), 1);
    QCOMPARE(f.filter.rowCount(), 2 + (AtOnceKeys + 500) / 2); // and nothing else was opened
    QCOMPARE(f.line.text(), u"example"_s);
}

void TestKeysPage::aGroupThatIsToggledTwiceIsAsItWas()
{
    Fixture f(Fixture::many());
    f.page.grouping().action(Grouping::Model)->trigger();
    f.settle();
    f.table.setCurrentIndex(f.filter.index(0, 0));
    QTest::keyClick(&f.table, Qt::Key_Space);
    QVERIFY(f.filter.isBehind());
    QTest::keyClick(&f.table, Qt::Key_Space);
    f.settle();
    QVERIFY(f.filter.groupAt(0)->isOpen);
    f.click(0);
    f.settle();
    QVERIFY(!f.filter.groupAt(0)->isOpen);
}

void TestKeysPage::allThatAreListedAreThoseThatAreWishedFor()
{
    Fixture f(Fixture::many());
    f.settle();
    f.page.search(u"\"example 77\""_s);
    QVERIFY(f.filter.isBehind());
    QTest::keyClick(&f.table, Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(f.page.selectedKeys().size(), size_t(11));

    f.page.search(u"\"example 7\""_s);
    QVERIFY(f.filter.isBehind());
    QCOMPARE(f.page.listedRows().size(), size_t(111));
    QVERIFY(!f.filter.isBehind());
}

QTEST_MAIN(TestKeysPage)
#include "tst_keyspage.moc"
