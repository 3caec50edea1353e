#include "ui/health/healthpage.h"

#include "core/store/keycodec.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"
#include "tests/support/uitest.h"
#include "ui/health/healthmodel.h"
#include "ui/health/storefindingscard.h"
#include "ui/keys/keymodel.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/textlabel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace keydeck;
using keydeck::test::SomeNowMs;

namespace {

QByteArray record(const QByteArray &name, const QByteArray &limit)
{
    return R"({"key":"pk_)" + name + R"(_0123456789abcdef","name":")" + name + R"(",)"
        + (limit.isEmpty() ? QByteArray() : R"("token_limit_per_5h":)" + limit + ",")
        + R"("expiry_date":"2027-12-31T23:59:59.000Z","created_at":"2026-01-01T00:00:00.000Z",)"
          R"("last_used":"2026-01-01T00:00:00.000Z","total_lifetime_tokens":0,"usage_windows":[]})";
}

KeySet store(const QByteArrayList &records)
{
    return decodeStore("{\"keys\":[" + records.join(',') + "]}");
}

/// As many as are looked through on a worker; something is the matter with the one with the number.
KeySet manyKeys(int conspicuous)
{
    QByteArrayList records;
    for (int n = 0; n <= AtOnceKeys; ++n) {
        const QByteArray name = "K" + QByteArray::number(n);
        records += record(name, n == conspicuous ? QByteArray() : "100");
    }
    return store(records);
}

Finding finding(const QString &id, FindingSeverity severity, const QString &message)
{
    return {id, severity, message};
}

} // namespace

class TestHealthPage final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_page.reset(); }

    void groupsByWhatIsTheMatter();
    void congratulatesWhenAllIsWell();
    void saysWhatIsTheMatterAndWithWhom();
    void keysCanBeJumpedTo();
    void unfoldedStaysUnfolded();
    void unusableStoreSaysWhy();
    void aNoteToRootIsQuiet();
    void afterManyKeysFewAreLookedThrough_data();
    void afterManyKeysFewAreLookedThrough();

private:
    [[nodiscard]] QString text(const QString &label) const
    {
        return m_page->findChild<TextLabel *>(label)->text();
    }
    [[nodiscard]] QTreeView *tree() const { return m_page->findChild<QTreeView *>(); }

    std::unique_ptr<HealthPage> m_page;
};

void TestHealthPage::init()
{
    QTest::failOnWarning(test::anyUiWarning());
    m_page = std::make_unique<HealthPage>();
    m_page->resize(900, 500);
    m_page->show();
}

void TestHealthPage::groupsByWhatIsTheMatter()
{
    using enum FindingSeverity;
    const auto groups = groupFindings({{finding(u"a"_s, Info, u"hm"_s)},
        {finding(u"a"_s, Info, u"hm"_s), finding(u"b"_s, Warning, u"well"_s)}, {},
        {finding(u"b"_s, Danger, u"ouch"_s)}});
    QCOMPARE(groups.size(), size_t(2));
    QCOMPARE(groups[0].id, u"b"_s); // the worst first, in the words of its worst case
    QCOMPARE(groups[0].severity, Danger);
    QCOMPARE(groups[0].message, u"ouch"_s);
    QCOMPARE(groups[0].keys[0].index, 1);
    QCOMPARE(groups[0].keys[0].message, u"well"_s);
    QCOMPARE(groups[0].keys[1].message, QString());
    QCOMPARE(groups[1].keys.size(), size_t(2));

    const KeySet four = store(QByteArrayList(4, record("a", "1")));
    QCOMPARE(healthVerdict(groups, four), u"4 findings in 3 keys; 2 of them are dangerous."_s);
}

void TestHealthPage::congratulatesWhenAllIsWell()
{
    m_page->showKeys(store({record("Ann", "100"), record("Bob", "200")}), SomeNowMs);
    QCOMPARE(text(u"verdict"_s), u"All 2 records mean to the gateway what they say."_s);
    QVERIFY(!tree()->isVisible());
    bool praises = false;
    for (const QLabel *label : m_page->findChildren<QLabel *>()) {
        praises = praises || (label->isVisible() && label->text() == u"All is well"_s);
    }
    QVERIFY(praises);

    m_page->storeFindings().showFindings(
        {{{u"symlink"_s, FindingSeverity::Danger, u"A link."_s}, u"Open it."_s, {}}});
    for (const QLabel *label : m_page->findChildren<QLabel *>())
        QVERIFY(!label->isVisible() || label->text() != u"All is well"_s);

    m_page->showKeys(decodeStore(emptyStore()), SomeNowMs); // nothing to be praised for
    QCOMPARE(text(u"verdict"_s), u"There are no records to look at."_s);
}

void TestHealthPage::saysWhatIsTheMatterAndWithWhom()
{
    m_page->showKeys(
        store({record("Ann", "100"), record("B<b>b", ""), record("Eve", "")}), SomeNowMs);
    QAbstractItemModelTester tester(tree()->model());
    QVERIFY(tree()->isVisible());
    QVERIFY2(
        text(u"verdict"_s).startsWith(u"2 findings in 2 keys"_s), qPrintable(text(u"verdict"_s)));
    const QModelIndex group = tree()->model()->index(0, 0);
    QVERIFY2(group.data().toString().contains(u"the gateway will"_s),
        qPrintable(group.data().toString()));
    QCOMPARE(tree()->model()->rowCount(group), 2);
    const QModelIndex key = tree()->model()->index(0, 0, group);
    QCOMPARE(key.data().toString(), u"B<b>b"_s);
    QCOMPARE(key.data(HealthModel::MaskedKeyRole).toString(), u"pk_…cdef"_s);
    QVERIFY(tree()->isExpanded(group));
    QVERIFY(!m_page->grab().isNull());
}

void TestHealthPage::keysCanBeJumpedTo()
{
    QSignalSpy spy(m_page.get(), &HealthPage::keyActivated);
    m_page->showKeys(store({record("Ann", "100"), record("Bob", "")}), SomeNowMs);
    const QModelIndex group = tree()->model()->index(0, 0);
    const QModelIndex key = tree()->model()->index(0, 0, group);
    QTest::mouseClick(tree()->viewport(), Qt::LeftButton, {}, tree()->visualRect(key).center());
    QCOMPARE(spy.size(), 1);
    QCOMPARE(spy.at(0).at(0).value<KeyRef>(), (KeyRef{u"pk_Bob_0123456789abcdef"_s, 0}));

    m_page->activateWindow();
    QTRY_VERIFY(m_page->isActiveWindow());
    tree()->setFocus();
    QTest::keyClick(tree(), Qt::Key_Return);
    QTRY_COMPARE(spy.size(), 2);
    // A finding folds and unfolds; it is no key.
    QTest::mouseClick(tree()->viewport(), Qt::LeftButton, {}, tree()->visualRect(group).center());
    QVERIFY(!tree()->isExpanded(group));
    QCOMPARE(spy.size(), 2);
}

void TestHealthPage::unfoldedStaysUnfolded()
{
    m_page->showKeys(store({record("Bob", "")}), SomeNowMs);
    QSignalSpy resets(tree()->model(), &QAbstractItemModel::modelReset);
    tree()->collapse(tree()->model()->index(0, 0));
    m_page->showKeys(store({record("Bobby", "")}), SomeNowMs + 1000);
    QCOMPARE(resets.size(), 0);
    QVERIFY(!tree()->isExpanded(tree()->model()->index(0, 0)));
    const QModelIndex key = tree()->model()->index(0, 0, tree()->model()->index(0, 0));
    QCOMPARE(key.data().toString(), u"Bobby"_s);
}

void TestHealthPage::unusableStoreSaysWhy()
{
    const KeySet keys = decodeStore("[]");
    m_page->showKeys(keys, SomeNowMs);
    const auto *problem = m_page->findChild<Notice *>(u"problem"_s);
    QVERIFY(problem->isVisible());
    QCOMPARE(problem->text(), keys.problem());
    m_page->showKeys(store({record("Ann", "1")}), SomeNowMs);
    QVERIFY(!problem->isVisible());
}

void TestHealthPage::aNoteToRootIsQuiet()
{
    const auto *note = m_page->findChild<Notice *>(u"root"_s);
    QVERIFY(!note->isVisible());
    m_page->showRootNote(u"Running as root: the store stays whose it is."_s);
    QVERIFY(note->isVisible());
    QCOMPARE(note->role(), theme::Role::Info);
    QVERIFY(note->text().startsWith(u"Running as root"_s));
    m_page->showRootNote({});
    QVERIFY(!note->isVisible());
}

void TestHealthPage::afterManyKeysFewAreLookedThrough_data()
{
    QTest::addColumn<QByteArrayList>("few");
    QTest::addColumn<QString>("verdict");

    QTest::newRow("few") << QByteArrayList{record("Ann", "100")}
                         << u"The one record means to the gateway what it says."_s;
    QTest::newRow("none") << QByteArrayList() << u"There are no records to look at."_s;
    QTest::newRow("another store") << QByteArrayList() << QString();
}

void TestHealthPage::afterManyKeysFewAreLookedThrough()
{
    QFETCH(QByteArrayList, few);
    QFETCH(QString, verdict);
    const KeySet before = manyKeys(1), after = manyKeys(2);
    m_page->showKeys(before, SomeNowMs);
    if (verdict.isEmpty()) {
        m_page->leaveStore();
    } else {
        m_page->showKeys(store(few), SomeNowMs);
        QTRY_COMPARE(text(u"verdict"_s), verdict);
    }
    QStringList shown;
    const QAbstractItemModel *model = tree()->model();
    connect(model, &QAbstractItemModel::modelReset, model,
        [&] { shown += model->index(0, 0, model->index(0, 0)).data().toString(); });
    m_page->showKeys(after, SomeNowMs); // comes after what was under way
    QTRY_VERIFY(shown.contains(u"K2"_s));
    QCOMPARE(shown, QStringList{u"K2"_s});
}

QTEST_MAIN(TestHealthPage)
#include "tst_healthpage.moc"
