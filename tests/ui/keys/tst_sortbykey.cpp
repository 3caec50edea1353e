// Sorting by a figure, whatever figures they are.
#include "ui/keys/sortbykey.h"

#include <QTest>

#include <algorithm>
#include <limits>
#include <random>

using namespace Qt::StringLiterals;
using namespace keydeck;

class TestSortByKey final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isStableAndInOrder_data();
    void isStableAndInOrder();
};

void TestSortByKey::isStableAndInOrder_data()
{
    QTest::addColumn<QList<double>>("among");
    QTest::addColumn<int>("count");
    constexpr double Most = std::numeric_limits<double>::infinity();
    constexpr double Tiny = std::numeric_limits<double>::denorm_min();
    const QList<double> odd{Most, -Most, 0.0, -0.0, Tiny, -Tiny, 1e308, -1e308, 1.5, -1.5, 9e15};
    const QList<double> one{7};
    QList<double> ranks;
    for (int rank = 0; rank < 5000; ++rank)
        ranks.append(rank);
    for (const int count : {0, 1, 2, 255, 256, 10'000}) {
        QTest::addRow("odd figures, %d", count) << odd << count;
        QTest::addRow("one figure, %d", count) << one << count;
        QTest::addRow("ranks, %d", count) << ranks << count;
    }
}

void TestSortByKey::isStableAndInOrder()
{
    QFETCH(const QList<double>, among);
    QFETCH(const int, count);
    std::mt19937 random(20260118);
    std::vector<SortEntry> entries;
    for (int row = 0; row < count; ++row)
        entries.push_back({among[qsizetype(random() % size_t(among.size()))], row});
    std::vector<SortEntry> expected = entries;
    std::stable_sort(expected.begin(), expected.end(),
        [](const SortEntry &a, const SortEntry &b) { return a.key < b.key; });
    sortByKey(entries);
    QCOMPARE(entries.size(), expected.size());
    for (size_t i = 0; i < entries.size(); ++i) {
        QCOMPARE(entries[i].row, expected[i].row);
        QCOMPARE(entries[i].key, expected[i].key);
    }
}

QTEST_GUILESS_MAIN(TestSortByKey)
#include "tst_sortbykey.moc"
