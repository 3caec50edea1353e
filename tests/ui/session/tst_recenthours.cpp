// The table's last 24 hours, from the store's file through the history to the window's model.
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"
#include "tests/support/uitest.h"
#include "ui/session/storesession.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

constexpr qint64 SecondMs = 1000;

/// The key after it used so many tokens more.
SampleKey used(int n, qint64 tokens)
{
    SampleKey key = sampleKey(n);
    key.usageWindows.back().tokensUsed += tokens;
    key.totalLifetimeTokens += tokens;
    return key;
}

} // namespace

class TestRecentHours final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }

    void whatComesInIsShown();
    void withoutAHistoryNothingIsKnown();
};

void TestRecentHours::whatComesInIsShown()
{
    const StoreFixture store(storeBytes({sampleKey(0), sampleKey(1)}));
    const QTemporaryDir scratch;
    ManualClock clock(SomeNowMs);
    SessionSettings settings;
    settings.storePath = store.path();
    settings.historyDirectory = scratch.filePath(u"history"_s);
    StoreSession session(settings, clock);
    DayCourses shown;
    connect(&session, &StoreSession::dayCoursesReady, this,
        [&](const DayCourses &courses) { shown = courses; });
    session.start();
    QTRY_VERIFY(shown.fromMs > 0);
    QCOMPARE(shown.fromMs, dayCourseSpan(SomeNowMs).fromMs);
    QCOMPARE(shown.of(sampleKeyText(0)).total(), 0);

    clock.advance(10 * SecondMs);
    store.replace(storeBytes({used(0, 1'234), sampleKey(1)}));
    QTRY_COMPARE(shown.of(sampleKeyText(0)).total(), 1'234);
    QCOMPARE(shown.of(sampleKeyText(0)).hours[DayCourseHours - 1], 1'234);
    QCOMPARE(shown.of(sampleKeyText(1)).total(), 0);

    // Within the pause after an answer: the news is not lost, it comes at the pause's end.
    clock.advance(10 * SecondMs);
    store.replace(storeBytes({used(0, 2'000), used(1, 5)}));
    QTRY_COMPARE(shown.of(sampleKeyText(1)).total(), 5);
    QCOMPARE(shown.of(sampleKeyText(0)).total(), 2'000);
}

void TestRecentHours::withoutAHistoryNothingIsKnown()
{
    const StoreFixture store(2);
    ManualClock clock(SomeNowMs);
    SessionSettings settings;
    settings.storePath = store.path();
    StoreSession session(settings, clock);
    QSignalSpy loaded(&session.store(), &StoreController::loaded);
    QSignalSpy ready(&session, &StoreSession::dayCoursesReady);
    session.start();
    QTRY_COMPARE(loaded.count(), 1);
    // For longer than an answer takes where there is a history.
    QVERIFY(!ready.wait(QuestionPace::LeastPauseMs / 2));
}

QTEST_MAIN(TestRecentHours)
#include "tst_recenthours.moc"
