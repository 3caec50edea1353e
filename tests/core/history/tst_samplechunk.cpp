// Samples come back from a chunk as they were put in, but for parts of a second.
#include "core/history/samplechunk.h"
#include "tests/support/manualclock.h"

#include <QRegularExpression>
#include <QTest>

#include <cmath>
#include <random>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

bool same(const QList<LifetimeSample> &a, const QList<LifetimeSample> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
        [](const auto &x, const auto &y) { return x.atMs == y.atMs && x.tokens == y.tokens; });
}

QList<LifetimeSample> everyMinute(int count, qint64 tokens)
{
    QList<LifetimeSample> samples;
    for (int n = 0; n < count; ++n)
        samples.append({SomeNowMs + n * 60'000, double(n * tokens)});
    return samples;
}

} // namespace

class TestSampleChunk final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void comesBack_data();
    void comesBack();
    void ofASecondTheLastIsKept();
    void aSteadyHourIsSmall();
    void randomOnesComeBack();
    void whatIsNoChunkIsRefused();
};

void TestSampleChunk::comesBack_data()
{
    using Samples = QList<LifetimeSample>;
    QTest::addColumn<Samples>("samples");

    QTest::newRow("none") << Samples{};
    QTest::newRow("one") << Samples{{SomeNowMs, 1'500'000}};
    QTest::newRow("a fall") << Samples{{1000, 5}, {2000, 0}, {3000, 7}};
    QTest::newRow("before 1970") << Samples{{-5'000'000, 1}, {-1000, 2}, {0, 3}};
    QTest::newRow("fractions") << Samples{{1000, 0.5}, {2000, 1e300}, {3000, -2.25}};
    QTest::newRow("a zero that is negative") << Samples{{1000, -0.0}};
    QTest::newRow("as large as whole numbers go")
        << Samples{{1000, -9'007'199'254'740'992}, {2000, 9'007'199'254'740'992}};
    QTest::newRow("the ends of time")
        << Samples{{-8'640'000'000'000'000, 1}, {8'640'000'000'000'000, 2}};
    QTest::newRow("many") << everyMinute(5000, 17);
}

void TestSampleChunk::comesBack()
{
    using Samples = QList<LifetimeSample>;
    QFETCH(Samples, samples);
    const auto decoded = decodeSamples(encodeSamples(samples));
    QVERIFY(decoded);
    QVERIFY(same(*decoded, samples));
    for (qsizetype n = 0; n < samples.size(); ++n)
        QCOMPARE(std::signbit((*decoded)[n].tokens), std::signbit(samples[n].tokens));
}

void TestSampleChunk::ofASecondTheLastIsKept()
{
    const auto decoded
        = decodeSamples(encodeSamples({{1000, 1}, {1999, 2}, {2001, 3}, {2001, 4}, {5432, 5}}));
    QVERIFY(decoded);
    QVERIFY(same(*decoded, {{1000, 2}, {2000, 4}, {5000, 5}}));
}

void TestSampleChunk::aSteadyHourIsSmall()
{
    QVERIFY(encodeSamples(everyMinute(60, 100)).size() < 60);
}

void TestSampleChunk::randomOnesComeBack()
{
    std::mt19937_64 random(3);
    for (int round = 0; round < 2000; ++round) {
        std::uniform_int_distribution<qint64> step(1, (qint64(1) << (random() % 30)) + 1);
        QList<LifetimeSample> samples;
        qint64 second = step(random);
        double tokens = 0;
        for (quint64 n = random() % 300; n > 0; --n) {
            second += step(random);
            tokens
                = random() % 50 == 0 ? 0 : tokens + double(step(random)) / (round % 3 == 0 ? 8 : 1);
            samples.append({second * 1000, tokens});
        }
        const auto decoded = decodeSamples(encodeSamples(samples));
        QVERIFY(decoded);
        QVERIFY(same(*decoded, samples));
    }
}

// Nothing that is cut off, made longer or has another beginning passes, or ends the program.
void TestSampleChunk::whatIsNoChunkIsRefused()
{
    QVERIFY(!decodeSamples({}));
    QVERIFY(!decodeSamples("\x7f"_ba));
    QVERIFY(!decodeSamples("\xff"_ba.repeated(40)));
    const QByteArray plain = encodeSamples({{1000, 1}, {7000, 300}, {9000, 2}});
    for (qsizetype length = 0; length < plain.size(); ++length)
        QVERIFY(!decodeSamples(plain.first(length)));
    QVERIFY(!decodeSamples(plain + '\0'));
    std::mt19937 random(5);
    for (int round = 0; round < 20'000; ++round) {
        QByteArray junk = plain;
        junk[qsizetype(random() % quint32(junk.size() - 1)) + 1] = char(random());
        const auto decoded = decodeSamples(junk);
        QVERIFY(!decoded || decoded->size() < 100);
    }
}

QTEST_GUILESS_MAIN(TestSampleChunk)
#include "tst_samplechunk.moc"
