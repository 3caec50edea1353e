// What keys used in a period: the figures of a report, and that they add up.
#include "core/report/usagereport.h"

#include "core/base/fingerprint.h"
#include "core/report/keyreport.h"
#include "core/report/reportjson.h"
#include "tests/support/reportsource.h"

#include <QJsonArray>
#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

using F = ReportField;

namespace {

ReportSpec specOf(const QList<ReportField> &fields, ReportGrouping grouping = ReportGrouping::None)
{
    ReportSpec spec;
    spec.fields = fields;
    spec.grouping = grouping;
    return spec;
}

/// "Alice 1000 | Bob 300", a dash for nothing.
QString text(const QList<QVariantList> &rows)
{
    QStringList lines;
    for (const QVariantList &row : rows) {
        QStringList cells;
        for (const QVariant &cell : row)
            cells += cell.isValid() ? cell.toString() : u"-"_s;
        lines += cells.join(u' ');
    }
    return lines.join(u" | "_s);
}

QString rowsOf(const QList<ReportField> &fields, const ReportSource &source = reportSource())
{
    return text(usageReport(specOf(fields), source).groups.value(0).rows);
}

QString sentences(const ReportSource &source)
{
    return usageReport(specOf({F::Name}), source).coverage.sentences().join(u' ');
}

} // namespace

class TestUsageReport final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFieldHasANameOfItsOwn();
    void rowsSayWhatKeysUsed();
    void rowsSayHowKeysStand();
    void keysAreMaskedUnlessAskedFor();
    void ofDuplicatesTheFirstHasTheUse();
    void whatIsNotKnownIsNothing();
    void groupsAddUp();
    void totalsReconcileWithTheRows();
    void largeFiguresStayExact();
    void aSubsetHasACourseOfItsOwn();
    void coverageSaysWhatWasSeen();
    void aKeyWithoutANameHasItsMaskedKey();
    void aSearchWithAKeyInItIsNotRepeated();
    void specsSurviveTheirJson();
};

void TestUsageReport::everyFieldHasANameOfItsOwn()
{
    QSet<QString> ids, titles;
    for (int n = 0; n < ReportFields; ++n) {
        const auto field = ReportField(n);
        ids.insert(reportFieldId(field));
        titles.insert(reportFieldTitle(field));
        QCOMPARE(reportFieldFromId(reportFieldId(field)), std::optional(field));
    }
    QCOMPARE(ids.size(), ReportFields);
    QCOMPARE(titles.size(), ReportFields);
    QVERIFY(!reportFieldFromId(u"Name"));
}

void TestUsageReport::rowsSayWhatKeysUsed()
{
    QCOMPARE(rowsOf({F::Name, F::PeriodTokens, F::Unobserved, F::PreviousTokens}),
        u"Alice 1000 0 400 | Bob 300 100 0 | Carol 0 0 0"_s);
    QCOMPARE(rowsOf({F::Name, F::Windows, F::WindowsOver, F::PeakWindow}),
        u"Alice 1 1 1000 | Bob 1 0 300 | Carol 0 0 -"_s);
    const UsageReport report = usageReport(specOf({F::PeriodShare}), reportSource());
    QCOMPARE(report.groups[0].rows[0][0].toDouble(), 100.0 * 1000 / 1300);
}

void TestUsageReport::rowsSayHowKeysStand()
{
    QCOMPARE(rowsOf({F::Name, F::Model, F::Status, F::Limit, F::Lifetime}),
        u"Alice glm-4.7 active 100000 1500000 | Bob other active 100000 1500000 | "
        "Carol glm-4.7 expired 100000 1500000"_s);
    ReportSource source = reportSource();
    KeyNotes::ByName notes;
    KeyNote &note = notes[nameUnderSecret(sampleKey(1).key, "secret")];
    note.tags = {u"a"_s, u"b"_s};
    note.owner = u"Ines"_s;
    source.notes = KeyNotes("secret", notes);
    source.records = {1};
    QCOMPARE(rowsOf({F::Tags, F::Owner, F::Contact}, source), u"a, b Ines -"_s);
}

void TestUsageReport::keysAreMaskedUnlessAskedFor()
{
    ReportSource source = reportSource();
    source.records = {0};
    const QString key = sampleKey(0).key;
    QCOMPARE(rowsOf({F::Key, F::Fingerprint}, source), maskedKey(key) + u' ' + fingerprint(key));
    QVERIFY(!usageReport(specOf({F::Key}), source).revealsKeys);
    source.revealsKeys = true;
    QCOMPARE(rowsOf({F::Key}, source), key);
    QVERIFY(usageReport(specOf({F::Key}), source).revealsKeys);
    QVERIFY2(!usageReport(specOf({F::Name}), source).revealsKeys, "there is no key in it");
    QCOMPARE(reportTable(usageReport(specOf({F::Key}), source)).columns, QStringList{u"key"_s});
    source.revealsKeys = false;
    QCOMPARE(
        reportTable(usageReport(specOf({F::Key}), source)).columns, QStringList{u"masked_key"_s});
}

void TestUsageReport::ofDuplicatesTheFirstHasTheUse()
{
    ReportSource source = reportSource();
    SampleKey copy = sampleKey(0);
    copy.name = u"Copy"_s;
    source.keys = decodeStore(storeBytes({sampleKey(0), copy}));
    source.records = {0, 1};
    QCOMPARE(rowsOf({F::PeriodTokens, F::PeriodShare}, source), u"1000 100 | - -"_s);
    QCOMPARE(usageReport(specOf({F::PeriodTokens}), source).totals.listed.toLongLong(), 1000);
}

void TestUsageReport::whatIsNotKnownIsNothing()
{
    ReportSource source = reportSource();
    source.before.beganMs = source.before.span.fromMs + 1; // it began within the period before
    QCOMPARE(rowsOf({F::PreviousTokens}, source), u"- | - | -"_s);
    source.usage = {};
    QCOMPARE(rowsOf({F::Name, F::PeriodTokens, F::Windows}, source),
        u"Alice - - | Bob - - | Carol - -"_s);
}

void TestUsageReport::groupsAddUp()
{
    const QList<ReportField> fields{F::Name, F::PeriodTokens, F::PeriodShare, F::Limit};
    const UsageReport byModel = usageReport(specOf(fields, ReportGrouping::Model), reportSource());
    QCOMPARE(byModel.groups.size(), 2);
    QCOMPARE(byModel.groups[0].title, u"glm-4.7"_s);
    QCOMPARE(text(byModel.groups[0].rows).count(u'|'), 1);
    QCOMPARE(byModel.groups[0].sums[1].toLongLong(), 1000);
    QVERIFY(!byModel.groups[0].sums[0].isValid() && !byModel.groups[0].sums[3].isValid());
    QCOMPARE(byModel.groups[1].sums[1].toLongLong(), 300);
    QCOMPARE(byModel.sums[1].toLongLong(), 1300);
    QCOMPARE(byModel.sums[2].toDouble(), 100.0);

    const UsageReport byStatus
        = usageReport(specOf(fields, ReportGrouping::Status), reportSource());
    QCOMPARE(byStatus.groups[0].title, u"Expired"_s); // the worst first
    const UsageReport byTags = usageReport(specOf(fields, ReportGrouping::Tags), reportSource());
    QCOMPARE(byTags.groups.size(), 1);
    QCOMPARE(byTags.groups[0].title, u"No tags"_s);
    QCOMPARE(reportTable(byModel).columns.constFirst(), u"group"_s);
    QCOMPARE(reportTable(byModel).rows.size(), 3);
}

void TestUsageReport::totalsReconcileWithTheRows()
{
    ReportSource source = reportSource();
    source.records = {1, 2};
    const UsageReport report = usageReport(specOf({F::PeriodTokens}), source);
    const ReportTotals &totals = report.totals;
    QCOMPARE(totals.listed, report.sums[0]);
    QCOMPARE(totals.listed.toLongLong(), 300);
    QCOMPARE(totals.others.toLongLong(), 1000);
    QCOMPARE(totals.gone.toLongLong(), 50);
    QCOMPARE(totals.all.toLongLong(), 1350);
    QCOMPARE(report.listed, 2);
    QCOMPARE(report.records, 3);
}

void TestUsageReport::largeFiguresStayExact()
{
    SampleKey one = sampleKey(0), two = sampleKey(1);
    one.totalLifetimeTokens = 9'007'199'254'740'993; // beyond what a double holds
    two.totalLifetimeTokens = 2;
    ReportSource source = reportSource();
    source.keys = decodeStore(storeBytes({one, two}));
    source.records = {0, 1};
    const UsageReport report = usageReport(specOf({F::Lifetime}), source);
    QCOMPARE(report.sums[0].typeId(), QMetaType::LongLong);
    QCOMPARE(report.sums[0].toLongLong(), 9'007'199'254'740'995);
}

void TestUsageReport::aSubsetHasACourseOfItsOwn()
{
    StoreUsage usage = reportSource().usage;
    const StoreUsage mine = onlyNamed(usage);
    QCOMPARE(mine.keys.size(), 2);
    QCOMPARE(mine.all.size(), 2);
    QCOMPARE(mine.all[0].tokens, 800.0); // without what is gone
    QVERIFY(mine.unobserved.isEmpty());
    ReportSource source = reportSource();
    source.course = mine;
    const UsageStack &course = usageReport(specOf({F::Name}), source).course;
    double sum = 0;
    for (int slot = 0; slot < course.times.count(); ++slot)
        sum += course.totalAt(slot);
    QCOMPARE(sum, 1200.0);
    ReportSpec without = specOf({F::Name});
    without.hasCourse = false;
    QCOMPARE(usageReport(without, source).course.times.count(), 0);
}

void TestUsageReport::coverageSaysWhatWasSeen()
{
    ReportSource source = reportSource();
    QVERIFY2(sentences(source).startsWith(u"All of it was observed. Of 100 tokens"_s),
        qPrintable(sentences(source)));
    QVERIFY(!usageReport(specOf({F::Name}), source).coverage.isComplete());
    source.records = {0};
    QCOMPARE(sentences(source), u"All of it was observed."_s);
    QVERIFY(usageReport(specOf({F::Name}), source).coverage.isComplete());

    const qint64 from = source.period.span.fromMs;
    source.usage.watched = {{from, from + 6 * ReportHourMs}, {from + 12 * ReportHourMs, SomeNowMs}};
    const ReportCoverage gapped = usageReport(specOf({F::Name}), source).coverage;
    QCOMPARE(gapped.gaps.size(), 1);
    QCOMPARE(gapped.gaps[0].toMs - gapped.gaps[0].fromMs, 6 * ReportHourMs);
    QCOMPARE(gapped.watchedMs, SomeNowMs - from - 6 * ReportHourMs);
    QVERIFY2(sentences(source).contains(u"Nobody was recording from 2026-01-17 17:00:00 UTC to "
                                        "2026-01-17 23:00:00 UTC."_s),
        qPrintable(sentences(source)));
    QVERIFY2(
        sentences(source).startsWith(u"74 % of it was observed."_s), qPrintable(sentences(source)));

    source.usage.beganMs = from + 12 * ReportHourMs;
    QVERIFY2(sentences(source).startsWith(u"The history begins at 2026-01-17 23:00:00 UTC: what "
                                          "was used before then is not known. All since"_s),
        qPrintable(sentences(source)));
    QVERIFY(!usageReport(specOf({F::Name}), source).coverage.isComplete());

    source.usage.beganMs = source.period.span.toMs; // later than all of it
    const UsageReport unknown = usageReport(specOf({F::PeriodTokens, F::Windows}), source);
    QCOMPARE(text(unknown.groups[0].rows), u"- -"_s);
    QVERIFY(!unknown.coverage.isKnown && !unknown.coverage.isComplete());
    QVERIFY(sentences(source).contains(u"is not known: the history begins later"_s));
    source.usage = {};
    QVERIFY(sentences(source).contains(u"nothing has been recorded"_s));
    source.historyFailure = u"The disk is gone."_s;
    QVERIFY(sentences(source).contains(u"The disk is gone."_s));
}

void TestUsageReport::aKeyWithoutANameHasItsMaskedKey()
{
    ReportSource source = reportSource();
    SampleKey nameless = sampleKey(0);
    nameless.name = u" "_s;
    source.keys = decodeStore(storeBytes({nameless, sampleKey(1), sampleKey(2)}));
    QCOMPARE(
        usageReport(specOf({F::Name}), source).ranking.constFirst().first, maskedKey(nameless.key));
}

void TestUsageReport::aSearchWithAKeyInItIsNotRepeated()
{
    ReportSpec spec = specOf({F::Name});
    spec.query = u"status:active "_s + sampleKey(0).key;
    const UsageReport report = usageReport(spec, reportSource());
    QVERIFY(!report.spec.query.contains(sampleKey(0).key));
    QVERIFY(!report.spec.query.isEmpty());
    spec.query = u"status:active"_s;
    QCOMPARE(usageReport(spec, reportSource()).spec.query, spec.query);
}

void TestUsageReport::specsSurviveTheirJson()
{
    ReportSpec spec = specOf({F::Name, F::PeakWindow}, ReportGrouping::Tags);
    spec.title = u"For “finance”"_s;
    spec.query = u"tag:team-a"_s;
    spec.period = {PeriodChoice::Kind::Dates, QDate(2026, 1, 1), QDate(2026, 1, 31)};
    spec.hasCourse = false;
    QCOMPARE(specFromJson(specJson(spec)), spec);
    QCOMPARE(specFromJson({}), ReportSpec());
    QCOMPARE(specFromJson({{u"columns"_s, QJsonArray{u"nonsense"_s, u"name"_s, u"name"_s, 7}},
                              {u"group_by"_s, 3}, {u"period"_s, u"x"_s}})
                 .fields,
        QList<ReportField>{F::Name});
}

QTEST_GUILESS_MAIN(TestUsageReport)
#include "tst_usagereport.moc"
