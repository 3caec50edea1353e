// Suspend, resume, renew, rotate, reset and tags, as a person does them in the window.
#include "core/rules/jsdate.h"
#include "tests/support/uitest.h"
#include "tests/support/windowbench.h"
#include "ui/details/detailspanel.h"
#include "ui/details/notebar.h"
#include "ui/keys/createdkeycard.h"
#include "ui/verbs/notesdialog.h"
#include "ui/verbs/rotatedialog.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/textlabel.h"

#include <QAbstractButton>
#include <QDateTime>
#include <QPlainTextEdit>
#include <QRadioButton>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

class TestVerbsInWindow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void suspendsAndResumesToTheByte();
    void severalAreSuspendedInOneEdit();
    void whatIsSuspendedSaysSo();
    void undoOfASuspensionEndsIt();
    void renewsFromItsOwnExpiry();
    void aSuspendedKeyIsNotRenewed();
    void rotatesAndHandsOver();
    void theCoachSaysWhetherTheOldKeyIsUsed();
    void aBadDateForTheOldKeyIsRefused();
    void resetsTheWindowAndKeepsTheRest();
    void tagsAreKeptBesideTheStore();
    void tagsOfSeveralKeysAreAddedAndRemoved();
    void tagsAreFoundAndShown();
    void aBadTagIsRefused();
    void readOnlySaysWhy();
};

namespace {

QString fromNow(qint64 seconds)
{
    return QDateTime::currentDateTimeUtc().addSecs(seconds).toString(Qt::ISODateWithMs);
}

/// Example 0 has a window open.
QByteArray someKeys()
{
    std::vector<SampleKey> keys{sampleKey(0), sampleKey(1), sampleKey(2)};
    for (SampleKey &key : keys) {
        key.expiryDate = u"2099-12-31T23:59:59.000Z"_s;
        key.usageWindows.clear();
    }
    keys[0].usageWindows = {{fromNow(-600), 40'000}};
    keys[0].lastUsed = fromNow(-120);
    return storeBytes(keys);
}

struct Fixture : WindowBench
{
    explicit Fixture(bool readOnly = false) : WindowBench(someKeys(), readOnly) { click(0); }

    [[nodiscard]] Actions &actions() { return window.actions(); }
    [[nodiscard]] QByteArray value(int index, KeyField field) const
    {
        return fileKeys().at(index).value(field).text().toByteArray();
    }
    [[nodiscard]] QByteArray expiry(int index) const { return value(index, KeyField::ExpiryDate); }
    [[nodiscard]] NoteBar &noteBar() { return *window.workArea().details().findChild<NoteBar *>(); }
    [[nodiscard]] QString noteLine()
    {
        return noteBar().findChild<TextLabel *>(u"noteLine"_s)->text();
    }
    [[nodiscard]] QString told() { return noteBar().findChild<MessageBar *>()->text(); }
    [[nodiscard]] QAbstractButton *buttonInNote(const QString &text)
    {
        for (QAbstractButton *each : noteBar().findChildren<QAbstractButton *>()) {
            if (each->text() == text && each->isVisible())
                return each;
        }
        return nullptr;
    }
    void pressInNote(const QString &text)
    {
        QTRY_VERIFY2(buttonInNote(text), qPrintable(text));
        QTest::mouseClick(buttonInNote(text), Qt::LeftButton);
    }
    [[nodiscard]] bool says(const QString &start)
    {
        return window.messages().text().startsWith(start);
    }
};

} // namespace

void TestVerbsInWindow::suspendsAndResumesToTheByte()
{
    Fixture f;
    const QByteArray before = f.store.bytes();
    f.actions().suspend->trigger();
    QTRY_VERIFY(f.says(u"Suspended “Example 0”: the gateway answers 403."_s));
    const auto expiresMs = parseJsDate(JsonValue(f.expiry(0)).toString());
    QVERIFY(expiresMs && *expiresMs <= SystemClock::instance().nowMs());
    QTRY_VERIFY(f.told().startsWith(u"Suspended: the gateway answers 403."_s));
    QTRY_VERIFY(!f.actions().suspend->isEnabled());
    QCOMPARE(f.actions().suspend->toolTip(), u"This key is suspended: resume it."_s);
    f.pressInNote(u"Resume"_s);
    QTRY_VERIFY(f.says(u"Resumed “Example 0”."_s));
    QCOMPARE(f.store.bytes(), before);
    QTRY_VERIFY(f.told().isEmpty());
    QVERIFY(!f.actions().resume->isEnabled());
}

void TestVerbsInWindow::severalAreSuspendedInOneEdit()
{
    Fixture f;
    const QByteArray before = f.store.bytes();
    f.selectAll();
    f.actions().suspend->trigger();
    QTRY_VERIFY2(f.says(u"Suspended 3 keys"_s), qPrintable(f.window.messages().text()));
    QTRY_COMPARE(f.actions().undo->text(), u"Undo: Suspend 3 keys"_s);
    QTRY_VERIFY(f.actions().resume->isEnabled());
    f.actions().resume->trigger();
    QTRY_VERIFY(f.says(u"Resumed 3 keys."_s));
    QCOMPARE(f.store.bytes(), before);
}

void TestVerbsInWindow::whatIsSuspendedSaysSo()
{
    Fixture f;
    f.actions().suspend->trigger();
    QTRY_VERIFY(f.told().contains(u"2099-12-31"_s));
    f.click(1);
    QTRY_VERIFY(f.told().isEmpty());
    QVERIFY(f.actions().suspend->isEnabled());
}

void TestVerbsInWindow::undoOfASuspensionEndsIt()
{
    Fixture f;
    const QByteArray before = f.store.bytes();
    f.actions().suspend->trigger();
    QTRY_VERIFY(!f.told().isEmpty());
    QTRY_COMPARE(f.actions().undo->text(), u"Undo: Suspend “Example 0”"_s);
    QTest::keyClick(&f.window, Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(f.store.bytes(), before);
    QTRY_VERIFY(f.told().isEmpty());
}

void TestVerbsInWindow::renewsFromItsOwnExpiry()
{
    Fixture f;
    QCOMPARE(f.actions().renew[1]->text(), u"By 30 days"_s);
    f.actions().renew[1]->trigger();
    QTRY_COMPARE(f.expiry(0), "\"2100-01-30T23:59:59.000Z\""_ba);
    QTRY_VERIFY(f.says(u"Renewed “Example 0”."_s));
}

void TestVerbsInWindow::aSuspendedKeyIsNotRenewed()
{
    Fixture f;
    f.actions().suspend->trigger();
    QTRY_VERIFY(!f.told().isEmpty());
    const QByteArray before = f.store.bytes();
    f.actions().renew[1]->trigger();
    QTRY_VERIFY(f.window.messages().text().contains(u"Resume it first"_s));
    QCOMPARE(f.store.bytes(), before);
}

void TestVerbsInWindow::rotatesAndHandsOver()
{
    Fixture f;
    QTest::keyClick(&f.window, Qt::Key_R, Qt::ControlModifier);
    QTRY_VERIFY(f.dialog<RotateDialog>());
    QVERIFY(f.dialog<RotateDialog>()->findChildren<QRadioButton *>()[2]->isChecked()); // 24 hours
    QTest::mouseClick(defaultButton(*f.dialog<RotateDialog>()), Qt::LeftButton);
    QTRY_VERIFY(f.dialog<CreatedKeyCard>());
    QVERIFY(!f.dialog<RotateDialog>());
    const KeySet keys = f.fileKeys();
    QCOMPARE(keys.size(), 4);
    QCOMPARE(keys.at(3).name(), u"Example 0"_s);
    QVERIFY(keys.at(3).key().startsWith(u"pk_"_s) && keys.at(3).key() != sampleKeyText(0));
    QCOMPARE(keys.at(0).name(), u"Example 0 (old)"_s);
    QCOMPARE(f.value(3, KeyField::TokenLimitPer5h), f.value(0, KeyField::TokenLimitPer5h));
    const auto endsMs = parseJsDate(JsonValue(f.expiry(0)).toString());
    QVERIFY(endsMs);
    const qint64 inMs = *endsMs - SystemClock::instance().nowMs();
    QVERIFY(inMs > 23LL * 3'600'000 && inMs <= 24LL * 3'600'000);
    QVERIFY(!f.window.messages().text().contains(keys.at(3).key()));
    QTRY_COMPARE(
        f.window.workArea().keysPage().currentKey(), std::optional(KeyRef{keys.at(3).key(), 0}));
}

void TestVerbsInWindow::theCoachSaysWhetherTheOldKeyIsUsed()
{
    Fixture f;
    f.actions().rotate->trigger();
    QTRY_VERIFY(f.dialog<RotateDialog>());
    QTest::mouseClick(defaultButton(*f.dialog<RotateDialog>()), Qt::LeftButton);
    QTRY_VERIFY(f.dialog<CreatedKeyCard>());
    delete f.dialog<CreatedKeyCard>();
    KeysPage &page = f.window.workArea().keysPage();
    const KeyRef old{sampleKeyText(0), 0};
    QTRY_VERIFY(page.currentKey() && *page.currentKey() != old); // the new one is shown first
    page.selectKey(old);
    QTRY_VERIFY2(f.told().contains(u"It was still used 2 min ago"_s), qPrintable(f.told()));
    const auto endsBefore = parseJsDate(JsonValue(f.expiry(0)).toString());
    f.pressInNote(u"Extend by a day"_s);
    QTRY_COMPARE(
        parseJsDate(JsonValue(f.expiry(0)).toString()).value(), *endsBefore + 24LL * 3'600'000);
    // The client changed over seven hours ago.
    QByteArray bytes = f.store.bytes();
    const QByteArray used = f.value(0, KeyField::LastUsed);
    f.store.replace(bytes.replace(
        bytes.indexOf(used), used.size(), '"' + fromNow(-7LL * 3600).toLatin1() + '"'));
    QTRY_VERIFY2(f.told().contains(u"quiet for 7 h"_s) && f.told().contains(u"safe to delete"_s),
        qPrintable(f.told()));
    f.pressInNote(u"Delete"_s);
    QTRY_COMPARE(f.fileKeys().size(), 3);
    QCOMPARE(f.fileKeys().at(2).name(), u"Example 0"_s);
}

void TestVerbsInWindow::aBadDateForTheOldKeyIsRefused()
{
    Fixture f;
    f.actions().rotate->trigger();
    QTRY_VERIFY(f.dialog<RotateDialog>());
    QLineEdit *date = lineNamed(*f.dialog<RotateDialog>(), u"When the old key ends"_s);
    QTest::keyClicks(date, u"tomorrow"_s);
    QVERIFY(!defaultButton(*f.dialog<RotateDialog>())->isEnabled());
    date->selectAll();
    QTest::keyClicks(date, u"2098-01-31"_s);
    QVERIFY(defaultButton(*f.dialog<RotateDialog>())->isEnabled());
    QTRY_VERIFY(f.dialog<RotateDialog>()->isActiveWindow());
    QTest::keyClick(date, Qt::Key_Return);
    QTRY_VERIFY(f.dialog<CreatedKeyCard>());
    QVERIFY(f.expiry(0).startsWith("\"2098-01-31T23:59:59"));
}

void TestVerbsInWindow::resetsTheWindowAndKeepsTheRest()
{
    Fixture f;
    const QByteArray total = f.value(0, KeyField::TotalLifetimeTokens);
    f.actions().resetWindow->trigger();
    QTRY_VERIFY(f.says(u"Reset the window of “Example 0”"_s));
    QCOMPARE(f.value(0, KeyField::UsageWindows), "[]"_ba);
    QCOMPARE(f.value(0, KeyField::TotalLifetimeTokens), total);
    f.click(1);
    f.actions().resetWindow->trigger();
    QTRY_COMPARE(f.window.messages().role(), theme::Role::Danger);
    QVERIFY2(f.window.messages().text().contains(u"window open"_s),
        qPrintable(f.window.messages().text()));
}

void TestVerbsInWindow::tagsAreKeptBesideTheStore()
{
    Fixture f;
    const QByteArray before = f.store.bytes();
    QTest::keyClick(&f.window, Qt::Key_T, Qt::ControlModifier);
    QTRY_VERIFY(f.dialog<NotesDialog>());
    NotesDialog *dialog = f.dialog<NotesDialog>();
    QVERIFY(!defaultButton(*dialog)->isEnabled());
    QTest::keyClicks(lineNamed(*dialog, u"Tags"_s), u"team-a, production"_s);
    QTest::keyClicks(lineNamed(*dialog, u"Owner"_s), u"Ada"_s);
    QTest::keyClicks(dialog->findChild<QPlainTextEdit *>(), u"Pays in March"_s);
    QTest::mouseClick(defaultButton(*dialog), Qt::LeftButton);
    QTRY_VERIFY(!f.dialog<NotesDialog>());
    QTRY_COMPARE(f.noteLine(), u"team-a · production  –  Owner: Ada  –  Pays in March"_s);
    QCOMPARE(f.store.bytes(), before);
    f.click(1);
    QTRY_VERIFY(f.noteLine().isEmpty());
}

void TestVerbsInWindow::tagsOfSeveralKeysAreAddedAndRemoved()
{
    Fixture f;
    const auto tag = [&](const QString &typed) {
        f.actions().notes->trigger();
        QTRY_VERIFY(f.dialog<NotesDialog>());
        QLineEdit *tags = lineNamed(*f.dialog<NotesDialog>(), u"Tags"_s);
        tags->selectAll();
        QTest::keyClicks(tags, typed);
        QTest::mouseClick(defaultButton(*f.dialog<NotesDialog>()), Qt::LeftButton);
        QTRY_VERIFY(!f.dialog<NotesDialog>());
    };
    tag(u"first common"_s);
    QTRY_COMPARE(f.noteLine(), u"first · common"_s);
    f.click(1);
    tag(u"common"_s);
    QTRY_COMPARE(f.noteLine(), u"common"_s);
    f.click(0);
    f.click(1, Qt::ControlModifier);
    tag(u"new"_s); // in place of what both have
    f.click(0);
    QTRY_COMPARE(f.noteLine(), u"first · new"_s);
    f.click(1);
    QTRY_COMPARE(f.noteLine(), u"new"_s);
}

void TestVerbsInWindow::tagsAreFoundAndShown()
{
    Fixture f;
    f.actions().notes->trigger();
    QTRY_VERIFY(f.dialog<NotesDialog>());
    QTest::keyClicks(lineNamed(*f.dialog<NotesDialog>(), u"Tags"_s), u"Team-A urgent"_s);
    QTest::mouseClick(defaultButton(*f.dialog<NotesDialog>()), Qt::LeftButton);
    const QAbstractItemModel &rows = *f.table().model();
    QTRY_COMPARE(rows.index(0, KeyModel::TagsColumn).data().toString(), u"Team-A, urgent"_s);
    KeysPage &page = f.window.workArea().keysPage();
    page.search(u"tag:team-a"_s);
    QTRY_COMPARE(rows.rowCount(), 1);
    QCOMPARE(rows.index(0, 0).data().toString(), u"Example 0"_s);
    page.search(u"tag:nobody"_s);
    QTRY_COMPARE(rows.rowCount(), 0);
    page.search(u"urgent"_s);
    QTRY_COMPARE(rows.rowCount(), 1);
}

void TestVerbsInWindow::aBadTagIsRefused()
{
    Fixture f;
    f.actions().notes->trigger();
    QTRY_VERIFY(f.dialog<NotesDialog>());
    QTest::keyClicks(lineNamed(*f.dialog<NotesDialog>(), u"Tags"_s), QString(50, u'x'));
    QTest::mouseClick(defaultButton(*f.dialog<NotesDialog>()), Qt::LeftButton);
    QVERIFY(f.dialog<NotesDialog>());
    QVERIFY(f.dialog<NotesDialog>()->findChild<MessageBar *>()->text().contains(u"40"_s));
}

void TestVerbsInWindow::readOnlySaysWhy()
{
    Fixture f(true);
    for (QAction *action :
        {f.actions().suspend, f.actions().rotate, f.actions().resetWindow, f.actions().renew[0]}) {
        QVERIFY(!action->isEnabled());
        QVERIFY2(action->toolTip().contains(u"read-only"_s), qPrintable(action->toolTip()));
    }
    QVERIFY(f.actions().notes->isEnabled()); // they are not in the store
}

QTEST_MAIN(TestVerbsInWindow)
#include "tst_verbsinwindow.moc"
