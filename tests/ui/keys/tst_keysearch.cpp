// From the search line to what it finds: how many match, and the way to them.
#include "core/store/keycodec.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"
#include "tests/support/uitest.h"
#include "ui/keys/keygrouping.h"
#include "ui/keys/keyspage.h"
#include "ui/keys/keystable.h"
#include "ui/widgets/textlabel.h"
#include "ui/window/actions.h"

#include <QAction>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

struct Fixture
{
    Actions actions;
    KeyModel model;
    KeysPage page{model, actions, new QWidget};
    KeysTable &table = *page.findChild<KeysTable *>();
    KeyFilter &filter = *qobject_cast<KeyFilter *>(table.model());
    QLineEdit &line = *page.findChild<QLineEdit *>(u"keysSearch"_s);
    TextLabel &matches = *page.findChild<TextLabel *>(u"searchMatches"_s);

    explicit Fixture(int keys = 12)
    {
        page.resize(1000, 640);
        page.show();
        page.activateWindow();
        model.setKeys(decodeStore(storeBytes(keys)), SomeNowMs);
        page.setLoaded(true);
        page.focusSearch();
        [this] { QVERIFY(QTest::qWaitForWindowActive(&page)); }();
    }
    [[nodiscard]] QString current() const
    {
        const auto key = page.currentKey();
        return key ? key->key : QString();
    }
};

} // namespace

class TestKeySearch final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void saysHowManyMatch();
    void returnGoesToWhatWasFound();
    void returnKeepsWhatIsSelectedAndListed();
    void returnWaitsForManyKeys();
    void returnStaysWhereNothingMatches();
};

void TestKeySearch::saysHowManyMatch()
{
    Fixture f;
    QVERIFY(!f.matches.isVisible());
    QTest::keyClicks(&f.line, u"\"Example 1\""_s);
    QTRY_COMPARE(f.matches.text(), u"3 of 12"_s); // 1, 10 and 11
    QVERIFY(f.matches.isVisible());
    QCOMPARE(f.matches.accessibleName(), u"3 of 12 keys match"_s);
    f.filter.setGrouping(Grouping::Model);
    f.filter.setAllGroupsOpen(false);
    QCOMPARE(f.matches.text(), u"3 of 12"_s);
    QTest::keyClicks(&f.line, u" nobody"_s);
    QTRY_COMPARE(f.matches.text(), u"0 of 12"_s);
    QTest::keyClick(&f.line, Qt::Key_Escape); // the proposals, or the search
    QTest::keyClick(&f.line, Qt::Key_Escape);
    QTRY_VERIFY(!f.matches.isVisible());
    f.page.showStatus(KeyStatus::Expired);
    QTRY_VERIFY(f.matches.isVisible());
}

void TestKeySearch::returnGoesToWhatWasFound()
{
    Fixture f;
    QCOMPARE(f.current(), sampleKeyText(0));
    QTest::keyClicks(&f.line, u"\"Example 7\""_s);
    QTest::keyClick(&f.line, Qt::Key_Return);
    QVERIFY(f.table.hasFocus());
    QCOMPARE(f.current(), sampleKeyText(7)); // not the one that was selected, which is hidden
    f.page.focusSearch();
    QVERIFY(f.line.hasFocus());
}

void TestKeySearch::returnKeepsWhatIsSelectedAndListed()
{
    Fixture f;
    f.page.selectKey({sampleKeyText(11), 0});
    QTest::keyClicks(&f.line, u"\"Example 1\""_s);
    QTest::keyClick(&f.line, Qt::Key_Return);
    QVERIFY(f.table.hasFocus());
    QCOMPARE(f.current(), sampleKeyText(11));
}

void TestKeySearch::returnWaitsForManyKeys()
{
    Fixture f(AtOnceKeys + 500);
    QTRY_VERIFY(!f.filter.isBehind());
    QTest::keyClicks(&f.line, u"\"Example 1077\""_s);
    QTest::keyClick(&f.line, Qt::Key_Return);
    QTRY_VERIFY(f.table.hasFocus());
    QCOMPARE(f.current(), sampleKeyText(1077));
}

void TestKeySearch::returnStaysWhereNothingMatches()
{
    Fixture f;
    QTest::keyClicks(&f.line, u"nobody"_s);
    QTest::keyClick(&f.line, Qt::Key_Return);
    QVERIFY(f.line.hasFocus());
    QCOMPARE(f.current(), sampleKeyText(0));
}

QTEST_MAIN(TestKeySearch)
#include "tst_keysearch.moc"
