// keydeckctl report: to standard output and to files, none of them by accident.
#include "tests/support/ctlrunner.h"
#include "tests/support/storefixture.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <QTest>

using namespace keydeck::test;
using namespace Qt::StringLiterals;

class KeydeckCtlReportTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void reportPrintsCsv();
    void reportWritesAFile();
    void reportAsksBeforeReplacing();
    void reportSparesTheStore();
    void revealedReportsArePrivate();
};

void KeydeckCtlReportTest::reportPrintsCsv()
{
    const StoreFixture store(3);
    const CtlOutcome outcome
        = runCtl({u"report"_s, u"--format"_s, u"csv"_s, u"--store"_s, store.path()});
    QCOMPARE(outcome.exitCode, 0);
    QCOMPARE(outcome.out.count("\r\n"), 4);
    QVERIFY(outcome.out.startsWith("id,name,masked_key,"));
    QVERIFY(!outcome.out.contains(sampleKeyText(0).toUtf8()));
}

void KeydeckCtlReportTest::reportWritesAFile()
{
    const StoreFixture store(3);
    const QString target = store.directory() + u"/keys.csv"_s;
    const CtlOutcome outcome
        = runCtl({u"report"_s, u"--output"_s, target, u"--json"_s, u"--store"_s, store.path()});
    QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
    QCOMPARE(outcome.json()[u"path"_s].toString(), target);
    QFile file(target);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), runCtl({u"report"_s, u"--store"_s, store.path()}).out);
}

void KeydeckCtlReportTest::reportAsksBeforeReplacing()
{
    const StoreFixture store(1);
    const QString target = store.directory() + u"/keys.csv"_s;
    const QStringList command{u"report"_s, u"--output"_s, target, u"--store"_s, store.path()};
    QCOMPARE(runCtl(command).exitCode, 0);
    store.replace(storeBytes(2));
    const qint64 before = QFileInfo(target).size();
    const CtlOutcome refused = runCtl(command);
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.hasOneErrorLine() && refused.errorText().contains(u"--force"_s),
        refused.err.constData());
    QCOMPARE(QFileInfo(target).size(), before);
    QCOMPARE(runCtl(command + QStringList{u"--force"_s}).exitCode, 0);
    QVERIFY(QFileInfo(target).size() > before);
}

void KeydeckCtlReportTest::reportSparesTheStore()
{
    const StoreFixture store(1);
    for (const QString &target :
        {store.path(), store.lockPath(), QString(store.path() + u".tmp"_s)}) {
        const CtlOutcome outcome = runCtl(
            {u"report"_s, u"--output"_s, target, u"--force"_s, u"--store"_s, store.path()});
        QVERIFY2(outcome.exitCode == 2 && outcome.hasOneErrorLine(), outcome.all().constData());
    }
    QCOMPARE(store.bytes(), storeBytes(1));
    QVERIFY(store.isTidy());
}

void KeydeckCtlReportTest::revealedReportsArePrivate()
{
    const StoreFixture store(1);
    const QString target = store.directory() + u"/keys.csv"_s;
    QCOMPARE(runCtl({u"report"_s, u"--reveal"_s, u"--output"_s, target, u"--store"_s, store.path()})
                 .exitCode,
        0);
    QCOMPARE(
        QFile::permissions(target) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QFile file(target);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains(sampleKeyText(0).toUtf8()));
}

QTEST_GUILESS_MAIN(KeydeckCtlReportTest)
#include "tst_keydeckctlreport.moc"
