// What is being typed into a dialog while gateways write the store.
#include "tests/support/busywindow.h"
#include "tests/support/uitest.h"
#include "ui/forecast/whatifdialog.h"

#include <QDialog>
#include <QDoubleSpinBox>
#include <QListView>
#include <QPlainTextEdit>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

class TestDialogsBesideWriter final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void whatIsTypedStays_data();
    void whatIsTypedStays();
    void aNoteOfSeveralLinesStays();
    void aLimitThatIsTriedStays();
    void theFilterThatIsBeingNamedStays();
};

namespace {

struct Fixture : BusyWindow
{
    Fixture() : BusyWindow({1100, 800}) { }

    void select(int count)
    {
        window.workArea().keysPage().selectKey({sampleKeyText(Ahead), 0});
        click(table().currentIndex().row());
        for (int n = 1; n < count; ++n)
            QTest::keyClick(&table(), Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(int(window.workArea().keysPage().selectedKeys().size()), count);
    }
    [[nodiscard]] QDialog &open(QAction *verb)
    {
        verb->trigger();
        [this] { QTRY_VERIFY(dialog<QDialog>()); }();
        QDialog &shown = *dialog<QDialog>();
        shown.activateWindow();
        [&] { QTRY_VERIFY(shown.isActiveWindow()); }();
        return shown;
    }
    void letItRun()
    {
        BusyWindow::letItRun([this] {
            const KeyModel &model = window.workArea().model();
            const int row = model.rowOf({sampleKeyText(Behind), 0});
            return model.index(row, KeyModel::WindowColumn).data().toString();
        });
    }
};

} // namespace

void TestDialogsBesideWriter::whatIsTypedStays_data()
{
    QTest::addColumn<QString>("verb");
    QTest::addColumn<int>("keys");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("typed");
    QTest::newRow("new key") << u"create"_s << 1 << u"Name"_s << u"Somebody new"_s;
    QTest::newRow("name") << u"edit"_s << 1 << u"Name"_s << u"Another name"_s;
    QTest::newRow("half a limit") << u"edit"_s << 1 << u"Token limit"_s << u"1.5"_s;
    QTest::newRow("half a date") << u"edit"_s << 1 << u"Expires"_s << u"2030-1"_s;
    QTest::newRow("limit of many") << u"edit"_s << 4 << u"Token limit"_s << u"2,50"_s;
    QTest::newRow("expiry of many") << u"edit"_s << 4 << u"Expires"_s << u"+3"_s;
    QTest::newRow("model of many") << u"edit"_s << 4 << u"Model"_s << u"glm-5"_s;
    QTest::newRow("tags") << u"notes"_s << 1 << u"Tags"_s << u"team-a, produ"_s;
    QTest::newRow("tags of many") << u"notes"_s << 4 << u"Tags"_s << u"team-"_s;
    QTest::newRow("owner") << u"notes"_s << 1 << u"Owner"_s << u"Somebod"_s;
}

void TestDialogsBesideWriter::whatIsTypedStays()
{
    QFETCH(QString, verb);
    QFETCH(int, keys);
    QFETCH(QString, field);
    QFETCH(QString, typed);
    Fixture f;
    f.select(keys);
    const Actions &actions = f.window.actions();
    QDialog &dialog = f.open(verb == u"create" ? actions.create
            : verb == u"edit"                  ? actions.edit
                                               : actions.notes);
    QLineEdit *line = lineNamed(dialog, field);
    QVERIFY(line && line->isVisible());
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, typed);
    QTest::keyClick(line, Qt::Key_Left);
    QTest::keyClick(line, Qt::Key_Left, Qt::ShiftModifier);
    const QString selected = line->selectedText();
    f.letItRun();
    QCOMPARE(line->text(), typed);
    QCOMPARE(line->cursorPosition(), typed.size() - 2);
    QCOMPARE(line->selectedText(), selected);
    QVERIFY(line->hasFocus() || (line->focusProxy() && line->focusProxy()->hasFocus()));
    QVERIFY(dialog.isVisible());
    QTest::keyClick(&dialog, Qt::Key_Escape);
    f.finish();
}

void TestDialogsBesideWriter::aNoteOfSeveralLinesStays()
{
    Fixture f;
    f.select(1);
    QDialog &dialog = f.open(f.window.actions().notes);
    auto *note = dialog.findChild<QPlainTextEdit *>();
    note->setFocus();
    QTest::keyClicks(note, u"First"_s);
    QTest::keyClick(note, Qt::Key_Return);
    QTest::keyClicks(note, u"Second"_s);
    QTest::keyClick(note, Qt::Key_Home, Qt::ShiftModifier);
    f.letItRun();
    QCOMPARE(note->toPlainText(), u"First\nSecond"_s);
    QCOMPARE(note->textCursor().selectedText(), u"Second"_s);
    QVERIFY(note->hasFocus());
    QTest::mouseClick(defaultButton(dialog), Qt::LeftButton); // and it can be saved
    QTRY_VERIFY(!f.dialog<QDialog>());
    f.finish();
}

void TestDialogsBesideWriter::aLimitThatIsTriedStays()
{
    Fixture f;
    f.select(3);
    QDialog &dialog = f.open(f.window.actions().tryLimit);
    QTRY_VERIFY(static_cast<WhatIfDialog &>(dialog).isSettled());
    auto *limit = dialog.findChild<QDoubleSpinBox *>();
    QTRY_VERIFY(limit->isVisible() && limit->isEnabled());
    limit->setFocus();
    limit->selectAll();
    QTest::keyClicks(limit, u"98"_s);
    auto *line = limit->findChild<QLineEdit *>();
    const QString typed = line->text();
    f.letItRun();
    QCOMPARE(line->text(), typed);
    QVERIFY(limit->hasFocus());
    QTest::keyClick(&dialog, Qt::Key_Escape);
    f.finish();
}

void TestDialogsBesideWriter::theFilterThatIsBeingNamedStays()
{
    Fixture f;
    f.window.setSavedFilters({{u"Busy"_s, u"used>1%"_s}, {u"Old"_s, u"expired"_s}});
    auto *filters = f.window.findChild<QListView *>(u"savedFilters"_s);
    QTRY_VERIFY(filters->isVisible());
    filters->setFocus();
    filters->setCurrentIndex(filters->model()->index(0, 0));
    QTest::keyClick(filters, Qt::Key_F2);
    QTRY_VERIFY(filters->findChild<QLineEdit *>());
    auto *line = filters->findChild<QLineEdit *>();
    QTest::keyClicks(line, u"Half a na"_s);
    f.letItRun();
    QCOMPARE(filters->findChild<QLineEdit *>(), line);
    QCOMPARE(line->text(), u"Half a na"_s);
    QVERIFY(line->hasFocus());
    f.finish();
}

QTEST_MAIN(TestDialogsBesideWriter)
#include "tst_dialogsbesidewriter.moc"
