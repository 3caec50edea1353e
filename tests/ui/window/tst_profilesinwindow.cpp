// Which gateway one is about to change: the strip, the chip, the title, and what profiles are kept.
#include "tests/support/nodialogs.h"
#include "tests/support/profilesinmemory.h"
#include "tests/support/recordingnotifier.h"
#include "tests/support/storefixture.h"
#include "tests/support/uitest.h"
#include "ui/profiles/profilechip.h"
#include "ui/profiles/profiledialog.h"
#include "ui/profiles/profileframe.h"
#include "ui/profiles/profilelist.h"
#include "ui/profiles/profilesdialog.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/profilecolors.h"
#include "ui/window/mainwindow.h"

#include <QAction>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

class TestProfilesInWindow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }

    void coloursCanBeTold();
    void aProfileCannotBeOverlooked();
    void withoutAProfileNothingIsMarked();
    void readOnlySaysSoAndDisablesEdits();
    void connectingAGatewayMakesAProfile();
    void connectingAGatewayEditsTheProfile();
    void theDemoKeepsNone();
    void menusAndWelcomeListThem();
    void areManagedByKeyboard();
    void aFailureToSaveStaysInTheDialog();
    void unreadableProfilesAreSaid();
};

namespace {

struct Fixture
{
    StoreFixture store{2};
    NoDialogs dialogs;
    RecordingNotifier notifier;
    ProfilesInMemory keeper;
    std::unique_ptr<MainWindow> window;

    Profile &add(const QString &name, ProfileColor color)
    {
        keeper.kept.append(newProfile(name, store.path()));
        keeper.kept.last().color = color;
        return keeper.kept.last();
    }
    void show()
    {
        window = std::make_unique<MainWindow>(
            MainWindow::Surroundings{SystemClock::instance(), dialogs, notifier,
                [this](const QString &path) {
                    if (const auto profile = profileOfStore(keeper.kept, path))
                        return keeper.sessionFor(*profile);
                    SessionSettings settings;
                    settings.storePath = path;
                    return settings;
                },
                &keeper});
        window->resize(900, 600);
        window->show();
        window->activateWindow();
        QTRY_VERIFY(window->isActiveWindow());
    }
    void open()
    {
        show();
        QSignalSpy opened(window.get(), &MainWindow::storeOpened);
        window->openStore(store.path());
        QTRY_COMPARE(opened.count(), 1);
    }
    [[nodiscard]] ProfileStrip &strip() const { return *window->findChild<ProfileStrip *>(); }
    [[nodiscard]] ProfileChip &chip() const { return *window->findChild<ProfileChip *>(); }
    template <typename Dialog>
    [[nodiscard]] Dialog *dialog() const
    {
        for (Dialog *each : window->findChildren<Dialog *>()) {
            if (each->isVisible())
                return each;
        }
        return nullptr;
    }
    [[nodiscard]] static QPushButton *button(const QWidget &in, const QString &text)
    {
        for (QPushButton *each : in.findChildren<QPushButton *>()) {
            if (each->text().remove(u'&') == text && each->isVisible())
                return each;
        }
        return nullptr;
    }
    [[nodiscard]] static QLineEdit *line(const QWidget &in, const QString &name)
    {
        for (QLineEdit *each : in.findChildren<QLineEdit *>()) {
            if (each->accessibleName() == name)
                return each;
        }
        return nullptr;
    }
    [[nodiscard]] QMenu *menu(const QString &title) const
    {
        for (QMenu *each : window->findChildren<QMenu *>()) {
            if (each->title().remove(u'&') == title)
                return each;
        }
        return nullptr;
    }
    [[nodiscard]] static QStringList texts(const QMenu &menu)
    {
        QStringList texts;
        for (const QAction *action : menu.actions())
            texts.append(action->text());
        return texts;
    }
};

} // namespace

void TestProfilesInWindow::coloursCanBeTold()
{
    for (const QPalette &palette : {theme::lightPalette(), theme::darkPalette()}) {
        QSet<QRgb> shapes;
        for (int i = 0; i < ProfileColorCount; ++i) {
            const theme::RoleColors colors = theme::profileColors(ProfileColor(i), palette);
            QVERIFY(contrast(colors.text, colors.fill) >= 4.5);
            QVERIFY(contrast(colors.shape, colors.fill) >= 3);
            QVERIFY(contrast(colors.shape, palette.color(QPalette::Window)) >= 3);
            QVERIFY(contrast(colors.shape, palette.color(QPalette::Base)) >= 3);
            shapes.insert(colors.shape.rgb());
            QVERIFY(!theme::profileColorName(ProfileColor(i)).isEmpty());
        }
        QCOMPARE(shapes.size(), ProfileColorCount);
    }
}

void TestProfilesInWindow::aProfileCannotBeOverlooked()
{
    Fixture f;
    f.add(u"Production"_s, ProfileColor::Red);
    f.open();
    QCOMPARE(f.window->windowTitle(), u"Production – Keydeck"_s);
    QVERIFY(f.strip().isVisible());
    QCOMPARE(f.strip().geometry(), QRect(0, 0, f.window->width(), ProfileStrip::Height));
    const QColor red = theme::profileColors(ProfileColor::Red, f.window->palette()).shape;
    const QImage picture = f.window->grab().toImage();
    for (const int x : {0, picture.width() / 2, picture.width() - 1})
        QCOMPARE(picture.pixelColor(x, 1), red);
    QVERIFY(f.window->menuBar()->y() >= ProfileStrip::Height); // it hides nothing

    QVERIFY(f.chip().isVisible());
    QCOMPARE(f.chip().text(), u"Production"_s);
    QCOMPARE(f.chip().accessibleName(), u"Profile: Production"_s);
    QVERIFY(f.chip().width() >= f.chip().sizeHint().width());
    const QRect chip(f.chip().mapTo(f.window.get(), QPoint()), f.chip().size());
    QVERIFY(f.window->rect().contains(chip));

    f.window->resize(720, 480);
    QCOMPARE(f.strip().width(), f.window->width());
    QTest::mouseClick(&f.chip(), Qt::LeftButton);
    QVERIFY(f.dialog<ProfilesDialog>());
}

void TestProfilesInWindow::withoutAProfileNothingIsMarked()
{
    Fixture f;
    f.open();
    QVERIFY(!f.strip().isVisible() && !f.chip().isVisible());
    QCOMPARE(f.window->windowTitle(), f.store.path() + u" – Keydeck"_s);
    QCOMPARE(f.window->contentsMargins(), QMargins());
}

void TestProfilesInWindow::readOnlySaysSoAndDisablesEdits()
{
    Fixture f;
    f.add(u"Production"_s, ProfileColor::None).readOnly = true;
    f.open();
    QCOMPARE(f.chip().text(), u"Production · read-only"_s);
    QVERIFY(f.chip().width() >= f.chip().sizeHint().width());
    QTRY_VERIFY(f.window->storeMessages().text().contains(u"read-only"_s));
    QVERIFY(!f.window->actions().create->isEnabled());
    QVERIFY(f.window->actions().create->toolTip().contains(u"read-only"_s));
}

void TestProfilesInWindow::connectingAGatewayMakesAProfile()
{
    Fixture f;
    f.open();
    QTest::keyClick(f.window.get(), Qt::Key_G, Qt::ControlModifier);
    auto *dialog = f.dialog<ProfileDialog>();
    QVERIFY(dialog);
    QLineEdit *gateway = f.line(*dialog, u"Gateway"_s);
    QTRY_VERIFY(gateway->hasFocus());
    QTest::keyClicks(gateway, u"http://127.0.0.1:1"_s);
    QVERIFY(!f.line(*dialog, u"Name"_s)->text().isEmpty());
    QCOMPARE(f.line(*dialog, u"Store"_s)->text(), f.store.path());
    QTest::keyClick(gateway, Qt::Key_Return);
    QTRY_VERIFY(!f.dialog<ProfileDialog>());
    QCOMPARE(f.keeper.kept.size(), 1);
    QCOMPARE(f.keeper.kept[0].gateway, QUrl(u"http://127.0.0.1:1"_s));
    QCOMPARE(f.window->session()->settings().gateway.baseUrl, f.keeper.kept[0].gateway);
    QVERIFY(f.chip().isVisible());
}

void TestProfilesInWindow::connectingAGatewayEditsTheProfile()
{
    Fixture f;
    f.add(u"First"_s, ProfileColor::Blue).gateway = QUrl(u"http://127.0.0.1:1"_s);
    f.add(u"Second"_s, ProfileColor::Teal);
    f.open();
    f.window->actions().connectGateway->trigger();
    auto *dialog = f.dialog<ProfileDialog>();
    QCOMPARE(f.line(*dialog, u"Name"_s)->text(), u"First"_s);
    f.line(*dialog, u"Name"_s)->setText(u"Renamed"_s);
    QTest::mouseClick(f.button(*dialog, u"Save"_s), Qt::LeftButton);
    QCOMPARE(f.keeper.kept.size(), 2);
    QCOMPARE(f.window->windowTitle(), u"Renamed – Keydeck"_s);
}

void TestProfilesInWindow::theDemoKeepsNone()
{
    Fixture f;
    f.show();
    SessionSettings demo;
    demo.storePath = f.store.path();
    demo.isDemo = true;
    demo.profile = {u"Demo"_s, ProfileColor::Violet, {}};
    f.window->openSession(demo);
    QCOMPARE(f.window->windowTitle(), u"Demo – Keydeck"_s);
    QVERIFY(f.chip().isVisible());
    QVERIFY(!f.window->actions().connectGateway->isEnabled());
    QVERIFY(f.window->actions().connectGateway->toolTip().contains(u"of its own"_s));
}

void TestProfilesInWindow::menusAndWelcomeListThem()
{
    Fixture f;
    f.add(u"R&D"_s, ProfileColor::Teal).gateway = QUrl(u"https://gw.lan"_s);
    f.show();
    f.window->setRecent({f.store.path(), u"/srv/other.json"_s});
    QCOMPARE(f.texts(*f.menu(u"Open recent"_s)), QStringList{u"/srv/other.json"_s});
    const QMenu &menu = *f.menu(u"Profiles"_s);
    QCOMPARE(f.texts(menu).constFirst(), u"R&&D"_s);
    QVERIFY(menu.actions().constFirst()->toolTip().contains(u"https://gw.lan"_s));
    QVERIFY(menu.actions().contains(f.window->actions().profiles));

    auto *list = f.window->findChild<ProfileList *>();
    QVERIFY(list->isVisible());
    QCOMPARE(list->item(0)->data(Qt::AccessibleTextRole).toString(),
        u"R&D, %1 · https://gw.lan"_s.arg(f.store.path()));
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(f.window->windowTitle(), u"R&D – Keydeck"_s);
}

void TestProfilesInWindow::areManagedByKeyboard()
{
    Fixture f;
    f.add(u"Alpha"_s, ProfileColor::Blue);
    f.add(u"Beta"_s, ProfileColor::Green);
    f.open();
    const QByteArray before = f.store.bytes();
    QTest::keyClick(f.window.get(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    auto *list = f.dialog<ProfilesDialog>();
    QVERIFY(list);
    auto *rows = list->findChild<ProfileList *>();
    QTRY_VERIFY(rows->hasFocus());
    QTest::keyClick(rows, Qt::Key_Down);
    QTest::keyClick(rows, Qt::Key_Delete);
    QCOMPARE(f.keeper.kept.size(), 1);
    QVERIFY(list->messages().text().contains(u"“Beta”; its store is as it was"_s));
    QCOMPARE(f.store.bytes(), before);
    QTest::mouseClick(f.button(list->messages(), u"Undo"_s), Qt::LeftButton);
    QCOMPARE(f.keeper.kept.size(), 2);
    QCOMPARE(rows->count(), 2);

    QTest::keyClick(list, Qt::Key_E, Qt::AltModifier);
    QTRY_VERIFY(f.dialog<ProfileDialog>());
    QTest::keyClick(f.dialog<ProfileDialog>(), Qt::Key_Escape);
    QTRY_VERIFY(!f.dialog<ProfileDialog>());
    list->activateWindow(); // as a desktop does
    QTRY_VERIFY(list->isActiveWindow());
    QTest::keyClick(list, Qt::Key_N, Qt::AltModifier);
    QTRY_VERIFY(f.dialog<ProfileDialog>());
    auto *dialog = f.dialog<ProfileDialog>();
    QTest::keyClicks(f.line(*dialog, u"Name"_s), u"Gamma"_s);
    f.line(*dialog, u"Store"_s)->setText(u"/srv/gamma.json"_s);
    QTest::keyClick(f.line(*dialog, u"Name"_s), Qt::Key_Return);
    QCOMPARE(f.keeper.kept.size(), 3);
    QCOMPARE(rows->count(), 3);
    QCOMPARE(f.window->windowTitle(), u"Alpha – Keydeck"_s); // another profile was made
    rows->setCurrentRow(2);
    QTest::keyClick(rows, Qt::Key_Return);
    QCOMPARE(f.window->windowTitle(), u"Gamma – Keydeck"_s);
    QTRY_VERIFY(!f.dialog<ProfilesDialog>());
}

void TestProfilesInWindow::aFailureToSaveStaysInTheDialog()
{
    Fixture f;
    f.open();
    f.window->actions().connectGateway->trigger();
    auto *dialog = f.dialog<ProfileDialog>();
    f.keeper.trouble = u"The disk is full."_s;
    QTest::mouseClick(f.button(*dialog, u"Save"_s), Qt::LeftButton);
    QVERIFY(dialog->isVisible());
    QCOMPARE(dialog->findChild<MessageBar *>()->text(), u"The disk is full."_s);
}

void TestProfilesInWindow::unreadableProfilesAreSaid()
{
    Fixture f;
    f.keeper.trouble = u"The profiles cannot be read."_s;
    f.show();
    QCOMPARE(f.window->messages().text(), f.keeper.trouble);
    f.window->actions().profiles->trigger();
    QCOMPARE(f.dialog<ProfilesDialog>()->messages().text(), f.keeper.trouble);
}

QTEST_MAIN(TestProfilesInWindow)
#include "tst_profilesinwindow.moc"
