// The history from another thread: nothing waits for it, and what fails is said once.
#include "core/history/recorder.h"
#include "core/rules/jsdate.h"
#include "core/store/keycodec.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"

#include <QFile>
#include <QFutureWatcher>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

KeySet withTotal(qint64 total)
{
    SampleKey key = sampleKey(0);
    key.totalLifetimeTokens = total;
    return decodeStore(storeBytes({key}));
}

} // namespace

class TestRecorder final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void recordsAndAnswers();
    void answersEveryQuestion();
    void keepsWatching();
    void theNewestOfManyIsWritten();
    void theLastIsWrittenAtTheEnd();
    void answersWhatWasAskedBeforeTheEnd();
    void aFailureIsSaidOnceAndEnds();
    void aDamagedDatabaseIsSaid();
    void aRemovedDatabaseIsSaidAndBegunAnew();

private:
    [[nodiscard]] UsageHistory::Location location() const
    {
        return {m_directory->filePath(u"history"_s), m_directory->filePath(u"apikeys.json"_s)};
    }
    [[nodiscard]] KeyHistory recorded() const;

    std::unique_ptr<QTemporaryDir> m_directory;
};

void TestRecorder::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_directory = std::make_unique<QTemporaryDir>();
}

KeyHistory TestRecorder::recorded() const
{
    const auto history = UsageHistory::open(location());
    return history ? (*history)->history(sampleKeyText(0), 0).value_or(KeyHistory()) : KeyHistory();
}

void TestRecorder::recordsAndAnswers()
{
    Recorder recorder(location());
    const QSignalSpy done(&recorder, &Recorder::recorded);
    recorder.record(withTotal(700), SomeNowMs);
    QTRY_COMPARE(done.count(), 1);

    QFuture<Result<KeyHistory>> future = recorder.history(sampleKeyText(0), 0);
    QTRY_VERIFY(future.isFinished());
    QVERIFY(future.result());
    QCOMPARE(future.result()->lifetime.size(), 1);
    QCOMPARE(future.result()->lifetime[0].tokens, 700);
}

// What was told before the question is in the answer.
void TestRecorder::answersEveryQuestion()
{
    Recorder recorder(location());
    SampleKey key = sampleKey(0);
    key.usageWindows = {{toIsoString(SomeNowMs), 100}};
    recorder.record(decodeStore(storeBytes({key})), SomeNowMs);
    StatsSample sample;
    sample.totalLifetimeTokens = double(key.totalLifetimeTokens) + 50;
    sample.windowStartedAt = toIsoString(SomeNowMs);
    sample.tokensUsedInCurrentWindow = 150;
    recorder.recordStats(key.key, sample, SomeNowMs + 1000);

    const TimeSpan span{SomeNowMs, SomeNowMs + 3'600'000};
    auto usage = recorder.usage({key.key}, span, 1);
    auto hours = recorder.hours({key.key}, span);
    auto histories = recorder.histories({key.key, u"unknown"_s}, 0);
    QTRY_VERIFY(usage.isFinished() && hours.isFinished() && histories.isFinished());
    QVERIFY(usage.result() && hours.result() && histories.result());
    QCOMPARE(usage.result()->keys.size(), 1);
    QCOMPARE(usage.result()->keys[0].tokens, 50);
    QCOMPARE(hours.result()->value(key.key).size(), 1);
    QCOMPARE(histories.result()->size(), 2);
    QCOMPARE(histories.result()->value(key.key).windows.size(), 1);
    QCOMPARE(histories.result()->value(u"unknown"_s).windows.size(), 0);
}

void TestRecorder::keepsWatching()
{
    {
        Recorder recorder(location());
        recorder.record(withTotal(700), SomeNowMs);
        recorder.stillWatching(SomeNowMs + 60'000);
    }
    QCOMPARE(recorded().watched.size(), 1);
    QCOMPARE(recorded().watched[0].toMs, SomeNowMs + 60'000);
}

void TestRecorder::theNewestOfManyIsWritten()
{
    Recorder recorder(location());
    const QSignalSpy done(&recorder, &Recorder::recorded);
    constexpr int Snapshots = 500;
    for (int n = 1; n <= Snapshots; ++n)
        recorder.record(withTotal(n), SomeNowMs + n);
    QFuture<Result<KeyHistory>> future = recorder.history(sampleKeyText(0), 0);
    QTRY_VERIFY(future.isFinished());
    QVERIFY(future.result());
    QCOMPARE(future.result()->lifetime.last().tokens, Snapshots);
    QVERIFY(done.count() < Snapshots);
}

void TestRecorder::theLastIsWrittenAtTheEnd()
{
    {
        Recorder recorder(location());
        recorder.record(withTotal(700), SomeNowMs);
    }
    QCOMPARE(recorded().lifetime.size(), 1);
}

void TestRecorder::answersWhatWasAskedBeforeTheEnd()
{
    QFuture<Result<KeyHistory>> future;
    {
        Recorder recorder(location());
        future = recorder.history(sampleKeyText(0), 0);
    }
    QVERIFY(future.isFinished());
    QVERIFY(future.result());
}

void TestRecorder::aFailureIsSaidOnceAndEnds()
{
    QFile inTheWay(m_directory->filePath(u"history"_s));
    QVERIFY(inTheWay.open(QFile::WriteOnly));

    Recorder recorder(location());
    const QSignalSpy done(&recorder, &Recorder::recorded);
    const QSignalSpy failed(&recorder, &Recorder::failed);
    const QSignalSpy recovered(&recorder, &Recorder::recovered);
    recorder.record(withTotal(1), SomeNowMs);
    QFuture<Result<KeyHistory>> future = recorder.history(sampleKeyText(0), 0);
    QTRY_VERIFY(future.isFinished());
    QVERIFY(!future.result());
    recorder.record(withTotal(2), SomeNowMs + 1);
    future = recorder.history(sampleKeyText(0), 0);
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(failed.count(), 1);
    QVERIFY(failed.first().first().toString().contains(inTheWay.fileName()));

    QVERIFY(inTheWay.remove());
    recorder.record(withTotal(3), SomeNowMs + 2);
    QTRY_COMPARE(done.count(), 1);
    QCOMPARE(recorded().lifetime.last().tokens, 3);
    QCOMPARE(recovered.count(), 1);
    QCOMPARE(recovered.first().first(), failed.first().first());
}

void TestRecorder::aDamagedDatabaseIsSaid()
{
    QString path;
    {
        const auto history = UsageHistory::open(location());
        QVERIFY(history);
        path = (*history)->databasePath();
    }
    QFile file(path);
    QVERIFY(file.open(QFile::WriteOnly | QFile::Truncate));
    QVERIFY(file.write(QByteArray(5000, 'x')) == 5000);
    file.close();

    Recorder recorder(location());
    const QSignalSpy failed(&recorder, &Recorder::failed);
    const QSignalSpy done(&recorder, &Recorder::recorded);
    recorder.record(withTotal(1), SomeNowMs);
    QTRY_COMPARE(done.count(), 1);
    QCOMPARE(failed.count(), 1);
    QVERIFY(failed.first().first().toString().contains(path));
}

void TestRecorder::aRemovedDatabaseIsSaidAndBegunAnew()
{
    {
        Recorder recorder(location());
        const QSignalSpy done(&recorder, &Recorder::recorded);
        QSignalSpy failed(&recorder, &Recorder::failed);
        recorder.record(withTotal(700), SomeNowMs);
        QTRY_COMPARE(done.count(), 1);
        const Result<QString> path = historyPath(location());
        QVERIFY(path);
        QVERIFY(QFile::remove(*path));
        recorder.stillWatching(SomeNowMs + 60'000);
        QTRY_COMPARE(done.count(), 2);
        recorder.record(withTotal(800), SomeNowMs + 120'000);
        QTRY_COMPARE(done.count(), 3);
        QCOMPARE(failed.count(), 1);
        QVERIFY(failed[0][0].toString().contains(*path));
    }
    QCOMPARE(recorded().lifetime.size(), 2);
    QCOMPARE(recorded().lifetime[0].tokens, 700);
}

QTEST_GUILESS_MAIN(TestRecorder)
#include "tst_recorder.moc"
