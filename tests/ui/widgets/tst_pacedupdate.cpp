#include "ui/widgets/pacedupdate.h"

#include "tests/support/uitest.h"

#include <QElapsedTimer>
#include <QTest>

using namespace keydeck;

class TestPacedUpdate final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(test::anyUiWarning()); }

    void quickUpdatesHappenAtOnce();
    void slowUpdatesLeaveRoom();
};

void TestPacedUpdate::quickUpdatesHappenAtOnce()
{
    int updates = 0;
    PacedUpdate update([&updates] { ++updates; });
    update.request();
    update.request();
    QCOMPARE(updates, 2);
}

void TestPacedUpdate::slowUpdatesLeaveRoom()
{
    int updates = 0;
    PacedUpdate update([&updates] {
        ++updates;
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 5) { }
    });
    for (int i = 0; i < 100; ++i) {
        update.request();
    }
    QCOMPARE(updates, 1); // the others wait
    QTRY_COMPARE(updates, 2); // and happen once, with the newest
    update.request();
    QCOMPARE(updates, 2);
}

QTEST_MAIN(TestPacedUpdate)
#include "tst_pacedupdate.moc"
