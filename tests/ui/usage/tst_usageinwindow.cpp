// The Usage page from the store's file through the history to the window, and into files.
#include "tests/support/manualclock.h"
#include "tests/support/recordingnotifier.h"
#include "tests/support/storefixture.h"
#include "tests/support/uitest.h"
#include "ui/keys/keyspage.h"
#include "ui/usage/usagecards.h"
#include "ui/usage/usagepage.h"
#include "ui/widgets/messagebar.h"
#include "ui/window/dialogs.h"
#include "ui/window/mainwindow.h"
#include "ui/window/workarea.h"

#include <QAction>
#include <QImage>
#include <QLabel>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

class TestUsageInWindow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }

    void whatComesInIsRanked();
    void savesTheChartAndItsFigures();
    void saysWhatCouldNotBeSaved();
    void withoutAHistoryItSaysSo();
};

namespace {

constexpr qint64 SecondMs = 1000;

class CannedDialogs final : public Dialogs
{
public:
    QString toSave;
    SaveQuestion asked;

    void askStoreToOpen(QWidget *, Answer answer) override { answer({}); }
    void askWhereToSave(QWidget *, const SaveQuestion &question, Answer answer) override
    {
        asked = question;
        answer(toSave);
    }
};

/// The key after it used so many tokens more.
SampleKey used(int n, qint64 tokens)
{
    SampleKey key = sampleKey(n);
    key.usageWindows.back().tokensUsed += tokens;
    key.totalLifetimeTokens += tokens;
    return key;
}

struct Fixture
{
    StoreFixture store{storeBytes({sampleKey(0), sampleKey(1), sampleKey(2)})};
    QTemporaryDir scratch;
    ManualClock clock{SomeNowMs};
    CannedDialogs dialogs;
    RecordingNotifier notifier;
    bool keepsHistory = true;
    MainWindow window{{clock, dialogs, notifier, [this](const QString &path) {
                           SessionSettings settings;
                           settings.storePath = path;
                           if (keepsHistory)
                               settings.historyDirectory = scratch.filePath(u"history"_s);
                           return settings;
                       }}};

    void open()
    {
        window.resize(1200, 900);
        window.show();
        window.activateWindow();
        QTRY_VERIFY(window.isActiveWindow());
        QSignalSpy opened(&window, &MainWindow::storeOpened);
        window.openStore(store.path());
        QTRY_COMPARE(opened.count(), 1);
        QTest::keyClick(&window, Qt::Key_3, Qt::ControlModifier);
        QVERIFY(page().isVisible());
        QTRY_VERIFY(page().isSettled());
    }
    void use(const std::vector<SampleKey> &keys)
    {
        clock.advance(10 * SecondMs);
        store.replace(storeBytes(keys));
    }
    [[nodiscard]] UsagePage &page() { return window.workArea().usagePage(); }
    [[nodiscard]] QTableView &ranking()
    {
        return *page().findChild<RankingCard *>()->findChild<QTableView *>();
    }
    [[nodiscard]] QString cell(int row, int column)
    {
        return ranking().model()->index(row, column).data().toString();
    }
};

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

void TestUsageInWindow::whatComesInIsRanked()
{
    Fixture f;
    f.open();
    f.use({used(0, 100), used(1, 2'000), sampleKey(2)});
    QTRY_COMPARE(f.ranking().model()->rowCount(), 2);
    QCOMPARE(f.cell(0, RankingModel::NameColumn), u"Example 1"_s);
    QCOMPARE(f.cell(0, RankingModel::TokensColumn), u"2,000"_s);
    QCOMPARE(f.cell(1, RankingModel::TokensColumn), u"100"_s);

    // By itself, and in another order.
    f.use({used(0, 100'000), used(1, 2'000), sampleKey(2)});
    QTRY_COMPARE(f.cell(0, RankingModel::NameColumn), u"Example 0"_s);
    QCOMPARE(f.cell(0, RankingModel::TokensColumn), u"100,000"_s);

    // Another period, at once.
    QTest::keyClick(&f.window, Qt::Key_1, Qt::AltModifier);
    QTRY_COMPARE(f.page().choice().kind, PeriodChoice::Kind::Hours);
    QTRY_VERIFY(f.page().isSettled());
    QCOMPARE(f.cell(0, RankingModel::TokensColumn), u"100,000"_s);

    // To the key, and back.
    f.ranking().setFocus();
    f.ranking().selectRow(1);
    QTest::keyClick(&f.ranking(), Qt::Key_Return);
    QTRY_VERIFY(f.window.workArea().keysPage().isVisible());
    QCOMPARE(f.window.workArea().keysPage().currentKey()->key, sampleKeyText(1));
    QTest::keyClick(&f.window, Qt::Key_3, Qt::ControlModifier);
    QVERIFY(f.page().isVisible());
}

void TestUsageInWindow::savesTheChartAndItsFigures()
{
    Fixture f;
    f.open();
    f.use({used(0, 100), used(1, 2'000), sampleKey(2)});
    QTRY_COMPARE(f.ranking().model()->rowCount(), 2);
    const auto save = [&](ChartCard &card, const QString &suffix) {
        f.dialogs.toSave = f.scratch.filePath(u"chart."_s + suffix);
        for (QAction *action : card.findChildren<QAction *>()) {
            if (action->text().remove(u'&').contains(suffix, Qt::CaseInsensitive)) {
                action->trigger();
                return;
            }
        }
        QFAIL("the card's menu does not have that");
    };
    auto &stack = *f.page().findChild<StackCard *>();
    save(stack, u"csv"_s);
    QTRY_VERIFY(QFile::exists(f.dialogs.toSave));
    QCOMPARE(QFileInfo(f.dialogs.asked.suggestion).fileName(), u"tokens-by-key.csv"_s);
    QCOMPARE(contentOf(f.dialogs.toSave),
        "from,to,name,tokens,observed\r\n"
        "2026-01-18T06:00:00.000Z,2026-01-18T12:00:00.000Z,Example 1,2000,true\r\n"
        "2026-01-18T06:00:00.000Z,2026-01-18T12:00:00.000Z,Example 0,100,true\r\n");
    save(stack, u"png"_s);
    QTRY_VERIFY(QImage(f.dialogs.toSave).width() > 1'000);
    save(stack, u"svg"_s);
    QTRY_VERIFY(contentOf(f.dialogs.toSave).contains("<svg"));
    const QByteArray svg = contentOf(f.dialogs.toSave);
    QVERIFY(svg.contains("2,100 tokens in 7 days"));
    QVERIFY(!svg.contains("pk_example"));
    save(*f.page().findChild<RankingCard *>(), u"csv"_s);
    QTRY_VERIFY(contentOf(f.scratch.filePath(u"chart.csv"_s)).startsWith("place,name,tokens"));
}

void TestUsageInWindow::saysWhatCouldNotBeSaved()
{
    Fixture f;
    f.open();
    f.use({used(0, 100), sampleKey(1), sampleKey(2)});
    QTRY_COMPARE(f.ranking().model()->rowCount(), 1);
    auto &stack = *f.page().findChild<StackCard *>();
    f.dialogs.toSave = f.scratch.filePath(u"no/such/folder/x"_s);
    for (const auto &[entry, what] :
        {std::pair(u"PNG"_s, u"The picture of the chart could not be written to "_s),
            {u"SVG"_s, u"The drawing of the chart could not be written to "_s},
            {u"CSV"_s, u"The figures of the chart could not be written to "_s}}) {
        for (QAction *action : stack.findChildren<QAction *>()) {
            if (action->text().remove(u'&').contains(entry))
                action->trigger();
        }
        QTRY_VERIFY2(f.window.messages().text().startsWith(what + f.dialogs.toSave),
            qPrintable(f.window.messages().text()));
    }
    f.dialogs.toSave = f.store.path();
    for (QAction *action : stack.findChildren<QAction *>()) {
        if (action->text().remove(u'&').contains(u"PNG"_s))
            action->trigger();
    }
    QTRY_VERIFY2(f.window.messages().text().contains(u"belongs to the store"_s),
        qPrintable(f.window.messages().text()));
    QVERIFY(!f.window.messages().text().contains(u"report"_s));
}

void TestUsageInWindow::withoutAHistoryItSaysSo()
{
    Fixture f;
    f.keepsHistory = false;
    f.open();
    QStringList said;
    for (const QLabel *label : f.page().findChildren<QLabel *>()) {
        if (label->isVisible())
            said << label->text();
    }
    QVERIFY2(said.contains(u"No history is kept"_s), qPrintable(said.join(u'\n')));
}

QTEST_MAIN(TestUsageInWindow)
#include "tst_usageinwindow.moc"
