// Steps from one order of rows to another, followed as a view follows them.
#include "ui/keys/orderplan.h"

#include <QTest>

#include <algorithm>
#include <numeric>
#include <random>

using namespace keydeck;

namespace {

/// What a view knows: which item each row showed, and what it is told of a step.
class Follower final
{
public:
    explicit Follower(std::vector<int> order) : m_order(std::move(order)) { }

    void follow(const OrderStep &step)
    {
        const auto first = m_order.begin() + step.first;
        switch (step.kind) {
        case OrderStep::Kind::Move: {
            std::vector<int> moved(m_order.size(), -1);
            for (size_t row = 0; row < m_order.size(); ++row)
                moved.at(size_t(step.newRowOf.at(row))) = m_order[row];
            m_order = moved;
            break;
        }
        case OrderStep::Kind::Remove:
            m_order.erase(first, first + step.count);
            break;
        case OrderStep::Kind::Insert:
            m_order.insert(first, step.order.begin() + step.first,
                step.order.begin() + step.first + step.count);
            break;
        }
    }
    [[nodiscard]] const std::vector<int> &order() const { return m_order; }

private:
    std::vector<int> m_order;
};

std::vector<int> someOrder(std::mt19937 &random, int items)
{
    std::vector<int> order(size_t(items), 0);
    std::iota(order.begin(), order.end(), 0);
    if (random() % 2)
        std::shuffle(order.begin(), order.end(), random);
    order.resize(random() % size_t(items + 1));
    if (random() % 2)
        std::sort(order.begin(), order.end());
    return order;
}

} // namespace

class TestOrderPlan final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyStepIsWhatItSays()
    {
        std::mt19937 random(1201);
        for (int round = 0; round < 5000; ++round) {
            const int items = 1 + int(random() % 12);
            const std::vector<int> from = someOrder(random, items), to = someOrder(random, items);
            const OrderPlan plan = planOrder(from, to);
            QVERIFY(plan.size() <= 4);
            Follower view(from);
            for (const OrderStep &step : plan) {
                view.follow(step);
                QVERIFY(view.order() == step.order);
            }
            QVERIFY(view.order() == to);
        }
    }

    void oneStepWhereOneIsEnough_data()
    {
        QTest::addColumn<QList<int>>("from");
        QTest::addColumn<QList<int>>("to");
        QTest::addColumn<int>("kind");
        const auto row
            = [](const char *name, const QList<int> &from, const QList<int> &to,
                  OrderStep::Kind kind) { QTest::newRow(name) << from << to << int(kind); };
        row("some go together", {4, 2, 0, 1}, {4, 1}, OrderStep::Kind::Remove);
        row("all go", {4, 2, 0, 1}, {}, OrderStep::Kind::Remove);
        row("some come together", {4, 1}, {4, 2, 0, 1}, OrderStep::Kind::Insert);
        row("all come", {}, {4, 2, 0, 1}, OrderStep::Kind::Insert);
        row("others", {4, 2, 0, 1}, {0, 1, 2, 4}, OrderStep::Kind::Move);
    }
    void oneStepWhereOneIsEnough()
    {
        QFETCH(QList<int>, from);
        QFETCH(QList<int>, to);
        const OrderPlan plan = planOrder({from.begin(), from.end()}, {to.begin(), to.end()});
        QCOMPARE(plan.size(), size_t(1));
        QTEST(int(plan.front().kind), "kind");
    }

    void noneWhereNothingChanges()
    {
        QVERIFY(planOrder({2, 0, 1}, {2, 0, 1}).empty());
        QVERIFY(planOrder({}, {}).empty());
    }
};

QTEST_GUILESS_MAIN(TestOrderPlan)
#include "tst_orderplan.moc"
