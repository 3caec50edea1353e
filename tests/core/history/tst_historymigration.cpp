// What version 1 of the history kept is all there afterwards, and adds up.
#include "core/history/historydatabase.h"
#include "core/history/historytimes.h"
#include "core/history/installationsecret.h"
#include "core/history/usagehistory.h"
#include "core/rules/jsdate.h"
#include "core/store/keycodec.h"
#include "tests/support/historysums.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"

#include <QCryptographicHash>
#include <QDir>
#include <QMessageAuthenticationCode>
#include <QRegularExpression>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

constexpr qint64 MinuteMs = 60'000;
constexpr qint64 HourMs = HistoryHourMs;
constexpr qint64 DayMs = HistoryDayMs;
constexpr qint64 StartMs = SomeNowMs - 20 * DayMs;

// As version 1 wrote it.
const QStringList SchemaV1{
    u"CREATE TABLE subject (id INTEGER PRIMARY KEY, name BLOB NOT NULL UNIQUE)"_s,
    u"CREATE TABLE usage_window (subject INTEGER NOT NULL, start_ms INTEGER NOT NULL,"
    " tokens REAL NOT NULL, limit_tokens REAL, seen_ms INTEGER NOT NULL,"
    " PRIMARY KEY (subject, start_ms)) WITHOUT ROWID"_s,
    u"CREATE TABLE lifetime (subject INTEGER NOT NULL, at_ms INTEGER NOT NULL,"
    " tokens REAL NOT NULL, PRIMARY KEY (subject, at_ms)) WITHOUT ROWID"_s,
    u"CREATE TABLE thinned (id INTEGER PRIMARY KEY CHECK (id = 1), until_ms INTEGER NOT NULL)"_s,
    u"PRAGMA user_version = 1"_s,
};

/// A database of version 1, open for writing.
class OldDatabase final
{
public:
    explicit OldDatabase(const QString &path)
    {
        m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"old"_s);
        m_database.setDatabaseName(path);
        m_isGood = m_database.open();
        for (const QString &statement : SchemaV1)
            run(statement, {});
    }
    ~OldDatabase()
    {
        m_database = {};
        QSqlDatabase::removeDatabase(u"old"_s);
    }
    Q_DISABLE_COPY_MOVE(OldDatabase)

    void run(const QString &sql, const QVariantList &values)
    {
        QSqlQuery query(m_database);
        query.prepare(sql);
        for (const QVariant &value : values)
            query.addBindValue(value);
        m_isGood = query.exec() && m_isGood;
    }
    void window(int subject, qint64 startMs, double tokens, const QVariant &limit)
    {
        run(u"INSERT INTO usage_window VALUES (?, ?, ?, ?, ?)"_s,
            {subject, startMs, tokens, limit, startMs + HourMs});
    }
    void sample(int subject, qint64 atMs, double tokens)
    {
        run(u"INSERT INTO lifetime VALUES (?, ?, ?)"_s, {subject, atMs, tokens});
    }
    [[nodiscard]] bool isGood() const { return m_isGood; }

private:
    QSqlDatabase m_database;
    bool m_isGood = false;
};

} // namespace

class TestHistoryMigration final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void everythingComesAlong();
    void recordingGoesOn();
    void anEmptyOneComesAlong();
    void whatVersion2KeptComesAlong();
    void whatFailsStaysAsItWas();

private:
    [[nodiscard]] UsageHistory::Location location() const
    {
        return {m_directory->filePath(u"history"_s), m_directory->filePath(u"apikeys.json"_s)};
    }
    /// Where a new database would be, which is removed.
    [[nodiscard]] QString path() const;
    [[nodiscard]] QByteArray nameOf(int key) const;
    void makeOld(const QString &path) const;

    std::unique_ptr<QTemporaryDir> m_directory;
};

void TestHistoryMigration::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_directory = std::make_unique<QTemporaryDir>();
}

QString TestHistoryMigration::path() const
{
    const auto history = UsageHistory::open(location());
    const QString path = history ? (*history)->databasePath() : QString();
    for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s})
        QFile::remove(path + suffix);
    return path;
}

QByteArray TestHistoryMigration::nameOf(int key) const
{
    return QMessageAuthenticationCode::hash(sampleKeyText(key).toUtf8(),
        *installationSecret(location().directory), QCryptographicHash::Sha256)
        .left(16);
}

/// The first key: used every 15 minutes on two days, between them once, and reset; the second: a
/// first sample and a window without a limit.
void TestHistoryMigration::makeOld(const QString &path) const
{
    OldDatabase old(path);
    old.run(u"INSERT INTO subject VALUES (1, ?)"_s, {nameOf(0)});
    old.run(u"INSERT INTO subject VALUES (2, ?)"_s, {nameOf(1)});
    old.run(u"INSERT INTO thinned VALUES (1, ?)"_s, {StartMs});
    double tokens = 5000;
    for (int n = 0; n < 40; ++n)
        old.sample(1, StartMs + n * 15 * MinuteMs, tokens += 100);
    old.sample(1, StartMs + DayMs, tokens += 3000);
    old.sample(1, StartMs + 2 * DayMs, tokens += 500);
    for (int n = 1; n < 40; ++n)
        old.sample(1, StartMs + 2 * DayMs + n * 15 * MinuteMs, n == 20 ? tokens = 0 : tokens += 10);
    old.window(1, StartMs, 2100, 100'000);
    old.window(1, StartMs + DayMs - HourMs, 2000, 100'000);
    old.window(1, StartMs + 2 * DayMs, 690, 50'000);
    old.sample(2, StartMs + HourMs, 77);
    old.window(2, StartMs, 77, {});
    QVERIFY(old.isGood());
}

void TestHistoryMigration::everythingComesAlong()
{
    makeOld(path());
    const auto opened = UsageHistory::open(location());
    QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().message));
    QVERIFY((*opened)->notice().isEmpty());
    const Result<KeyHistory> first = (*opened)->history(sampleKeyText(0), 0);
    QVERIFY(first);
    QVERIFY2(disorderIn(*first).isEmpty(), qPrintable(disorderIn(*first)));
    QCOMPARE(missingIn(*first), 0);
    QCOMPARE(first->lifetime.first().tokens, 5100);
    QCOMPARE(first->lifetime.last().tokens, 190);
    QCOMPARE(first->windows.size(), 3);
    QCOMPARE(first->windows[2].tokens, 690);
    QCOMPARE(first->windows[2].limit, 50'000);
    QCOMPARE(first->falls.size(), 1);
    QCOMPARE(first->watched.size(), 3);
    // Of the 3,000 nobody saw the hour; the 500 opened the window of their sample.
    QCOMPARE(tokensOf(first->unobserved), 3000);
    QCOMPARE(first->unobserved.size(), 2);
    QCOMPARE(tokensOf(first->buckets), 39 * 100 + 38 * 10 + 500);

    const Result<KeyHistory> second = (*opened)->history(sampleKeyText(1), 0);
    QVERIFY(second);
    QCOMPARE(second->lifetime.size(), 1);
    QCOMPARE(second->lifetime[0].tokens, 77);
    QCOMPARE(second->windows.size(), 1);
    QVERIFY(std::isnan(second->windows[0].limit));
}

void TestHistoryMigration::recordingGoesOn()
{
    makeOld(path());
    {
        const auto opened = UsageHistory::open(location());
        QVERIFY(opened);
        SampleKey key = sampleKey(0);
        key.totalLifetimeTokens = 260;
        key.usageWindows = {{toIsoString(SomeNowMs - MinuteMs), 60}};
        QVERIFY((*opened)->record(decodeStore(storeBytes({key})), SomeNowMs));
    }
    const auto again = UsageHistory::open(location());
    QVERIFY(again);
    const Result<KeyHistory> history = (*again)->history(sampleKeyText(0), 0);
    QVERIFY(history);
    QCOMPARE(missingIn(*history), 0);
    QCOMPARE(history->lifetime.last().tokens, 260);
    QCOMPARE(history->windows.size(), 4);
    QCOMPARE(history->unobserved.last().tokens, 10);
}

void TestHistoryMigration::anEmptyOneComesAlong()
{
    {
        const OldDatabase old(path());
        QVERIFY(old.isGood());
    }
    const auto opened = UsageHistory::open(location());
    QVERIFY(opened);
    QVERIFY((*opened)->record(decodeStore(storeBytes(3)), SomeNowMs));
    QCOMPARE((*opened)->history(sampleKeyText(2), 0)->lifetime.size(), 1);
}

// It had all of today's tables; windows did not say when they were closed.
void TestHistoryMigration::whatVersion2KeptComesAlong()
{
    SampleKey key = sampleKey(0);
    key.usageWindows = {{toIsoString(SomeNowMs), 60}};
    QString path;
    {
        const auto history = UsageHistory::open(location());
        QVERIFY(history && (*history)->record(decodeStore(storeBytes({key})), SomeNowMs));
        path = (*history)->databasePath();
    }
    {
        const auto database = HistoryDatabase::open(path);
        QVERIFY(database);
        QVERIFY((*database)->run(u"ALTER TABLE usage_window DROP COLUMN closed_ms"_s));
        QVERIFY((*database)->run(u"PRAGMA user_version = 2"_s));
    }
    const auto opened = UsageHistory::open(location());
    QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().message));
    QCOMPARE((*opened)->history(key.key, 0)->windows.size(), 1);
    QVERIFY(!(*opened)->history(key.key, 0)->windows[0].wasClosedEarly());
    key.usageWindows.clear();
    QVERIFY((*opened)->record(decodeStore(storeBytes({key})), SomeNowMs + HourMs));
    QVERIFY((*opened)->history(key.key, 0)->windows[0].wasClosedEarly());
}

// All of it or nothing: a table is missing, and the old ones keep what they have.
void TestHistoryMigration::whatFailsStaysAsItWas()
{
    const QString path = this->path();
    makeOld(path);
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"check"_s);
    database.setDatabaseName(path);
    QVERIFY(database.open());
    QVERIFY(QSqlQuery(database).exec(u"DROP TABLE thinned"_s));
    const auto opened = UsageHistory::open(location());
    QVERIFY(!opened);
    QVERIFY(opened.error().message.contains(path));
    {
        QSqlQuery query(database);
        QVERIFY(query.exec(u"SELECT COUNT(*) FROM lifetime"_s) && query.next());
        QCOMPARE(query.value(0).toInt(), 82);
    }
    database = {};
    QSqlDatabase::removeDatabase(u"check"_s);
}

QTEST_GUILESS_MAIN(TestHistoryMigration)
#include "tst_historymigration.moc"
