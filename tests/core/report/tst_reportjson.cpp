// JSON reports against their schema, as Python's validator understands it.
#include "core/report/reportjson.h"
#include "core/rules/keystatus.h"
#include "tests/support/otherprogram.h"
#include "tests/support/reportsource.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

QJsonObject schema()
{
    QFile file(QStringLiteral(KEYDECK_SOURCE "/docs/report.schema.json"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                          : QJsonObject();
}

/// Where the document is not as the schema says: "$.version: 2 was expected", empty where it is.
QString complaints(const QJsonObject &document)
{
    const QJsonObject both{{u"schema"_s, schema()}, {u"document"_s, document}};
    return QString::fromUtf8(pythonAnswer(
        u"import json, jsonschema, sys\n"
        "both = json.load(sys.stdin)\n"
        "validator = jsonschema.Draft202012Validator\n"
        "validator.check_schema(both['schema'])\n"
        "for e in validator(both['schema']).iter_errors(both['document']): print(e.json_path + ': ' + e.message[:200])\n"_s,
        QJsonDocument(both).toJson()));
}

ReportSpec everything(ReportGrouping grouping = ReportGrouping::None)
{
    ReportSpec spec;
    spec.fields.clear();
    for (int n = 0; n < ReportFields; ++n)
        spec.fields.append(ReportField(n));
    spec.grouping = grouping;
    return spec;
}

QJsonObject jsonOf(const ReportSpec &spec, const ReportSource &source = reportSource())
{
    return reportJson(usageReport(spec, source));
}

/// The document with something else at a place: "totals.all".
QJsonObject changed(QJsonObject object, const QString &path, const QJsonValue &value)
{
    const QString name = path.section(u'.', 0, 0), rest = path.section(u'.', 1);
    object[name] = rest.isEmpty() ? value : changed(object[name].toObject(), rest, value);
    return object;
}

} // namespace

class TestReportJson final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reportsAreAsTheSchemaSays_data();
    void reportsAreAsTheSchemaSays();
    void whatIsWrongIsRefused_data();
    void whatIsWrongIsRefused();
    void theSchemaKnowsEveryColumnAndStatus();
    void rowsHaveTheirColumns();
    void figuresAddUp();
};

void TestReportJson::reportsAreAsTheSchemaSays_data()
{
    QTest::addColumn<QJsonObject>("document");
    ReportSource revealed = reportSource();
    revealed.revealsKeys = true;
    ReportSource unrecorded = reportSource();
    unrecorded.usage = unrecorded.before = unrecorded.course = {};
    ReportSource failed = unrecorded;
    failed.historyFailure = u"The disk is gone."_s;
    ReportSource gapped = reportSource();
    gapped.usage.watched = {{gapped.usage.beganMs, SomeNowMs - 5 * ReportHourMs}};
    ReportSource empty = reportSource();
    empty.keys = decodeStore("{\"keys\": []}");
    empty.records.clear();
    ReportSource odd = reportSource();
    odd.keys = decodeStore(
        "{\"keys\": [{\"key\": \"pk_odd_000001\", \"name\": 7, \"model\": [], "
        "\"token_limit_per_5h\": \"many\","
        "\"total_lifetime_tokens\": null, \"expiry_date\": false, \"created_at\": {},"
        "\"last_used\": -1, \"usage_windows\": []}, {\"key\": \"pk_odd_000001\"}, {\"key\": "
        "\"pk_odd_000002\","
        "\"total_lifetime_tokens\": 1e30, \"token_limit_per_5h\": 0.5, \"usage_windows\": 3}]}");
    odd.gateway.clear();
    ReportSpec filtered = everything();
    filtered.query = u"tag:a"_s;
    filtered.hasCourse = false;

    QTest::newRow("usual") << jsonOf(ReportSpec());
    QTest::newRow("every column") << jsonOf(everything());
    QTest::newRow("by model") << jsonOf(everything(ReportGrouping::Model));
    QTest::newRow("by status") << jsonOf(everything(ReportGrouping::Status));
    QTest::newRow("by tags") << jsonOf(everything(ReportGrouping::Tags));
    QTest::newRow("revealed") << jsonOf(everything(), revealed);
    QTest::newRow("nothing recorded") << jsonOf(everything(), unrecorded);
    QTest::newRow("no history") << jsonOf(everything(), failed);
    QTest::newRow("with a gap") << jsonOf(everything(), gapped);
    QTest::newRow("no keys") << jsonOf(everything(), empty);
    QTest::newRow("odd records") << jsonOf(everything(), odd);
    QTest::newRow("filtered, no course") << jsonOf(filtered);
}

void TestReportJson::reportsAreAsTheSchemaSays()
{
    QFETCH(QJsonObject, document);
    QCOMPARE(complaints(document), QString());
}

void TestReportJson::whatIsWrongIsRefused_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QJsonValue>("value");
    const auto row = [](const char *path, const QJsonValue &value) {
        QTest::newRow(path) << QString::fromLatin1(path) << value;
    };
    row("version", 2);
    row("format", u"something"_s);
    row("made_at", u"2026-01-18 10:30:00"_s);
    row("period.to", QJsonValue::Null);
    row("keys_revealed", u"no"_s);
    row("keys_listed", -1);
    row("columns", QJsonArray());
    row("groups", QJsonArray{QJsonObject{{u"title"_s, QJsonValue::Null}}});
    row("sums.period_share", 100);
    row("totals.all", u"1,350"_s);
    row("coverage.gaps", QJsonValue::Null);
    row("course.others", QJsonArray{u"1"_s});
    row("something_new", 1);
}

void TestReportJson::whatIsWrongIsRefused()
{
    QFETCH(QString, path);
    QFETCH(QJsonValue, value);
    const QString said = complaints(changed(jsonOf(everything()), path, value));
    QVERIFY2(said.startsWith(u"$"_s), qPrintable(said));
}

void TestReportJson::theSchemaKnowsEveryColumnAndStatus()
{
    const QJsonObject definitions = schema()[u"$defs"_s].toObject();
    QSet<QString> columns{u"masked_key"_s}, statuses;
    for (int n = 0; n < ReportFields; ++n)
        columns.insert(reportFieldId(ReportField(n)));
    for (const char *id : {"active", "expiring", "near_limit", "blocked", "expired", "failing"})
        statuses.insert(QString::fromLatin1(id));
    const auto setOf = [](const QJsonValue &names) {
        QSet<QString> set;
        for (const QJsonValue &name : names.toArray())
            set.insert(name.toString());
        return set;
    };
    QCOMPARE(setOf(definitions[u"column"_s][u"enum"_s]), columns);
    const QJsonObject row = definitions[u"row"_s][u"properties"_s].toObject();
    const QStringList cells = row.keys();
    QCOMPARE(QSet<QString>(cells.begin(), cells.end()), columns);
    const QSet<QString> known = setOf(row[u"status"_s][u"enum"_s]);
    QCOMPARE(known, statuses);
    for (const QString &status : known)
        QVERIFY2(statusFromId(status), qPrintable(status));
    QSet<QString> sums;
    for (int n = 0; n < ReportFields; ++n) {
        if (isSummable(ReportField(n)))
            sums.insert(reportFieldId(ReportField(n)));
    }
    const QStringList summed = definitions[u"sums"_s][u"properties"_s].toObject().keys();
    QCOMPARE(QSet<QString>(summed.begin(), summed.end()), sums);
}

void TestReportJson::rowsHaveTheirColumns()
{
    const QJsonObject document = jsonOf(everything());
    QStringList columns;
    for (const QJsonValue &column : document[u"columns"_s].toArray())
        columns += column[u"id"_s].toString();
    columns.sort();
    for (const QJsonValue &row : document[u"groups"_s][0][u"rows"_s].toArray())
        QCOMPARE(row.toObject().keys(), columns);
}

void TestReportJson::figuresAddUp()
{
    ReportSource source = reportSource();
    source.records = {0, 2};
    const QJsonObject document = jsonOf(everything(ReportGrouping::Model), source);
    const QJsonObject totals = document[u"totals"_s].toObject();
    QCOMPARE(totals[u"listed"_s].toInteger() + totals[u"other_keys"_s].toInteger()
            + totals[u"gone_keys"_s].toInteger(),
        totals[u"all"_s].toInteger());
    qint64 rows = 0, groups = 0;
    for (const QJsonValue &group : document[u"groups"_s].toArray()) {
        groups += group[u"sums"_s][u"period_tokens"_s].toInteger();
        for (const QJsonValue &row : group[u"rows"_s].toArray())
            rows += row[u"period_tokens"_s].toInteger();
    }
    QCOMPARE(rows, 1000);
    QCOMPARE(groups, rows);
    QCOMPARE(document[u"sums"_s][u"period_tokens"_s].toInteger(), rows);
    QCOMPARE(totals[u"listed"_s].toInteger(), rows);
}

QTEST_GUILESS_MAIN(TestReportJson)
#include "tst_reportjson.moc"
