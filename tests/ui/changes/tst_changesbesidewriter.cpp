// The Changes page while gateways write the store and somebody else edits it: edits come in above,
// and what is chosen, unfolded, scrolled to and typed stays.
#include "tests/support/busywindow.h"
#include "tests/support/uitest.h"
#include "ui/changes/changespage.h"
#include "ui/changes/changesview.h"

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

class TestChangesBesideWriter final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void theChosenEditStays();
    void whatIsTypedStays();
};

namespace {

struct Fixture : BusyWindow
{
    Fixture()
    {
        for (int n = 0; n < 30; ++n)
            editElsewhere(n, KeyField::TokenLimitPer5h, QByteArray::number(6'000'000 + n));
        showPage(Actions::ChangesPageNumber);
        QTRY_COMPARE_WITH_TIMEOUT(view().model()->rowCount(), 30, 20'000);
        QVERIFY(page().isVisible());
    }
    [[nodiscard]] ChangesPage &page() { return window.workArea().changesPage(); }
    [[nodiscard]] ChangesView &view() { return *page().findChild<ChangesView *>(); }
    [[nodiscard]] QLineEdit &search() { return *page().findChild<QLineEdit *>(u"changesSearch"_s); }
    [[nodiscard]] QString chosen() { return view().currentIndex().data().toString(); }
    /// What stands at the top of the view.
    [[nodiscard]] QString first() { return view().indexAt(QPoint(20, 4)).data().toString(); }
    void letEditsComeIn(int rows)
    {
        editElsewhere(38, KeyField::TokenLimitPer5h, "7000000");
        editElsewhere(39, KeyField::TokenLimitPer5h, "7000001");
        QTRY_COMPARE_WITH_TIMEOUT(view().model()->rowCount(), rows, 20'000);
        letItRun([&] { return QString::number(window.workArea().model().nowMs() / 1000); });
    }
};

} // namespace

void TestChangesBesideWriter::theChosenEditStays()
{
    Fixture f;
    f.view().setFocus();
    f.view().setCurrentIndex(f.view().model()->index(12, 0));
    f.view().setExpanded(f.view().currentIndex(), true);
    QTest::keyClick(&f.view(), Qt::Key_Down); // to its key
    const QString chosen = f.chosen();
    QVERIFY(f.view().currentIndex().parent().isValid());
    f.view().scrollTo(f.view().currentIndex(), QAbstractItemView::PositionAtCenter);
    const QString first = f.first();
    f.letEditsComeIn(32);
    QCOMPARE(f.chosen(), chosen);
    QCOMPARE(f.view().currentIndex().parent().row(), 14); // two came in above
    QVERIFY(f.view().isExpanded(f.view().currentIndex().parent()));
    QCOMPARE(f.first(), first);
    QVERIFY(f.view().hasFocus());
    f.finish();
}

void TestChangesBesideWriter::whatIsTypedStays()
{
    Fixture f;
    QTest::keyClick(&f.window, Qt::Key_F, Qt::ControlModifier);
    QTRY_VERIFY(f.search().hasFocus());
    QTest::keyClicks(&f.search(), u"example 1"_s);
    QTRY_COMPARE(f.view().model()->rowCount(), 11); // 1, and 10 to 19
    f.search().setCursorPosition(3);
    f.search().cursorForward(true, 2);
    f.view().setCurrentIndex(f.view().model()->index(4, 0));
    const QString chosen = f.chosen();
    f.letEditsComeIn(11);
    QCOMPARE(f.search().text(), u"example 1"_s);
    QCOMPARE(f.search().cursorPosition(), 5);
    QCOMPARE(f.search().selectedText(), u"mp"_s);
    QVERIFY(f.search().hasFocus());
    QCOMPARE(f.chosen(), chosen);
    f.finish();
}

QTEST_MAIN(TestChangesBesideWriter)
#include "tst_changesbesidewriter.moc"
