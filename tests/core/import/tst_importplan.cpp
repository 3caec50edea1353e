#include "core/import/importing.h"
#include "core/rules/jsdate.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

class TestImportPlan final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void aFullRowIsTakenAsItStands();
    void blanksGetWhatThePersonSays();
    void everyFaultIsNamed_data();
    void everyFaultIsNamed();
    void remarksHinderNothing_data();
    void remarksHinderNothing();
    void aDateIsWhatTheGatewayMakesOfItInJson();
    void noFaultRepeatsAKey_data();
    void noFaultRepeatsPartsOfALongKey();
    void noFaultRepeatsAKey();
    void writesAllOrNothing();
    void aStoppedImportWritesNothing();
    void notesGoBesideTheStore();
    void tenThousandRowsAreQuick();
};

namespace {

const QByteArray Header = "name,key,limit,expires,model,created,tags,note,owner,contact\n";

ImportDefaults usualDefaults()
{
    return {1000, u"2027-01-01T00:00:00.000Z"_s, {}};
}

ImportPlan planOf(const QByteArray &text, const ImportDefaults &defaults = usualDefaults(),
    const KeySet &store = decodeStore(storeBytes(3)))
{
    const auto table = readImportTable(text, u"staff.csv"_s);
    [&] { QVERIFY2(table, qPrintable(table ? QString() : table.error().message)); }();
    return table
        .and_then([&](const ImportTable &read) {
            return planImport(
                read, {ImportMapping::guessed(read.columns), defaults, SomeNowMs}, store);
        })
        .value_or(ImportPlan());
}

} // namespace

void TestImportPlan::aFullRowIsTakenAsItStands()
{
    const ImportPlan plan = planOf(Header
        + "\" Alice \",pk_abc_0001,250k,2027-06-30,glm-5,2025-01-01,\"team-a; b,team-a\","
          "\"two\nlines\",Team A,a@b.org\n");
    QCOMPARE(plan.good(), 1);
    QCOMPARE(plan.generated, 0);
    const PlannedKey &row = plan.rows[0];
    QVERIFY2(!row.isBad(), qPrintable(row.faults.join(u' ')));
    QCOMPARE(row.line, 2);
    QCOMPARE(row.key.name, u"Alice"_s);
    QCOMPARE(row.key.key, u"pk_abc_0001"_s);
    QCOMPARE(row.key.tokenLimitPer5h, 250'000);
    QCOMPARE(row.key.expiryDate, u"2027-06-30T23:59:59.000Z"_s);
    QCOMPARE(row.key.model, u"glm-5"_s);
    QCOMPARE(row.key.createdAt, u"2025-01-01T00:00:00.000Z"_s);
    QCOMPARE(row.note,
        (KeyNote{{u"team-a"_s, u"b"_s}, u"two\nlines"_s, u"Team A"_s, u"a@b.org"_s, {}, {}}));
}

void TestImportPlan::blanksGetWhatThePersonSays()
{
    ImportDefaults defaults = usualDefaults();
    defaults.model = u"glm-6"_s;
    defaults.prefix = u"team_"_s;
    const ImportPlan plan = planOf("name,limit\nA,\nB,5\n"_ba, defaults);
    QCOMPARE(plan.good(), 2);
    QCOMPARE(plan.generated, 2);
    QSet<QString> keys;
    for (const PlannedKey &row : plan.rows) {
        QVERIFY(QRegularExpression(u"^team_[0-9a-f]{32}$"_s).match(row.key.key).hasMatch());
        keys.insert(row.key.key);
        QCOMPARE(row.key.expiryDate, u"2027-01-01T00:00:00.000Z"_s);
        QCOMPARE(row.key.model, u"glm-6"_s);
        QCOMPARE(row.key.createdAt, toIsoString(SomeNowMs));
        QVERIFY(row.isGenerated);
    }
    QCOMPARE(keys.size(), 2);
    QCOMPARE(plan.rows[0].key.tokenLimitPer5h, 1000);
    QCOMPARE(plan.rows[1].key.tokenLimitPer5h, 5);
}

void TestImportPlan::everyFaultIsNamed_data()
{
    QTest::addColumn<QByteArray>("rows");
    QTest::addColumn<QString>("says"); // of the last row
    const auto row = [](const char *name, const QByteArray &rows, const QString &says) {
        QTest::newRow(name) << "name,key,limit,expires,created,tags,owner\n" + rows << says;
    };
    row("no name", ",,1,+1d,,,\n", u"A name is needed"_s);
    row("no limit", "A,,,+1d,,,\n", u"A limit is needed"_s);
    row("bad limit", "A,,60.000,+1d,,,\n", u"“60.000” is not a whole number"_s);
    row("no expiry", "A,,1,,,,\n", u"An expiry date is needed"_s);
    row("bad expiry", "A,,1,31.12.2027,,,\n", u"“31.12.2027” is no date"_s);
    row("no such day", "A,,1,2027-02-30,,,\n", u"no day of the calendar"_s);
    row("bad key", "A,pk abc,1,+1d,,,\n", u"has white space"_s);
    row("masked key", "A,pk_…3f2a,1,+1d,,,\n", u"key is masked"_s);
    row("bad creation", "A,,1,+1d,yesterday,,\n", u"“yesterday” is no time of creation"_s);
    row("bad tag", "A,,1,+1d,,a b,\n", u"The tag “a b” has white space"_s);
    row("bad owner", "A,,1,+1d,,,\"x\ny\"\n", u"The owner has line breaks"_s);
    row("twice in the file", "A,pk_abcdefgh,1,+1d,,,\nB,pk_abcdefgh,1,+1d,,,\n",
        u"Its key is that of line 2 as well"_s);
    row("in the store", "A,pk_example_00001,1,+1d,,,\n", u"in the store already, as “Example 1”"_s);
    row("ragged", "A,,1\n", u"It has 3 cells"_s);
    QTest::newRow("structured") << R"([{"name":"A","limit":{},"expires":"+1d"}])"_ba
                                << u"The limit is an object or a list"_s;
}

void TestImportPlan::everyFaultIsNamed()
{
    QFETCH(QByteArray, rows);
    QFETCH(QString, says);
    const ImportPlan plan = planOf(rows, {});
    QCOMPARE(plan.bad, 1);
    const PlannedKey &row = plan.rows.back();
    QCOMPARE(row.faults.size(), 1);
    QVERIFY2(row.faults[0].contains(says), qPrintable(row.faults[0]));
    QCOMPARE(qsizetype(plan.keys().size()), plan.good());
}

void TestImportPlan::remarksHinderNothing_data()
{
    QTest::addColumn<QByteArray>("rows");
    QTest::addColumn<QString>("says"); // of the last row
    QTest::newRow("name in the store") << "Example 1,\n"_ba << u"key of this name already"_s;
    QTest::newRow("name in the file") << "A,\nA,\n"_ba << u"Line 2 has the same name."_s;
    QTest::newRow("expired") << "A,2020-01-01\n"_ba << u"expired already"_s;
    QTest::newRow("a name like a key") << "0123456789abcdef01,\n"_ba << u"looks like a key"_s;
}

void TestImportPlan::remarksHinderNothing()
{
    QFETCH(QByteArray, rows);
    QFETCH(QString, says);
    const ImportPlan plan = planOf("name,expires\n" + rows);
    QCOMPARE(plan.bad, 0);
    QCOMPARE(plan.remarked, 1);
    QVERIFY2(plan.rows.back().remarks.join(u' ').contains(says),
        qPrintable(plan.rows.back().remarks.join(u' ')));
}

// For the gateway a date is its midnight in UTC; a person means the end of the day.
void TestImportPlan::aDateIsWhatTheGatewayMakesOfItInJson()
{
    QCOMPARE(planOf(R"([{"name":"A","expiry_date":"2027-12-31"}])"_ba).rows[0].key.expiryDate,
        u"2027-12-31T00:00:00.000Z"_s);
    QCOMPARE(planOf("name,expiry_date\nA,2027-12-31\n"_ba).rows[0].key.expiryDate,
        u"2027-12-31T23:59:59.000Z"_s);
}

void TestImportPlan::noFaultRepeatsAKey_data()
{
    QTest::addColumn<QString>("field");
    for (int field = 0; field < ImportFieldCount; ++field)
        QTest::newRow(qPrintable(importFieldId(ImportField(field))))
            << importFieldId(ImportField(field));
}

// The column of the keys is taken for each of the others.
void TestImportPlan::noFaultRepeatsAKey()
{
    QFETCH(QString, field);
    const QString key = u"pk_canary_7f3e9d5521c84b06a1d2"_s;
    const auto table
        = readImportTable(u"name,key\nA,%1\nB,%1\nC,x%1 \u00e9\n"_s.arg(key).toUtf8(), u"f"_s);
    QVERIFY(table);
    ImportMapping mapping = ImportMapping::guessed(table->columns);
    QVERIFY(mapping.take(field + u"=key"_s, *table));
    const auto plan = planImport(*table, {mapping, {}, SomeNowMs}, decodeStore(storeBytes(1)));
    QVERIFY(plan && plan->bad == 3);
    for (const PlannedKey &row : plan->rows)
        QVERIFY2(!(row.faults + row.remarks).join(u' ').contains(key.mid(10, 12)),
            qPrintable((row.faults + row.remarks).join(u'\n')));
}

/// A rule that is for the length alone takes the masked text, and quotes the beginning of the
/// other.
void TestImportPlan::noFaultRepeatsPartsOfALongKey()
{
    const QString key = u"team_"_s + u"canary7f3e9d5521c84b06a1d2"_s.repeated(3);
    for (const QString &field : {u"tags"_s, u"name"_s}) {
        const QString cell = field == u"name"_s ? key + u'\u202e' : key;
        const auto table = readImportTable(u"name,key\nA,%1\n"_s.arg(cell).toUtf8(), u"f"_s);
        QVERIFY(table);
        ImportMapping mapping = ImportMapping::guessed(table->columns);
        QVERIFY(mapping.take(field + u"=key"_s, *table));
        const auto plan = planImport(*table, {mapping, {}, SomeNowMs}, decodeStore(storeBytes(1)));
        QVERIFY(plan && plan->bad == 1);
        const QString said = plan->rows.front().faults.join(u' ');
        QVERIFY2(!said.contains(u"canary7f"_s), qPrintable(said));
    }
}

void TestImportPlan::writesAllOrNothing()
{
    const KeySet store = decodeStore(storeBytes(3));
    const ImportPlan plan = planOf("name,key\nA,pk_aaaaaaaa\nB,pk_example_00001\nC,\n"_ba);
    QCOMPARE(plan.bad, 1);
    const ImportKeys command(plan.keys(), u"staff.csv"_s);
    QCOMPARE(command.title(), u"Import 2 keys from staff.csv"_s);
    const auto after = command.apply(store);
    QVERIFY(after);
    QCOMPARE(after->size(), 5);
    QCOMPARE(after->at(3).key(), u"pk_aaaaaaaa"_s);
    QCOMPARE(after->at(3).value(KeyField::LastUsed).toString(), toIsoString(SomeNowMs));

    const auto again = command.apply(*after);
    QVERIFY(!again);
    QCOMPARE(again.error().code, ErrorCode::InvalidInput);
    QVERIFY2(again.error().message.contains(u"“A” of line 2, “C” of line 4"_s),
        qPrintable(again.error().message));
    QCOMPARE(
        ImportKeys({plan.keys().front()}, u"staff.csv"_s).title(), u"Import “A” from staff.csv"_s);
}

void TestImportPlan::aStoppedImportWritesNothing()
{
    bool isStopped = false;
    const ImportKeys command(
        planOf("name\nA\n"_ba).keys(), u"staff.csv"_s, [&] { return isStopped; });
    QVERIFY(command.apply(decodeStore(storeBytes(1))));
    isStopped = true;
    const auto after = command.apply(decodeStore(storeBytes(1)));
    QVERIFY(!after && after.error().message.contains(u"stopped"_s));
}

void TestImportPlan::notesGoBesideTheStore()
{
    const QTemporaryDir folder;
    const NotesFile file(folder.filePath(u"store"_s), folder.path());
    const KeySet store = decodeStore(storeBytes(3));
    QVERIFY(file.change([](NotesDraft &draft) -> Result<> {
        draft.setNote(u"pk_aaaaaaaa"_s, {{}, u"kept"_s, u"old"_s, {}, {}, {}});
        return {};
    }));
    const ImportPlan plan = planOf(
        "name,key,tags,owner\nA,pk_aaaaaaaa,x,new\nB,pk_bbbbbbbb,,\nC,pk_example_00001,y,z\n"_ba);
    const auto edit = prepareImport(file, store, plan, u"staff.csv"_s);
    QVERIFY(edit && edit->saying.isEmpty());
    QCOMPARE(edit->command->apply(store)->size(), 5);
    const auto notes = file.load();
    QVERIFY(notes);
    QCOMPARE(notes->noteOf(u"pk_aaaaaaaa"_s),
        (KeyNote{QStringList{u"x"_s}, u"kept"_s, u"new"_s, {}, {}, {}}));
    QVERIFY(notes->noteOf(u"pk_example_00001"_s).isEmpty()); // left out

    const auto late = prepareImport(file, *edit->command->apply(store),
        planOf("name,key,tags\nD,pk_dddddddd,t\nA,pk_aaaaaaaa,t\n"_ba), u"staff.csv"_s);
    QVERIFY(!late);
    QVERIFY(file.load()->noteOf(u"pk_dddddddd"_s).isEmpty());
    // Without a word about any key nothing is written, and so no folder is needed.
    QVERIFY(prepareImport(NotesFile(), store, planOf("name\nA\n"_ba), u"x"_s));
}

void TestImportPlan::tenThousandRowsAreQuick()
{
    constexpr int Rows = 10'000;
    QByteArray text = "name,limit,expires\n";
    for (int n = 0; n < Rows; ++n)
        text += "Key " + QByteArray::number(n) + ",100000,2027-12-31\n";
    const KeySet store = decodeStore(storeBytes(Rows));
    QElapsedTimer clock;
    clock.start();
    const ImportPlan plan = planOf(text, {}, store);
    const auto after = ImportKeys(plan.keys(), u"x"_s).apply(store);
    QVERIFY(after);
    QCOMPARE(after->size(), 2 * Rows);
    QVERIFY2(clock.elapsed() < 5000, qPrintable(QString::number(clock.elapsed())));
}

QTEST_GUILESS_MAIN(TestImportPlan)
#include "tst_importplan.moc"
