// How many instructions fixed work takes, against what it took when somebody last looked: it does
// not get slower by accident. Seconds would tell of the machine; instructions tell of the code.
#include "tests/support/callgrindfile.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

constexpr double Tolerance = 0.05;
const QString Baseline = QStringLiteral(KEYDECK_TEST_DATA "/instructions.json");
const QString Workload = QStringLiteral(KEYDECK_BIN "/keydeck_workload");

struct Count
{
    qint64 instructions = 0; ///< of our own code
    qint64 allocations = 0; ///< of anybody's
};

Count measure(const QString &work)
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"callgrind.out"_s);
    QProcess valgrind;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_HASH_SEED"_s, u"0"_s); // the order in hashes, and with it the work
    valgrind.setProcessEnvironment(environment);
    valgrind.start(u"valgrind"_s,
        {u"--tool=callgrind"_s, u"--compress-strings=no"_s, u"--compress-pos=no"_s,
            u"--toggle-collect=keydeckWorkload"_s, u"--callgrind-out-file="_s + file, Workload,
            work});
    if (!valgrind.waitForFinished(120'000) || valgrind.exitCode() != 0) {
        qWarning("%s %s", qPrintable(valgrind.errorString()),
            valgrind.readAllStandardError().constData());
        return {};
    }
    QFile counted(file);
    if (!counted.open(QFile::ReadOnly))
        return {};
    return {ownInstructions(counted.readAll(), Workload),
        valgrind.readAllStandardOutput().trimmed().toLongLong()};
}

QJsonObject baselineOf(const QString &work)
{
    QFile file(Baseline);
    if (!file.open(QFile::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).object()[work].toObject();
}

} // namespace

class TestInstructions final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesNoMoreThanBefore_data();
    void takesNoMoreThanBefore();
    void librariesAndCallsAreLeftOut();
};

void TestInstructions::takesNoMoreThanBefore_data()
{
    QTest::addColumn<QString>("work");
    for (const char *work : {"read", "edit", "search"})
        QTest::newRow(work) << QString::fromLatin1(work);
}

void TestInstructions::takesNoMoreThanBefore()
{
    QFETCH(QString, work);
    const Count now = measure(work);
    const QJsonObject before = baselineOf(work);
    const auto compare = [&](const char *what, qint64 count) {
        const double expected = before[QLatin1StringView(what)].toDouble();
        qInfo("%s: %lld %s, %+.1f %%", qPrintable(work), count, what,
            100 * (double(count) / expected - 1));
        QVERIFY2(count > 0 && double(count) <= expected * (1 + Tolerance),
            qPrintable(u"%1 takes %2 %3 instead of %4. Make it as fast as it was; if it has to do "
                       "more, write the new figure into %5 and say why in the commit."_s.arg(work)
                           .arg(count)
                           .arg(QLatin1StringView(what))
                           .arg(qint64(expected))
                           .arg(Baseline)));
        QVERIFY2(double(count) >= expected * (1 - Tolerance),
            qPrintable(u"%1 takes only %2 %3 instead of %4: write that into %5, so that it stays."_s
                           .arg(work)
                           .arg(count)
                           .arg(QLatin1StringView(what))
                           .arg(qint64(expected))
                           .arg(Baseline)));
    };
    compare("instructions", now.instructions);
    compare("allocations", now.allocations);
}

void TestInstructions::librariesAndCallsAreLeftOut()
{
    const QByteArray file = "events: Ir\n\nob=/bin/ours\nfl=a.cpp\nfn=work\n12 100\n"
                            "cob=/lib/libc.so\ncfn=malloc\ncalls=3 0\n13 5000\n14 7\n\n"
                            "ob=/lib/libc.so\nfn=malloc\n0 5000\n";
    QCOMPARE(ownInstructions(file, u"/bin/ours"_s), 107);
}

QTEST_GUILESS_MAIN(TestInstructions)
#include "tst_instructions.moc"
