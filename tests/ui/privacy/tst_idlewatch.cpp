#include "ui/privacy/idlewatch.h"

#include "tests/support/uitest.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

/// Whose two times are moved apart, as by sleep or by somebody who sets the clock.
class TwoTimes final : public Clock
{
public:
    qint64 wallMs = 1'768'732'200'000;
    qint64 steadyMs = 1'000'000;

    [[nodiscard]] qint64 nowMs() const override { return wallMs; }
    [[nodiscard]] qint64 monotonicMs() const override { return steadyMs; }
};

} // namespace

class TestIdleWatch final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void counts_data();
    void counts();
    void aTouchOfAnyWindowStartsAnew();
};

void TestIdleWatch::counts_data()
{
    QTest::addColumn<qint64>("wall");
    QTest::addColumn<qint64>("steady");
    QTest::addColumn<qint64>("idle");
    QTest::newRow("at once") << 0LL << 0LL << 0LL;
    QTest::newRow("a minute") << 60'000LL << 60'000LL << 60'000LL;
    QTest::newRow("asleep") << 3'600'000LL << 1000LL << 3'600'000LL;
    QTest::newRow("the clock was set back") << -3'600'000LL << 60'000LL << 60'000LL;
}

void TestIdleWatch::counts()
{
    QFETCH(qint64, wall);
    QFETCH(qint64, steady);
    TwoTimes clock;
    const IdleWatch idle(clock);
    clock.wallMs += wall;
    clock.steadyMs += steady;
    QTEST(idle.idleMs(), "idle");
}

void TestIdleWatch::aTouchOfAnyWindowStartsAnew()
{
    TwoTimes clock;
    const IdleWatch idle(clock);
    QWidget first;
    QLineEdit second;
    first.setMouseTracking(true);
    first.show();
    second.show();
    QVERIFY(QTest::qWaitForWindowExposed(&second));
    QWheelEvent wheel(QPointF(5, 5), QPointF(5, 5), {}, {0, 120}, Qt::NoButton, Qt::NoModifier,
        Qt::NoScrollPhase, false);
    const std::function<void()> touches[] = {[&] { QTest::keyClick(&first, Qt::Key_Shift); },
        [&] { QTest::keyClicks(&second, u"a"_s); },
        [&] { QTest::mousePress(&first, Qt::LeftButton); },
        [&] { QTest::mouseMove(&first, QPoint(7, 7)); },
        [&] { QCoreApplication::sendEvent(&first, &wheel); }};
    for (const auto &touch : touches) {
        clock.wallMs += 60'000;
        QVERIFY(idle.idleMs() >= 60'000);
        touch();
        QTRY_COMPARE(idle.idleMs(), 0);
    }
    clock.wallMs += 60'000;
    first.resize(200, 200); // by the program
    first.update();
    QCOMPARE(idle.idleMs(), 60'000);
}

QTEST_MAIN(TestIdleWatch)
#include "tst_idlewatch.moc"
