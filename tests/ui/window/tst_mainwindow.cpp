// The window as a person uses it: mouse and keyboard, a real store, a gateway that keeps writing.
#include "core/store/keycodec.h"
#include "tests/support/recordingnotifier.h"
#include "tests/support/storefixture.h"
#include "tests/support/uitest.h"
#include "ui/changes/changespage.h"
#include "ui/changes/changesview.h"
#include "ui/changes/restorebackupdialog.h"
#include "ui/keys/createdkeycard.h"
#include "ui/keys/createkeydialog.h"
#include "ui/keys/editkeydialog.h"
#include "ui/keys/keyspage.h"
#include "ui/widgets/messagebar.h"
#include "ui/window/dialogs.h"
#include "ui/window/mainwindow.h"
#include "ui/window/workarea.h"

#include <QAction>
#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

class TestMainWindow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void startsWithWelcome();
    void opensAStoreThroughTheDialog();
    void searchesWhileOneTypes();
    void statusButtonsFilter();
    void anEditLandsInTheFileAndInTheTable();
    void createsAKeyAndHandsItOver();
    void deletesAndUndoes();
    void deletingWhatSomebodyEditedAsksAgain();
    void undoesAfterARestart();
    void aWipedStoreIsAnAlarm();
    void restoresABackup_data();
    void restoresABackup();
    void changesAreListedAndLeadToTheirKeys();
    void asksBeforeDeletingMany();
    void copiesTheKeyAndSaysForHowLong();
    void exportsWhatIsListed();
    void selectionAndScrollSurviveAWriter();
    void readOnlyDisablesEditsAndSaysWhy();
    void unusableStoresSaySo_data();
    void unusableStoresSaySo();
    void aWarningOfTheHistoryGoesWithItsReason();
    void aMissingStoreCanAppear();
    void createsANewStore();
    void pagesByKeyboard();
    void markupInANameStaysText();
    void everyControlHasAName();
    void aViewOfAVersionWithOtherColumnsIsPassedOver();
};

namespace {

/// Answers at once with what the test decided.
class CannedDialogs final : public Dialogs
{
public:
    QString toOpen;
    QString toSave;
    QString suggested;

    void askStoreToOpen(QWidget *, Answer answer) override { answer(toOpen); }
    void askWhereToSave(QWidget *, const SaveQuestion &question, Answer answer) override
    {
        suggested = question.suggestion;
        answer(toSave);
    }
};

struct Fixture
{
    StoreFixture store;
    QTemporaryDir scratch;
    CannedDialogs dialogs;
    bool readOnly = false;
    RecordingNotifier notifier;
    MainWindow window{{SystemClock::instance(), dialogs, notifier,
        [this](const QString &path) { return sessionFor(path); }}};

    explicit Fixture(int keys = 3) : store(keys) { show(); }
    explicit Fixture(const QByteArray &bytes) : store(bytes) { show(); }

    void show()
    {
        window.resize(1100, 700);
        window.show();
        window.activateWindow();
        QTRY_VERIFY(window.isActiveWindow());
    }
    [[nodiscard]] SessionSettings sessionFor(const QString &path) const
    {
        SessionSettings settings;
        settings.storePath = path;
        settings.readOnly = readOnly;
        settings.historyDirectory = scratch.filePath(u"history"_s);
        settings.records = {scratch.filePath(u"records"_s), u"ada@test"_s};
        return settings;
    }
    void open()
    {
        QSignalSpy opened(&window, &MainWindow::storeOpened);
        window.openStore(store.path());
        QTRY_COMPARE(opened.count(), 1);
    }
    [[nodiscard]] QTableView &table() { return *window.findChild<QTableView *>(u"keysTable"_s); }
    [[nodiscard]] QLineEdit &search() { return *window.findChild<QLineEdit *>(u"keysSearch"_s); }
    [[nodiscard]] QStringList names()
    {
        QStringList names;
        for (int row = 0; row < table().model()->rowCount(); ++row)
            names.append(table().model()->index(row, 0).data().toString());
        return names;
    }
    void click(int row)
    {
        const QRect cell = table().visualRect(table().model()->index(row, 1));
        QTest::mouseClick(table().viewport(), Qt::LeftButton, Qt::NoModifier, cell.center());
    }
    [[nodiscard]] QPushButton *button(QWidget &in, const QString &text)
    {
        for (QPushButton *each : in.findChildren<QPushButton *>()) {
            if (each->text() == text && each->isVisible())
                return each;
        }
        return nullptr;
    }
    template <typename Dialog>
    [[nodiscard]] Dialog *dialog()
    {
        for (Dialog *each : window.findChildren<Dialog *>()) {
            if (each->isVisible())
                return each;
        }
        return nullptr;
    }
    [[nodiscard]] QLineEdit *line(QWidget &in, const QString &name)
    {
        for (QLineEdit *each : in.findChildren<QLineEdit *>()) {
            if (each->accessibleName() == name)
                return each;
        }
        return nullptr;
    }
    [[nodiscard]] KeySet fileKeys() { return decodeStore(store.bytes()); }
};

SampleKey named(int n, const QString &name)
{
    SampleKey key = sampleKey(n);
    key.name = name;
    return key;
}

} // namespace

void TestMainWindow::startsWithWelcome()
{
    Fixture f;
    QVERIFY(!f.window.actions().create->isEnabled());
    QVERIFY(f.window.actions().create->toolTip().contains(u"Open a store"_s));
    QVERIFY(f.window.actions().open->isEnabled());
    QSignalSpy demo(&f.window, &MainWindow::demoRequested);
    f.window.actions().demo->trigger();
    QCOMPARE(demo.count(), 1);
}

void TestMainWindow::opensAStoreThroughTheDialog()
{
    Fixture f;
    f.dialogs.toOpen = f.store.path();
    QTest::keyClick(&f.window, Qt::Key_O, Qt::ControlModifier);
    QTRY_COMPARE(f.table().model()->rowCount(), 3);
    QVERIFY(f.table().isVisible());
    QTRY_VERIFY(f.window.actions().create->isEnabled());
}

void TestMainWindow::searchesWhileOneTypes()
{
    Fixture f(storeBytes({named(0, u"Alice"_s), named(1, u"Bob"_s), named(2, u"Alina"_s)}));
    f.open();
    QTest::keyClick(&f.window, Qt::Key_F, Qt::ControlModifier);
    QVERIFY(f.search().hasFocus());
    QTest::keyClicks(&f.search(), u"ali"_s);
    QTRY_COMPARE(f.names(), (QStringList{u"Alice"_s, u"Alina"_s}));
    QTest::keyClicks(&f.search(), u"zzz"_s);
    QTRY_VERIFY(f.names().isEmpty());
    QTest::mouseClick(f.button(f.window, u"Clear search"_s), Qt::LeftButton);
    QCOMPARE(f.names().size(), 3);
    QTest::keyClicks(&f.search(), u"bob"_s);
    QTRY_COMPARE(f.names().size(), 1);
    QTest::keyClick(&f.search(), Qt::Key_Escape);
    QCOMPARE(f.names().size(), 3);
}

void TestMainWindow::statusButtonsFilter()
{
    auto old = named(1, u"Old"_s);
    old.expiryDate = u"2020-01-01T00:00:00.000Z"_s;
    Fixture f(storeBytes({sampleKey(0), old}));
    f.open();
    for (QToolButton *each : f.window.findChildren<QToolButton *>()) {
        if (each->text().startsWith(u"Expired"_s)) {
            QVERIFY(each->text().endsWith(u"1"_s));
            QTest::mouseClick(each, Qt::LeftButton);
        }
    }
    QCOMPARE(f.names(), QStringList{u"Old"_s});
}

void TestMainWindow::anEditLandsInTheFileAndInTheTable()
{
    Fixture f(storeBytes({named(0, u"Alice"_s), named(1, u"Bob"_s)}));
    f.open();
    f.click(1);
    QTest::keyClick(&f.table(), Qt::Key_Return);
    auto *dialog = f.dialog<EditKeyDialog>();
    QVERIFY(dialog);
    auto *name = f.line(*dialog, u"Name"_s);
    QTRY_VERIFY(name->hasFocus());
    QCOMPARE(name->text(), u"Bob"_s);
    name->selectAll();
    QTest::keyClicks(name, u"Robert"_s);
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_VERIFY(f.names().contains(u"Robert"_s));
    QCOMPARE(f.fileKeys().at(1).name(), u"Robert"_s);
    QTRY_VERIFY(!f.dialog<EditKeyDialog>());
    QCOMPARE(f.window.workArea().keysPage().currentKey()->key, sampleKeyText(1));
    QVERIFY(f.store.isTidy());
}

void TestMainWindow::createsAKeyAndHandsItOver()
{
    Fixture f(0);
    f.open();
    QTRY_VERIFY(f.button(f.window, u"New key"_s));
    QTest::keyClick(&f.window, Qt::Key_N, Qt::ControlModifier);
    auto *dialog = f.dialog<CreateKeyDialog>();
    QVERIFY(dialog);
    QVERIFY(!f.button(*dialog, u"Create key"_s)->isEnabled());
    QTest::keyClicks(f.line(*dialog, u"Name"_s), u"New one"_s);
    QTest::mouseClick(f.button(*dialog, u"Create key"_s), Qt::LeftButton);
    QTRY_VERIFY(f.dialog<CreatedKeyCard>());
    QTRY_COMPARE(f.names(), QStringList{u"New one"_s});
    const QString key = f.fileKeys().at(0).key();
    QVERIFY(key.startsWith(u"pk_"_s));

    auto *card = f.dialog<CreatedKeyCard>();
    for (const QLabel *label : card->findChildren<QLabel *>())
        QVERIFY2(!label->text().contains(key), "the key is shown before anybody asked");
    QTest::keyClick(card, Qt::Key_Escape);
    QVERIFY2(card->isVisible(), "it closed unread");
    f.dialogs.toSave = f.scratch.filePath(u"page.html"_s);
    QTest::mouseClick(f.button(*card, u"Save page…"_s), Qt::LeftButton);
    QTRY_VERIFY(QFile::exists(f.dialogs.toSave));
    QVERIFY(f.dialogs.suggested.endsWith(u"api-key-new-one.html"_s));
    QFile page(f.dialogs.toSave);
    QVERIFY(page.open(QIODevice::ReadOnly) && page.readAll().contains(key.toUtf8()));
    QCOMPARE(page.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QTest::mouseClick(f.button(*card, u"Copy command"_s), Qt::LeftButton);
    QVERIFY(QGuiApplication::clipboard()->text().contains(key));
    QTest::keyClick(card, Qt::Key_Escape);
    QTRY_VERIFY(!f.dialog<CreatedKeyCard>());
}

void TestMainWindow::deletesAndUndoes()
{
    Fixture f(storeBytes({named(0, u"Alice"_s), named(1, u"Bob"_s), named(2, u"Carol"_s)}));
    f.open();
    const QByteArray record = f.fileKeys().at(1).text().toByteArray();
    f.click(1);
    QTest::keyClick(&f.table(), Qt::Key_Delete);
    QTRY_COMPARE(f.names(), (QStringList{u"Alice"_s, u"Carol"_s}));
    QTRY_VERIFY(f.window.messages().text().contains(u"Bob"_s));
    QVERIFY(!f.store.bytes().contains(sampleKeyText(1).toUtf8()));
    QTest::mouseClick(f.button(f.window.messages(), u"Undo"_s), Qt::LeftButton);
    QTRY_COMPARE(f.names().size(), 3);
    QCOMPARE(f.fileKeys().at(1).text().toByteArray(), record);
    QTRY_COMPARE(f.window.messages().text(), u"Undone: Remove “Bob”."_s);
    QTRY_VERIFY(!f.window.actions().undo->isEnabled());
    QCOMPARE(f.window.actions().redo->text(), u"Redo: Remove “Bob”"_s);
    QTest::keyClick(&f.window, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(f.names(), (QStringList{u"Alice"_s, u"Carol"_s}));
    QTRY_COMPARE(f.window.actions().undo->text(), u"Undo: Remove “Bob”"_s);
    QTest::keyClick(&f.window, Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(f.names().size(), 3);
}

void TestMainWindow::deletingWhatSomebodyEditedAsksAgain()
{
    Fixture f(storeBytes({named(0, u"Alice"_s), named(1, u"Bob"_s)}));
    f.open();
    f.click(1);
    // The file changes right before the deletion, and the window has not seen it yet.
    f.store.replace(f.store.bytes().replace(
        "\"token_limit_per_5h\": 100000", "\"token_limit_per_5h\": 250000"));
    QTest::keyClick(&f.table(), Qt::Key_Delete);
    QTRY_VERIFY(f.window.messages().text().contains(u"token_limit_per_5h of “Bob”"_s));
    QCOMPARE(f.fileKeys().size(), 2);
    QTest::mouseClick(f.button(f.window.messages(), u"Delete anyway"_s), Qt::LeftButton);
    QTRY_COMPARE(f.names(), QStringList{u"Alice"_s});
}

void TestMainWindow::undoesAfterARestart()
{
    Fixture f(3);
    f.open();
    const QByteArray before = f.store.bytes();
    f.click(1);
    QTest::keyClick(&f.table(), Qt::Key_Delete);
    QTRY_COMPARE(f.names().size(), 2);
    f.open();
    QTRY_COMPARE(f.window.actions().undo->text(), u"Undo: Remove “Example 1”"_s);
    f.window.actions().undo->trigger();
    QTRY_COMPARE(f.names().size(), 3);
    QCOMPARE(f.store.bytes(), before);
}

void TestMainWindow::aWipedStoreIsAnAlarm()
{
    Fixture f(6);
    f.open();
    f.click(1);
    QTest::keyClick(&f.table(), Qt::Key_Delete);
    QTRY_COMPARE(f.names().size(), 5);
    f.store.replace(storeBytes(0));
    QTRY_VERIFY(f.window.storeMessages().text().contains(u"had 5, which is what a wiped store"_s));
    QVERIFY(!f.window.actions().create->isEnabled());
    QVERIFY(f.window.actions().create->toolTip().contains(u"wiped"_s));
    QVERIFY(f.button(f.window.storeMessages(), u"Restore a backup…"_s));
    QTest::mouseClick(f.button(f.window.storeMessages(), u"Take it as it is"_s), Qt::LeftButton);
    QTRY_VERIFY(f.window.actions().create->isEnabled());
    QTRY_VERIFY(!f.window.storeMessages().isVisible());
}

void TestMainWindow::restoresABackup_data()
{
    QTest::addColumn<QByteArray>("found");
    QTest::newRow("wiped") << storeBytes(0);
    QTest::newRow("torn") << storeBytes(6).chopped(100);
    QTest::newRow("no list") << "{}"_ba;
    QTest::newRow("gone") << QByteArray();
}

void TestMainWindow::restoresABackup()
{
    QFETCH(const QByteArray, found);
    Fixture f(6);
    f.open();
    f.click(1);
    QTest::keyClick(&f.table(), Qt::Key_Delete);
    QTRY_COMPARE(f.names().size(), 5);
    if (found.isEmpty())
        QVERIFY(QFile::remove(f.store.path()));
    else
        f.store.replace(found);
    QTRY_VERIFY(f.button(f.window.storeMessages(), u"Restore a backup…"_s));
    QTest::mouseClick(f.button(f.window.storeMessages(), u"Restore a backup…"_s), Qt::LeftButton);
    auto *dialog = f.dialog<RestoreBackupDialog>();
    QVERIFY(dialog);
    QTRY_VERIFY(f.button(*dialog, u"Restore"_s)->isEnabled());
    QTest::mouseClick(f.button(*dialog, u"Restore"_s), Qt::LeftButton);
    QTRY_COMPARE(f.names().size(), 6);
    QTRY_VERIFY(!f.dialog<RestoreBackupDialog>());
    QVERIFY(f.window.messages().text().startsWith(u"Restored the backup of"_s));
    QCOMPARE(f.store.bytes(), storeBytes(6));
    QTRY_VERIFY(!f.window.storeMessages().isVisible());
}

void TestMainWindow::changesAreListedAndLeadToTheirKeys()
{
    Fixture f(4);
    f.open();
    f.click(2);
    QTest::keyClick(&f.table(), Qt::Key_Delete);
    QTRY_COMPARE(f.names().size(), 3);
    QTest::keyClick(&f.window, Qt::Key_5, Qt::ControlModifier);
    ChangesPage &page = f.window.workArea().changesPage();
    auto &view = *page.findChild<ChangesView *>();
    QTRY_COMPARE(view.model()->rowCount(), 1);
    QVERIFY(view.isVisible());
    const QPersistentModelIndex removal = view.model()->index(0, 0);
    const auto clickKey = [&](const QModelIndex &edit) {
        const QRect place = view.visualRect(view.model()->index(0, 0, edit));
        QTest::mouseClick(view.viewport(), Qt::LeftButton, Qt::NoModifier, place.center());
    };
    clickKey(removal); // it is gone
    QCOMPARE(
        f.window.messages().text(), u"The store does not have the key of “Example 2” any more."_s);
    QVERIFY(page.isVisible());

    QTest::keyClick(&f.window, Qt::Key_F, Qt::ControlModifier);
    QVERIFY(page.findChild<QLineEdit *>()->hasFocus());
    QTest::keyClick(&f.window, Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(view.model()->rowCount(), 2);
    QCOMPARE(removal.row(), 1);
    QCOMPARE(view.model()->index(0, 0).data().toString(), u"Undo: "_s + removal.data().toString());
    QTRY_COMPARE(f.names().size(), 4);
    clickKey(removal);
    QVERIFY(f.table().isVisible());
    QCOMPARE(f.table().currentIndex().data().toString(), u"Example 2"_s);
}

void TestMainWindow::asksBeforeDeletingMany()
{
    Fixture f(4);
    f.open();
    f.click(0);
    QTest::keyClick(&f.table(), Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(&f.table(), Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(&f.table(), Qt::Key_Delete);
    QDialog *question = f.dialog<QDialog>();
    QVERIFY(question);
    QTRY_VERIFY(question->isActiveWindow());
    QTest::keyClick(question, Qt::Key_Return); // Cancel is the default
    QTRY_VERIFY(!f.dialog<QDialog>());
    QCOMPARE(f.fileKeys().size(), 4);

    f.window.activateWindow();
    QTRY_VERIFY(f.window.isActiveWindow());
    QTest::keyClick(&f.table(), Qt::Key_Delete);
    question = f.dialog<QDialog>();
    QVERIFY(question);
    QTest::mouseClick(f.button(*question, u"Delete 3 keys"_s), Qt::LeftButton);
    QTRY_COMPARE(f.names().size(), 1);
    QTRY_VERIFY(f.window.actions().undo->isEnabled());
    f.window.actions().undo->trigger();
    QTRY_COMPARE(f.names().size(), 4);
}

void TestMainWindow::copiesTheKeyAndSaysForHowLong()
{
    Fixture f;
    f.open();
    f.click(0);
    QTest::keyClick(&f.table(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), sampleKeyText(0));
    bool said = false;
    for (const QLabel *label : f.window.findChildren<QLabel *>())
        said = said || label->text() == u"clipboard 10 s"_s;
    QVERIFY(said);
}

void TestMainWindow::exportsWhatIsListed()
{
    Fixture f(storeBytes({named(0, u"Alice"_s), named(1, u"Bob"_s), named(2, u"Alina"_s)}));
    f.open();
    QTest::keyClicks(&f.search(), u"ali"_s);
    QTRY_COMPARE(f.names().size(), 2);
    f.dialogs.toSave = f.scratch.filePath(u"out.csv"_s);
    QTest::keyClick(&f.window, Qt::Key_E, Qt::ControlModifier);
    QTRY_VERIFY(f.window.messages().text().contains(f.dialogs.toSave));
    QFile file(f.dialogs.toSave);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray csv = file.readAll();
    QCOMPARE(csv.count("\r\n"), 3); // a header and two rows
    QVERIFY(csv.contains("Alina") && !csv.contains("Bob"));
    QVERIFY2(!csv.contains(sampleKeyText(0).toUtf8()), "a key went into an export unasked");
    QVERIFY(f.dialogs.suggested.endsWith(u"apikeys-keys.csv"_s));
}

void TestMainWindow::selectionAndScrollSurviveAWriter()
{
    constexpr int Keys = 200, Bookings = 150;
    Fixture f(Keys);
    f.open();
    f.table().sortByColumn(KeyModel::IdentityColumn, Qt::DescendingOrder);
    f.window.workArea().keysPage().selectKey({sampleKeyText(100), 0});
    f.table().verticalScrollBar()->setValue(f.table().verticalScrollBar()->maximum() / 2);
    const int scrolled = f.table().verticalScrollBar()->value();

    QSignalSpy loaded(&f.window.session()->store(), &StoreController::loaded);
    GatewayWriter writer;
    writer.start({f.store.path(), sampleKeyText(7), Bookings, 3, 5});
    QTRY_VERIFY(loaded.count() >= 5);
    QCOMPARE(f.window.workArea().keysPage().currentKey()->key, sampleKeyText(100));
    QCOMPARE(f.table().verticalScrollBar()->value(), scrolled);

    // an edit in the middle of it
    f.window.actions().edit->trigger();
    auto *dialog = f.dialog<EditKeyDialog>();
    QVERIFY(dialog);
    QTest::keyClicks(f.line(*dialog, u"Name"_s), u" edited"_s);
    QTest::keyClick(f.line(*dialog, u"Name"_s), Qt::Key_Return);
    QTRY_VERIFY(!f.dialog<EditKeyDialog>());

    const GatewayWriter::Outcome outcome = writer.finish();
    const KeySet after = f.fileKeys();
    QCOMPARE(after.at(100).name(), u"edited"_s);
    QCOMPARE(after.at(7).value(KeyField::TotalLifetimeTokens).toNumber(),
        double(sampleKey(7).totalLifetimeTokens + 3 * outcome.acknowledged));
    QCOMPARE(outcome.refused, 0);
    QTRY_COMPARE(f.window.workArea().model().keys().bytes(), f.store.bytes());
    QCOMPARE(f.window.workArea().keysPage().currentKey()->key, sampleKeyText(100));
}

void TestMainWindow::readOnlyDisablesEditsAndSaysWhy()
{
    Fixture f;
    f.readOnly = true;
    f.open();
    f.click(0);
    QVERIFY(!f.window.actions().edit->isEnabled());
    QVERIFY(!f.window.actions().remove->isEnabled());
    QVERIFY(f.window.actions().edit->toolTip().contains(u"read-only"_s));
    QVERIFY(f.window.storeMessages().text().contains(u"read-only"_s));
    QVERIFY(f.window.actions().copyKey->isEnabled());
    QTest::keyClick(&f.table(), Qt::Key_Delete);
    QCOMPARE(f.fileKeys().size(), 3);
}

void TestMainWindow::unusableStoresSaySo_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty file") << QByteArray();
    QTest::newRow("an object without keys") << QByteArrayLiteral("{}");
    QTest::newRow("an array") << QByteArrayLiteral("[]");
    QTest::newRow("null") << QByteArrayLiteral("null");
    QTest::newRow("keys is null") << QByteArrayLiteral("{\"keys\":null}");
    QTest::newRow("a null entry") << QByteArrayLiteral("{\"keys\":[null]}");
    QTest::newRow("cut short") << storeBytes(3).chopped(40);
    QTest::newRow("a byte order mark") << "\xef\xbb\xbf" + storeBytes(1);
    QTest::newRow("no JSON") << QByteArrayLiteral("<html>404</html>");
}

void TestMainWindow::unusableStoresSaySo()
{
    QFETCH(QByteArray, bytes);
    Fixture f(bytes);
    f.open();
    QTRY_VERIFY(f.window.storeMessages().isVisible());
    QVERIFY(f.window.storeMessages().text().size() > 20);
    QVERIFY(!f.window.actions().create->isEnabled());
    QCOMPARE(f.window.actions().create->toolTip(), f.window.storeMessages().text());
    QCOMPARE(f.store.bytes(), bytes);

    f.store.replace(storeBytes(2)); // somebody repairs it
    QTRY_VERIFY(f.window.actions().create->isEnabled());
    QVERIFY(!f.window.storeMessages().isVisible());
}

void TestMainWindow::aWarningOfTheHistoryGoesWithItsReason()
{
    Fixture f;
    QFile inTheWay(f.scratch.filePath(u"history"_s));
    QVERIFY(inTheWay.open(QFile::WriteOnly));
    f.open();
    QTRY_VERIFY(f.window.messages().text().contains(inTheWay.fileName()));
    QVERIFY(inTheWay.remove());
    f.store.replace(storeBytes(4));
    QTRY_COMPARE(f.window.messages().text(), QString());
    QVERIFY(f.window.messages().isHidden());
}

void TestMainWindow::aMissingStoreCanAppear()
{
    Fixture f;
    const QString path = f.scratch.filePath(u"later.json"_s);
    f.window.openStore(path);
    QTRY_VERIFY(f.window.storeMessages().isVisible());
    QVERIFY(f.window.storeMessages().text().contains(path));
    QVERIFY(!f.window.actions().create->isEnabled());
    QVERIFY(QFile::copy(f.store.path(), path));
    QTest::mouseClick(f.button(f.window.storeMessages(), u"Try again"_s), Qt::LeftButton);
    QTRY_COMPARE(f.names().size(), 3);
    QTRY_VERIFY(!f.window.storeMessages().isVisible());
}

void TestMainWindow::createsANewStore()
{
    Fixture f;
    f.dialogs.toSave = f.scratch.filePath(u"new.json"_s);
    f.window.actions().newStore->trigger();
    QTRY_VERIFY(f.window.actions().create->isEnabled());
    QVERIFY(QFile::exists(f.dialogs.toSave));

    f.dialogs.toSave = f.store.path(); // never over an existing one
    const QByteArray before = f.store.bytes();
    f.window.actions().newStore->trigger();
    QTRY_VERIFY(f.window.messages().isVisible());
    QCOMPARE(f.store.bytes(), before);
}

void TestMainWindow::pagesByKeyboard()
{
    Fixture f;
    f.open();
    for (const auto &[key, page] :
        {std::pair(Qt::Key_1, 0), {Qt::Key_3, 2}, {Qt::Key_4, 3}, {Qt::Key_5, 4}, {Qt::Key_2, 1}}) {
        QTest::keyClick(&f.window, key, Qt::ControlModifier);
        QVERIFY(f.window.actions().pages[size_t(page)]->isChecked());
    }
    QVERIFY(f.table().isVisible());
}

void TestMainWindow::markupInANameStaysText()
{
    const QString name = u"<h1>Bob</h1>&amp;"_s;
    Fixture f(storeBytes({named(0, name)}));
    f.open();
    f.click(0);
    for (const QLabel *label : f.window.findChildren<QLabel *>()) {
        if (label->text().contains(u"Bob"_s))
            QCOMPARE(label->textFormat(), Qt::PlainText);
    }
    QTest::keyClick(&f.table(), Qt::Key_Delete);
    QTRY_VERIFY(f.window.messages().text().contains(name));
}

void TestMainWindow::everyControlHasAName()
{
    Fixture f;
    f.open();
    f.click(0);
    const auto check = [](const QWidget &in) {
        for (const QAbstractButton *each : in.findChildren<QAbstractButton *>()) {
            const bool isPartOfAnother = each->objectName().startsWith(u"qt_"_s)
                || qobject_cast<const QLineEdit *>(each->parentWidget())
                || qobject_cast<const QTableView *>(each->parentWidget());
            QVERIFY2(
                isPartOfAnother || !each->text().isEmpty() || !each->accessibleName().isEmpty(),
                each->metaObject()->className());
        }
        for (const QLineEdit *each : in.findChildren<QLineEdit *>())
            QVERIFY(!each->accessibleName().isEmpty() || each->inherits("QTextEdit"));
    };
    check(f.window);
    f.window.actions().create->trigger();
    QVERIFY(f.dialog<CreateKeyDialog>());
    check(*f.dialog<CreateKeyDialog>());
}

void TestMainWindow::aViewOfAVersionWithOtherColumnsIsPassedOver()
{
    Fixture f;
    f.open();
    KeysPage &page = f.window.workArea().keysPage();
    QHeaderView &header = *f.table().horizontalHeader();
    const int before = header.sectionSize(KeyModel::StatusColumn);
    const QByteArray state = page.saveState();
    header.resizeSection(KeyModel::StatusColumn, before + 40);
    QByteArray other = state;
    other[3] = char(other[3] + 1); // the number of columns
    page.restoreState(other);
    QCOMPARE(header.sectionSize(KeyModel::StatusColumn), before + 40);
    page.restoreState(QByteArray("nonsense"));
    QCOMPARE(header.sectionSize(KeyModel::StatusColumn), before + 40);
    page.restoreState(state);
    QCOMPARE(header.sectionSize(KeyModel::StatusColumn), before);
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
