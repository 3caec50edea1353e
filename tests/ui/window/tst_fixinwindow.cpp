// Findings as a person fixes them in the window: the preview, the edit, and what is said of it.
#include "core/store/keycodec.h"
#include "tests/support/uitest.h"
#include "tests/support/windowbench.h"
#include "ui/health/fixdialog.h"
#include "ui/health/healthmodel.h"
#include "ui/health/healthpage.h"
#include "ui/health/storefindingscard.h"
#include "ui/widgets/messagebar.h"
#include "ui/window/mainwindow.h"
#include "ui/window/workarea.h"

#include <QAction>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QTreeView>

#include <fcntl.h>
#include <sys/stat.h>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

class TestFixInWindow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void fixesAllAfterShowingWhatChanges();
    void cancelChangesNothing();
    void fixesOneFindingByKeyboard();
    void fixesOneKeyFromTheMenu();
    void onlyWhatIsLeftIsFixed();
    void whatHasNoFixSaysWhatToDo();
    void readOnlySaysWhy();
    void othersLoseTheirAccessAndGetItBack();
    void aLeftOverFileIsMovedAway();
    void anUnusableStoreIsRepaired();
    void aTornStoreIsNot();
    void closingTheStoreClosesThePreview();
};

namespace {

/// Example 0 has an expiry without a time, Example 1 no limit, Example 2 a negative one.
QByteArray faultyStore()
{
    QByteArray bytes = storeBytes(3);
    const auto replaceFrom = [&](const char *name, const QByteArray &from, const QByteArray &to) {
        bytes.replace(bytes.indexOf(from, bytes.indexOf(name)), from.size(), to);
    };
    replaceFrom("Example 0", "2027-12-31T23:59:59.000Z", "2099-12-31");
    replaceFrom("Example 1", "      \"token_limit_per_5h\": 100000,\n", "");
    replaceFrom("Example 2", "100000", "-100000");
    return bytes;
}

QByteArray withTime(QByteArray bytes)
{
    return bytes.replace("\"2099-12-31\"", "\"2099-12-31T00:00:00.000Z\"");
}

QByteArray withLimit(QByteArray bytes)
{
    const QByteArray model = "\"model\": \"glm-4.7\"";
    const qsizetype after = bytes.indexOf(model, bytes.indexOf("Example 1")) + model.size();
    return bytes.insert(after, ",\n      \"token_limit_per_5h\": 100000");
}

/// The bench at the Health page.
struct Fixture : WindowBench
{
    explicit Fixture(const QByteArray &bytes, bool readOnly = false) : WindowBench(bytes, readOnly)
    {
        QTest::keyClick(&window, Qt::Key_4, Qt::ControlModifier);
        QTRY_VERIFY(page().isVisible());
    }
    [[nodiscard]] HealthPage &page() { return window.workArea().healthPage(); }
    [[nodiscard]] QTreeView &tree() { return *page().findChild<QTreeView *>(); }
    [[nodiscard]] QPushButton &button(const QString &name)
    {
        return *page().findChild<QPushButton *>(name);
    }
    [[nodiscard]] FixDialog *dialog()
    {
        for (FixDialog *each : window.findChildren<FixDialog *>()) {
            if (each->isVisible())
                return each;
        }
        return nullptr;
    }
    /// The preview that follows.
    void askToFixAll()
    {
        QTRY_VERIFY(button(u"fixAll"_s).isEnabled());
        QTest::mouseClick(&button(u"fixAll"_s), Qt::LeftButton);
        QTRY_VERIFY(dialog());
    }
    void accept()
    {
        QTest::mouseClick(dialog()->findChild<QPushButton *>(u"makeFixes"_s), Qt::LeftButton);
        QTRY_VERIFY(!dialog());
    }
    [[nodiscard]] QStringList rows()
    {
        const auto *model = dialog()->findChild<QTableView *>()->model();
        QStringList rows;
        for (int row = 0; row < model->rowCount(); ++row) {
            QStringList cells;
            for (int column = 0; column < model->columnCount(); ++column)
                cells += model->index(row, column).data().toString();
            rows += cells.join(u'|');
        }
        return rows;
    }
    /// The row of the group whose finding says that.
    [[nodiscard]] QModelIndex group(const QString &part)
    {
        for (int row = 0; row < tree().model()->rowCount(); ++row) {
            const QModelIndex index = tree().model()->index(row, 0);
            if (index.data().toString().contains(part))
                return index;
        }
        return {};
    }
    [[nodiscard]] QString said() { return window.messages().text(); }
    [[nodiscard]] QPushButton *offer(const QString &verb)
    {
        for (QPushButton *each : window.messages().findChildren<QPushButton *>()) {
            if (each->text() == verb && each->isVisible())
                return each;
        }
        return nullptr;
    }
};

} // namespace

void TestFixInWindow::fixesAllAfterShowingWhatChanges()
{
    Fixture f(faultyStore());
    f.askToFixAll();
    QCOMPARE(f.rows(),
        (QStringList{u"“Example 0”|expiry_date|“2099-12-31”|“2099-12-31T00:00:00.000Z”|"_s,
            u"“Example 1”|token_limit_per_5h|nothing|100000|the store's most common limit"_s}));
    QCOMPARE(f.store.bytes(), faultyStore()); // not before it was said
    f.accept();
    QTRY_COMPARE(f.said(), u"Made 2 changes in 2 keys."_s);
    QCOMPARE(f.store.bytes(), withLimit(withTime(faultyStore())));
    QVERIFY(f.store.isTidy());
    QTRY_COMPARE(f.tree().model()->rowCount(), 1); // the negative limit is left
    QTRY_VERIFY(!f.button(u"fixAll"_s).isEnabled());

    QTest::mouseClick(f.offer(u"Undo"_s), Qt::LeftButton);
    QTRY_COMPARE(f.store.bytes(), faultyStore());
}

void TestFixInWindow::cancelChangesNothing()
{
    Fixture f(faultyStore());
    f.askToFixAll();
    QTest::keyClick(f.dialog(), Qt::Key_Return); // Cancel is the default
    QTRY_VERIFY(!f.dialog());
    f.askToFixAll();
    QTest::keyClick(f.dialog(), Qt::Key_Escape);
    QTRY_VERIFY(!f.dialog());
    QCOMPARE(f.store.bytes(), faultyStore());
    QVERIFY(f.said().isEmpty());
}

void TestFixInWindow::fixesOneFindingByKeyboard()
{
    Fixture f(faultyStore());
    QTRY_VERIFY(f.group(u"no token limit"_s).isValid());
    f.tree().setFocus();
    f.tree().setCurrentIndex(f.group(u"no token limit"_s));
    QVERIFY(f.button(u"fix"_s).isEnabled());
    QTest::keyClick(&f.window, Qt::Key_X, Qt::AltModifier);
    QTRY_VERIFY(f.dialog());
    QCOMPARE(f.rows().size(), 1);
    QTest::keyClick(f.dialog(), Qt::Key_M, Qt::AltModifier);
    QTRY_COMPARE(f.said(), u"Made 1 change in 1 key."_s);
    QCOMPARE(f.store.bytes(), withLimit(faultyStore()));
}

void TestFixInWindow::fixesOneKeyFromTheMenu()
{
    // Two keys with the same finding: only the chosen one is fixed.
    const QByteArray bytes
        = storeBytes(2).replace("\"2027-12-31T23:59:59.000Z\"", "\"2099-12-31\"");
    Fixture f(bytes);
    QTRY_VERIFY(f.group(u"no time"_s).isValid());
    const QModelIndex key = f.tree().model()->index(1, 0, f.group(u"no time"_s));
    QTest::mouseClick(f.tree().viewport(), Qt::RightButton, {}, f.tree().visualRect(key).center());
    QCOMPARE(f.tree().currentIndex(), key);
    QCOMPARE(f.tree().contextMenuPolicy(), Qt::ActionsContextMenu);
    QVERIFY(f.tree().actions().first()->isEnabled());
    f.tree().actions().first()->trigger();
    QTRY_VERIFY(f.dialog());
    f.accept();
    QTRY_COMPARE(f.said(), u"Made 1 change in 1 key."_s);
    QByteArray expected = bytes;
    const qsizetype second = expected.lastIndexOf("\"2099-12-31\"");
    expected.replace(second, 12, "\"2099-12-31T00:00:00.000Z\"");
    QCOMPARE(f.store.bytes(), expected);
}

/// The store is another one by the time that the person says yes.
void TestFixInWindow::onlyWhatIsLeftIsFixed()
{
    Fixture f(faultyStore());
    f.askToFixAll();
    f.store.replace(withTime(faultyStore()).replace("1500000", "1500001"));
    f.accept();
    QTRY_COMPARE(f.said(), u"Made 1 change in 1 key."_s);
    QCOMPARE(f.store.bytes(), withLimit(withTime(faultyStore())).replace("1500000", "1500001"));

    Fixture none(faultyStore());
    none.askToFixAll();
    none.store.replace(withLimit(withTime(faultyStore())));
    none.accept();
    QTRY_COMPARE(none.said(), u"There was nothing to fix any more."_s);
}

void TestFixInWindow::whatHasNoFixSaysWhatToDo()
{
    Fixture f(faultyStore());
    QPushButton &fix = f.button(u"fix"_s);
    QVERIFY(!fix.isEnabled());
    QCOMPARE(fix.accessibleDescription(), u"Choose a finding, or a key below one."_s);
    QTRY_VERIFY(f.group(u"negative"_s).isValid());
    f.tree().setCurrentIndex(f.group(u"negative"_s));
    QVERIFY(!fix.isEnabled());
    QVERIFY2(fix.toolTip().contains(u"There is no automatic fix. Only you know"_s),
        qPrintable(fix.toolTip()));
    QVERIFY(!f.tree().actions().first()->isEnabled());

    Fixture sound(storeBytes(2));
    QTRY_COMPARE(sound.button(u"fixAll"_s).accessibleDescription(),
        u"There is nothing to fix in the records."_s);
}

void TestFixInWindow::readOnlySaysWhy()
{
    Fixture f(faultyStore(), true);
    ::chmod(qPrintable(f.store.directory()), 0755);
    ::chmod(qPrintable(f.store.path()), 0644);
    QTRY_VERIFY(f.page().storeFindings().isVisible());
    for (QPushButton *each :
        {&f.button(u"fix"_s), &f.button(u"fixAll"_s), &f.button(u"fix-world-readable"_s)}) {
        QVERIFY(!each->isEnabled());
        QVERIFY2(each->toolTip().contains(u"read-only"_s), qPrintable(each->toolTip()));
    }
}

void TestFixInWindow::othersLoseTheirAccessAndGetItBack()
{
    Fixture f(storeBytes(2));
    QVERIFY(!f.page().storeFindings().isVisible());
    ::chmod(qPrintable(f.store.directory()), 0755);
    ::chmod(qPrintable(f.store.path()), 0644);
    QTRY_VERIFY(f.page().storeFindings().isVisible()); // it looks again by itself
    QTest::mouseClick(&f.button(u"fix-world-readable"_s), Qt::LeftButton);
    QTRY_VERIFY2(f.said().startsWith(u"Others lost their access"_s), qPrintable(f.said()));
    QVERIFY(!QFileInfo(f.store.path()).permission(QFile::ReadOther));
    QTRY_VERIFY(!f.page().storeFindings().isVisible());
    QTest::mouseClick(f.offer(u"Undo"_s), Qt::LeftButton);
    QTRY_VERIFY(QFileInfo(f.store.path()).permission(QFile::ReadOther));
    QTRY_COMPARE(f.said(), u"Others have their access to the store again."_s);
    QCOMPARE(f.store.bytes(), storeBytes(2));
}

void TestFixInWindow::aLeftOverFileIsMovedAway()
{
    Fixture f(storeBytes(2));
    const QString temp = f.store.path() + u".tmp"_s;
    QFile file(temp);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{") == 1);
    file.close();
    timespec times[2]{};
    ::clock_gettime(CLOCK_REALTIME, &times[0]);
    times[0].tv_sec -= 120;
    times[1] = times[0];
    ::utimensat(AT_FDCWD, QFile::encodeName(temp).constData(), times, 0);
    QTRY_VERIFY(f.page().findChild<QPushButton *>(u"fix-temp-left"_s));
    QTest::mouseClick(&f.button(u"fix-temp-left"_s), Qt::LeftButton);
    QTRY_VERIFY(f.said().contains(f.scratch.filePath(u"records/set-aside/"_s)));
    QVERIFY(f.store.isTidy());
    QCOMPARE(QDir(f.scratch.filePath(u"records/set-aside"_s)).entryList(QDir::Files).size(), 1);
}

void TestFixInWindow::anUnusableStoreIsRepaired()
{
    Fixture f("\xef\xbb\xbf[null," + faultyStore() + "]");
    QTRY_VERIFY(f.page().storeFindings().isVisible());
    QVERIFY(!f.button(u"fixAll"_s).isEnabled());
    QTest::mouseClick(&f.button(u"fix-byte-order-mark"_s), Qt::LeftButton);
    QTRY_VERIFY(f.dialog());
    QCOMPARE(f.rows().size(), 3);
    QVERIFY2(f.rows()[0].contains(u"|The mark is removed.|"_s), qPrintable(f.rows()[0]));
    f.accept();
    QTRY_COMPARE(f.said(), u"The store is repaired: the gateway reads 1 key in it."_s);
    QCOMPARE(f.store.bytes(), "{\"keys\": [" + faultyStore() + "]}");
    QTRY_VERIFY(!f.page().storeFindings().isVisible());
}

void TestFixInWindow::aTornStoreIsNot()
{
    Fixture f(storeBytes(2).chopped(9));
    QTRY_VERIFY(f.window.storeMessages().isVisible());
    QVERIFY(!f.page().storeFindings().isVisible());
    QVERIFY(f.page().findChild<QWidget *>(u"problem"_s)->isVisible());
}

void TestFixInWindow::closingTheStoreClosesThePreview()
{
    Fixture f(faultyStore());
    f.askToFixAll();
    const StoreFixture other(1);
    f.window.openStore(other.path());
    QTRY_VERIFY(!f.dialog());
    QCOMPARE(f.store.bytes(), faultyStore());
}

QTEST_MAIN(TestFixInWindow)
#include "tst_fixinwindow.moc"
