#include "app/settings.h"

#include <QRegularExpression>
#include <QTest>

#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace keydeck;

class TestSettings final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void cache_data();
    void cache();
    void store();
    void lockJournal();
    void keptRecords();
    void profiles();
    void session();
    void editor();
};

void TestSettings::cache_data()
{
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("ttlMs");
    QTest::addColumn<qsizetype>("maxSize");
    QTest::addColumn<bool>("enabled");

    const auto row = [](const QString &variable, const QString &text, qint64 ttlMs,
                         qsizetype maxSize, bool enabled) {
        QTest::addRow("%s=%s", qPrintable(variable), qPrintable(text))
            << variable << text << ttlMs << maxSize << enabled;
    };
    const QString ttl = u"CACHE_TTL_MS"_s;
    const QString size = u"CACHE_MAX_SIZE"_s;
    const QString enabled = u"CACHE_ENABLED"_s;
    row(u"NOTHING"_s, u"set"_s, 300'000, 1000, true);
    row(ttl, u"60000"_s, 60'000, 1000, true);
    row(ttl, u" 60000 "_s, 60'000, 1000, true);
    row(ttl, u"1000"_s, 1000, 1000, true);
    row(ttl, u"999"_s, 1000, 1000, true);
    row(ttl, u"0"_s, 1000, 1000, true);
    row(ttl, u"-5"_s, 1000, 1000, true);
    row(ttl, QString(), 300'000, 1000, true);
    row(ttl, u"soon"_s, 300'000, 1000, true);
    row(ttl, u"1e3"_s, 300'000, 1000, true);
    row(ttl, u"99999999999999999999"_s, 300'000, 1000, true);
    row(size, u"50"_s, 300'000, 50, true);
    row(size, u"1"_s, 300'000, 1, true);
    row(size, u"0"_s, 300'000, 1, true);
    row(size, u"many"_s, 300'000, 1000, true);
    row(enabled, u"false"_s, 300'000, 1000, false);
    row(enabled, u" False"_s, 300'000, 1000, false);
    row(enabled, u"true"_s, 300'000, 1000, true);
    row(enabled, u"0"_s, 300'000, 1000, true); // only "false" switches the gateway's off
}

void TestSettings::cache()
{
    QFETCH(QString, variable);
    QFETCH(QString, text);
    QProcessEnvironment environment;
    environment.insert(variable, text);
    const CacheSettings settings = cacheSettings(environment);
    QTEST(settings.ttlMs, "ttlMs");
    QTEST(settings.maxSize, "maxSize");
    QTEST(settings.enabled, "enabled");
}

void TestSettings::store()
{
    QProcessEnvironment environment;
    QCOMPARE(defaultStorePath(environment), QString());
    environment.insert(u"KEYDECK_STORE"_s, u"/srv/gateway/data/apikeys.json"_s);
    QCOMPARE(defaultStorePath(environment), u"/srv/gateway/data/apikeys.json"_s);
}

void TestSettings::lockJournal()
{
    QProcessEnvironment environment;
    QCOMPARE(lockJournalFolder(environment), QString());
    environment.insert(u"HOME"_s, u"/home/ada"_s);
    QCOMPARE(lockJournalFolder(environment), u"/home/ada/.local/state/keydeck/locks"_s);
    environment.insert(u"XDG_STATE_HOME"_s, u"state"_s);
    QCOMPARE(lockJournalFolder(environment), u"/home/ada/.local/state/keydeck/locks"_s);
    environment.insert(u"XDG_STATE_HOME"_s, u"/var/lib/ada"_s);
    QCOMPARE(lockJournalFolder(environment), u"/var/lib/ada/keydeck/locks"_s);
}

void TestSettings::keptRecords()
{
    QProcessEnvironment environment;
    QCOMPARE(storesFolder(environment), QString());
    environment.insert(u"HOME"_s, u"/home/ada"_s);
    QCOMPARE(storesFolder(environment), u"/home/ada/.local/share/keydeck/stores"_s);
    environment.insert(u"XDG_DATA_HOME"_s, u"/var/lib/ada"_s);
    QCOMPARE(storesFolder(environment), u"/var/lib/ada/keydeck/stores"_s);
    // A timer or a service manager may set no HOME, and edits must be undoable all the same.
    qunsetenv("HOME");
    QVERIFY(!storesFolder(programEnvironment()).isEmpty());
}

void TestSettings::profiles()
{
    QProcessEnvironment environment;
    QCOMPARE(profilesPath(environment), QString());
    environment.insert(u"HOME"_s, u"/home/ada"_s);
    QCOMPARE(profilesPath(environment), u"/home/ada/.config/keydeck/profiles.json"_s);
    environment.insert(u"XDG_CONFIG_HOME"_s, u"/etc/ada"_s);
    QCOMPARE(profilesPath(environment), u"/etc/ada/keydeck/profiles.json"_s);
}

void TestSettings::session()
{
    QProcessEnvironment environment;
    QCOMPARE(loginSession(environment), QString());
    environment.insert(u"XDG_SESSION_ID"_s, u"c2"_s);
    QCOMPARE(loginSession(environment), u"c2"_s);
}

void TestSettings::editor()
{
    QProcessEnvironment environment;
    QVERIFY(editorName(environment).contains(u'@'));
    environment.insert(u"SUDO_USER"_s, u"ada"_s);
    QCOMPARE(editorName(environment).endsWith(u" (ada by sudo)"), ::geteuid() == 0);
}

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
