#include "ui/details/detailspanel.h"

#include "core/rules/jsdate.h"
#include "tests/support/changeentries.h"
#include "tests/support/paymentskey.h"
#include "tests/support/records.h"
#include "tests/support/uitest.h"
#include "ui/changes/changesview.h"
#include "ui/widgets/secretlabel.h"
#include "ui/widgets/statuschip.h"
#include "ui/widgets/textlabel.h"

#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace keydeck;
using keydeck::test::editOf;
using keydeck::test::keyOf;
using keydeck::test::paymentsAnswer;
using keydeck::test::paymentsKey;
using keydeck::test::renaming;
using keydeck::test::SomeNowMs; // 2026-01-18T10:30:00.000Z
using keydeck::test::storeBytes;

namespace {

constexpr qint64 DayMs = 24LL * 60 * 60 * 1000;

} // namespace

class TestDetailsPanel final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_panel.reset(); }

    void invitesWithoutAKey();
    void tabsAreMadeForTheFirstKey();
    void headerSaysWhatMatters_data();
    void headerSaysWhatMatters();
    void headerSaysThatARecordIsNeverUsed();
    void markupInANameIsText();
    void keyIsMaskedEverywhere();
    void sameKeyKeepsWhatOneLooksAt();
    void anotherKeyTakesEverythingAway();
    void chartsHaveVerdictsOrInvite();
    void rangesByKeyboard();
    void figuresStandInTables();
    void tablesGoBackAsFarAsTheCharts();
    void factsAndFindings();
    void changesOfThisKeyAlone();
    void changesFollowTheJournalAndTheKey();
    void buttonsAskOrSayWhyNot();
    void fitsASmallWindow();

private:
    [[nodiscard]] QString text(const QString &label) const
    {
        return m_panel->findChild<TextLabel *>(label)->text();
    }
    [[nodiscard]] QString allText() const;
    [[nodiscard]] QTabWidget *tabs() const { return m_panel->findChild<QTabWidget *>(); }
    [[nodiscard]] ChangesView *changes() const { return m_panel->findChild<ChangesView *>(); }
    [[nodiscard]] int changesTab() const { return tabs()->indexOf(changes()->parentWidget()); }

    std::unique_ptr<DetailsPanel> m_panel;
};

void TestDetailsPanel::init()
{
    QTest::failOnWarning(test::anyUiWarning());
    m_panel = std::make_unique<DetailsPanel>();
    m_panel->resize(1100, 350);
    m_panel->show();
}

QString TestDetailsPanel::allText() const
{
    QStringList texts;
    for (const QLabel *label : m_panel->findChildren<QLabel *>()) {
        texts << label->text() << label->toolTip() << label->accessibleName();
    }
    for (const QPlainTextEdit *edit : m_panel->findChildren<QPlainTextEdit *>()) {
        texts << edit->toPlainText();
    }
    for (const QTableView *table : m_panel->findChildren<QTableView *>()) {
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            for (int column = 0; column < table->model()->columnCount(); ++column) {
                texts << table->model()->index(row, column).data().toString();
            }
        }
    }
    return texts.join(u'\n');
}

void TestDetailsPanel::invitesWithoutAKey()
{
    QVERIFY(!tabs());
    QVERIFY(allText().contains(u"Select a key"_s));
    m_panel->showKey(paymentsKey(), {}, SomeNowMs);
    QVERIFY(tabs()->isVisible());
    m_panel->clear();
    QVERIFY(!tabs()->isVisible());
    // An answer or a history that comes late for a key that is gone harms nothing.
    m_panel->showHistory({}, SomeNowMs);
    m_panel->showStats(paymentsAnswer(), SomeNowMs);
    QVERIFY(!tabs()->isVisible());
}

// A window starts without them, and what was said before holds for them.
void TestDetailsPanel::tabsAreMadeForTheFirstKey()
{
    const QSignalSpy built(m_panel.get(), &DetailsPanel::built);
    m_panel->setLocked(u"The store is read-only."_s);
    m_panel->showChanges({editOf(u"Edit"_s, {renaming(0, u"Ann"_s, u"Anna"_s)})});
    m_panel->clear();
    QVERIFY(!tabs());
    QCOMPARE(m_panel->range(), UsualHistoryRange);
    const ApiKey key = decodeStore(storeBytes(1)).at(0);
    m_panel->showKey(key, {}, SomeNowMs);
    m_panel->showKey(key, {}, SomeNowMs);
    QCOMPARE(built.size(), 1);
    QVERIFY(tabs()->isVisible());
    QCOMPARE(m_panel->findChild<RangeSwitch *>()->range(), UsualHistoryRange);
    QVERIFY(!m_panel->findChild<QPushButton *>(u"delete"_s)->isEnabled());
    tabs()->setCurrentIndex(changesTab());
    QCOMPARE(changes()->model()->rowCount(), 1);
}

void TestDetailsPanel::headerSaysWhatMatters_data()
{
    QTest::addColumn<QByteArray>("record");
    QTest::addColumn<QString>("figure");
    QTest::addColumn<QString>("caption");

    const QByteArray window = R"("usage_windows":[{"window_start":"2026-01-18T08:00:00.000Z",)"
                              R"("tokens_used":45000}])";
    const QByteArray limit = R"({"token_limit_per_5h":100000,)";
    QTest::newRow("running") << limit + window + "}" << u"55,000 left"_s
                             << u"of 100,000 until 13:00, in 2 h 30 min"_s;
    QTest::newRow("not started") << limit + R"("usage_windows":[]})" << u"100,000 left"_s
                                 << u"of 100,000; the next use opens a window"_s;
    QTest::newRow("blocked") << R"({"token_limit_per_5h":40000,)" + window + "}" << u"0 left"_s
                             << u"of 40,000; blocked until 13:00, in 2 h 30 min"_s;
    QTest::newRow("no limit") << "{" + window + "}" << u"No limit"_s
                              << u"45,000 used in this window"_s;
    QTest::newRow("expired") << limit + R"("expiry_date":"2026-01-15T10:30:00Z",)" + window + "}"
                             << u"Expired"_s << u"3 d ago"_s;
    QTest::newRow("failing") << limit + R"("usage_windows":null})" << u"Error 500"_s
                             << u"for every request"_s;
}

void TestDetailsPanel::headerSaysWhatMatters()
{
    QFETCH(QByteArray, record);
    const ApiKey key = keyOf(record);
    m_panel->showKey(key, {}, SomeNowMs);
    QTEST(text(u"figure"_s), "figure");
    QTEST(text(u"caption"_s), "caption");
    QCOMPARE(text(u"name"_s), u"(no name)"_s);
    QCOMPARE(text(u"verdict"_s), statusAdvice(keyState(key, SomeNowMs), SomeNowMs));
}

void TestDetailsPanel::headerSaysThatARecordIsNeverUsed()
{
    m_panel->showKey(paymentsKey(), {unusedDuplicate()}, SomeNowMs);
    const auto *chip = m_panel->findChild<StatusChip *>();
    QCOMPARE(chip->word(), u"Unused duplicate"_s);
    QCOMPARE(chip->accessibleName(), u"Status: Unused duplicate"_s);
    QCOMPARE(text(u"verdict"_s), unusedDuplicate().message);
    m_panel->showKey(paymentsKey(), {usedDuplicate()}, SomeNowMs);
    QVERIFY(chip->word() != u"Unused duplicate"_s);
    QVERIFY(text(u"verdict"_s) != unusedDuplicate().message);
}

void TestDetailsPanel::markupInANameIsText()
{
    m_panel->showKey(paymentsKey(R"(<b>bold</b><img src=x>\u202e&amp;)"), {}, SomeNowMs);
    QCOMPARE(text(u"name"_s), u"<b>bold</b><img src=x>\\u202e&amp;"_s);
    m_panel->showStats(paymentsAnswer(), SomeNowMs);
    for (const QLabel *label : m_panel->findChildren<QLabel *>()) {
        QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->text()));
    }
}

void TestDetailsPanel::keyIsMaskedEverywhere()
{
    // The key's text in another field, and a second member "key" that was one once.
    const ApiKey key = keyOf(R"({"key":"pk_old_old_old_old_old_old_old_9999",
        "k\u0065y":"pk_0123456789abcdef0123456789ab3f2a","name":"was pk_old",
        "note":"see pk_0123456789abcdef0123456789ab3f2a","usage_windows":[]})");
    QCOMPARE(key.key(), u"pk_0123456789abcdef0123456789ab3f2a"_s);
    m_panel->showKey(key, lintKey(key, SomeNowMs), SomeNowMs);
    const QString shown = allText();
    QVERIFY(!shown.contains(u"0123456789abcdef"_s));
    QVERIFY(!shown.contains(u"old_old"_s));
    QVERIFY(shown.contains(u"pk_…3f2a"_s));
    QVERIFY(shown.contains(uR"("note":"see pk_…3f2a")"_s));
}

void TestDetailsPanel::sameKeyKeepsWhatOneLooksAt()
{
    m_panel->showKey(paymentsKey(), {}, SomeNowMs);
    m_panel->showHistory({{{SomeNowMs - DayMs, 10, 100'000}}, {}}, SomeNowMs);
    tabs()->setCurrentIndex(4);
    auto *secret = m_panel->findChild<SecretLabel *>();
    secret->reveal();
    m_panel->showKey(paymentsKey("Payments", "46000"), {}, SomeNowMs + 1000);
    QCOMPARE(tabs()->currentIndex(), 4);
    QVERIFY(secret->isRevealed());
    QCOMPARE(text(u"figure"_s), u"54,000 left"_s);
    QVERIFY(allText().contains(u"2026-01-17 10:30:00 UTC"_s)); // the history
}

void TestDetailsPanel::anotherKeyTakesEverythingAway()
{
    m_panel->showKey(paymentsKey(), {}, SomeNowMs);
    m_panel->showHistory({{{SomeNowMs - DayMs, 10, 100'000}}, {}}, SomeNowMs);
    m_panel->showStats(paymentsAnswer(44'000), SomeNowMs);
    auto *secret = m_panel->findChild<SecretLabel *>();
    secret->reveal();
    m_panel->showKey(
        keyOf(R"({"key":"pk_another_0123456789abcdef","usage_windows":[]})"), {}, SomeNowMs);
    QVERIFY(!secret->isRevealed());
    QVERIFY(!allText().contains(u"2026-01-17 10:30:00 UTC"_s));
    QVERIFY(!allText().contains(u"44,000"_s));
    QCOMPARE(text(u"gatewayVerdict"_s), u"Asking the gateway…"_s);

    secret->reveal();
    m_panel->clear();
    QVERIFY(!secret->isRevealed());
}

void TestDetailsPanel::chartsHaveVerdictsOrInvite()
{
    const auto verdict = [this](const QString &card) {
        return m_panel->findChild<QWidget *>(card)
            ->findChild<TextLabel *>(u"chartVerdict"_s)
            ->text();
    };
    m_panel->showKey(keyOf(R"({"key":"pk_fresh_0123456789","usage_windows":[]})"), {}, SomeNowMs);
    QCOMPARE(verdict(u"windowsCard"_s), QString());
    QVERIFY(
        allText().contains(u"No usage has been recorded yet. Keydeck records while it is open."_s));

    m_panel->showKey(paymentsKey(), {}, SomeNowMs);
    m_panel->showHistory(
        {{{SomeNowMs - 2 * DayMs, 120'000, 100'000}}, {{SomeNowMs - 2 * DayMs, 1'300'000}}},
        SomeNowMs);
    QCOMPARE(verdict(u"windowsCard"_s), u"2 windows in 7 days; 1 went over the limit."_s);
    QCOMPARE(verdict(u"lifetimeCard"_s), u"1,500,000 tokens in all; 100,000 a day on average."_s);
}

void TestDetailsPanel::rangesByKeyboard()
{
    m_panel->showKey(paymentsKey(), {}, SomeNowMs);
    m_panel->showHistory({{{SomeNowMs - 20 * DayMs, 10, 100}}, {}}, SomeNowMs);
    const auto verdict = [this] {
        return m_panel->findChild<QWidget *>(u"windowsCard"_s)
            ->findChild<TextLabel *>(u"chartVerdict"_s)
            ->text();
    };
    m_panel->activateWindow();
    QTRY_VERIFY(m_panel->isActiveWindow());
    QTest::keyClick(m_panel.get(), Qt::Key_3, Qt::AltModifier);
    QTRY_COMPARE(verdict(), u"2 windows in 30 days; none went over the limit."_s);
    QTest::keyClick(m_panel.get(), Qt::Key_1, Qt::AltModifier);
    QTRY_COMPARE(verdict(), u"1 window in 24 hours; none went over the limit."_s);
    QTest::keyClick(m_panel.get(), Qt::Key_5, Qt::AltModifier); // all there is, but since when?
    QTRY_COMPARE(verdict(), u"2 windows since 2025-12-29; none went over the limit."_s);
}

void TestDetailsPanel::figuresStandInTables()
{
    m_panel->showKey(paymentsKey(), {}, SomeNowMs);
    m_panel->showHistory(
        {{{SomeNowMs - 2 * DayMs, 120'000, 100'000}}, {{SomeNowMs - 2 * DayMs, 1'300'000}}},
        SomeNowMs);
    const auto cell = [this](int tab, int column) {
        tabs()->setCurrentIndex(tab);
        for (const auto *table : tabs()->widget(tab)->findChildren<QTableView *>()) {
            if (table->isVisible())
                return table->model()->index(0, column).data().toString();
        }
        return QString();
    };
    QCOMPARE(cell(3, 0), u"2026-01-18 08:00:00 UTC"_s); // newest first
    QCOMPARE(cell(3, 2), u"45,000"_s);
    QCOMPARE(cell(4, 1), u"1,500,000"_s);
    QCOMPARE(cell(4, 2), u"+200,000"_s);
}

void TestDetailsPanel::tablesGoBackAsFarAsTheCharts()
{
    m_panel->showKey(paymentsKey(), {}, SomeNowMs);
    m_panel->showHistory({{{SomeNowMs - 20 * DayMs, 10, 100}, {SomeNowMs - 2 * DayMs, 20, 100}},
                             {{SomeNowMs - 20 * DayMs, 10}, {SomeNowMs - 2 * DayMs, 20}}},
        SomeNowMs);
    m_panel->activateWindow();
    QTRY_VERIFY(m_panel->isActiveWindow());
    const auto rows = [this](int tab) {
        tabs()->setCurrentIndex(tab);
        for (const auto *table : tabs()->widget(tab)->findChildren<QTableView *>()) {
            if (table->isVisible())
                return table->model()->rowCount();
        }
        return -1;
    };
    const int all[] = {3, 3}; // windows and totals, with those of the file
    const int day[] = {1, 1};
    for (const int tab : {3, 4}) {
        QTest::keyClick(m_panel.get(), Qt::Key_5, Qt::AltModifier);
        QTRY_COMPARE(rows(tab), all[tab - 3]);
        QTest::keyClick(m_panel.get(), Qt::Key_1, Qt::AltModifier);
        QTRY_COMPARE(rows(tab), day[tab - 3]);
    }
}

void TestDetailsPanel::factsAndFindings()
{
    const ApiKey key = paymentsKey();
    m_panel->showKey(key, {}, SomeNowMs);
    QVERIFY(allText().contains(u"100,000 tokens in 5 hours"_s));
    QVERIFY(allText().contains(u"glm-4.7, the gateway’s default"_s));
    QVERIFY(allText().contains(u"2027-12-31 23:59:59 UTC (in 1 y"_s));
    QVERIFY(allText().contains(u"Last used: 3 min ago"_s));
    QCOMPARE(tabs()->tabText(2), u"Facts"_s);

    const Finding finding{u"x"_s, FindingSeverity::Danger, u"The gateway will <i>not</i>."_s};
    m_panel->showKey(key, {finding}, SomeNowMs);
    QCOMPARE(tabs()->tabText(2), u"Facts · 1"_s);
    QVERIFY(allText().contains(u"The gateway will <i>not</i>."_s));

    m_panel->showKey(keyOf(R"({"key":"pk_new_0123456789","last_used":"2026-01-01T00:00:00Z",
        "total_lifetime_tokens":0,"expiry_date":"never","usage_windows":[]})"),
        {}, SomeNowMs);
    QVERIFY(allText().contains(u"never used"_s));
    QVERIFY(allText().contains(u"Expires: never"_s));
    QVERIFY(!allText().contains(u"The gateway will <i>not</i>."_s));
}

void TestDetailsPanel::changesOfThisKeyAlone()
{
    const auto record = [](int n) { return decodeStore(storeBytes(n + 1)).at(n); };
    m_panel->showKey(record(1), {}, SomeNowMs);
    const int tab = changesTab();
    QCOMPARE(tab, tabs()->count() - 2); // right before the JSON
    tabs()->setCurrentIndex(tab);
    QVERIFY(allText().contains(u"This key has not been changed with Keydeck yet."_s));
    QVERIFY(!changes()->isVisible());

    m_panel->showChanges({editOf(
        u"Edit 2 keys"_s, {renaming(0, u"Ann"_s, u"Anna"_s), renaming(1, u"Bob"_s, u"Rob"_s)})});
    QVERIFY(changes()->isVisible());
    const QModelIndex edit = changes()->model()->index(0, 0);
    QCOMPARE(changes()->model()->rowCount(), 1);
    QCOMPARE(changes()->model()->rowCount(edit), 1);
    QCOMPARE(changes()->model()->index(0, 0, edit).data().toString(), u"Rob"_s);
    QCOMPARE(edit.data(Qt::AccessibleTextRole).toString(), u"Edit 2 keys, 3 min ago by ada@host"_s);

    m_panel->showKey(record(2), {}, SomeNowMs);
    QVERIFY(!changes()->isVisible());
    QCOMPARE(changes()->model()->rowCount(), 0);
}

void TestDetailsPanel::changesFollowTheJournalAndTheKey()
{
    const ApiKey key = decodeStore(storeBytes(1)).at(0);
    const QList<ChangeEntry> entries{editOf(u"first"_s, {renaming(0, u"a"_s, u"b"_s)}),
        editOf(u"of another"_s, {renaming(1, u"x"_s, u"y"_s)}),
        editOf(u"last"_s, {renaming(0, u"b"_s, u"c"_s)})};
    m_panel->showKey(key, {}, SomeNowMs);
    m_panel->showChanges(entries.first(2));
    QCOMPARE(changes()->model()->rowCount(), 0); // it is not seen
    tabs()->setCurrentIndex(changesTab());
    QCOMPARE(changes()->model()->rowCount(), 1);
    const QModelIndex first = changes()->model()->index(0, 0);
    changes()->setCurrentIndex(first);
    changes()->collapse(first);
    const QPersistentModelIndex chosen = first;

    m_panel->showChanges(entries);
    QCOMPARE(changes()->model()->rowCount(), 2);
    QCOMPARE(chosen.row(), 1);
    QCOMPARE(changes()->currentIndex(), QModelIndex(chosen));
    QVERIFY(!changes()->isExpanded(chosen));
    m_panel->activateWindow();
    QTRY_VERIFY(m_panel->isActiveWindow());
    changes()->setFocus();
    QTest::keyClick(changes(), Qt::Key_Return);
    QVERIFY(changes()->isExpanded(chosen));
    m_panel->showKey(key, {}, SomeNowMs + 60'000);
    QCOMPARE(chosen.data(Qt::AccessibleTextRole).toString(), u"first, 4 min ago by ada@host"_s);
    QCOMPARE(changes()->currentIndex(), QModelIndex(chosen));
}

void TestDetailsPanel::buttonsAskOrSayWhyNot()
{
    m_panel->showKey(paymentsKey(), {}, SomeNowMs);
    QSignalSpy edits(m_panel.get(), &DetailsPanel::editRequested);
    QSignalSpy deletes(m_panel.get(), &DetailsPanel::deleteRequested);
    QSignalSpy copies(m_panel.get(), &DetailsPanel::copyKeyRequested);
    auto *edit = m_panel->findChild<QPushButton *>(u"edit"_s);
    auto *remove = m_panel->findChild<QPushButton *>(u"delete"_s);
    QTest::mouseClick(edit, Qt::LeftButton);
    QTest::mouseClick(remove, Qt::LeftButton);
    Q_EMIT m_panel->findChild<SecretLabel *>()->copyRequested();
    QCOMPARE(edits.size(), 1);
    QCOMPARE(deletes.size(), 1);
    QCOMPARE(copies.size(), 1);

    m_panel->setLocked(u"The store is read-only."_s);
    QTest::mouseClick(edit, Qt::LeftButton);
    QCOMPARE(edits.size(), 1);
    QVERIFY(!remove->isEnabled());
    QVERIFY(edit->toolTip().contains(u"The store is read-only."_s));
    m_panel->setLocked({});
    QVERIFY(edit->isEnabled());
}

void TestDetailsPanel::fitsASmallWindow()
{
    m_panel->showKey(paymentsKey(QByteArray(180, 'W')), {}, SomeNowMs);
    QVERIFY2(m_panel->minimumSizeHint().width() <= 740,
        qPrintable(QString::number(m_panel->minimumSizeHint().width())));
    QVERIFY2(m_panel->minimumSizeHint().height() <= 250,
        qPrintable(QString::number(m_panel->minimumSizeHint().height())));
    m_panel->resize(740, 250);
    for (int tab = 0; tab < tabs()->count(); ++tab) {
        tabs()->setCurrentIndex(tab);
        QVERIFY(!m_panel->grab().isNull());
    }
}

QTEST_MAIN(TestDetailsPanel)
#include "tst_detailspanel.moc"
