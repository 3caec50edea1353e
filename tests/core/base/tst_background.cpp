#include "core/base/background.h"

#include <QTest>

#include <thread>

#include <sys/resource.h>
#include <unistd.h>

using namespace keydeck;

namespace {

int niceness()
{
    return ::getpriority(PRIO_PROCESS, id_t(::gettid()));
}

} // namespace

class TestBackground final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyTheThreadThatAsksGoesBehind()
    {
        const int before = niceness();
        int in = 0, beside = 0;
        std::thread([&] {
            stayInBackground();
            in = niceness();
        }).join();
        std::thread([&] { beside = niceness(); }).join();
        QVERIFY2(in > before || before >= 5, qPrintable(QString::number(in)));
        QCOMPARE(beside, before);
        QCOMPARE(niceness(), before);
    }

    void whoIsFurtherBehindStaysThere()
    {
        constexpr int FarBehind = 12;
        int in = 0;
        std::thread([&] {
            ::setpriority(PRIO_PROCESS, id_t(::gettid()), FarBehind);
            stayInBackground();
            in = niceness();
        }).join();
        QVERIFY2(in >= FarBehind, qPrintable(QString::number(in)));
    }
};

QTEST_GUILESS_MAIN(TestBackground)
#include "tst_background.moc"
