// One question at a time, with pauses, and nobody forgotten.
#include "tests/support/uitest.h"
#include "ui/session/questionpace.h"

#include <QSignalSpy>
#include <QTest>

using namespace keydeck;
using namespace keydeck::test;

class TestQuestionPace final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }

    void theFirstIsDueAtOnce();
    void whatIsRequestedMeanwhileIsDueAfterAPause();
    void whoWaitsNeedNotWaitForThePause();
    void whoCannotAskIsToldAgain();
};

void TestQuestionPace::theFirstIsDueAtOnce()
{
    QuestionPace pace;
    const QSignalSpy due(&pace, &QuestionPace::due);
    pace.request();
    QCOMPARE(due.count(), 1);
}

void TestQuestionPace::whatIsRequestedMeanwhileIsDueAfterAPause()
{
    QuestionPace pace;
    QSignalSpy due(&pace, &QuestionPace::due);
    connect(&pace, &QuestionPace::due, &pace, &QuestionPace::asked);
    pace.request();
    pace.request();
    pace.request();
    QCOMPARE(due.count(), 1);
    QElapsedTimer since;
    since.start();
    pace.answered();
    QCOMPARE(due.count(), 1);
    QTRY_COMPARE(due.count(), 2); // the three became one
    QVERIFY(since.elapsed() >= QuestionPace::LeastPauseMs * 9 / 10); // the timer is a coarse one
    pace.answered();
    QVERIFY(!due.wait(QuestionPace::LeastPauseMs + 200)); // nothing was requested since
}

void TestQuestionPace::whoWaitsNeedNotWaitForThePause()
{
    QuestionPace pace;
    QSignalSpy due(&pace, &QuestionPace::due);
    connect(&pace, &QuestionPace::due, &pace, &QuestionPace::asked);
    pace.request();
    pace.answered();
    pace.requestNow(); // within the pause
    QCOMPARE(due.count(), 2);
    pace.requestNow(); // while it is being asked: after that, at once
    QCOMPARE(due.count(), 2);
    pace.answered();
    QCOMPARE(due.count(), 3);
    pace.answered();
    QVERIFY(!due.wait(QuestionPace::LeastPauseMs + 200));
}

void TestQuestionPace::whoCannotAskIsToldAgain()
{
    QuestionPace pace;
    const QSignalSpy due(&pace, &QuestionPace::due);
    pace.request();
    pace.request();
    QCOMPARE(due.count(), 2);
}

QTEST_MAIN(TestQuestionPace)
#include "tst_questionpace.moc"
