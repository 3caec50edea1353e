// New keys by their dialog: made here, or given.
#include "ui/keys/createkeydialog.h"

#include "core/base/fingerprint.h"
#include "tests/support/manualclock.h"
#include "tests/support/uitest.h"
#include "ui/keys/hintlabel.h"

#include <QAccessible>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

const QString Known = u"team_already_there"_s;

struct Fixture
{
    ManualClock clock;
    CreateKeyDialog dialog{{}, [](const QString &key) { return key == Known; }, clock};
    std::shared_ptr<const Command> submitted;

    Fixture()
    {
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        QObject::connect(&dialog, &KeyFormDialog::submitted, &dialog,
            [this](const auto &command) { submitted = command; });
        dialog.show();
        dialog.activateWindow();
        [this] { QVERIFY(QTest::qWaitForWindowActive(&dialog)); }();
        QTest::keyClicks(&line(u"Name"_s), u"Ada"_s);
    }
    [[nodiscard]] QLineEdit &line(const QString &name)
    {
        for (QLineEdit *each : dialog.findChildren<QLineEdit *>()) {
            if (each->accessibleName() == name)
                return *each;
        }
        qFatal("There is no such line.");
    }
    void give(const QString &key)
    {
        line(u"Key"_s).clear();
        QTest::keyClicks(&line(u"Key"_s), key);
    }
    [[nodiscard]] QPushButton &create()
    {
        for (QPushButton *each : dialog.findChildren<QPushButton *>()) {
            if (each->isDefault())
                return *each;
        }
        qFatal("There is no default button.");
    }
    [[nodiscard]] QString hints()
    {
        QStringList texts;
        for (const HintLabel *hint : dialog.findChildren<HintLabel *>())
            texts += hint->hint().text;
        return texts.join(u'\n');
    }
};

} // namespace

class TestCreateKeyDialog final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void withoutAGivenKeyOneIsMade();
    void aGivenKeyIsTakenAsItIs();
    void aGivenKeyNeedsNoPrefix();
    void whatIsNoKeyIsRefused_data();
    void whatIsNoKeyIsRefused();
    void theKeyIsNotShown();
};

void TestCreateKeyDialog::withoutAGivenKeyOneIsMade()
{
    Fixture f;
    QTest::keyClick(&f.line(u"Name"_s), Qt::Key_Return);
    QVERIFY(f.submitted);
    QVERIFY(f.dialog.newKeys().front().key.startsWith(u"pk_"_s));
    QCOMPARE(f.dialog.newKeys().front().key.size(), 3 + 32);
}

void TestCreateKeyDialog::aGivenKeyIsTakenAsItIs()
{
    Fixture f;
    auto &count = *f.dialog.findChild<QSpinBox *>();
    count.setValue(7);
    f.give(u"  team_0123456789 "_s);
    QVERIFY(!count.isEnabled() && !count.toolTip().isEmpty());
    QVERIFY(!f.line(u"Prefix of the key"_s).isEnabled());
    QTest::mouseClick(&f.create(), Qt::LeftButton);
    QVERIFY(f.submitted);
    QCOMPARE(f.dialog.newKeys().size(), size_t(1));
    QCOMPARE(f.dialog.newKeys().front().key, u"team_0123456789"_s);
    QCOMPARE(f.dialog.newKeys().front().name, u"Ada"_s);
}

void TestCreateKeyDialog::aGivenKeyNeedsNoPrefix()
{
    Fixture f;
    f.line(u"Prefix of the key"_s).setText(u"a b"_s);
    QVERIFY(!f.create().isEnabled());
    f.give(u"team_0123456789"_s);
    QVERIFY(f.create().isEnabled());
}

void TestCreateKeyDialog::whatIsNoKeyIsRefused_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("why");
    QTest::newRow("white space") << u"two words"_s << u"white space"_s;
    QTest::newRow("not ASCII") << u"schlüssel"_s << u"outside ASCII"_s;
    QTest::newRow("present") << Known << u"has this key already"_s;
    QTest::newRow("too long") << QString(5000, u'k') << u"longer than 4096"_s;
}

void TestCreateKeyDialog::whatIsNoKeyIsRefused()
{
    QFETCH(QString, key);
    QFETCH(QString, why);
    Fixture f;
    f.line(u"Key"_s).setText(key);
    QVERIFY(!f.create().isEnabled());
    QVERIFY2(f.hints().contains(why), qPrintable(f.hints()));
    QVERIFY(!f.hints().contains(key));
    f.line(u"Key"_s).clear();
    QVERIFY(f.create().isEnabled());
}

void TestCreateKeyDialog::theKeyIsNotShown()
{
    Fixture f;
    const QString key = u"team_0123456789"_s;
    f.give(key);
    auto &line = f.line(u"Key"_s);
    QVERIFY(!line.displayText().contains(key));
    QAccessibleInterface *told = QAccessible::queryAccessibleInterface(&line);
    QVERIFY(!told->text(QAccessible::Value).contains(key));
    QVERIFY2(!f.hints().contains(key), qPrintable(f.hints()));
    QVERIFY2(f.hints().contains(maskedKey(key)), qPrintable(f.hints()));
}

QTEST_MAIN(TestCreateKeyDialog)
#include "tst_createkeydialog.moc"
