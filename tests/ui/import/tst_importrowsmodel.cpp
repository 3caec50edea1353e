#include "ui/import/importrowsmodel.h"

#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"
#include "tests/support/uitest.h"

#include <QAbstractItemModelTester>
#include <QIcon>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

class TestImportRowsModel final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }

    void badRowsComeFirst();
    void saysWhatBecomesOfEachRow();
    void secretsAreMaskedInEveryRole();
};

namespace {

std::shared_ptr<const ImportPlan> planOf(const QByteArray &text)
{
    const auto table = readImportTable(text, u"f"_s);
    [&] { QVERIFY(table); }();
    const ImportDefaults defaults{1000, u"2027-01-01T00:00:00.000Z"_s, {}};
    return std::make_shared<ImportPlan>(planImport(*table,
        {ImportMapping::guessed(table->columns), defaults, SomeNowMs}, decodeStore(storeBytes(1)))
                                            .value_or(ImportPlan()));
}

QStringList column(const ImportRowsModel &model, int column)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts += model.index(row, column).data().toString();
    return texts;
}

} // namespace

void TestImportRowsModel::badRowsComeFirst()
{
    ImportRowsModel model;
    const QAbstractItemModelTester tester(
        &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    model.setPlan(planOf("name,limit\nA,1\nB,x\nC,2\nD,y\n"_ba), SomeNowMs);
    QCOMPARE(
        column(model, ImportRowsModel::LineColumn), (QStringList{u"3"_s, u"5"_s, u"2"_s, u"4"_s}));
    model.setOnlyBad(true);
    QCOMPARE(column(model, ImportRowsModel::NameColumn), (QStringList{u"B"_s, u"D"_s}));
    QVERIFY(model.sentence(1).startsWith(u"Line 5: “y” is no number of tokens"_s));
    model.setPlan(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

void TestImportRowsModel::saysWhatBecomesOfEachRow()
{
    ImportRowsModel model;
    const QAbstractItemModelTester tester(
        &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setPlan(planOf("name,key,limit,expires,model\nA,,x,,\nB,,2500,2027-06-30,glm\n"
                         "C,pk_imported_000001,5,2020-01-01,\nD,pk_imported_000002,6,,\n"_ba),
        SomeNowMs);
    const QStringList verdicts = column(model, ImportRowsModel::VerdictColumn);
    QVERIFY(verdicts[0].startsWith(u"“x” is no number"_s));
    QCOMPARE(verdicts[1], u"Gets a new key."_s);
    QVERIFY(verdicts[2].startsWith(u"It has expired already"_s));
    QCOMPARE(verdicts[3], u"Is imported as it is."_s);
    QCOMPARE(column(model, ImportRowsModel::LimitColumn),
        (QStringList{QString(), u"2,500"_s, u"5"_s, u"6"_s}));
    QCOMPARE(column(model, ImportRowsModel::KeyColumn),
        (QStringList{u"new"_s, u"new"_s, u"pk_…0001"_s, u"pk_…0002"_s}));
    const QModelIndex expiry = model.index(1, ImportRowsModel::ExpiryColumn);
    QCOMPARE(expiry.data().toString(), u"2027-06-30 23:59"_s);
    QVERIFY(expiry.data(Qt::ToolTipRole).toString().contains(u"23:59:59 UTC"_s));
    const QModelIndex bad = model.index(0, ImportRowsModel::VerdictColumn);
    QVERIFY(bad.data(Qt::AccessibleTextRole).toString().startsWith(u"Cannot be imported: “x”"_s));
    QVERIFY(!bad.data(Qt::DecorationRole).value<QIcon>().isNull());
}

void TestImportRowsModel::secretsAreMaskedInEveryRole()
{
    const QString secret = u"pk_canary_7f3e9d5521c84b06a1d2"_s;
    ImportRowsModel model;
    // Where it belongs, twice, and as a name, a limit and an expiry.
    model.setPlan(
        planOf(u"name,key,limit,expires\nA,%1,,\nB,%1,,\n%1,,,\nC,,%1,\nD,,,%1\n"_s.arg(secret)
                   .toUtf8()),
        SomeNowMs);
    QCOMPARE(model.rowCount(), 5);
    for (int row = 0; row < model.rowCount(); ++row) {
        QVERIFY(!model.sentence(row).contains(secret));
        for (int column = 0; column < model.columnCount(); ++column) {
            for (int role = 0; role < Qt::UserRole; ++role) {
                const QString text = model.index(row, column).data(role).toString();
                QVERIFY2(!text.contains(secret), qPrintable(text));
            }
        }
    }
}

QTEST_MAIN(TestImportRowsModel)
#include "tst_importrowsmodel.moc"
