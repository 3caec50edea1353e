// What the Gateway tab says of one key: agreement, differences with their reasons, refusals.
#include "core/rules/jsdate.h"
#include "tests/support/paymentskey.h"
#include "tests/support/uitest.h"
#include "ui/details/detailspanel.h"
#include "ui/details/gatewaycomparison.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/spreadchip.h"
#include "ui/widgets/textlabel.h"

#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using keydeck::test::keyOf;
using keydeck::test::paymentsAnswer;
using keydeck::test::paymentsKey;
using keydeck::test::SomeNowMs; // 2026-01-18T10:30:00.000Z

namespace {

StatsAnswer refusal(int status, const QString &message, int retryAfterS = 0)
{
    StatsAnswer answer;
    answer.httpStatus = status;
    answer.message = message;
    answer.retryAfterS = retryAfterS;
    answer.receivedMs = SomeNowMs;
    return answer;
}

} // namespace

class TestGatewayTab final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_panel.reset(); }

    void gatewayAgrees();
    void gatewayDiffers();
    void anotherFileIsNamedAsTheReason();
    void anEditOnItsWayIsFollowed();
    void theBuildAndTheBudgetAreSaid();
    void staleFiguresStayAndSaySo();
    void refusalsAreExplained_data();
    void refusalsAreExplained();
    void withoutGatewaySaysHow();

private:
    [[nodiscard]] QString text(const QString &label) const
    {
        return m_panel->findChild<TextLabel *>(label)->text();
    }
    [[nodiscard]] Notice *gatewayNotice() const
    {
        return m_panel->findChild<Notice *>(u"gatewayNotice"_s);
    }

    std::unique_ptr<DetailsPanel> m_panel;
};

void TestGatewayTab::init()
{
    QTest::failOnWarning(test::anyUiWarning());
    m_panel = std::make_unique<DetailsPanel>();
    m_panel->resize(1100, 350);
    m_panel->show();
}

void TestGatewayTab::gatewayAgrees()
{
    m_panel->showKey(paymentsKey(), {}, SomeNowMs);
    m_panel->showStats(paymentsAnswer(), SomeNowMs);
    QCOMPARE(text(u"gatewayVerdict"_s), u"The file and the gateway agree."_s);
    QCOMPARE(text(u"gatewayMeta"_s), u"status 200 · 12 ms · 8 s ago"_s);
    QVERIFY(gatewayNotice()->isHidden());

    // No window is open: /stats says when one would end that began now.
    const ApiKey idle = keyOf(R"({"name":"Payments","token_limit_per_5h":100000,
        "expiry_date":"2027-12-31T23:59:59Z","last_used":"2026-01-18T10:27:00.000Z",
        "total_lifetime_tokens":1500000,"usage_windows":[]})");
    m_panel->showKey(idle, {}, SomeNowMs);
    StatsAnswer answer = paymentsAnswer(0);
    answer.sample->windowEndsAt = toIsoString(SomeNowMs + 5LL * 60 * 60 * 1000);
    m_panel->showStats(answer, SomeNowMs);
    QCOMPARE(text(u"gatewayVerdict"_s), u"The file and the gateway agree."_s);
}

void TestGatewayTab::gatewayDiffers()
{
    m_panel->showKey(paymentsKey(), {}, SomeNowMs);
    m_panel->showStats(paymentsAnswer(44'000), SomeNowMs);
    QCOMPARE(text(u"gatewayVerdict"_s), u"One thing differs: used in this window."_s);
    QVERIFY2(
        gatewayNotice()->text().contains(u"read earlier"_s), qPrintable(gatewayNotice()->text()));
    auto *model = m_panel->findChild<GatewayComparison *>();
    QCOMPARE(model->index(0, GatewayComparison::CauseColumn).data().toString(), u"read earlier"_s);
    QVERIFY(model->index(0, 0).data(GatewayComparison::DiffersRole).toBool());
    QVERIFY(!model->index(2, 0).data(GatewayComparison::DiffersRole).toBool());
    const QModelIndex used = model->index(0, GatewayComparison::GatewayColumn);
    QCOMPARE(used.data().toString(), u"≠ 44,000"_s);
    QCOMPARE(used.data(Qt::AccessibleTextRole).toString(), u"differs: 44,000"_s);
    QCOMPARE(model->index(2, GatewayComparison::GatewayColumn).data().toString(), u"100,000"_s);
    // The file catches up.
    m_panel->showKey(paymentsKey("Payments", "44000"), {}, SomeNowMs + 1000);
    QCOMPARE(text(u"gatewayVerdict"_s), u"The file and the gateway agree."_s);
}

void TestGatewayTab::anotherFileIsNamedAsTheReason()
{
    m_panel->showKey(paymentsKey(), {}, SomeNowMs);
    m_panel->showKnowledge({.traits = {GatewayBuild::Plain}}, SomeNowMs);
    StatsAnswer answer = paymentsAnswer();
    answer.sample->tokenLimitPer5h = 7;
    answer.sample->name = u"Somebody"_s;
    m_panel->showStats(answer, SomeNowMs);
    QCOMPARE(text(u"gatewayVerdict"_s), u"2 figures differ."_s);
    QVERIFY(gatewayNotice()->text().contains(u"DATA_FILE"_s));
    QCOMPARE(gatewayNotice()->role(), theme::Role::Warning);
    m_panel->showKnowledge(
        {.traits = {GatewayBuild::Plain}, .alarm = u"The gateway knew none."_s}, SomeNowMs);
    QCOMPARE(gatewayNotice()->text(), u"The gateway knew none."_s);
    QCOMPARE(gatewayNotice()->role(), theme::Role::Danger);
}

void TestGatewayTab::anEditOnItsWayIsFollowed()
{
    m_panel->showKey(paymentsKey(), {}, SomeNowMs);
    auto *chip = m_panel->findChild<SpreadChip *>();
    QVERIFY(chip->isHidden());

    KeySpread spread;
    spread.savedMs = SomeNowMs - 1000;
    spread.liveByMs = SomeNowMs + 299'000;
    spread.quietUntilMs = spread.liveByMs + 5000;
    spread.isIfUnused = true;
    const GatewayTraits batching{GatewayBuild::Batching};
    m_panel->showKnowledge(
        {.traits = batching, .spread = spread, .quietUntilMs = spread.quietUntilMs}, SomeNowMs);
    QVERIFY(!chip->isHidden());
    QCOMPARE(chip->face().word, u"live at 10:34:59 if unused"_s);
    QVERIFY(chip->accessibleName().contains(u"live at 10:34:59"_s));
    QVERIFY(text(u"verdict"_s).startsWith(u"Once the edit is live: "_s));
    QCOMPARE(text(u"gatewayVerdict"_s),
        u"The gateway is asked for this key at 10:35:04, if it is unused until then."_s);
    auto *ask = m_panel->findChild<QPushButton *>(u"askNow"_s);
    QVERIFY(!ask->isHidden());
    const QSignalSpy asked(m_panel.get(), &DetailsPanel::askRequested);
    ask->click();
    QCOMPARE(asked.size(), 1);
    QVERIFY(gatewayNotice()->text().contains(u"restart of the gateway"_s));

    spread.stage = KeySpread::Stage::Confirmed;
    spread.answeredMs = SomeNowMs + 301'000;
    m_panel->showKnowledge({.traits = batching, .spread = spread}, SomeNowMs + 302'000);
    QCOMPARE(chip->face().word, u"confirmed 10:35:01"_s);
    QCOMPARE(chip->face().role, theme::Role::Ok);
    QVERIFY(!text(u"verdict"_s).startsWith(u"Once"_s));
    QVERIFY(ask->isHidden());

    // Another key has none.
    m_panel->showKnowledge({.traits = batching}, SomeNowMs);
    QVERIFY(chip->isHidden());
}

void TestGatewayTab::theBuildAndTheBudgetAreSaid()
{
    m_panel->showKey(paymentsKey(), {}, SomeNowMs);
    m_panel->showKnowledge(
        {.traits = {GatewayBuild::Cached}, .isDetected = true, .pollsPerMinute = 15}, SomeNowMs);
    const QString said = text(u"gatewayBuild"_s);
    QVERIFY2(said.contains(u"remembers a key for 5 min"_s), qPrintable(said));
    QVERIFY2(said.contains(u"15 times a minute"_s), qPrintable(said));
    const QSignalSpy wanted(m_panel.get(), &DetailsPanel::gatewaySettingsRequested);
    m_panel->findChild<QTabWidget *>()->setCurrentIndex(5);
    auto *button = m_panel->findChild<QPushButton *>(u"gatewaySettings"_s);
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Space);
    QCOMPARE(wanted.size(), 1);
}

void TestGatewayTab::staleFiguresStayAndSaySo()
{
    const QString failure = u"The gateway at http://127.0.0.1:1 refuses the connection."_s;
    m_panel->showKey(paymentsKey(), {}, SomeNowMs);
    m_panel->showGatewayFailure(failure, 0);
    QCOMPARE(text(u"gatewayVerdict"_s), u"The gateway has not answered for this key yet."_s);

    m_panel->showStats(paymentsAnswer(44'000), SomeNowMs);
    m_panel->showGatewayFailure(failure, SomeNowMs - 8000);
    QCOMPARE(
        text(u"gatewayVerdict"_s), u"These figures are stale since 2026-01-18 10:29:52 UTC."_s);
    QCOMPARE(text(u"gatewayMeta"_s), u"stale · 8 s ago"_s);
    QCOMPARE(gatewayNotice()->text(), failure);
    QCOMPARE(gatewayNotice()->role(), theme::Role::Danger);
    QVERIFY(!gatewayNotice()->isHidden());
    const auto *model = m_panel->findChild<GatewayComparison *>();
    QCOMPARE(model->index(0, GatewayComparison::GatewayColumn).data().toString(), u"≠ 44,000"_s);

    m_panel->showStats(paymentsAnswer(), SomeNowMs);
    QVERIFY(gatewayNotice()->isHidden());
}

void TestGatewayTab::refusalsAreExplained_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("says");

    QTest::newRow("unknown") << 401 << u"there is no such key (“<b>no</b>”)"_s;
    QTest::newRow("expired") << 403 << u"has expired (“<b>no</b>”)"_s;
    QTest::newRow("over") << 429
                          << u"over its limit (“<b>no</b>”). It lets it in again in 45 min"_s;
    QTest::newRow("other") << 418 << u"answered with status 418 (“<b>no</b>”)"_s;
}

void TestGatewayTab::refusalsAreExplained()
{
    QFETCH(int, status);
    QFETCH(QString, says);
    m_panel->showKey(paymentsKey(), {}, SomeNowMs);
    m_panel->showStats(refusal(status, u"<b>no</b>"_s, 45 * 60), SomeNowMs);
    QVERIFY2(gatewayNotice()->text().contains(says), qPrintable(gatewayNotice()->text()));
    QVERIFY(!gatewayNotice()->isHidden());
    QVERIFY(text(u"gatewayMeta"_s).startsWith(u"status %1"_s.arg(status)));
}

void TestGatewayTab::withoutGatewaySaysHow()
{
    m_panel->showKey(paymentsKey(), {}, SomeNowMs);
    m_panel->showNoGateway();
    QVERIFY(gatewayNotice()->text().contains(u"--gateway URL"_s));
    QVERIFY(!gatewayNotice()->isHidden());
}

QTEST_MAIN(TestGatewayTab)
#include "tst_gatewaytab.moc"
