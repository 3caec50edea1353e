// What a report asks of a real history, and that a part of it adds up as the whole does.
#include "core/report/reporthistory.h"

#include "core/report/keystatement.h"
#include "core/report/reportdocument.h"
#include "core/rules/jsdate.h"
#include "tests/support/reportsource.h"

#include <QRegularExpression>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

using F = ReportField;

namespace {

constexpr qint64 StepMs = 5LL * 60 * 1000;
constexpr int Steps = 72; ///< six hours, up to now
constexpr int Keys = 4;

/// The n-th key uses (n + 1) * 100 tokens a step, in the gateway's window; the last key is taken
/// out of the store half-way.
KeySet storeAt(int step)
{
    std::vector<SampleKey> keys;
    const qint64 beganMs = SomeNowMs - Steps * StepMs;
    for (int n = 0; n < (step <= Steps / 2 ? Keys : Keys - 1); ++n) {
        SampleKey key = sampleKey(n);
        key.tokenLimitPer5h = 10'000;
        key.totalLifetimeTokens = 1000 + (n + 1) * 100 * step;
        key.usageWindows = {{toIsoString(beganMs), (n + 1) * 100 * std::min(step, 60)}};
        if (step > 60)
            key.usageWindows.push_back(
                {toIsoString(beganMs + UsageWindowMs), (n + 1) * 100 * (step - 60)});
        keys.push_back(key);
    }
    return decodeStore(storeBytes(keys));
}

double tokensOf(const UsageStack &course)
{
    double sum = 0;
    for (int slot = 0; slot < course.times.count(); ++slot)
        sum += course.totalAt(slot);
    return sum;
}

} // namespace

class TestReportHistory final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void allKeysAddUp();
    void aPartHasItsOwnCourse_data();
    void aPartHasItsOwnCourse();
    void windowsAreReadWhereTheyAreAskedFor();
    void aStatementHasItsWindows();
    void aFailureIsNoted();

private:
    [[nodiscard]] ReportSource sourceOf(const std::vector<qsizetype> &records) const;
    [[nodiscard]] UsageReport reportOf(
        const std::vector<qsizetype> &records, const ReportSpec &spec = {}) const;

    QTemporaryDir m_directory;
    ManualClock m_clock;
    std::unique_ptr<UsageHistory> m_history;
};

void TestReportHistory::initTestCase()
{
    auto opened = UsageHistory::open(
        {m_directory.filePath(u"history"_s), m_directory.filePath(u"apikeys.json"_s)}, m_clock);
    QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().message));
    m_history = std::move(*opened);
    for (int step = 0; step <= Steps; ++step) {
        const auto recorded = m_history->record(storeAt(step), SomeNowMs - (Steps - step) * StepMs);
        QVERIFY2(recorded, qPrintable(recorded ? QString() : recorded.error().message));
    }
}

void TestReportHistory::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
}

ReportSource TestReportHistory::sourceOf(const std::vector<qsizetype> &records) const
{
    ReportSource source;
    source.keys = storeAt(Steps);
    source.nowMs = SomeNowMs;
    source.period = lastHours(24, SomeNowMs);
    source.records = records;
    return source;
}

UsageReport TestReportHistory::reportOf(
    const std::vector<qsizetype> &records, const ReportSpec &spec) const
{
    ReportSource source = sourceOf(records);
    readReportHistory(*m_history, spec, source);
    return usageReport(spec, source);
}

void TestReportHistory::allKeysAddUp()
{
    const UsageReport report = reportOf({0, 1, 2});
    QVERIFY2(report.coverage.failure.isEmpty(), qPrintable(report.coverage.failure));
    QCOMPARE(report.totals.listed.toLongLong(), (100 + 200 + 300) * Steps);
    QCOMPARE(report.totals.others.toLongLong(), 0);
    QCOMPARE(report.totals.gone.toLongLong(), 400 * Steps / 2);
    QCOMPARE(qint64(tokensOf(report.course)), report.totals.all.toLongLong());
    QCOMPARE(report.coverage.beganMs, SomeNowMs - Steps * StepMs);
    QVERIFY(report.coverage.gaps.isEmpty());
    QCOMPARE(report.coverage.unobserved, 0.0);
}

void TestReportHistory::aPartHasItsOwnCourse_data()
{
    QTest::addColumn<std::vector<qsizetype>>("records");
    QTest::newRow("the least") << std::vector<qsizetype>{0};
    QTest::newRow("the most") << std::vector<qsizetype>{2};
    QTest::newRow("two") << std::vector<qsizetype>{2, 0};
    QTest::newRow("none") << std::vector<qsizetype>{};
}

void TestReportHistory::aPartHasItsOwnCourse()
{
    QFETCH(std::vector<qsizetype>, records);
    const UsageReport report = reportOf(records);
    qint64 mine = 0;
    for (const qsizetype record : records)
        mine += (record + 1) * 100 * Steps;
    QCOMPARE(report.totals.listed.toLongLong(), mine);
    QCOMPARE(report.totals.others.toLongLong(), 600 * Steps - mine);
    QCOMPARE(report.totals.gone.toLongLong(), 400 * Steps / 2);
    QCOMPARE(qint64(tokensOf(report.course)), mine);
    QCOMPARE(report.course.layers.size(), qsizetype(records.size()));
    for (const UsageStack::Layer &layer : report.course.layers)
        QVERIFY2(report.names.contains(layer.key), "a layer of a key that is not listed");
    for (const double tokens : report.course.others)
        QCOMPARE(tokens, 0.0);

    ReportSpec without;
    without.hasCourse = false;
    QCOMPARE(reportOf(records, without).course.times.count(), 0);
}

void TestReportHistory::windowsAreReadWhereTheyAreAskedFor()
{
    ReportSource source = sourceOf({0, 2});
    readReportHistory(*m_history, ReportSpec(), source);
    QVERIFY(source.histories.isEmpty());

    ReportSpec spec;
    spec.fields = {F::Name, F::Windows, F::WindowsOver, F::PeakWindow};
    readReportHistory(*m_history, spec, source);
    QCOMPARE(source.histories.size(), 2);
    const UsageReport report = usageReport(spec, source);
    // Five hours, then the sixth, against a limit of 10,000.
    QCOMPARE(report.groups[0].rows[0].mid(1), (QVariantList{2LL, 0LL, 6000LL}));
    QCOMPARE(report.groups[0].rows[1].mid(1), (QVariantList{2LL, 1LL, 18000LL}));
    QCOMPARE(report.sums[1].toLongLong(), 4);
}

void TestReportHistory::aStatementHasItsWindows()
{
    ReportSource source = sourceOf({1});
    readReportHistory(*m_history, statementSpec({PeriodChoice::Kind::Hours, {}, {}}), source);
    const Document statement = keyStatement(source);
    QStringList headings;
    for (const Document::Block &block : statement.blocks) {
        if (const auto *heading = std::get_if<Document::Heading>(&block))
            headings += heading->text;
    }
    QCOMPARE(headings, (QStringList{u"Statement for “Example 1”"_s, u"Usage windows"_s}));
    source.histories.clear();
    const Document without = keyStatement(source);
    QVERIFY2(
        std::any_of(without.blocks.begin(), without.blocks.end(),
            [](const Document::Block &block) { return std::holds_alternative<Drawing>(block); }),
        "it has the course of its own tokens");
}

void TestReportHistory::aFailureIsNoted()
{
    // Another one, which loses its tables behind its back.
    const QTemporaryDir directory;
    auto opened = UsageHistory::open(
        {directory.filePath(u"history"_s), directory.filePath(u"apikeys.json"_s)}, m_clock);
    QVERIFY(opened && (*opened)->record(storeAt(0), SomeNowMs - StepMs));
    QVERIFY((*opened)->record(storeAt(1), SomeNowMs));
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"saboteur"_s);
        database.setDatabaseName((*opened)->databasePath());
        QVERIFY(database.open());
        QSqlQuery query(database);
        for (const QString &table : database.tables())
            QVERIFY(query.exec(u"DROP TABLE \"%1\""_s.arg(table)));
    }
    QSqlDatabase::removeDatabase(u"saboteur"_s);

    ReportSource source = sourceOf({0, 1, 2});
    ReportSpec spec;
    spec.fields = {F::Name, F::PeriodTokens, F::Windows, F::Lifetime};
    readReportHistory(**opened, spec, source);
    QVERIFY(!source.historyFailure.isEmpty());
    QVERIFY(source.histories.isEmpty() && source.usage.keys.isEmpty());
    const UsageReport report = usageReport(spec, source);
    QVERIFY(!report.coverage.isComplete());
    QVERIFY(!report.groups[0].rows[0][1].isValid() && !report.groups[0].rows[0][2].isValid());
    QCOMPARE(report.groups[0].rows[0][3].toLongLong(), 1000 + 100 * Steps);
    bool isSaid = false;
    for (const Document::Block &block : reportDocument(report).blocks) {
        const auto *paragraph = std::get_if<Document::Paragraph>(&block);
        isSaid = isSaid
            || (paragraph && paragraph->role == Document::Paragraph::Role::Warning
                && paragraph->text.contains(source.historyFailure));
    }
    QVERIFY2(isSaid, "the report says it, and is made all the same");
}

QTEST_GUILESS_MAIN(TestReportHistory)
#include "tst_reporthistory.moc"
