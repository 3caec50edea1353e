// Four doctors clear the same stale lock while others take and release the lock in between.
#include "core/store/lockdoctor.h"
#include "tests/support/crew.h"
#include "tests/support/faultfigure.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"

#include <QRegularExpression>
#include <QTest>

#include <sched.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 AnHourMs = 3'600'000;
constexpr int Clearers = 4;
constexpr int Takers = 2;

/// What the processes of a race share. All counters only grow, except for inside.
struct Race
{
    std::atomic<int> round; ///< that may begin
    std::atomic<int> ready; ///< clearers that have looked
    std::atomic<int> done; ///< clearers that have ended a round
    std::atomic<int> inside; ///< holders of the lock
    std::atomic<int> together; ///< holders that met another one
    std::atomic<int> robbed; ///< holders whose lock was gone, or not theirs, at the release
    std::atomic<int> taken;
    std::atomic<int> cleared;
    std::atomic<int> troubles; ///< clearers that failed otherwise
};

class Contest final
{
public:
    Contest(bool sameUser, bool keydeckTakes, int rounds)
        : m_sameUser(sameUser)
        , m_keydeckTakes(keydeckTakes)
        , m_rounds(rounds)
    { }

    void run()
    {
        const Crew clearers(Clearers, [this](int member) { clear(member); });
        const Crew referee(1, [this](int) { refer(); });
    }

    [[nodiscard]] const Race &race() const { return *m_race; }
    [[nodiscard]] const StoreFixture &store() const { return m_store; }

private:
    /// The stale lock of each round, and who takes it next.
    void refer()
    {
        for (int round = 1; round <= m_rounds; ++round) {
            if (::mkdir(m_lockPath.constData(), 0755) != 0) // and never release it
                ::_exit(1);
            m_race->round = round;
            await(m_race->ready, round * Clearers);
            const Crew takers(
                Takers, [&](int) { m_keydeckTakes ? takeAsKeydeck(round) : takeAsGateway(round); });
            await(m_race->done, round * Clearers);
        }
    }

    void clear(int member)
    {
        const QString journal = m_sameUser ? u"one"_s : QString::number(member);
        ManualClock late(SystemClock::instance().nowMs() + AnHourMs);
        LockDoctor doctor(m_store.path(), {LockJournal(m_state.filePath(journal)), nullptr}, late);
        for (int round = 1; round <= m_rounds; ++round) {
            await(m_race->round, round);
            const LockReport report = doctor.look();
            ++m_race->ready;
            await(m_race->ready, round * Clearers);
            const auto cleared = doctor.clear(report);
            m_race->cleared += cleared.has_value();
            m_race->troubles += !cleared && cleared.error().code != ErrorCode::LockBusy;
            ++m_race->done;
        }
    }

    void takeAsGateway(int round)
    {
        while (m_race->done < round * Clearers) {
            if (::mkdir(m_lockPath.constData(), 0755) != 0)
                continue;
            hold();
            m_race->robbed += ::rmdir(m_lockPath.constData()) != 0;
        }
    }

    void takeAsKeydeck(int round)
    {
        while (m_race->done < round * Clearers) {
            auto lock = FileLock::acquire(m_store.path(), {20, 100, 200});
            if (!lock)
                continue;
            hold();
            m_race->robbed += !lock->release();
        }
    }

    void hold()
    {
        m_race->together += m_race->inside++ > 0;
        ++m_race->taken;
        ::sched_yield();
        --m_race->inside;
    }

    bool m_sameUser;
    bool m_keydeckTakes;
    int m_rounds;
    StoreFixture m_store;
    QTemporaryDir m_state;
    QByteArray m_lockPath = m_store.lockPath().toUtf8();
    Shared<Race> m_race;
};

} // namespace

class TestFaultLockClearers final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void neverRobAHolder_data()
    {
        QTest::addColumn<bool>("sameUser");
        QTest::addColumn<bool>("keydeckTakes");
        QTest::newRow("of one user, gateways take it") << true << false;
        QTest::newRow("of several users, gateways take it") << false << false;
        QTest::newRow("of several users, Keydecks take it") << false << true;
    }

    void neverRobAHolder()
    {
        QFETCH(bool, sameUser);
        QFETCH(bool, keydeckTakes);
        const int rounds = faultRounds(1'000, 20'000);
        Contest contest(sameUser, keydeckTakes, rounds);
        contest.run();
        const Race &race = contest.race();
        printFigure(
            u"4 processes clear a stale lock, %1"_s.arg(QString::fromUtf8(QTest::currentDataTag())),
            u"%1 rounds, taken %2 times meanwhile: %3 double holders, %4 robbed"_s.arg(rounds)
                .arg(race.taken.load())
                .arg(race.together.load())
                .arg(race.robbed.load()));
        QCOMPARE(race.together.load(), 0);
        QCOMPARE(race.robbed.load(), 0);
        QCOMPARE(race.troubles.load(), 0);
        QCOMPARE(race.cleared.load(), rounds);
        QVERIFY(race.taken > 0);
        QVERIFY2(contest.store().isTidy(), qPrintable(contest.store().listing().join(u' ')));
    }
};

QTEST_GUILESS_MAIN(TestFaultLockClearers)
#include "tst_faultlockclearers.moc"
