// Many keys edited in one go, beside a gateway that keeps booking usage.
#include "tests/support/uitest.h"
#include "tests/support/windowbench.h"
#include "ui/changes/changespage.h"
#include "ui/keys/bulkeditdialog.h"
#include "ui/keys/confirmdeletedialog.h"
#include "ui/keys/hintlabel.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/textlabel.h"

#include <QCheckBox>
#include <QPlainTextEdit>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

class TestBulkInWindow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void blankLeavesAndThePreviewSaysWhatChanges();
    void saysWhomALowerLimitWouldBlock();
    void theModelCanBeRemoved();
    void whatOthersDoMeanwhileShows();
    void anUnreadableLimitIsRefused();
    void theQuestionBeforeDeletingFollowsTheStore();
    void fiveHundredKeysWhileUsageArrives();
};

namespace {

QByteArray limits(const QList<qint64> &each)
{
    std::vector<SampleKey> keys;
    for (int n = 0; n < each.size(); ++n) {
        keys.push_back(sampleKey(n));
        keys.back().tokenLimitPer5h = each[n];
        keys.back().expiryDate = u"2099-12-31T23:59:59.000Z"_s;
    }
    return storeBytes(keys);
}

/// The bench with the dialog that F2 opens for all keys.
struct Fixture : WindowBench
{
    explicit Fixture(const QByteArray &bytes) : WindowBench(bytes)
    {
        selectAll();
        QTest::keyClick(&table(), Qt::Key_F2);
        QTRY_VERIFY(bulk());
    }
    [[nodiscard]] BulkEditDialog *bulk() { return dialog<BulkEditDialog>(); }
    [[nodiscard]] QString preview()
    {
        return bulk()->findChild<TextLabel *>(u"bulkPreview"_s)->text();
    }
    void type(const QString &field, const QString &text)
    {
        QLineEdit *line = lineNamed(*bulk(), field);
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, text);
    }
    void save() { QTest::mouseClick(defaultButton(*bulk()), Qt::LeftButton); }
    [[nodiscard]] QByteArray value(int index, KeyField field) const
    {
        return fileKeys().at(index).value(field).text().toByteArray();
    }
};

} // namespace

void TestBulkInWindow::blankLeavesAndThePreviewSaysWhatChanges()
{
    Fixture f(limits({100'000, 50'000, 100'000}));
    QCOMPARE(f.bulk()->windowTitle(), u"Edit 3 keys"_s);
    QVERIFY(!lineNamed(*f.bulk(), u"Name"_s)->isVisible());
    QVERIFY(lineNamed(*f.bulk(), u"Token limit"_s)
                ->placeholderText()
                .startsWith(u"Unchanged: 100,000 (2 keys)"_s));
    QVERIFY(!defaultButton(*f.bulk())->isEnabled());
    QVERIFY(f.preview().contains(u"every key stays as it is"_s));

    f.type(u"Token limit"_s, u"100k"_s);
    QCOMPARE(f.preview(),
        u"The token limit becomes 100,000 for 1 key; 2 keys already so.\n"
        "1 of 3 keys will change, in one write, which can be undone as one."_s);
    QCOMPARE(defaultButton(*f.bulk())->text(), u"Change 1 key"_s);
    const QByteArray before = f.store.bytes();
    f.save();
    QTRY_VERIFY(!f.bulk());
    QCOMPARE(f.store.bytes(), QByteArray(before).replace("_5h\": 50000", "_5h\": 100000"));
    QTRY_VERIFY(f.window.messages().text().startsWith(u"Changed “Example 1”."_s));
}

void TestBulkInWindow::saysWhomALowerLimitWouldBlock()
{
    SampleKey busy = sampleKey(0);
    busy.expiryDate = u"2099-12-31T23:59:59.000Z"_s;
    busy.usageWindows
        = {{QDateTime::currentDateTimeUtc().addSecs(-600).toString(Qt::ISODateWithMs), 40'000}};
    SampleKey idle = sampleKey(1);
    idle.expiryDate = busy.expiryDate;
    Fixture f(storeBytes({busy, idle}));
    const auto warns = [&] {
        const auto hints = f.bulk()->findChildren<HintLabel *>();
        return std::any_of(hints.begin(), hints.end(), [](const HintLabel *hint) {
            return hint->hint().text.contains(u"at once, until"_s)
                && hint->hint().role == theme::Role::Warning;
        });
    };
    f.type(u"Token limit"_s, u"50000"_s);
    QVERIFY(!warns());
    f.type(u"Token limit"_s, u"30000"_s);
    QVERIFY(warns());
}

void TestBulkInWindow::theModelCanBeRemoved()
{
    Fixture f(limits({1000, 1000}));
    auto *remove = f.bulk()->findChild<QCheckBox *>();
    remove->setFocus();
    QTest::keyClick(remove, Qt::Key_Space);
    QVERIFY(!lineNamed(*f.bulk(), u"Model"_s)->isEnabled());
    QVERIFY(f.preview().startsWith(u"The model becomes the gateway's default for 2 keys."_s));
    f.save();
    QTRY_VERIFY(!f.bulk());
    QVERIFY(f.value(0, KeyField::Model).isEmpty() && f.value(1, KeyField::Model).isEmpty());
}

void TestBulkInWindow::whatOthersDoMeanwhileShows()
{
    Fixture f(limits({1000, 2000, 3000}));
    f.type(u"Token limit"_s, u"2000"_s);
    QVERIFY(f.preview().contains(u"2 of 3 keys will change"_s));
    f.store.replace(limits({2000, 2000, 4000}));
    QTRY_VERIFY(f.preview().contains(u"1 of 3 keys will change"_s));
    f.store.replace(limits({2000, 2000}));
    QTRY_VERIFY(f.preview().endsWith(u"Deleted meanwhile: 1 key."_s));
    QVERIFY(!defaultButton(*f.bulk())->isEnabled());
    QCOMPARE(lineNamed(*f.bulk(), u"Token limit"_s)->text(), u"2000"_s);
}

void TestBulkInWindow::anUnreadableLimitIsRefused()
{
    Fixture f(limits({1000, 2000}));
    f.type(u"Token limit"_s, u"60.000"_s);
    QVERIFY(!defaultButton(*f.bulk())->isEnabled());
    f.type(u"Expires"_s, u"+30d"_s);
    QVERIFY(!defaultButton(*f.bulk())->isEnabled());
    f.type(u"Token limit"_s, u"60000"_s);
    QVERIFY(defaultButton(*f.bulk())->isEnabled());
    QTest::keyClick(f.bulk(), Qt::Key_Escape);
    QTRY_VERIFY(!f.bulk());
    QCOMPARE(f.value(0, KeyField::TokenLimitPer5h), "1000"_ba);
}

void TestBulkInWindow::theQuestionBeforeDeletingFollowsTheStore()
{
    WindowBench bench(limits({1000, 2000, 3000, 4000}));
    bench.selectAll();
    QTest::keyClick(&bench.table(), Qt::Key_Delete);
    QTRY_VERIFY(bench.dialog<ConfirmDeleteDialog>());
    ConfirmDeleteDialog &question = *bench.dialog<ConfirmDeleteDialog>();
    const auto *names = question.findChild<QPlainTextEdit *>();
    const auto *missing = question.findChild<QWidget *>(u"deletedMeanwhile"_s);
    const auto button = [&](const QString &text) -> QPushButton * {
        for (QPushButton *each : question.findChildren<QPushButton *>()) {
            if (each->text() == text)
                return each;
        }
        return nullptr;
    };
    QVERIFY(button(u"Delete 4 keys"_s) && !missing->isVisible());

    bench.store.replace(limits({1000, 7, 3000}));
    QTRY_VERIFY(button(u"Delete 3 keys"_s));
    QVERIFY(missing->isVisible());
    QCOMPARE(names->toPlainText().count(u'\n'), 2);
    QVERIFY2(names->toPlainText().contains(u"token_limit_per_5h of “Example 1” from 2000 to 7"_s),
        qPrintable(names->toPlainText()));
    bench.store.replace(limits({1000, 7, 3000}).chopped(99)); // half written, not deleted
    QTRY_VERIFY(!bench.window.workArea().model().keys().isEditable());
    QVERIFY(button(u"Delete 3 keys"_s));
    bench.store.replace(limits({1000, 7}));
    QTRY_VERIFY(button(u"Delete 2 keys"_s));
    QTest::mouseClick(button(u"Delete 2 keys"_s), Qt::LeftButton);
    QTRY_COMPARE(bench.fileKeys().size(), 0);
}

void TestBulkInWindow::fiveHundredKeysWhileUsageArrives()
{
    constexpr int Keys = 500, Tokens = 7, PauseMs = 5;
    Fixture f(limits(QList<qint64>(Keys, 100'000)));
    const auto total
        = [&] { return f.fileKeys().at(3).value(KeyField::TotalLifetimeTokens).toNumber(); };
    const double before = total();
    GatewayWriter writer;
    writer.start({f.store.path(), sampleKeyText(3), 0, Tokens, PauseMs, 0});
    QVERIFY(writer.awaitBooking());
    f.type(u"Token limit"_s, u"60000"_s);
    f.type(u"Expires"_s, u"2098-01-31"_s);
    f.save();
    QTRY_VERIFY(!f.bulk());
    QVERIFY(writer.awaitBooking());
    for (int n = 0; n < Keys; n += 99) {
        QCOMPARE(f.value(n, KeyField::TokenLimitPer5h), "60000"_ba);
        QCOMPARE(f.value(n, KeyField::ExpiryDate), "\"2098-01-31T23:59:59.000Z\""_ba);
    }
    QTRY_VERIFY(f.window.messages().text().startsWith(u"Changed 500 keys."_s));
    QTRY_COMPARE(f.window.actions().undo->text(), u"Undo: Edit 500 keys"_s);

    f.window.activateWindow();
    QTRY_VERIFY(f.window.isActiveWindow());
    QTest::keyClick(&f.window, Qt::Key_Z, Qt::ControlModifier);
    QTRY_VERIFY2(f.window.messages().text() == u"Undone: Edit 500 keys."_s,
        qPrintable(f.window.messages().text()));
    QCOMPARE(f.value(Keys - 1, KeyField::TokenLimitPer5h), "100000"_ba);
    QCOMPARE(f.value(0, KeyField::ExpiryDate), "\"2099-12-31T23:59:59.000Z\""_ba);
    const GatewayWriter::Outcome outcome = writer.finish();
    QVERIFY(outcome.acknowledged > 2);
    QCOMPARE(outcome.refused, 0);
    QCOMPARE(total(), before + Tokens * outcome.acknowledged);
    QVERIFY(f.store.isTidy());
}

QTEST_MAIN(TestBulkInWindow)
#include "tst_bulkinwindow.moc"
