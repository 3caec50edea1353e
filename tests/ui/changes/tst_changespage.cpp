#include "ui/changes/changespage.h"

#include "tests/support/changeentries.h"
#include "tests/support/uitest.h"
#include "ui/changes/changesmodel.h"
#include "ui/changes/changesview.h"
#include "ui/widgets/textlabel.h"
#include "ui/window/actions.h"

#include <QAction>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

class TestChangesPage final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void verdicts_data();
    void verdicts();
    void invitesWhileNothingWasChanged();
    void newestFirstAndUnfolded();
    void searchesAndSaysWhatDoesNotMatch();
    void waysBackAreTheWindows();
    void keysByMouseAndKeyboard();
    void foldsByMouseAndKeyboard();
    void aReplacedKeyIsFound();
    void anAdditionLeavesTheViewAlone();
    void anAdditionShowsAtTheTop();
    void hiddenPagesWait();
    void tenThousandEditsAreQuick();
    void everythingHasAName();
    void fitsASmallWindow();

private:
    [[nodiscard]] ChangesView &view() const { return *m_page->findChild<ChangesView *>(); }
    [[nodiscard]] QModelIndex edit(int row) const { return view().model()->index(row, 0); }
    [[nodiscard]] QModelIndex key(int row) const { return view().model()->index(0, 0, edit(row)); }
    [[nodiscard]] QLineEdit &search() const { return *m_page->findChild<QLineEdit *>(); }
    [[nodiscard]] bool says(const QString &text) const;
    void click(const QModelIndex &index)
    {
        QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, view().visualRect(index).center());
    }
    void focus(QWidget &widget)
    {
        m_page->activateWindow();
        QTRY_VERIFY(m_page->isActiveWindow());
        widget.setFocus();
    }

    std::unique_ptr<Actions> m_actions;
    std::unique_ptr<ChangesPage> m_page;
};

void TestChangesPage::init()
{
    QTest::failOnWarning(anyUiWarning());
    m_actions = std::make_unique<Actions>();
    m_page = std::make_unique<ChangesPage>(*m_actions);
    m_page->resize(768, 500);
    m_page->show();
}

void TestChangesPage::cleanup()
{
    m_page.reset();
    m_actions.reset();
}

bool TestChangesPage::says(const QString &text) const
{
    for (const QLabel *label : m_page->findChildren<QLabel *>()) {
        if (label->isVisible() && label->text().contains(text))
            return true;
    }
    return false;
}

void TestChangesPage::verdicts_data()
{
    QTest::addColumn<QList<ChangeEntry>>("entries");
    QTest::addColumn<QString>("verdict");

    QList<ChangeEntry> accepted = someEdits(15);
    accepted.last().kind = ChangeEntry::Kind::Accepted;
    QTest::newRow("none") << QList<ChangeEntry>() << u"No edit with Keydeck yet."_s;
    QTest::newRow("one") << someEdits(1) << u"1 edit with Keydeck, 3 min ago by ada@host."_s;
    QTest::newRow("several") << someEdits(14)
                             << u"14 edits with Keydeck, the last 3 min ago by ada@host."_s;
    QTest::newRow("a store that was taken as it is is no edit")
        << accepted << u"14 edits with Keydeck, the last 4 min ago by ada@host."_s;
}

void TestChangesPage::verdicts()
{
    QFETCH(QList<ChangeEntry>, entries);
    m_page->showChanges(entries, SomeNowMs);
    QFETCH(QString, verdict);
    QTRY_COMPARE(m_page->findChild<TextLabel *>(u"verdict"_s)->text(), verdict);
}

void TestChangesPage::invitesWhileNothingWasChanged()
{
    QVERIFY(says(u"Nothing has been changed yet"_s));
    QVERIFY(!view().isVisible());
    m_page->showChanges(someEdits(1), SomeNowMs);
    QTRY_VERIFY(view().isVisible());
    QVERIFY(!says(u"Nothing has been changed yet"_s));

    m_page->showChanges({}, SomeNowMs);
    m_page->setKept(false);
    QTRY_VERIFY(says(u"XDG_DATA_HOME"_s));
    QVERIFY(!says(u"will be listed"_s));
}

void TestChangesPage::newestFirstAndUnfolded()
{
    std::vector<NotedChange> many;
    for (int i = 0; i < 20; ++i)
        many.push_back(renaming(i, u"a"_s, u"b"_s));
    m_page->showChanges(someEdits(2) + QList{editOf(u"Edit 20 keys"_s, many)}, SomeNowMs);
    QTRY_COMPARE(view().model()->rowCount(), 3);
    QCOMPARE(edit(0).data().toString(), u"Edit 20 keys"_s);
    QVERIFY(!view().isExpanded(edit(0))); // the others would be out of sight
    QVERIFY(view().isExpanded(edit(1)));
    QVERIFY(view().isExpanded(edit(2)));
    QVERIFY(!m_page->grab().isNull());
}

void TestChangesPage::searchesAndSaysWhatDoesNotMatch()
{
    m_page->showChanges(someEdits(14), SomeNowMs);
    focus(search());
    QTest::keyClicks(&search(), u"New 13"_s);
    QTest::keyClick(&search(), Qt::Key_Return);
    QTRY_COMPARE(view().model()->rowCount(), 1);
    QVERIFY(view().isExpanded(edit(0)));
    QTest::keyClicks(&search(), u"7<b>"_s);
    QTest::keyClick(&search(), Qt::Key_Return);
    QTRY_VERIFY(says(u"None of 14 edits has anything of the kind."_s));
    QVERIFY2(!says(u"137"_s), "what one searches for may be a key");
    QVERIFY(!view().isVisible());
    QTest::mouseClick(m_page->findChild<QPushButton *>(), Qt::LeftButton);
    QCOMPARE(view().model()->rowCount(), 14);
    QVERIFY(view().isVisible());
    QTest::keyClicks(&search(), u"x"_s);
    QTest::keyClick(&search(), Qt::Key_Escape);
    QCOMPARE(search().text(), QString());
}

void TestChangesPage::waysBackAreTheWindows()
{
    for (QAction *action : {m_actions->undo, m_actions->redo, m_actions->restoreBackup}) {
        QToolButton *button = nullptr;
        for (QToolButton *each : m_page->findChildren<QToolButton *>()) {
            if (each->defaultAction() == action)
                button = each;
        }
        QVERIFY(button);
        QSignalSpy triggered(action, &QAction::triggered);
        const QString verb = action->iconText();
        const int width = button->sizeHint().width();
        Actions::setSubject(action, verb, u"an <b>edit</b> with a title that is far too long"_s);
        Actions::setReason(action, {});
        QCOMPARE(button->sizeHint().width(), width);
        QVERIFY2(button->toolTip().contains(u": an &lt;b&gt;edit&lt;/b&gt; with"_s),
            qPrintable(button->toolTip()));
        Actions::setSubject(action, verb, {});
        Actions::setReason(action, {});
        QVERIFY2(!button->toolTip().contains(u"edit&lt;"_s), qPrintable(button->toolTip()));
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(triggered.size(), 1);
        Actions::setReason(action, u"Not now."_s);
        QVERIFY(!button->isEnabled());
        QCOMPARE(button->toolTip(), u"Not now."_s);
    }
}

void TestChangesPage::keysByMouseAndKeyboard()
{
    QSignalSpy spy(m_page.get(), &ChangesPage::keyActivated);
    m_page->showChanges(someEdits(3), SomeNowMs);
    QTRY_COMPARE(view().model()->rowCount(), 3);
    click(key(1));
    QCOMPARE(spy.size(), 1);
    QCOMPARE(spy.at(0).at(0).toString(), fullFingerprint(sampleKey(1).key));
    QCOMPARE(spy.at(0).at(1).toString(), u"New 1"_s);

    focus(view());
    QTest::keyClick(&view(), Qt::Key_Down); // the next edit
    QTest::keyClick(&view(), Qt::Key_Down);
    QTest::keyClick(&view(), Qt::Key_Return);
    QCOMPARE(spy.size(), 2);
    QCOMPARE(spy.at(1).at(0).toString(), fullFingerprint(sampleKey(0).key));
}

void TestChangesPage::foldsByMouseAndKeyboard()
{
    QSignalSpy spy(m_page.get(), &ChangesPage::keyActivated);
    m_page->showChanges(someEdits(3), SomeNowMs);
    QTRY_VERIFY(view().isExpanded(edit(1)));
    click(edit(1));
    QVERIFY(!view().isExpanded(edit(1)));
    focus(view());
    QTest::keyClick(&view(), Qt::Key_Enter);
    QVERIFY(view().isExpanded(edit(1)));
    QTest::keyClick(&view(), Qt::Key_Left);
    QVERIFY(!view().isExpanded(edit(1)));
    QCOMPARE(spy.size(), 0);
}

void TestChangesPage::aReplacedKeyIsFound()
{
    QSignalSpy spy(m_page.get(), &ChangesPage::keyActivated);
    const QString later = u"pk_later_0123456789abcdef"_s;
    m_page->showChanges(
        someEdits(1) + QList{editOf(u"Rotate"_s, {replacing(0, later)})}, SomeNowMs);
    QTRY_COMPARE(view().model()->rowCount(), 2);
    click(key(1));
    QCOMPARE(spy.at(0).at(0).toString(), fullFingerprint(later));
}

void TestChangesPage::anAdditionLeavesTheViewAlone()
{
    const QList<ChangeEntry> entries = someEdits(203);
    m_page->showChanges(entries.first(200), SomeNowMs);
    QTRY_COMPARE(view().model()->rowCount(), 200);
    view().collapse(edit(60));
    view().setCurrentIndex(key(61));
    view().verticalScrollBar()->setValue(2301);
    const QPersistentModelIndex folded = edit(60), current = key(61);
    const QPersistentModelIndex seen = view().indexAt({300, 100});
    const QRect place = view().visualRect(seen);
    m_page->showChanges(entries, SomeNowMs);
    QTRY_COMPARE(view().model()->rowCount(), 203);
    QCOMPARE(view().visualRect(seen), place);
    QVERIFY(!view().isExpanded(folded));
    QVERIFY(view().isExpanded(edit(0)));
    QVERIFY(view().isExpanded(edit(90)));
    QCOMPARE(view().currentIndex(), QModelIndex(current));
    QVERIFY(view().selectionModel()->isSelected(current));
}

void TestChangesPage::anAdditionShowsAtTheTop()
{
    const QList<ChangeEntry> entries = someEdits(201);
    m_page->showChanges(entries.first(200), SomeNowMs);
    QTRY_COMPARE(view().model()->rowCount(), 200);
    m_page->showChanges(entries, SomeNowMs);
    QTRY_COMPARE(view().model()->rowCount(), 201);
    QCOMPARE(view().verticalScrollBar()->value(), 0);
    QCOMPARE(view().indexAt({300, 5}), edit(0));
}

void TestChangesPage::hiddenPagesWait()
{
    m_page->hide();
    m_page->showChanges(someEdits(3), SomeNowMs);
    QCOMPARE(view().model()->rowCount(), 0);
    m_page->show();
    QTRY_COMPARE(view().model()->rowCount(), 3);
}

void TestChangesPage::tenThousandEditsAreQuick()
{
    const QList<ChangeEntry> entries = someEdits(10'001);
    const auto took = [this](const QList<ChangeEntry> &shown, const QString &text) {
        QElapsedTimer timer;
        timer.start();
        m_page->showChanges(shown, SomeNowMs);
        m_page->search(text);
        m_page->grab();
        return timer.elapsed();
    };
    const qint64 first = took(entries.first(10'000), {});
    QTRY_COMPARE(view().model()->rowCount(), 10'000);
    const qint64 found = took(entries.first(10'000), u"new 9"_s);
    QCOMPARE(view().model()->rowCount(), 1111);
    const qint64 all = took(entries.first(10'000), {});
    view().verticalScrollBar()->setValue(view().verticalScrollBar()->maximum() / 2);
    QElapsedTimer timer;
    timer.start();
    m_page->findChild<ChangesModel *>()->setEdits(entries, matchingEdits(entries, {}));
    view().grab();
    const qint64 added = timer.elapsed();
    qInfo("10,000 edits: shown in %lld ms, searched in %lld, all again in %lld, one more in %lld",
        first, found, all, added);
    for (const qint64 ms : {first, found, all, added})
        QVERIFY2(ms < 1000, qPrintable(QString::number(ms)));
}

void TestChangesPage::everythingHasAName()
{
    QCOMPARE(m_page->accessibleName(), u"Changes"_s);
    QVERIFY(!view().accessibleName().isEmpty());
    QVERIFY(!search().accessibleName().isEmpty());
    for (const QToolButton *button : m_page->findChildren<QToolButton *>()) {
        QVERIFY(!button->text().isEmpty() || qobject_cast<QLineEdit *>(button->parentWidget()));
        QVERIFY(!button->toolTip().isEmpty() || qobject_cast<QLineEdit *>(button->parentWidget()));
    }
}

void TestChangesPage::fitsASmallWindow()
{
    const QString wide(180, u'W');
    QList<ChangeEntry> entries{editOf(wide, {renaming(0, {}, wide)})};
    entries[0].author = wide;
    m_page->showChanges(entries, SomeNowMs);
    QTRY_COMPARE(view().model()->rowCount(), 1);
    QVERIFY2(m_page->minimumSizeHint().width() <= 740,
        qPrintable(QString::number(m_page->minimumSizeHint().width())));
    QTRY_COMPARE(view().header()->length(), view().viewport()->width());
    QVERIFY(!m_page->grab().isNull());
    m_page->search(u"not "_s + wide);
    QVERIFY(says(u"No edit matches"_s));
    QVERIFY2(m_page->minimumSizeHint().width() <= 740,
        qPrintable(QString::number(m_page->minimumSizeHint().width())));
}

QTEST_MAIN(TestChangesPage)
#include "tst_changespage.moc"
