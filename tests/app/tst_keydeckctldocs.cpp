// What the documents say of keydeckctl is run, and is so.
#include "tests/support/ctlrunner.h"
#include "tests/support/nodegateway.h"
#include "tests/support/storefixture.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <sys/resource.h>

using namespace keydeck::test;
using namespace Qt::StringLiterals;

class KeydeckCtlDocsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void scheduledCommandsWork_data();
    void scheduledCommandsWork();
    void unitsAreAccepted();
    void jsonIsAsDocumented();
    void timesOfTheStoreAreAsItHasThem();
    void listStartsAndEndsQuickly();
};

namespace {

QString document(const QString &name)
{
    QFile file(QStringLiteral(KEYDECK_SOURCE) + u"/docs/"_s + name);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// The fenced blocks of that language.
QStringList blocks(const QString &text, const QString &language)
{
    const QRegularExpression fence(u"^```%1\\n(.*?)^```$"_s.arg(language),
        QRegularExpression::MultilineOption | QRegularExpression::DotMatchesEverythingOption);
    QStringList found;
    for (auto matches = fence.globalMatch(text); matches.hasNext();)
        found += matches.next().captured(1);
    return found;
}

QByteArray aliceAndBob()
{
    const QString begun
        = QDateTime::currentDateTimeUtc().addSecs(-3600).toString(Qt::ISODateWithMs);
    std::vector<SampleKey> keys{sampleKey(0), sampleKey(1)};
    keys[0].name = u"Alice"_s;
    keys[1].name = u"Bob"_s;
    for (SampleKey &key : keys) {
        key.expiryDate = u"2099-12-31T23:59:59.000Z"_s;
        key.usageWindows = {{begun, 5000}};
    }
    return storeBytes(keys);
}

/// A shell's line of the document, on a store and a folder for reports of its own.
CtlOutcome runLine(QString line, const StoreFixture &store)
{
    QDir(store.directory()).mkpath(u"reports"_s);
    line.replace(u"/srv/gateway/data/apikeys.json"_s, store.path());
    line.replace(u"/srv/reports"_s, store.directory() + u"/reports"_s);
    QProcessEnvironment environment = ctlEnvironment();
    environment.insert(
        u"PATH"_s, QStringLiteral(KEYDECK_BIN) + u':' + environment.value(u"PATH"_s));
    environment.insert(u"KEYDECK_STORE"_s, store.path());
    environment.remove(u"LC_ALL"_s);
    return runCtl({u"-c"_s, line}, {}, environment, u"/bin/sh"_s);
}

/// Objects have the same members, and values that are there are of the same type.
QString difference(const QJsonValue &said, const QJsonValue &real, const QString &place)
{
    if (said.isNull() || real.isNull())
        return {};
    if (said.type() != real.type())
        return place + u" is of another type"_s;
    if (said.isArray()) {
        const QJsonArray a = said.toArray(), b = real.toArray();
        return a.isEmpty() || b.isEmpty() ? QString()
                                          : difference(a.first(), b.first(), place + u"[]"_s);
    }
    if (!said.isObject())
        return {};
    const QJsonObject a = said.toObject(), b = real.toObject();
    if (a.keys() != b.keys())
        return u"%1 has %2, and not %3"_s.arg(place, b.keys().join(u' '), a.keys().join(u' '));
    for (const QString &member : a.keys()) {
        if (const QString found = difference(a[member], b[member], place + u'.' + member);
            !found.isEmpty())
            return found;
    }
    return {};
}

QJsonValue valueOf(const QByteArray &text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text);
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
}

double childCpuSeconds()
{
    rusage usage{};
    ::getrusage(RUSAGE_CHILDREN, &usage);
    const auto seconds
        = [](const timeval &time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

} // namespace

void KeydeckCtlDocsTest::scheduledCommandsWork_data()
{
    QTest::addColumn<QStringList>("lines");
    const QString text = document(u"automation.md"_s);
    int count = 0;
    const auto row = [&count](const QStringList &lines) {
        QTest::newRow(qPrintable(u"%1: %2"_s.arg(++count).arg(lines.last()))) << lines;
    };
    for (const QString &line : blocks(text, u"crontab"_s).value(0).split(u'\n')) {
        if (!line.isEmpty() && !line.startsWith(u'#'))
            row({line.section(u"  "_s, 1).replace(u"\\%"_s, u"%"_s)});
    }
    for (const QString &unit : blocks(text, u"ini"_s)) {
        const auto start
            = QRegularExpression(u"^ExecStart=(.*)$"_s, QRegularExpression::MultilineOption)
                  .match(unit);
        if (start.hasMatch())
            row({start.captured(1).replace(u"%%"_s, u"%"_s)});
    }
    // One after the other: a later one needs what an earlier one made.
    QStringList script = blocks(text, u"sh"_s).value(0).split(u'\n');
    script.removeIf([](const QString &line) { return line.isEmpty() || line.startsWith(u'#'); });
    row(script);
    QCOMPARE(count, 9);
    QCOMPARE(script.size(), 4);
}

void KeydeckCtlDocsTest::scheduledCommandsWork()
{
    QFETCH(QStringList, lines);
    const StoreFixture store(aliceAndBob());
    for (const QString &line : lines) {
        const CtlOutcome outcome = runLine(line, store);
        QVERIFY2(outcome.exitCode == 0, (line.toUtf8() + '\n' + outcome.all()).constData());
    }
    const QDir reports(store.directory() + u"/reports"_s);
    const bool writes = lines.join(u' ').contains(u"/srv/reports/"_s);
    QCOMPARE(!reports.entryList(QDir::Files).isEmpty(), writes);
    for (const QFileInfo &file : reports.entryInfoList(QDir::Files)) {
        QVERIFY2(file.size() > 0, qPrintable(file.fileName()));
        QVERIFY2(file.fileName().contains(QRegularExpression(u"20\\d\\d-\\d\\d|newcomer"_s)),
            qPrintable(file.fileName()));
    }
}

void KeydeckCtlDocsTest::unitsAreAccepted()
{
    const StoreFixture folder(1);
    QStringList arguments{u"verify"_s, u"--user"_s, u"--man=no"_s};
    for (QString unit : blocks(document(u"automation.md"_s), u"ini"_s)) {
        unit.replace(u"ExecStart=keydeckctl"_s, u"ExecStart="_s + ctlProgram());
        QFile file(folder.directory() + u'/' + unit.section(u'\n', 0, 0).mid(2));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(unit.toUtf8());
        arguments += file.fileName();
    }
    QCOMPARE(arguments.size(), 6);
    QProcessEnvironment environment = ctlEnvironment();
    environment.insert(u"XDG_RUNTIME_DIR"_s, folder.directory()); // else it looks at nothing
    const CtlOutcome accepted = runCtl(arguments, {}, environment, u"systemd-analyze"_s);
    QVERIFY2(accepted.exitCode == 0 && accepted.err.isEmpty(), accepted.all().constData());

    QFile broken(folder.directory() + u"/keydeck-broken.service"_s);
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("[Service]\nExecStart=/no/such/program\n");
    broken.close();
    arguments.last() = broken.fileName();
    QVERIFY(runCtl(arguments, {}, environment, u"systemd-analyze"_s).exitCode != 0);
}

void KeydeckCtlDocsTest::jsonIsAsDocumented()
{
    const StoreFixture store(aliceAndBob());
    const NodeGateway gateway(store.path());
    const QRegularExpression form(u"^`keydeckctl ([^`]*)`.*\\n\\n```json\\n((?:.*\\n)*?)```$"_s,
        QRegularExpression::MultilineOption);
    QFile staff(store.directory() + u"/staff.csv"_s);
    QVERIFY(staff.open(QIODevice::WriteOnly));
    staff.write("name\nCarol\n");
    staff.close();
    int count = 0;
    QStringList commands;
    for (auto all = form.globalMatch(document(u"keydeckctl.md"_s)); all.hasNext(); ++count) {
        const QRegularExpressionMatch one = all.next();
        QString line = one.captured(1);
        commands += line.section(u' ', 0, 0);
        line.replace(u"staff.csv"_s, staff.fileName());
        line.replace(u"keys.html"_s, store.directory() + u"/keys.html"_s);
        line.replace(u"http://127.0.0.1:3000"_s, gateway.url());
        const CtlOutcome outcome
            = runCtl(QProcess::splitCommand(line) + QStringList{u"--store"_s, store.path()});
        QVERIFY2(outcome.exitCode == 0, (line.toUtf8() + '\n' + outcome.all()).constData());
        const QByteArray said = one.captured(2).toUtf8();
        QVERIFY2(!QJsonDocument::fromJson(said).isNull(), said.constData());
        const QString different = difference(valueOf(said), valueOf(outcome.out), line);
        QVERIFY2(different.isEmpty(), qPrintable(different));
    }
    QVERIFY(count > 25);
    const QRegularExpression name(u"^  ([a-z][a-z-]*)  "_s, QRegularExpression::MultilineOption);
    for (auto all = name.globalMatch(QString::fromUtf8(runCtl({u"--help"_s}).out));
         all.hasNext();) {
        const QString command = all.next().captured(1);
        const bool hasJson = command != "completion"_L1 && command != "demo-gateway"_L1;
        QVERIFY2(commands.contains(command) == hasJson, qPrintable(command));
    }
}

// In processor time, since others may be at work here: 20 ms of it where the build is optimized.
void KeydeckCtlDocsTest::timesOfTheStoreAreAsItHasThem()
{
    SampleKey odd = sampleKey(0);
    odd.expiryDate = u"Dec 31 2027 UTC"_s;
    odd.createdAt = u"2026-01-01"_s;
    odd.lastUsed = u"2026-01-18T11:30:00+01:00"_s;
    const StoreFixture store(storeBytes({odd}));
    const QJsonObject key
        = runCtl({u"list"_s, u"--json"_s, u"--store"_s, store.path()}).json().array()[0].toObject();
    QCOMPARE(key[u"expiry_date"_s].toString(), odd.expiryDate);
    QCOMPARE(key[u"created_at"_s].toString(), odd.createdAt);
    QCOMPARE(key[u"last_used"_s].toString(), odd.lastUsed);
    QVERIFY(
        document(u"keydeckctl.md"_s)
            .contains(u"`created_at`, `expiry_date` and `last_used` are as the store has them"_s));
}

void KeydeckCtlDocsTest::listStartsAndEndsQuickly()
{
    constexpr int Runs = 20;
    const StoreFixture store(100);
    QCOMPARE(runCtl({u"list"_s, u"--store"_s, store.path()}).exitCode, 0);
    const double before = childCpuSeconds();
    for (int n = 0; n < Runs; ++n)
        QCOMPARE(runCtl({u"list"_s, u"--store"_s, store.path()}).exitCode, 0);
    const double each = (childCpuSeconds() - before) / Runs;
    QVERIFY2(each < 0.1, qPrintable(QString::number(each)));
}

QTEST_GUILESS_MAIN(KeydeckCtlDocsTest)
#include "tst_keydeckctldocs.moc"
