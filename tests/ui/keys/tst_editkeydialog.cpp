#include "core/command/editkeys.h"
#include "core/store/keycodec.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"
#include "tests/support/uitest.h"
#include "ui/keys/editkeydialog.h"
#include "ui/keys/hintlabel.h"
#include "ui/widgets/messagebar.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

class TestEditKeyDialog final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void nothingChangedNothingToSave();
    void onlyTheChangedFieldIsWritten();
    void saysWhatTheGatewayWouldDo_data();
    void saysWhatTheGatewayWouldDo();
    void anExpiredKeyCanBeRenewedByAPreset();
    void anOddValueDoesNotStopAnotherFieldsEdit();
    void anEmptyModelRemovesTheField();
    void aFailureKeepsWhatWasTyped();
    void somebodyElsesChangeOfTheSameFieldIsSaid();
    void somebodyElsesChangeOfTheSameFieldCanBeTaken();
    void somebodyElsesChangeOfAnotherFieldIsTaken();
    void aUsageWriteDisturbsNothing();
    void aVanishedKeyCannotBeSaved();
    void aMessageTakesNoRoomFromTheHints();
};

namespace {

const QStringList Models{u"glm-4.7"_s, u"other"_s};

struct Fixture
{
    SampleKey key;
    KeySet keys;
    ManualClock clock;
    EditKeyDialog *dialog;
    std::shared_ptr<const Command> submitted;

    explicit Fixture(const SampleKey &sample = sampleKey(0))
        : key(sample)
        , keys(decodeStore(storeBytes({sample})))
    {
        open();
    }
    explicit Fixture(const QByteArray &bytes) : keys(decodeStore(bytes)) { open(); }
    ~Fixture() { delete dialog; }
    Q_DISABLE_COPY_MOVE(Fixture)

    void open()
    {
        dialog = new EditKeyDialog({keys.refAt(0), keys.at(0)}, Models, clock);
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        QObject::connect(dialog, &KeyFormDialog::submitted, dialog,
            [this](const auto &command) { submitted = command; });
        dialog->show();
    }
    [[nodiscard]] QLineEdit *line(const QString &name) const
    {
        for (QLineEdit *each : dialog->findChildren<QLineEdit *>()) {
            if (each->accessibleName() == name)
                return each;
        }
        return nullptr;
    }
    [[nodiscard]] QPushButton *save() const
    {
        for (QPushButton *each : dialog->findChildren<QPushButton *>()) {
            if (each->isDefault())
                return each;
        }
        return nullptr;
    }
    void type(const QString &name, const QString &text) const
    {
        line(name)->setFocus();
        line(name)->selectAll();
        if (text.isEmpty())
            QTest::keyClick(line(name), Qt::Key_Delete);
        else
            QTest::keyClicks(line(name), text);
    }
    /// The record after the submitted command.
    [[nodiscard]] ApiKey saved(const KeySet &fresh) const
    {
        const Result<KeySet> after = submitted->apply(fresh);
        return after ? after->at(0) : ApiKey();
    }
    [[nodiscard]] bool hints(const QString &text) const
    {
        for (const HintLabel *hint : dialog->findChildren<HintLabel *>()) {
            if (hint->hint().text.contains(text))
                return true;
        }
        return false;
    }
};

} // namespace

void TestEditKeyDialog::nothingChangedNothingToSave()
{
    Fixture f;
    QVERIFY(!f.save()->isEnabled());
    f.type(u"Name"_s, u"Other"_s);
    QVERIFY(f.save()->isEnabled());
    f.type(u"Name"_s, f.key.name);
    QVERIFY(!f.save()->isEnabled());
}

void TestEditKeyDialog::onlyTheChangedFieldIsWritten()
{
    Fixture f;
    f.type(u"Token limit"_s, u"1.5M"_s);
    QTest::mouseClick(f.save(), Qt::LeftButton);
    QVERIFY(f.submitted);
    const ApiKey after = f.saved(f.keys);
    QCOMPARE(
        after.value(KeyField::TokenLimitPer5h).text().toByteArray(), QByteArrayLiteral("1500000"));
    QByteArray expected = f.keys.at(0).text().toByteArray();
    expected.replace("\"token_limit_per_5h\": 100000", "\"token_limit_per_5h\": 1500000");
    QCOMPARE(after.text().toByteArray(), expected);
}

void TestEditKeyDialog::saysWhatTheGatewayWouldDo_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("hint");
    QTest::addColumn<bool>("canSave");
    QTest::newRow("limit of 0") << u"Token limit"_s << u"0"_s << u"until the first use"_s << true;
    QTest::newRow("usual limit") << u"Token limit"_s << u"60k"_s << u"60,000"_s << true;
    QTest::newRow("no number") << u"Token limit"_s << u"many"_s << u"no number of tokens"_s
                               << false;
    QTest::newRow("past date") << u"Expires"_s << u"2020-01-01"_s << u"403 at once"_s << true;
    QTest::newRow("from now") << u"Expires"_s << u"+30d"_s << u"2026-02-17"_s << true;
    QTest::newRow("no date") << u"Expires"_s << u"soon"_s << u"no date"_s << false;
    QTest::newRow("blank name") << u"Name"_s << u"  "_s << u"name is needed"_s << false;
    QTest::newRow("default model") << u"Model"_s << u""_s << u"default model"_s << true;
}

void TestEditKeyDialog::saysWhatTheGatewayWouldDo()
{
    QFETCH(QString, field);
    QFETCH(QString, text);
    QFETCH(QString, hint);
    QFETCH(bool, canSave);
    SampleKey key = sampleKey(0);
    key.model = u"other"_s;
    Fixture f(key);
    f.type(field, text);
    QVERIFY(f.hints(hint));
    QCOMPARE(f.save()->isEnabled(), canSave);
}

void TestEditKeyDialog::anExpiredKeyCanBeRenewedByAPreset()
{
    SampleKey key = sampleKey(0);
    key.expiryDate = u"2026-01-01T00:00:00.000Z"_s;
    Fixture f(key);
    QVERIFY(f.hints(u"Expired on"_s));
    for (QToolButton *preset : f.dialog->findChildren<QToolButton *>()) {
        if (preset->text() == u"+90 d"_s)
            QTest::mouseClick(preset, Qt::LeftButton);
    }
    QTest::mouseClick(f.save(), Qt::LeftButton);
    QVERIFY(f.submitted);
    QCOMPARE(f.saved(f.keys).value(KeyField::ExpiryDate).toString(), u"2026-04-18T10:30:00.000Z"_s);
}

void TestEditKeyDialog::anOddValueDoesNotStopAnotherFieldsEdit()
{
    QByteArray bytes = storeBytes({sampleKey(0)});
    bytes.replace("\"token_limit_per_5h\": 100000", "\"token_limit_per_5h\": \"lots\"");
    bytes.replace("2027-12-31T23:59:59.000Z", "some day");
    Fixture f(bytes);
    QVERIFY(f.hints(u"never block"_s));
    QVERIFY(f.hints(u"never expires"_s));
    f.type(u"Name"_s, u"Renamed"_s);
    QTest::mouseClick(f.save(), Qt::LeftButton);
    QVERIFY(f.submitted);
    const ApiKey after = f.saved(f.keys);
    QCOMPARE(after.name(), u"Renamed"_s);
    QCOMPARE(after.value(KeyField::TokenLimitPer5h).toString(), u"lots"_s);
    QCOMPARE(after.value(KeyField::ExpiryDate).toString(), u"some day"_s);
}

void TestEditKeyDialog::anEmptyModelRemovesTheField()
{
    SampleKey key = sampleKey(0);
    key.model = u"other"_s;
    Fixture f(key);
    f.type(u"Model"_s, {});
    QTest::mouseClick(f.save(), Qt::LeftButton);
    QVERIFY(f.submitted);
    QVERIFY(f.saved(f.keys).value(KeyField::Model).isMissing());
}

void TestEditKeyDialog::aFailureKeepsWhatWasTyped()
{
    Fixture f;
    f.type(u"Name"_s, u"Typed"_s);
    f.dialog->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(f.dialog));
    f.line(u"Name"_s)->setFocus();
    QTest::keyClick(f.line(u"Name"_s), Qt::Key_Return);
    QVERIFY(!f.save()->isEnabled()); // it is on its way
    f.dialog->showFailure({ErrorCode::LockBusy, u"The store is locked; try again."_s});
    QVERIFY(f.dialog->isVisible());
    QCOMPARE(f.dialog->messageBar().text(), u"The store is locked; try again."_s);
    QCOMPARE(f.line(u"Name"_s)->text(), u"Typed"_s);
    QVERIFY(f.save()->isEnabled());
    QVERIFY2(f.line(u"Name"_s)->hasFocus(), "Return would cancel");
    f.dialog->showDone();
    QVERIFY(!f.dialog->isVisible());
}

void TestEditKeyDialog::somebodyElsesChangeOfTheSameFieldIsSaid()
{
    Fixture f;
    f.type(u"Token limit"_s, u"500"_s);
    SampleKey changed = f.key;
    changed.tokenLimitPer5h = 777;
    const KeySet fresh = decodeStore(storeBytes({changed}));
    f.dialog->followRecord(fresh.at(0));
    QCOMPARE(f.line(u"Token limit"_s)->text(), u"500"_s);
    QVERIFY(f.dialog->messageBar().text().contains(u"to “777” meanwhile, and you to “500”"_s));
    QTest::mouseClick(f.save(), Qt::LeftButton);
    QVERIFY(f.submitted->apply(fresh)); // it was seen, so it is no conflict
    QVERIFY(!f.submitted->apply(f.keys)); // but anything else is
}

void TestEditKeyDialog::somebodyElsesChangeOfTheSameFieldCanBeTaken()
{
    Fixture f;
    f.type(u"Token limit"_s, u"500"_s);
    f.type(u"Name"_s, u"Mine"_s);
    SampleKey changed = f.key;
    changed.tokenLimitPer5h = 777;
    const KeySet fresh = decodeStore(storeBytes({changed}));
    f.dialog->followRecord(fresh.at(0));
    const auto buttons = f.dialog->messageBar().findChildren<QPushButton *>();
    const auto take = std::find_if(buttons.begin(), buttons.end(),
        [](const QPushButton *button) { return button->text() == u"Take theirs"_s; });
    QVERIFY(take != buttons.end());
    QTest::mouseClick(*take, Qt::LeftButton);
    QCOMPARE(f.line(u"Token limit"_s)->text(), u"777"_s);
    QTest::mouseClick(f.save(), Qt::LeftButton);
    QCOMPARE(f.saved(fresh).name(), u"Mine"_s);
    QCOMPARE(f.saved(fresh).value(KeyField::TokenLimitPer5h).text(), "777");
}

void TestEditKeyDialog::somebodyElsesChangeOfAnotherFieldIsTaken()
{
    Fixture f;
    f.type(u"Token limit"_s, u"500"_s);
    SampleKey changed = f.key;
    changed.name = u"New name"_s;
    const KeySet fresh = decodeStore(storeBytes({changed}));
    f.dialog->followRecord(fresh.at(0));
    QCOMPARE(f.line(u"Name"_s)->text(), u"New name"_s);
    QTest::mouseClick(f.save(), Qt::LeftButton);
    QCOMPARE(f.saved(fresh).name(), u"New name"_s);
}

void TestEditKeyDialog::aUsageWriteDisturbsNothing()
{
    Fixture f;
    f.type(u"Name"_s, u"Typed"_s);
    SampleKey used = f.key;
    used.totalLifetimeTokens += 1000;
    f.dialog->followRecord(decodeStore(storeBytes({used})).at(0));
    QCOMPARE(f.line(u"Name"_s)->text(), u"Typed"_s);
    QVERIFY(!f.dialog->messageBar().isVisible());
}

void TestEditKeyDialog::aVanishedKeyCannotBeSaved()
{
    Fixture f;
    f.type(u"Name"_s, u"Typed"_s);
    f.dialog->noteGone();
    QVERIFY(!f.save()->isEnabled());
    QVERIFY(f.dialog->messageBar().text().contains(u"deleted"_s));
    QCOMPARE(f.line(u"Name"_s)->text(), u"Typed"_s);
}

void TestEditKeyDialog::aMessageTakesNoRoomFromTheHints()
{
    Fixture f;
    f.type(u"Token limit"_s, u"500"_s);
    QTest::mouseClick(f.save(), Qt::LeftButton);
    f.dialog->showFailure({ErrorCode::LockBusy, QString(60, u'x') + u' ' + QString(60, u'y')});
    const auto isWhole = [&] {
        const QList<HintLabel *> hints = f.dialog->findChildren<HintLabel *>();
        return std::all_of(hints.begin(), hints.end(), [](const HintLabel *hint) {
            return hint->height() >= hint->heightForWidth(hint->width());
        });
    };
    QTRY_VERIFY(isWhole());
}

QTEST_MAIN(TestEditKeyDialog)
#include "tst_editkeydialog.moc"
