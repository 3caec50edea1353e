// What the fuzzer begins with, without the fuzzer: so that every run of the tests compiles its
// target and asks what it asks. `make faults` lets it make up more (docs/faults.md).
#include <QDirIterator>
#include <QFile>
#include <QTest>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

class TestFuzzSeeds final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Each seed as it is, and cut off at every byte.
    void allSeeds()
    {
        int count = 0;
        QDirIterator seeds(QStringLiteral(KEYDECK_TEST_DATA "/fuzz/seeds"), QDir::Files);
        while (seeds.hasNext()) {
            QFile file(seeds.next());
            QVERIFY(file.open(QFile::ReadOnly));
            const QByteArray seed = file.readAll();
            for (qsizetype size = seed.size(); size >= 0; --size) {
                QCOMPARE(LLVMFuzzerTestOneInput(
                             reinterpret_cast<const uint8_t *>(seed.constData()), size_t(size)),
                    0);
            }
            ++count;
        }
        QVERIFY2(count >= 10, qPrintable(QString::number(count)));
    }
};

QTEST_GUILESS_MAIN(TestFuzzSeeds)
#include "tst_fuzzseeds.moc"
