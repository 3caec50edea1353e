// The terminal program beside others: a held lock, a link, the gateway, and itself.
#include "core/base/fingerprint.h"
#include "tests/support/ctlrunner.h"
#include "tests/support/storefixture.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QTimer>

#include <csignal>
#include <memory>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

QString id(int n)
{
    return fingerprint(sampleKeyText(n));
}

QJsonArray keysOf(const StoreFixture &store)
{
    return QJsonDocument::fromJson(store.bytes())[u"keys"_s].toArray();
}

/// The names of the store's keys, in the file's order.
QStringList namesOf(const StoreFixture &store)
{
    QStringList names;
    for (const QJsonValue &key : keysOf(store))
        names += key[u"name"_s].toString();
    return names;
}

/// A command line of words and the store.
QStringList on(const StoreFixture &store, const QStringList &words)
{
    return words + QStringList{u"--store"_s, store.path()};
}

const QStringList CreateBob{
    u"create"_s, u"--name"_s, u"Bob"_s, u"--limit"_s, u"250k"_s, u"--expires"_s, u"2099-12-31"_s};

} // namespace

class KeydeckCtlBesideTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void aHeldLockIsBusy_data();
    void aHeldLockIsBusy();
    void aLockGivenBackInTimeIsNoFailure();
    void aLinkIsNotEdited();
    void nothingIsLostBesideTheGateway();
    void twoOfUsLoseNothing();
    void aLimitOnFileSizesIsTold();
    void whatEndsAnEditLeavesNothingBehind_data();
    void whatEndsAnEditLeavesNothingBehind();
};

void KeydeckCtlBesideTest::aHeldLockIsBusy_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("create") << CreateBob;
    QTest::newRow("set") << QStringList{u"set"_s, u"Example 0"_s, u"--limit"_s, u"5"_s};
    QTest::newRow("remove") << QStringList{u"remove"_s, u"Example 0"_s};
}

void KeydeckCtlBesideTest::aHeldLockIsBusy()
{
    QFETCH(QStringList, words);
    const StoreFixture store(2);
    const QByteArray before = store.bytes();
    QVERIFY(QDir().mkdir(store.lockPath()));
    const CtlOutcome outcome = runCtl(on(store, words));
    QVERIFY2(outcome.exitCode == 3, outcome.all().constData());
    QVERIFY2(outcome.hasOneErrorLine(), outcome.err.constData());
    QVERIFY2(outcome.tookMs > 2500 && outcome.tookMs < 4500,
        qPrintable(QString::number(outcome.tookMs)));
    QVERIFY(outcome.out.isEmpty());
    QCOMPARE(store.bytes(), before);
    QVERIFY2(QFileInfo::exists(store.lockPath()), "it is not ours to remove");
    QCOMPARE(store.listing(), (QStringList{u"apikeys.json"_s, u"apikeys.json.lock"_s}));
}

void KeydeckCtlBesideTest::aLockGivenBackInTimeIsNoFailure()
{
    const StoreFixture store(2);
    QVERIFY(QDir().mkdir(store.lockPath()));
    QTimer::singleShot(700, this, [&] { QVERIFY(QDir().rmdir(store.lockPath())); });
    const CtlOutcome outcome = runCtl(on(store, {u"remove"_s, u"Example 0"_s}));
    QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
    QCOMPARE(namesOf(store), QStringList{u"Example 1"_s});
    QVERIFY(store.isTidy());
}

void KeydeckCtlBesideTest::aLinkIsNotEdited()
{
    const StoreFixture store(2);
    const QString link = store.directory() + u"/link.json"_s;
    QVERIFY(QFile::link(store.path(), link));
    const QByteArray before = store.bytes();
    for (const QStringList &words :
        {CreateBob, QStringList{u"set"_s, u"Example 0"_s, u"--limit"_s, u"5"_s},
            QStringList{u"remove"_s, u"Example 0"_s}}) {
        const CtlOutcome outcome = runCtl(words + QStringList{u"--store"_s, link});
        QVERIFY2(outcome.exitCode == 4, outcome.all().constData());
        QVERIFY2(outcome.hasOneErrorLine(), outcome.err.constData());
        QVERIFY2(outcome.errorText().contains(u"link"_s), outcome.err.constData());
        QCOMPARE(store.bytes(), before);
        QVERIFY(QFileInfo(link).isSymLink());
        QCOMPARE(store.listing(), (QStringList{u"apikeys.json"_s, u"link.json"_s}));
    }
}

void KeydeckCtlBesideTest::nothingIsLostBesideTheGateway()
{
    const StoreFixture store(20);
    GatewayWriter gateway;
    gateway.start({store.path(), sampleKeyText(5), 400, 10, 1});
    for (int n = 0; n < 10; ++n) {
        QCOMPARE(
            runCtl(on(store, {u"set"_s, id(5), u"--limit"_s, QString::number(1000 + n)})).exitCode,
            0);
        QCOMPARE(runCtl(on(store, CreateBob + QStringList{u"--json"_s})).exitCode, 0);
        QCOMPARE(runCtl(on(store, {u"remove"_s, id(n < 5 ? n : n + 1)})).exitCode, 0);
    }
    const GatewayWriter::Outcome outcome = gateway.finish();
    QCOMPARE(outcome.acknowledged, 400);
    QCOMPARE(outcome.refused, 0);
    const QJsonArray keys = keysOf(store);
    QCOMPARE(keys.size(), 20);
    QCOMPARE(keys[0][u"key"_s].toString(), sampleKeyText(5));
    QCOMPARE(keys[0][u"total_lifetime_tokens"_s].toInt(), 1'500'000 + 400 * 10);
    QCOMPARE(keys[0][u"token_limit_per_5h"_s].toInt(), 1009);
    QVERIFY2(store.isTidy(), qPrintable(store.listing().join(u' ')));
}

void KeydeckCtlBesideTest::twoOfUsLoseNothing()
{
    const StoreFixture store(0);
    std::vector<std::unique_ptr<QProcess>> processes;
    for (int n = 0; n < 8; ++n) {
        auto process = std::make_unique<QProcess>();
        process->setProcessEnvironment(ctlEnvironment());
        process->start(ctlProgram(), on(store, CreateBob + QStringList{u"--count"_s, u"5"_s}));
        processes.push_back(std::move(process));
    }
    QSet<QByteArray> printed;
    for (const auto &process : processes) {
        QVERIFY(process->waitForFinished());
        QVERIFY2(process->exitCode() == 0, process->readAllStandardError().constData());
        for (const QByteArray &key : process->readAllStandardOutput().trimmed().split('\n'))
            printed.insert(key);
    }
    QCOMPARE(printed.size(), 40);
    QCOMPARE(keysOf(store).size(), 40);
    for (const QJsonValue &key : keysOf(store))
        QVERIFY(printed.contains(key[u"key"_s].toString().toUtf8()));
    QVERIFY(store.isTidy());
}

void KeydeckCtlBesideTest::aLimitOnFileSizesIsTold()
{
    const StoreFixture store(20);
    const QByteArray before = store.bytes();
    const QStringList limited{u"-c"_s, u"ulimit -f 1; exec \"$0\" \"$@\""_s, ctlProgram()};
    const CtlOutcome outcome
        = runCtl(limited + on(store, {u"remove"_s, u"Example 0"_s}), {}, ctlEnvironment(), u"sh"_s);
    QVERIFY2(outcome.exitCode == 1 && outcome.hasOneErrorLine(), outcome.all().constData());
    QVERIFY2(outcome.err.contains("File too large. Make room"), outcome.err.constData());
    QCOMPARE(store.bytes(), before);
    QVERIFY(store.isTidy());
}

void KeydeckCtlBesideTest::whatEndsAnEditLeavesNothingBehind_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGHUP") << SIGHUP;
    QTest::newRow("SIGKILL") << SIGKILL;
}

void KeydeckCtlBesideTest::whatEndsAnEditLeavesNothingBehind()
{
    QFETCH(int, signal);
    const StoreFixture store(2);
    const QByteArray before = store.bytes();
    QVERIFY(QDir().mkdir(store.lockPath())); // for the edit to wait at, its new file written
    const QStringList undisturbed = store.listing();

    QProcess process;
    process.setProcessEnvironment(ctlEnvironment());
    process.start(ctlProgram(), on(store, {u"set"_s, u"Example 0"_s, u"--limit"_s, u"5"_s}));
    QTRY_COMPARE(store.listing().size(), undisturbed.size() + 2);
    QCOMPARE(::kill(pid_t(process.processId()), signal), 0);
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitStatus(), QProcess::CrashExit);
    QTRY_COMPARE(store.listing(), undisturbed);
    QCOMPARE(store.bytes(), before);
}

QTEST_GUILESS_MAIN(KeydeckCtlBesideTest)
#include "tst_keydeckctlbeside.moc"
