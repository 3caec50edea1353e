// A profile, typed and clicked: every problem in one sentence, and a yes that is for one origin.
#include "tests/support/nodegateway.h"
#include "tests/support/storefixture.h"
#include "tests/support/uitest.h"
#include "ui/keys/hintlabel.h"
#include "ui/profiles/profiledialog.h"
#include "ui/window/dialogs.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

class TestProfileDialog final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }

    void isFilledByKeyboard();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void aYesIsAskedForEachOrigin();
    void loopbackNeedsNoYes();
    void filesAreChosen();
    void testsTheConnection();
    void aFailedTestSaysWhy();
    void anAnswerAboutAnotherAddressIsNotShown();
    void everythingIsReached();
    void isUsableWhereItIsSmall();
};

namespace {

class CannedDialogs final : public Dialogs
{
public:
    QString path;

    void askStoreToOpen(QWidget *, Answer answer) override { answer(path); }
    void askWhereToSave(QWidget *, const SaveQuestion &, Answer) override { }
    void askCertificateToOpen(QWidget *, Answer answer) override { answer(path); }
};

struct Fixture
{
    StoreFixture store{1};
    CannedDialogs dialogs;
    Profile present;
    QWidget window;
    ProfileDialog *dialog = nullptr;

    explicit Fixture(const QString &gateway = {})
        : present(newProfile(u"Production"_s, store.path()))
    {
        present.gateway = QUrl(gateway);
        open(ProfileDialog::Purpose::Edit, present);
    }
    void open(ProfileDialog::Purpose purpose, const Profile &profile)
    {
        delete dialog;
        window.resize(900, 600);
        window.show();
        dialog = new ProfileDialog(purpose, profile,
            {dialogs, SystemClock::instance(), {newProfile(u"Taken"_s, u"/a"_s)}}, &window);
        dialog->open();
        QTRY_VERIFY(dialog->isActiveWindow());
    }
    template <typename Widget>
    [[nodiscard]] Widget &named(const QString &name) const
    {
        for (Widget *each : dialog->findChildren<Widget *>()) {
            if (each->accessibleName() == name)
                return *each;
        }
        qFatal("no widget %s", qPrintable(name));
    }
    [[nodiscard]] QLineEdit &line(const QString &name) const { return named<QLineEdit>(name); }
    [[nodiscard]] QPushButton &button(const QString &text) const
    {
        for (QPushButton *each : dialog->findChildren<QPushButton *>()) {
            if (each->text().remove(u'&') == text)
                return *each;
        }
        qFatal("no button %s", qPrintable(text));
    }
    [[nodiscard]] QCheckBox &plainHttp() const
    {
        for (QCheckBox *each : dialog->findChildren<QCheckBox *>()) {
            if (each->text().startsWith(u"Send keys to"_s))
                return *each;
        }
        qFatal("no check box for plain http");
    }
    void type(const QString &name, const QString &text) const
    {
        line(name).setFocus();
        line(name).selectAll();
        QTest::keyClick(&line(name), Qt::Key_Delete);
        QTest::keyClicks(&line(name), text);
    }
    [[nodiscard]] QStringList hints() const
    {
        QStringList texts;
        for (const HintLabel *each : dialog->findChildren<HintLabel *>()) {
            if (!each->isHidden())
                texts.append(each->hint().text);
        }
        return texts;
    }
    [[nodiscard]] Profile profile() const { return dialog->form().profile(); }
    [[nodiscard]] Profile submitted() const
    {
        QSignalSpy spy(dialog, &ProfileDialog::submitted);
        QTest::mouseClick(&button(u"Save"_s), Qt::LeftButton);
        return spy.isEmpty() ? Profile() : spy.front().front().value<Profile>();
    }
};

} // namespace

void TestProfileDialog::isFilledByKeyboard()
{
    Fixture f;
    f.open(ProfileDialog::Purpose::New, newProfile({}, {}));
    QVERIFY(f.line(u"Name"_s).hasFocus());
    QVERIFY(!f.button(u"Create profile"_s).isEnabled());
    QTest::keyClicks(&f.line(u"Name"_s), u"Staging"_s);
    QTest::keyClick(f.dialog->focusWidget(), Qt::Key_Tab);
    QTest::keyClicks(f.dialog->focusWidget(), u"T"_s); // Teal
    QTest::keyClick(f.dialog->focusWidget(), Qt::Key_Tab);
    QVERIFY(f.line(u"Store"_s).hasFocus());
    QTest::keyClicks(f.dialog->focusWidget(), f.store.path());
    QTest::keyClick(f.dialog->focusWidget(), Qt::Key_R, Qt::AltModifier); // Read-only
    QTRY_VERIFY(f.profile().readOnly); // the box is seen to be pressed
    f.line(u"Gateway"_s).setFocus();
    QTest::keyClicks(f.dialog->focusWidget(), u"https://gw.lan/api"_s);
    f.named<QSpinBox>(u"Time to answer"_s).setValue(4);
    f.named<QSpinBox>(u"Questions"_s).setValue(0);
    f.named<QComboBox>(u"Build"_s).setCurrentText(u"Cached"_s);
    f.named<QSpinBox>(u"Cache forgets after"_s).setValue(60);

    QSignalSpy spy(f.dialog, &ProfileDialog::submitted);
    f.line(u"Name"_s).setFocus();
    QTest::keyClick(&f.line(u"Name"_s), Qt::Key_Return);
    QCOMPARE(spy.count(), 1);
    const auto profile = spy[0][0].value<Profile>();
    QCOMPARE(profile.name, u"Staging"_s);
    QCOMPARE(profile.color, ProfileColor::Teal);
    QCOMPARE(profile.storePath, f.store.path());
    QVERIFY(profile.readOnly);
    QCOMPARE(profile.gateway, QUrl(u"https://gw.lan/api"_s));
    QCOMPARE(profile.timeoutS, 4);
    QCOMPARE(profile.pollsPerMinute, 0);
    QCOMPARE(profile.build, GatewayBuild::Cached);
    QCOMPARE(profile.ttlS, 60);
    QVERIFY(f.dialog->isVisible()); // until somebody says that it is saved
}

void TestProfileDialog::saysWhatIsWrong_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("no name") << u"Name"_s << QString()
                             << u"Give the profile a name, such as Production."_s;
    QTest::newRow("a name that is taken")
        << u"Name"_s << u"taken"_s << u"There is a profile “taken” already: choose another name."_s;
    QTest::newRow("no store")
        << u"Store"_s << QString()
        << u"Choose the store: the file that the gateway's DATA_FILE names."_s;
    QTest::newRow("a folder") << u"Store"_s << u"/"_s << u"/ is a folder: choose the file in it."_s;
    QTest::newRow("no URL") << u"Gateway"_s << u"gw.lan"_s
                            << u"The gateway address is not an http or https URL. Enter one such "
                               "as http://127.0.0.1:3000."_s;
    QTest::newRow("nonsense") << u"Gateway"_s << u"http://[oops"_s
                              << u"The gateway address is not an http or https URL. Enter one such "
                                 "as http://127.0.0.1:3000."_s;
    QTest::newRow("a password")
        << u"Gateway"_s << u"https://ada:x@gw.lan"_s
        << u"The gateway at https://gw.lan is addressed with a user name or password, which would "
           "end up in logs. Enter the address without."_s;
    QTest::newRow("plain http")
        << u"Gateway"_s << u"http://gw.lan"_s
        << u"Keys would go to gw.lan unencrypted, for anybody on the way to read: use https, or "
           "say yes below."_s;
    QTest::newRow("no certificate") << u"CA certificate"_s << u"/nowhere/ca.pem"_s
                                    << u"/nowhere/ca.pem could not be read: there is no such file. "
                                       "Choose the file of the authority that signed the "
                                       "gateway's certificate."_s;
}

void TestProfileDialog::saysWhatIsWrong()
{
    QFETCH(QString, field);
    QFETCH(QString, text);
    QFETCH(QString, sentence);
    const Fixture f;
    QVERIFY(f.button(u"Save"_s).isEnabled());
    f.type(field, text);
    QVERIFY2(f.hints().contains(sentence), qPrintable(f.hints().join(u'\n')));
    QVERIFY(!f.button(u"Save"_s).isEnabled());
    QCOMPARE(f.button(u"Save"_s).toolTip(), sentence);
}

void TestProfileDialog::aYesIsAskedForEachOrigin()
{
    const Fixture f;
    f.type(u"Gateway"_s, u"http://gw.lan:3000"_s);
    QVERIFY(f.plainHttp().isVisible());
    QVERIFY(!f.plainHttp().isChecked());
    QTest::keyClick(f.dialog, Qt::Key_U, Qt::AltModifier);
    QTRY_VERIFY(f.plainHttp().isChecked());
    QVERIFY(f.hints().contains(
        u"Anybody between this computer and that one can read the keys and use them."_s));
    QCOMPARE(f.submitted().plainHttpOrigin, u"http://gw.lan:3000"_s);

    f.type(u"Gateway"_s, u"http://elsewhere.lan:3000"_s);
    QVERIFY(!f.plainHttp().isChecked());
    QVERIFY(!f.button(u"Save"_s).isEnabled());
    f.type(u"Gateway"_s, u"http://gw.lan:3000/api"_s); // the same origin
    QVERIFY(f.plainHttp().isChecked());
    QVERIFY(f.submitted().allowsPlainHttp());
    f.plainHttp().click();
    QVERIFY(!f.button(u"Save"_s).isEnabled());
}

void TestProfileDialog::loopbackNeedsNoYes()
{
    const Fixture f(u"http://127.0.0.1:3000"_s);
    QVERIFY(!f.plainHttp().isVisible());
    QVERIFY(f.button(u"Save"_s).isEnabled());
    f.type(u"Gateway"_s, u"https://gw.lan"_s);
    QVERIFY(!f.plainHttp().isVisible());
    QVERIFY(!f.submitted().allowsPlainHttp());
}

void TestProfileDialog::filesAreChosen()
{
    Fixture f;
    f.dialogs.path = u"/srv/other/apikeys.json"_s;
    QTest::mouseClick(&f.named<QPushButton>(u"Choose the store"_s), Qt::LeftButton);
    QCOMPARE(f.line(u"Store"_s).text(), f.dialogs.path);
    QVERIFY(f.button(u"Save"_s).isEnabled()); // it may come
    f.dialogs.path = QStringLiteral(KEYDECK_TEST_DATA) + u"/tls/test-only.crt"_s;
    QTest::mouseClick(&f.named<QPushButton>(u"Choose the certificate"_s), Qt::LeftButton);
    QCOMPARE(f.submitted().caCertificateFile, f.dialogs.path);
}

void TestProfileDialog::testsTheConnection()
{
    const Fixture f;
    QVERIFY(!f.button(u"Test the connection"_s).isEnabled());
    const NodeGateway gateway(f.store.path());
    f.type(u"Gateway"_s, gateway.url());
    QTest::mouseClick(&f.button(u"Test the connection"_s), Qt::LeftButton);
    const QRegularExpression answered(
        u"^✓ The gateway at %1 answered in \\d+ ms\\.$"_s.arg(gateway.url()));
    QTRY_VERIFY2(f.hints().indexOf(answered) >= 0, qPrintable(f.hints().join(u'\n')));
    f.type(u"Gateway"_s, u"http://127.0.0.1:1"_s);
    QVERIFY(f.hints().indexOf(answered) < 0);
}

void TestProfileDialog::aFailedTestSaysWhy()
{
    const Fixture f(u"http://127.0.0.1:1"_s);
    QTest::keyClick(f.dialog, Qt::Key_T, Qt::AltModifier);
    const QRegularExpression failed(u"^The gateway at http://127.0.0.1:1 .+"_s);
    QTRY_VERIFY2(f.hints().indexOf(failed) >= 0, qPrintable(f.hints().join(u'\n')));
    QVERIFY(f.button(u"Save"_s).isEnabled()); // it may be down today
}

void TestProfileDialog::anAnswerAboutAnotherAddressIsNotShown()
{
    const Fixture f;
    const NodeGateway gateway(f.store.path());
    f.type(u"Gateway"_s, gateway.url());
    f.button(u"Test the connection"_s).click();
    f.type(u"Gateway"_s, u"http://127.0.0.1:1"_s);
    QTest::qWait(300);
    for (const QString &hint : f.hints())
        QVERIFY2(!hint.contains(u"answered in"_s), qPrintable(hint));
}

void TestProfileDialog::everythingIsReached()
{
    const Fixture f(u"http://gw.lan:3000"_s);
    QSet<QWidget *> reached;
    for (QWidget *at = f.dialog->focusWidget(); at && !reached.contains(at);
         at = f.dialog->focusWidget()) {
        reached.insert(at);
        QTest::keyClick(at, Qt::Key_Tab);
    }
    for (QWidget *each : f.dialog->findChildren<QWidget *>()) {
        const bool isField = qobject_cast<QComboBox *>(each)
            || qobject_cast<QAbstractButton *>(each) || qobject_cast<QSpinBox *>(each);
        if (isField && each->isVisible() && each->isEnabled())
            QVERIFY2(reached.contains(each), qPrintable(each->accessibleName()));
        const auto *button = qobject_cast<QAbstractButton *>(each);
        if (button && button->isVisible())
            QVERIFY(!button->text().isEmpty() || !button->accessibleName().isEmpty());
    }
    QVERIFY(reached.size() > 12);
}

void TestProfileDialog::isUsableWhereItIsSmall()
{
    Fixture f(u"http://gw.lan:3000"_s);
    f.dialog->resize(450, 300); // 900x600 at twice the size
    QVERIFY(f.dialog->width() <= 620 && f.dialog->height() <= 300);
    auto &last = f.named<QSpinBox>(u"Questions"_s);
    last.setFocus(Qt::TabFocusReason);
    QTest::keyClick(&last, Qt::Key_Backtab, Qt::ShiftModifier);
    QTest::keyClick(f.dialog->focusWidget(), Qt::Key_Tab);
    QVERIFY(last.hasFocus());
    const QRect place(last.mapTo(f.dialog, QPoint()), last.size());
    QVERIFY(f.dialog->rect().contains(place));
    QVERIFY(f.button(u"Save"_s).visibleRegion().boundingRect().height() > 10);
}

QTEST_MAIN(TestProfileDialog)
#include "tst_profiledialog.moc"
