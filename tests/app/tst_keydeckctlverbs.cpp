// keydeckctl suspend, resume, renew, rotate and reset-window: what becomes of the file, what is
// said, and the way back.
#include "app/profiles/profilefile.h"
#include "core/base/fingerprint.h"
#include "tests/support/ctlrunner.h"
#include "tests/support/storefixture.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

class KeydeckCtlVerbsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void suspendAndResumeLeadBackToTheByte();
    void aSuspendedKeyShowsAsOne();
    void resumeAsksForAnExpiryWhereTheOldOneIsPast();
    void suspendCanBeUndone();
    void renewCountsFromTheLater();
    void renewLeavesSuspendedKeysAlone();
    void rotatePrintsTheNewKeyAndNothingElse();
    void rotateSaysUntilWhenTheOldOneGoesOn();
    void rotateJsonIsAsThatOfCreate();
    void resetWindowFreesTheLimit();
    void noKeyIsPrintedOrKept();
    void whatCannotBeDoneIsSaid_data();
    void whatCannotBeDoneIsSaid();
    void aReadOnlyProfileRefuses_data();
    void aReadOnlyProfileRefuses();
    void anEditSaysByWhenItIsLive();
};

namespace {

QString id(int n)
{
    return fingerprint(sampleKeyText(n));
}

QStringList on(const StoreFixture &store, const QStringList &words)
{
    return words + QStringList{u"--store"_s, store.path()};
}

CtlOutcome run(const StoreFixture &store, const QStringList &words, const QByteArray &input = {})
{
    return runCtl(on(store, words), input);
}

QJsonObject shown(const StoreFixture &store, const QString &selector)
{
    return run(store, {u"show"_s, selector, u"--json"_s}).json().object();
}

QDateTime momentOf(const QJsonValue &value)
{
    return QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
}

/// A store with a window that is open by the system's clock.
std::vector<SampleKey> inUse(int count)
{
    std::vector<SampleKey> keys;
    for (int n = 0; n < count; ++n) {
        keys.push_back(sampleKey(n));
        keys.back().usageWindows = {
            {QDateTime::currentDateTimeUtc().addSecs(-3600).toString(Qt::ISODateWithMs), 90'000}};
    }
    return keys;
}

} // namespace

void KeydeckCtlVerbsTest::suspendAndResumeLeadBackToTheByte()
{
    QByteArray bytes = storeBytes(3);
    bytes.replace("\"2027-12-31T23:59:59.000Z\"", " \"2099-12-31\"");
    const StoreFixture store(bytes);
    const CtlOutcome suspended = run(store, {u"suspend"_s, u"Example 0"_s, id(2)});
    QVERIFY2(suspended.exitCode == 0 && suspended.err.isEmpty(), suspended.all().constData());
    QCOMPARE(suspended.out,
        u"suspended  %1  Example 0\nsuspended  %2  Example 2\n"_s.arg(id(0), id(2)).toUtf8());
    QVERIFY(
        qAbs(
            momentOf(shown(store, id(0))[u"expiry_date"_s]).secsTo(QDateTime::currentDateTimeUtc()))
        < 30);
    QCOMPARE(shown(store, id(1))[u"expiry_date"_s].toString(), u"2099-12-31"_s);

    const CtlOutcome resumed = run(store, {u"resume"_s, id(0), id(2), u"--json"_s});
    QVERIFY2(resumed.exitCode == 0, resumed.all().constData());
    QCOMPARE(resumed.json()[u"resumed"_s].toArray(), (QJsonArray{id(0), id(2)}));
    QCOMPARE(store.bytes(), bytes);
    QVERIFY(store.isTidy());
}

void KeydeckCtlVerbsTest::aSuspendedKeyShowsAsOne()
{
    const StoreFixture store(2);
    QCOMPARE(shown(store, id(1))[u"suspended"_s].toBool(true), false);
    QCOMPARE(run(store, {u"suspend"_s, id(1)}).exitCode, 0);
    QCOMPARE(shown(store, id(1))[u"suspended"_s].toBool(), true);
    QCOMPARE(shown(store, id(1))[u"status"_s].toString(), u"expired"_s);
    QCOMPARE(shown(store, id(0))[u"suspended"_s].toBool(true), false);
    const QByteArrayList lines = run(store, {u"list"_s}).out.split('\n');
    QVERIFY2(lines[2].contains("Suspended") && lines[1].contains("Active"), lines[2].constData());
    const QByteArray text = run(store, {u"show"_s, id(1)}).out;
    QVERIFY2(text.contains("Status       Suspended"), text.constData());
    // Somebody gives it another expiry: then it is just that.
    QCOMPARE(run(store, {u"set"_s, id(1), u"--expires"_s, u"2020-01-01"_s}).exitCode, 0);
    QCOMPARE(shown(store, id(1))[u"suspended"_s].toBool(true), false);
}

void KeydeckCtlVerbsTest::resumeAsksForAnExpiryWhereTheOldOneIsPast()
{
    SampleKey key = sampleKey(0);
    key.expiryDate = QDateTime::currentDateTimeUtc().addSecs(1800).toString(Qt::ISODateWithMs);
    const StoreFixture store(storeBytes({key}));
    QCOMPARE(run(store, {u"suspend"_s, id(0)}).exitCode, 0);
    const CtlOutcome late
        = runCtl(on(store, {u"resume"_s, id(0)}), {}, ctlEnvironment(), lateCtlProgram());
    QCOMPARE(late.exitCode, 2);
    QVERIFY2(late.hasOneErrorLine() && late.errorText().contains(u"--expires"_s),
        late.all().constData());
    const CtlOutcome given
        = runCtl(on(store, {u"resume"_s, id(0), u"--expires"_s, u"2099-01-01"_s}), {},
            ctlEnvironment(), lateCtlProgram());
    QVERIFY2(given.exitCode == 0, given.all().constData());
    QCOMPARE(shown(store, id(0))[u"expiry_date"_s].toString(), u"2099-01-01T23:59:59.000Z"_s);
}

void KeydeckCtlVerbsTest::suspendCanBeUndone()
{
    const StoreFixture store(3);
    QCOMPARE(run(store, {u"suspend"_s, id(0), id(1), id(2)}).exitCode, 0);
    const CtlOutcome undone = run(store, {u"undo"_s});
    QVERIFY2(undone.out.startsWith("undone: Suspend 3 keys"), undone.all().constData());
    QCOMPARE(store.bytes(), storeBytes(3));
    QCOMPARE(run(store, {u"redo"_s}).exitCode, 0);
    QCOMPARE(shown(store, id(1))[u"suspended"_s].toBool(), true);
}

void KeydeckCtlVerbsTest::renewCountsFromTheLater()
{
    std::vector<SampleKey> keys{sampleKey(0), sampleKey(1)};
    keys[0].expiryDate = u"2090-02-03T04:05:06.789Z"_s;
    keys[1].expiryDate = u"2020-01-01T00:00:00Z"_s;
    const StoreFixture store(storeBytes(keys));
    const CtlOutcome renewed = run(store, {u"renew"_s, id(0), id(1), u"--by"_s, u"30d"_s});
    QVERIFY2(renewed.exitCode == 0, renewed.all().constData());
    QVERIFY2(renewed.out.startsWith(
                 "renewed  " + id(0).toUtf8() + "  Example 0  2090-03-05T04:05:06.789Z\n"),
        renewed.out.constData());
    const qint64 days
        = QDateTime::currentDateTimeUtc().daysTo(momentOf(shown(store, id(1))[u"expiry_date"_s]));
    QVERIFY2(days == 29 || days == 30, qPrintable(QString::number(days)));

    const CtlOutcome again
        = run(store, {u"renew"_s, id(0), u"--by"_s, u"end-of-month"_s, u"--json"_s});
    const QJsonObject first = again.json()[u"renewed"_s][0].toObject();
    QCOMPARE(first[u"id"_s].toString(), id(0));
    QCOMPARE(first[u"expiry_date"_s].toString(), u"2090-03-31T23:59:59.000Z"_s);
}

void KeydeckCtlVerbsTest::renewLeavesSuspendedKeysAlone()
{
    const StoreFixture store(2);
    QCOMPARE(run(store, {u"suspend"_s, id(1)}).exitCode, 0);
    const QByteArray before = store.bytes();
    const CtlOutcome outcome = run(store, {u"renew"_s, id(0), id(1), u"--by"_s, u"7d"_s});
    QCOMPARE(outcome.exitCode, 2);
    QVERIFY2(
        outcome.errorText().contains(u"“Example 1” is suspended"_s), outcome.all().constData());
    QCOMPARE(store.bytes(), before);
}

void KeydeckCtlVerbsTest::rotatePrintsTheNewKeyAndNothingElse()
{
    const StoreFixture store(3);
    const CtlOutcome outcome = run(store, {u"rotate"_s, u"Example 1"_s});
    QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
    const QString key = QString::fromUtf8(outcome.out).chopped(1);
    QVERIFY2(QRegularExpression(u"^pk_[0-9a-f]{32}$"_s).match(key).hasMatch(), qPrintable(key));
    QVERIFY2(!outcome.err.contains(key.toUtf8()), outcome.err.constData());
    const QJsonObject fresh = shown(store, u"Example 1"_s);
    QCOMPARE(fresh[u"id"_s].toString(), fingerprint(key));
    QCOMPARE(fresh[u"expiry_date"_s].toString(), u"2027-12-31T23:59:59.000Z"_s);
    QCOMPARE(fresh[u"total_lifetime_tokens"_s].toInt(-1), 0);
    const QJsonObject old = shown(store, u"Example 1 (old)"_s);
    QCOMPARE(old[u"id"_s].toString(), id(1));
    const qint64 grace = QDateTime::currentDateTimeUtc().secsTo(momentOf(old[u"expiry_date"_s]));
    QVERIFY2(grace > 24 * 3600 - 60 && grace <= 24 * 3600, "a day, where nothing else is said");
    QCOMPARE(run(store, {u"undo"_s}).exitCode, 0);
    QCOMPARE(store.bytes(), storeBytes(3));
}

void KeydeckCtlVerbsTest::rotateSaysUntilWhenTheOldOneGoesOn()
{
    const StoreFixture store(2);
    const CtlOutcome outcome = run(store, {u"rotate"_s, id(0), u"--grace"_s, u"1h"_s});
    QVERIFY2(outcome.errorText().contains(u"“Example 0 (old)” from now on, stays valid until "_s),
        outcome.all().constData());
    const CtlOutcome none = run(store, {u"rotate"_s, id(1), u"--grace"_s, u"0"_s});
    QVERIFY2(none.errorText().contains(u"“Example 1 (old)” from now on, has expired"_s),
        none.all().constData());
    const QByteArray text = run(store, {u"show"_s, id(1)}).out;
    const QString fresh = fingerprint(QString::fromUtf8(none.out).chopped(1));
    QVERIFY2(text.contains("Replaced by  " + fresh.toUtf8()), text.constData());
}

void KeydeckCtlVerbsTest::rotateJsonIsAsThatOfCreate()
{
    const StoreFixture store(1);
    QCOMPARE(run(store, {u"tag"_s, id(0), u"--add"_s, u"prod"_s}).exitCode, 0);
    const CtlOutcome outcome = run(store, {u"rotate"_s, id(0), u"--json"_s});
    const QJsonArray keys = outcome.json()[u"keys"_s].toArray();
    QCOMPARE(keys.size(), 1);
    QCOMPARE(keys[0][u"name"_s].toString(), u"Example 0"_s);
    QCOMPARE(keys[0][u"tags"_s].toArray(), QJsonArray{u"prod"_s});
    QVERIFY(store.bytes().contains(keys[0][u"key"_s].toString().toUtf8()));
}

void KeydeckCtlVerbsTest::resetWindowFreesTheLimit()
{
    std::vector<SampleKey> keys = inUse(3);
    const StoreFixture store(storeBytes(keys));
    const CtlOutcome outcome = run(store, {u"reset-window"_s, id(1)});
    QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
    QCOMPARE(outcome.out, u"reset  %1  Example 1\n"_s.arg(id(1)).toUtf8());
    keys[1].usageWindows.clear();
    QCOMPARE(store.bytes(), storeBytes(keys));

    const CtlOutcome both = run(store, {u"reset-window"_s, id(1), id(2), u"--json"_s});
    QCOMPARE(both.json()[u"reset"_s].toArray(), QJsonArray{id(2)});
    QVERIFY2(
        both.errorText().contains(u"“Example 1” has no window open."_s), both.all().constData());
    const CtlOutcome none = run(store, {u"reset-window"_s, id(1)});
    QVERIFY2(none.exitCode == 2 && none.hasOneErrorLine(), none.all().constData());
    QVERIFY(none.errorText().contains(u"“Example 1” has no window open."_s));
}

void KeydeckCtlVerbsTest::noKeyIsPrintedOrKept()
{
    const StoreFixture store(storeBytes(inUse(2)));
    const QByteArray key = sampleKeyText(0).toUtf8();
    QByteArray said;
    for (const QStringList &words :
        {QStringList{u"reset-window"_s}, QStringList{u"suspend"_s}, QStringList{u"resume"_s},
            QStringList{u"renew"_s, u"--by"_s, u"7d"_s}, QStringList{u"tag"_s, u"--add"_s, u"a"_s},
            QStringList{u"note"_s, u"--owner"_s, u"A"_s}, QStringList{u"rotate"_s}}) {
        const CtlOutcome outcome = run(store, words + QStringList{u"--key-stdin"_s}, key + '\n');
        QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
        said += outcome.all();
    }
    QVERIFY(!said.contains(key));
}

void KeydeckCtlVerbsTest::whatCannotBeDoneIsSaid_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("says");
    const auto row = [](const QStringList &words, int exitCode, const QString &says) {
        QTest::addRow("%s", qPrintable(words.join(u' '))) << words << exitCode << says;
    };
    row({u"suspend"_s, u"Gone"_s}, 2, u"“Gone” has expired already"_s);
    row({u"suspend"_s, u"Nobody"_s}, 5, u"Nobody"_s);
    row({u"suspend"_s}, 2, u"SELECTOR"_s);
    row({u"resume"_s, u"Example 0"_s}, 2, u"“Example 0” is not suspended"_s);
    row({u"renew"_s, u"Example 0"_s}, 2, u"renew needs --by"_s);
    row({u"renew"_s, u"Example 0"_s, u"--by"_s, u"soon"_s}, 2, u"end-of-month"_s);
    row({u"rotate"_s, u"Gone"_s}, 2, u"“Gone” has expired"_s);
    row({u"rotate"_s, u"Example 0"_s, u"--grace"_s, u"soon"_s}, 2, u"24h"_s);
    row({u"rotate"_s, u"Example 0"_s, u"--grace"_s, u"2020-01-01"_s}, 2, u"in the past"_s);
    row({u"rotate"_s, u"Example 0"_s, u"Gone"_s}, 2, u"one SELECTOR"_s);
    row({u"reset-window"_s, u"Example 0"_s, u"Gone"_s}, 2, u"none of the keys has a window"_s);
}

void KeydeckCtlVerbsTest::whatCannotBeDoneIsSaid()
{
    QFETCH(QStringList, words);
    QFETCH(int, exitCode);
    QFETCH(QString, says);
    std::vector<SampleKey> keys{sampleKey(0), sampleKey(1)};
    keys[0].usageWindows.clear();
    keys[1].usageWindows.clear();
    keys[1].name = u"Gone"_s;
    keys[1].expiryDate = u"2020-01-01T00:00:00Z"_s;
    const StoreFixture store(storeBytes(keys));
    const CtlOutcome outcome = run(store, words);
    QVERIFY2(outcome.exitCode == exitCode, outcome.all().constData());
    QVERIFY2(outcome.hasOneErrorLine() && outcome.out.isEmpty(), outcome.all().constData());
    QVERIFY2(outcome.errorText().contains(says), outcome.all().constData());
    QCOMPARE(store.bytes(), storeBytes(keys));
}

namespace {

struct InProfile
{
    QTemporaryDir home;
    StoreFixture store{storeBytes(inUse(2))};
    ProfileFile file{home.filePath(u"keydeck/profiles.json"_s)};
    Profile profile = newProfile(u"Production"_s, store.path());

    [[nodiscard]] CtlOutcome run(const QStringList &words) const
    {
        QProcessEnvironment environment = ctlEnvironment();
        environment.insert(u"XDG_CONFIG_HOME"_s, home.path());
        return runCtl(words + QStringList{u"--profile"_s, u"Production"_s}, {}, environment);
    }
};

} // namespace

void KeydeckCtlVerbsTest::aReadOnlyProfileRefuses_data()
{
    QTest::addColumn<QStringList>("words");
    const QString key = u"Example 0"_s;
    QTest::newRow("suspend") << QStringList{u"suspend"_s, key};
    QTest::newRow("resume") << QStringList{u"resume"_s, key};
    QTest::newRow("renew") << QStringList{u"renew"_s, key, u"--by"_s, u"7d"_s};
    QTest::newRow("rotate") << QStringList{u"rotate"_s, key};
    QTest::newRow("reset-window") << QStringList{u"reset-window"_s, key};
    QTest::newRow("tag") << QStringList{u"tag"_s, key, u"--add"_s, u"prod"_s};
    QTest::newRow("note") << QStringList{u"note"_s, key, u"--text"_s, u"x"_s};
}

void KeydeckCtlVerbsTest::aReadOnlyProfileRefuses()
{
    QFETCH(QStringList, words);
    InProfile in;
    in.profile.readOnly = true;
    QVERIFY(in.file.save(in.profile));
    const QByteArray before = in.store.bytes();
    const CtlOutcome outcome = in.run(words);
    QVERIFY2(outcome.exitCode == 1 && outcome.hasOneErrorLine(), outcome.all().constData());
    QVERIFY2(
        outcome.errorText().contains(u"“Production” is read-only"_s), outcome.all().constData());
    QCOMPARE(in.store.bytes(), before);
    QVERIFY2(in.run({u"tag"_s, u"Example 0"_s}).out.endsWith("no tags\n"), "looking is allowed");
}

void KeydeckCtlVerbsTest::anEditSaysByWhenItIsLive()
{
    InProfile in;
    in.profile.gateway = QUrl(u"https://gw.lan"_s);
    in.profile.build = GatewayBuild::Cached;
    QVERIFY(in.file.save(in.profile));
    const QString key = u"Example 0"_s;
    for (const QStringList &words : {QStringList{u"reset-window"_s, key},
             QStringList{u"suspend"_s, key}, QStringList{u"resume"_s, key},
             QStringList{u"renew"_s, key, u"--by"_s, u"7d"_s}, QStringList{u"rotate"_s, key}}) {
        const CtlOutcome outcome = in.run(words);
        QVERIFY2(outcome.exitCode == 0 && outcome.err.contains("at the latest"),
            outcome.all().constData());
    }
    const CtlOutcome tag = in.run({u"tag"_s, key, u"--add"_s, u"prod"_s});
    QVERIFY2(tag.exitCode == 0 && tag.err.isEmpty(), "the gateway knows nothing of tags");
}

QTEST_GUILESS_MAIN(KeydeckCtlVerbsTest)
#include "tst_keydeckctlverbs.moc"
