// Reports as a person puts them together: the whole window on a real store.
#include "tests/support/uitest.h"
#include "tests/support/windowbench.h"
#include "ui/keys/hintlabel.h"
#include "ui/keys/keymodel.h"
#include "ui/reports/documentview.h"
#include "ui/reports/reportspage.h"
#include "ui/reports/reportwishform.h"
#include "ui/reports/templatebar.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/notice.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QListWidget>
#include <QMenuBar>
#include <QProcess>
#include <QScrollBar>
#include <QToolButton>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

SampleKey named(int n, const QString &name, const QString &model)
{
    SampleKey key = sampleKey(n);
    key.name = name;
    key.model = model;
    return key;
}

struct Fixture : WindowBench
{
    QSignalSpy kept{&window, &MainWindow::reportTemplatesChanged};
    ReportsPage &page = window.workArea().reportsPage();
    ReportWishForm &form = page.form();

    explicit Fixture(const QByteArray &bytes = usual()) : WindowBench(bytes) { open(); }
    static QByteArray usual()
    {
        return storeBytes({named(0, u"Ann"_s, u"beta"_s), named(1, u"Bob"_s, u"alpha"_s),
            named(2, u"Cid"_s, u"beta"_s)});
    }
    void open()
    {
        QTest::keyClick(&window, Qt::Key_6, Qt::ControlModifier);
        QTRY_VERIFY(page.isVisible());
        settle();
    }
    void settle() { QTRY_VERIFY(page.isSettled() && page.hasReport()); }
    [[nodiscard]] QString text() { return page.preview().toPlainText(); }
    template <typename Widget>
    [[nodiscard]] Widget &called(const QString &name)
    {
        for (Widget *each : page.findChildren<Widget *>()) {
            if (each->accessibleName() == name || each->property("text").toString() == name)
                return *each;
        }
        qFatal("There is no %s", qPrintable(name));
    }
    void choose(const QString &combo, const QString &entry)
    {
        auto &box = called<QComboBox>(combo);
        box.setFocus();
        box.setCurrentIndex(box.findText(entry));
    }
    /// What the button writes.
    [[nodiscard]] QByteArray saved(const QString &name)
    {
        dialogs.saveTo = scratch.filePath(name);
        QTest::mouseClick(&called<QPushButton>(u"&Save report…"_s), Qt::LeftButton);
        [this] { QTRY_VERIFY(QFile::exists(dialogs.saveTo)); }();
        QFile file(dialogs.saveTo);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    [[nodiscard]] QListWidgetItem &column(const QString &title)
    {
        return *called<QListWidget>(u"Columns"_s).findItems(title, Qt::MatchExactly).constFirst();
    }
};

} // namespace

class TestReportsInWindow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void showsWhatItWillWrite();
    void followsTheWish();
    void columnsAreChosenAndMovedByKeyboard();
    void aSearchThatIsNotUnderstoodSaysSo();
    void reportsOnTheSelectedKeys();
    void savesEachFormat();
    void wholeKeysAreForTheOwnerAlone();
    void templatesAreKeptAndComeBack();
    void noTemplateHoldsAKey();
    void aStatementIsSavedFromTheKey();
    void anEmptyStoreSaysSo();
    void longReportsAreShownInPart();
    void noLetterMeansTwoThings();
    void thePreviewKeepsItsPlaceWhileUsageComesIn();
};

void TestReportsInWindow::showsWhatItWillWrite()
{
    Fixture f;
    for (const QString &words : {u"API keys"_s, f.store.path(), u"all 3"_s, u"Ann"_s, u"Bob"_s,
             u"Cid"_s, u"Made by Keydeck"_s})
        QVERIFY2(f.text().contains(words), qPrintable(f.text()));
    QVERIFY(!f.text().contains(sampleKeyText(0)));
    f.called<QLineEdit>(u"Title"_s).setFocus();
    QTest::keyClicks(&f.called<QLineEdit>(u"Title"_s), u"For finance"_s);
    f.settle();
    QTRY_VERIFY(f.text().startsWith(u"For finance"_s));
}

void TestReportsInWindow::followsTheWish()
{
    Fixture f;
    f.choose(u"Group by"_s, u"Model"_s);
    QTRY_VERIFY(f.text().contains(u"Sum of all groups"_s));
    QVERIFY(f.text().indexOf(u"alpha"_s) < f.text().indexOf(u"beta"_s));
    f.choose(u"Keys"_s, u"Keys that a search finds"_s);
    QTest::keyClicks(&f.called<QLineEdit>(u"Search"_s), u"model:beta"_s);
    QTRY_VERIFY(!f.text().contains(u"Bob"_s));
    QVERIFY(f.text().contains(u"Ann"_s) && f.text().contains(u"2 of 3"_s));
    QTest::keyClicks(&f.called<QLineEdit>(u"Search"_s), u" nobody"_s);
    QTRY_VERIFY(f.text().contains(u"No key matches."_s));
}

void TestReportsInWindow::columnsAreChosenAndMovedByKeyboard()
{
    Fixture f;
    auto &list = f.called<QListWidget>(u"Columns"_s);
    list.setFocus();
    list.setCurrentItem(&f.column(u"Key"_s));
    QTest::keyClick(&list, Qt::Key_Space);
    QVERIFY(f.column(u"Key"_s).checkState() == Qt::Unchecked);
    list.setCurrentItem(&f.column(u"Model"_s));
    auto &up = f.called<QToolButton>(u"Move up"_s);
    up.setFocus();
    QTest::keyClick(&up, Qt::Key_Space);
    QTest::keyClick(&up, Qt::Key_Space);
    f.settle();
    QCOMPARE(f.form.spec().fields.first(2), (QList{ReportField::Model, ReportField::Name}));
    QTRY_VERIFY(!f.text().contains(u"pk_"_s));
    for (int row = 0; row < list.count(); ++row)
        list.item(row)->setCheckState(Qt::Unchecked);
    QTRY_VERIFY(!f.page.hasReport());
    QTRY_VERIFY(!f.called<QPushButton>(u"&Save report…"_s).isEnabled());
}

void TestReportsInWindow::aSearchThatIsNotUnderstoodSaysSo()
{
    Fixture f;
    f.choose(u"Keys"_s, u"Keys that a search finds"_s);
    QTest::keyClicks(&f.called<QLineEdit>(u"Search"_s), u"expires<7x"_s);
    QTRY_VERIFY(
        f.form.findChild<HintLabel *>(u"reportQueryHint"_s)->hint().text.contains(u"expires<7x"_s));
}

void TestReportsInWindow::reportsOnTheSelectedKeys()
{
    Fixture f;
    QTest::keyClick(&f.window, Qt::Key_2, Qt::ControlModifier);
    QTRY_VERIFY(f.table().isVisible());
    f.click(0);
    f.click(2, Qt::ControlModifier);
    QTest::keyClick(&f.window, Qt::Key_P, Qt::ControlModifier);
    QTRY_VERIFY(f.page.isVisible());
    QTRY_VERIFY(f.text().contains(u"2 of 3"_s));
    QVERIFY(!f.text().contains(u"Bob"_s));
    QVERIFY(f.called<QComboBox>(u"Keys"_s).currentText().contains(u"(2)"_s));
}

void TestReportsInWindow::savesEachFormat()
{
    Fixture f;
    QVERIFY(f.saved(u"r.html"_s).startsWith("<!DOCTYPE html>"));
    f.choose(u"Format"_s, u"JSON document"_s);
    const QJsonObject json = QJsonDocument::fromJson(f.saved(u"r.json"_s)).object();
    QCOMPARE(json[u"groups"_s][0][u"rows"_s].toArray().size(), 3);
    f.choose(u"Format"_s, u"Markdown text"_s);
    QVERIFY(f.saved(u"r.md"_s).startsWith("# API keys"));
    f.choose(u"Format"_s, u"PDF document"_s);
    f.choose(u"Paper"_s, u"Letter"_s);
    const QByteArray pdf = f.saved(u"r.pdf"_s);
    QVERIFY(pdf.startsWith("%PDF-"));
    QVERIFY2(pdf.contains("612"), "it is not as wide as Letter is");
    f.choose(u"Format"_s, u"CSV table"_s);
    f.choose(u"Between cells"_s, u"Semicolons"_s);
    QTest::mouseClick(&f.called<QCheckBox>(u"For Excel"_s), Qt::LeftButton);
    const QByteArray csv = f.saved(u"r.csv"_s);
    QVERIFY2(csv.startsWith("\xef\xbb\xbfname;masked_key;model;"), csv.constData());
    QCOMPARE(csv.count("\r\n"), 4);
}

void TestReportsInWindow::wholeKeysAreForTheOwnerAlone()
{
    Fixture f;
    f.called<QCheckBox>(u"Whole keys in the file"_s).setFocus();
    QTest::keyClick(&f.called<QCheckBox>(u"Whole keys in the file"_s), Qt::Key_Space);
    f.settle();
    QVERIFY2(!f.text().contains(sampleKeyText(0)), "it is for the file, not for whoever looks on");
    QVERIFY(f.page.findChild<Notice *>()->isVisible());
    QVERIFY(f.saved(u"secret.html"_s).contains(sampleKeyText(0).toUtf8()));
    QCOMPARE(QFile::permissions(f.dialogs.saveTo) & (QFile::ReadGroup | QFile::ReadOther),
        QFile::Permissions());

    f.window.openSession(f.sessionFor(f.store.path())); // as for any other store
    QVERIFY(!f.form.revealsKeys());
    QVERIFY(f.text().isEmpty() && !f.page.findChild<Notice *>()->isVisible());
}

void TestReportsInWindow::templatesAreKeptAndComeBack()
{
    Fixture f;
    f.choose(u"Group by"_s, u"Status"_s);
    auto &names = f.called<QComboBox>(u"Template"_s);
    QTest::keyClicks(names.lineEdit(), u"Weekly"_s);
    QTest::keyClick(names.lineEdit(), Qt::Key_Return);
    QCOMPARE(f.kept.count(), 1);
    const auto templates = f.kept.takeFirst().constFirst().value<QList<ReportTemplate>>();
    QCOMPARE(templates.size(), 1);
    QCOMPARE(templates[0].name, u"Weekly"_s);
    QCOMPARE(templates[0].spec.grouping, ReportGrouping::Status);

    f.choose(u"Group by"_s, u"No groups"_s);
    names.showPopup();
    names.view()->setCurrentIndex(names.model()->index(0, 0));
    QTest::keyClick(names.view(), Qt::Key_Return);
    QTRY_COMPARE(f.form.spec().grouping, ReportGrouping::Status);
    QTest::mouseClick(&f.called<QToolButton>(u"Forget"_s), Qt::LeftButton);
    QCOMPARE(f.kept.takeFirst().constFirst().value<QList<ReportTemplate>>().size(), 0);
    const auto undo = [&f]() -> QPushButton * {
        for (auto *button : f.window.findChildren<QPushButton *>()) {
            if (button->isVisible() && button->text() == u"Undo"_s)
                return button;
        }
        return nullptr;
    };
    QTRY_VERIFY(undo());
    undo()->click();
    QCOMPARE(f.kept.count(), 1);
    QCOMPARE(f.kept.takeFirst().constFirst().value<QList<ReportTemplate>>(), templates);
}

void TestReportsInWindow::noTemplateHoldsAKey()
{
    Fixture f;
    f.choose(u"Keys"_s, u"Keys that a search finds"_s);
    QTest::keyClicks(&f.called<QLineEdit>(u"Search"_s), sampleKeyText(0));
    auto &names = f.called<QComboBox>(u"Template"_s);
    QTest::keyClicks(names.lineEdit(), u"Secret"_s);
    QTest::mouseClick(&f.called<QToolButton>(u"Keep"_s), Qt::LeftButton);
    QCOMPARE(f.kept.count(), 0);
}

void TestReportsInWindow::aStatementIsSavedFromTheKey()
{
    Fixture f;
    QTest::keyClick(&f.window, Qt::Key_2, Qt::ControlModifier);
    QTRY_VERIFY(f.table().isVisible());
    f.click(1);
    f.dialogs.saveTo = f.scratch.filePath(u"bob.html"_s);
    f.window.actions().statementPage->trigger();
    QTRY_VERIFY(QFile::exists(f.dialogs.saveTo));
    QFile file(f.dialogs.saveTo);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray page = file.readAll();
    QVERIFY(page.contains("Statement for “Bob”"));
    QVERIFY(!page.contains("Ann") && !page.contains(sampleKeyText(1).toUtf8()));

    f.dialogs.saveTo = f.scratch.filePath(u"bob.pdf"_s);
    f.window.actions().statement->trigger();
    QTRY_VERIFY(QFile::exists(f.dialogs.saveTo));
    QProcess reader;
    reader.start(u"pdftotext"_s, {f.dialogs.saveTo, u"-"_s});
    QVERIFY(reader.waitForFinished());
    QVERIFY(reader.readAllStandardOutput().contains("Statement for “Bob”"));
}

void TestReportsInWindow::anEmptyStoreSaysSo()
{
    Fixture f(storeBytes(0));
    QVERIFY2(f.text().contains(u"The store has no keys."_s), qPrintable(f.text()));
}

void TestReportsInWindow::longReportsAreShownInPart()
{
    Fixture f(storeBytes(230));
    QVERIFY2(f.text().contains(u"30 more rows will be in the file."_s), qPrintable(f.text()));
    QVERIFY(f.text().contains(u"Everything that came in"_s)); // whatever is left out above it
    f.choose(u"Format"_s, u"CSV table"_s);
    QCOMPARE(f.saved(u"all.csv"_s).count("\r\n"), 231);
}

void TestReportsInWindow::noLetterMeansTwoThings()
{
    Fixture f;
    QStringList letters;
    const auto note = [&letters](const QString &text) {
        const QKeySequence keys = QKeySequence::mnemonic(text);
        if (!keys.isEmpty())
            letters += keys.toString();
    };
    for (const QAction *menu : f.window.menuBar()->actions())
        note(menu->text());
    for (const QLabel *label : f.page.findChildren<QLabel *>()) {
        if (label->buddy())
            note(label->text());
    }
    for (const QAbstractButton *button : f.page.findChildren<QAbstractButton *>())
        note(button->text());
    QVERIFY(letters.size() > 8);
    QCOMPARE(QSet<QString>(letters.begin(), letters.end()).size(), letters.size());
}

void TestReportsInWindow::thePreviewKeepsItsPlaceWhileUsageComesIn()
{
    Fixture f(storeBytes(120));
    QScrollBar &bar = *f.page.preview().verticalScrollBar();
    QTRY_VERIFY(bar.maximum() > 500);
    bar.setValue(400);
    auto &title = f.called<QLineEdit>(u"Title"_s);
    QTest::keyClicks(&title, u"Typed"_s);
    SampleKey used = sampleKey(5);
    used.name = u"Renamed meanwhile"_s;
    std::vector<SampleKey> keys;
    for (int n = 0; n < 120; ++n)
        keys.push_back(n == 5 ? used : sampleKey(n));
    f.store.replace(storeBytes(keys));
    QTRY_COMPARE(f.window.workArea().model().keyAt(5).name(), used.name);
    f.choose(u"Group by"_s, u"Status"_s);
    QTRY_VERIFY(f.text().contains(used.name));
    f.settle();
    QCOMPARE(bar.value(), 400);
    QCOMPARE(title.text(), u"Typed"_s);
}

QTEST_MAIN(TestReportsInWindow)
#include "tst_reportsinwindow.moc"
