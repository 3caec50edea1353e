// What a person waits for where the store has a hundred thousand keys: never for the window. The
// limits leave room for a busy machine and for code that is hardly optimised; what is usual is in
// tests/bench/ui/bench_window.cpp.
#include "tests/support/framewatchdog.h"
#include "tests/support/processload.h"
#include "tests/support/uitest.h"
#include "tests/support/windowbench.h"
#include "ui/keys/keyfilter.h"

#include <QFuture>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

class TestHundredThousand final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void initTestCase();
    void cleanupTestCase();
    void aKeystrokeDoesNotStopTheWindow();
    void sortingDoesNotStopTheWindow();
    void aChangeOfManyDoesNotStopTheWindow();
    void aKeyIsShownThoughTheSearchHidesIt();
    void theSelectedKeyStaysSelected();

private:
    static constexpr int Keys = 100'000;
    static constexpr double LongestStallMs = 60;

    [[nodiscard]] KeyFilter &filter()
    {
        return *qobject_cast<KeyFilter *>(m_bench->table().model());
    }
    [[nodiscard]] QLineEdit &line()
    {
        return *m_bench->window.findChild<QLineEdit *>(u"keysSearch"_s);
    }
    void settle()
    {
        QTRY_VERIFY_WITH_TIMEOUT(!filter().isBehind(), 30'000);
        QTest::qWait(100); // for what follows
    }
    void search(const QString &text)
    {
        m_bench->window.workArea().keysPage().search(text);
        settle();
    }

    std::vector<SampleKey> m_keys;
    std::unique_ptr<WindowBench> m_bench;
    std::unique_ptr<FrameWatchdog> m_watchdog;
};

#define VERIFY_RESPONSIVE()                                                                        \
    if (MeasuresLoad)                                                                              \
    QVERIFY2(m_watchdog->longestMs() < LongestStallMs,                                             \
        qPrintable(QString::number(m_watchdog->longestMs())))

void TestHundredThousand::initTestCase()
{
    for (int n = 0; n < Keys; ++n) {
        m_keys.push_back(sampleKey(n));
        m_keys.back().totalLifetimeTokens = (n * 7919) % Keys;
    }
    m_bench = std::make_unique<WindowBench>(storeBytes(m_keys));
    QTRY_COMPARE_WITH_TIMEOUT(filter().rowCount(), Keys, 60'000);
    settle();
    m_watchdog = std::make_unique<FrameWatchdog>();
}

void TestHundredThousand::cleanupTestCase()
{
    m_watchdog.reset();
    m_bench.reset();
}

void TestHundredThousand::aKeystrokeDoesNotStopTheWindow()
{
    line().setFocus();
    m_watchdog->restart();
    for (const QString &text : {u"7"_s, u"77"_s, u"777"_s}) {
        QTest::keyClick(&line(), '7');
        QTRY_COMPARE(filter().search(), text);
        settle();
    }
    VERIFY_RESPONSIVE();
    const auto expected = std::count_if(m_keys.begin(), m_keys.end(),
        [](const SampleKey &key) { return key.name.contains(u"777"); });
    QVERIFY(filter().rowCount() >= expected && filter().rowCount() < Keys / 10);
    m_watchdog->restart();
    QTest::keyClick(&line(), Qt::Key_Escape);
    QTRY_COMPARE(filter().rowCount(), Keys);
    settle();
    VERIFY_RESPONSIVE();
}

void TestHundredThousand::sortingDoesNotStopTheWindow()
{
    for (const int column : {int(KeyModel::LifetimeColumn), int(KeyModel::WindowColumn),
             int(KeyModel::DayColumn), int(KeyModel::IdentityColumn)}) {
        m_watchdog->restart();
        m_bench->table().sortByColumn(column, Qt::DescendingOrder);
        settle();
        VERIFY_RESPONSIVE();
        for (int row = 1; row < Keys; row += 99) {
            const auto keyAt = [&](int at) {
                return filter().index(at, column).data(KeyModel::SortRole).toDouble();
            };
            QVERIFY(keyAt(row - 1) >= keyAt(row));
        }
    }
    m_bench->table().sortByColumn(KeyModel::IdentityColumn, Qt::AscendingOrder);
    settle();
}

void TestHundredThousand::aChangeOfManyDoesNotStopTheWindow()
{
    for (size_t n = 0; n < m_keys.size(); n += 100)
        m_keys[n].totalLifetimeTokens += Keys;
    const QByteArray bytes = storeBytes(m_keys);
    m_watchdog->restart();
    const QFuture<void> replaced = QtFuture::makeReadyFuture().then(
        QtFuture::Launch::Async, [&] { m_bench->store.replace(bytes); });
    const KeyModel &model = m_bench->window.workArea().model();
    QTRY_COMPARE_WITH_TIMEOUT(model.keyAt(100).value(KeyField::TotalLifetimeTokens).toNumber(),
        double(m_keys[100].totalLifetimeTokens), 30'000);
    settle();
    VERIFY_RESPONSIVE();
    QVERIFY(replaced.isFinished());
}

void TestHundredThousand::aKeyIsShownThoughTheSearchHidesIt()
{
    search(u"example 777"_s);
    KeysPage &page = m_bench->window.workArea().keysPage();
    page.selectKey({sampleKeyText(5), 0});
    QTRY_COMPARE(filter().rowCount(), Keys);
    QTRY_COMPARE(page.selectedKeys().size(), 1);
    QCOMPARE(page.selectedKeys().front().key, sampleKeyText(5));
    QCOMPARE(line().text(), QString());
}

void TestHundredThousand::theSelectedKeyStaysSelected()
{
    KeysPage &page = m_bench->window.workArea().keysPage();
    page.selectKey({sampleKeyText(77'700), 0});
    QCOMPARE(page.selectedKeys().front().key, sampleKeyText(77'700));
    search(u"example 777"_s);
    QCOMPARE(page.selectedKeys().front().key, sampleKeyText(77'700));
    search(u"nobody"_s); // hides it
    QCOMPARE(filter().rowCount(), 0);
    QCOMPARE(page.selectedKeys().front().key, sampleKeyText(77'700));
    search({});
    QCOMPARE(m_bench->table().selectionModel()->selectedRows().size(), 1);
    QCOMPARE(page.selectedKeys().front().key, sampleKeyText(77'700));

    m_bench->selectAll();
    QCOMPARE(page.selectedKeys().size(), size_t(Keys));
    m_watchdog->restart();
    search(u"777"_s);
    VERIFY_RESPONSIVE();
    QCOMPARE(page.selectedKeys().size(), size_t(filter().rowCount()));
}

QTEST_MAIN(TestHundredThousand)
#include "tst_hundredthousand.moc"
