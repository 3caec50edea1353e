// The Health page while gateways write the store and somebody else makes and mends mistakes: the
// chosen finding, what is folded and where one has scrolled to stay.
#include "tests/support/busywindow.h"
#include "tests/support/uitest.h"
#include "ui/health/fixdialog.h"
#include "ui/health/healthpage.h"

#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

class TestHealthBesideWriter final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void theChosenFindingStays();
    void scrollingStays();
    void anOpenQuestionStays();
};

namespace {

struct Fixture : BusyWindow
{
    Fixture()
    {
        for (int n = 10; n < 30; ++n)
            editElsewhere(n, KeyField::TokenLimitPer5h, {}); // no limit: a finding each
        for (int n = 30; n < 34; ++n)
            editElsewhere(n, KeyField::ExpiryDate, "\"sometime\"");
        showPage(Actions::HealthPageNumber);
        QTRY_COMPARE_WITH_TIMEOUT(tree().model()->rowCount(), 2, 10'000);
        QTRY_VERIFY(keysIn(group(u"no token limit"_s)) == 20);
    }
    [[nodiscard]] HealthPage &page() { return window.workArea().healthPage(); }
    [[nodiscard]] QTreeView &tree() { return *page().findChild<QTreeView *>(); }
    [[nodiscard]] QModelIndex group(const QString &part)
    {
        for (int row = 0; row < tree().model()->rowCount(); ++row) {
            const QModelIndex index = tree().model()->index(row, 0);
            if (index.data().toString().contains(part))
                return index;
        }
        return {};
    }
    [[nodiscard]] QModelIndex other()
    {
        const QModelIndex first = tree().model()->index(0, 0);
        return first == group(u"no token limit"_s) ? tree().model()->index(1, 0) : first;
    }
    [[nodiscard]] int keysIn(const QModelIndex &of)
    {
        return of.isValid() ? tree().model()->rowCount(of) : 0;
    }
    /// Somebody else makes one more mistake, and mends another, while usage comes in.
    void letFindingsChange()
    {
        editElsewhere(35, KeyField::TokenLimitPer5h, {});
        QTRY_COMPARE_WITH_TIMEOUT(keysIn(group(u"no token limit"_s)), 21, 10'000);
        editElsewhere(10, KeyField::TokenLimitPer5h, "5000000");
        QTRY_COMPARE_WITH_TIMEOUT(keysIn(group(u"no token limit"_s)), 20, 10'000);
        letItRun([&] { // its own figures do not move: those of the store that it looks at do
            return QString::number(window.workArea().model().nowMs() / 1000);
        });
    }
};

} // namespace

void TestHealthBesideWriter::theChosenFindingStays()
{
    Fixture f;
    QTreeView &tree = f.tree();
    tree.setExpanded(f.group(u"no token limit"_s), true);
    tree.setExpanded(f.other(), false); // which the page had unfolded: it is a short one
    tree.setFocus();
    tree.setCurrentIndex(f.group(u"no token limit"_s));
    for (int n = 0; n < 4; ++n)
        QTest::keyClick(&tree, Qt::Key_Down);
    const QString chosen = tree.currentIndex().data().toString();
    f.letFindingsChange();
    QCOMPARE(tree.currentIndex().data().toString(), chosen);
    QCOMPARE(tree.currentIndex().parent(), f.group(u"no token limit"_s));
    QCOMPARE(tree.selectionModel()->selectedRows().size(), 1);
    QVERIFY(tree.isExpanded(f.group(u"no token limit"_s)));
    QVERIFY(!tree.isExpanded(f.other()));
    QVERIFY(tree.hasFocus());
    f.finish();
}

void TestHealthBesideWriter::scrollingStays()
{
    Fixture f;
    QTreeView &tree = f.tree();
    tree.setExpanded(f.group(u"no token limit"_s), true);
    QTRY_VERIFY(tree.verticalScrollBar()->maximum() > 3);
    tree.verticalScrollBar()->setValue(3);
    f.letFindingsChange();
    QCOMPARE(tree.verticalScrollBar()->value(), 3);
    f.finish();
}

void TestHealthBesideWriter::anOpenQuestionStays()
{
    Fixture f;
    auto *fixAll = f.page().findChild<QPushButton *>(u"fixAll"_s);
    QTRY_VERIFY(fixAll->isEnabled());
    QTest::mouseClick(fixAll, Qt::LeftButton);
    QTRY_VERIFY(f.dialog<FixDialog>());
    auto *table = f.dialog<FixDialog>()->findChild<QTableView *>();
    table->selectRow(5);
    const QString chosen = table->currentIndex().siblingAtColumn(0).data().toString();
    const int scrolled = table->verticalScrollBar()->value();
    f.letFindingsChange();
    QVERIFY(f.dialog<FixDialog>());
    QCOMPARE(table->currentIndex().siblingAtColumn(0).data().toString(), chosen);
    QCOMPARE(table->verticalScrollBar()->value(), scrolled);
    QTest::keyClick(f.dialog<FixDialog>(), Qt::Key_Escape);
    f.finish();
}

QTEST_MAIN(TestHealthBesideWriter)
#include "tst_healthbesidewriter.moc"
