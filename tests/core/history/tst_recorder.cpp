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
    void theNewestOfManyIsWritten();
    void theLastIsWrittenAtTheEnd();
    void answersWhatWasAskedBeforeTheEnd();
    void aFailureIsSaidOnceAndEnds();
    void aDamagedDatabaseIsSaid();

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

QTEST_GUILESS_MAIN(TestRecorder)
#include "tst_recorder.moc"
