// Every system call of one edit, spoilt: the program is killed instead of it, or it fails.
#include "core/store/keycodec.h"
#include "tests/support/faultfigure.h"
#include "tests/support/tracededit.h"

#include <QMap>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArrayList Faults{
    "signal=KILL"_ba, "error=EIO"_ba, "error=ENOSPC"_ba, "error=EINTR"_ba, "error=EACCES"_ba};
constexpr int Tokens = 7; // for each booking
constexpr int PaceMs = 5;
constexpr qint64 LifetimeTokens = 1'500'000; // of every sample key

QByteArray limitOf(const QByteArray &bytes)
{
    const KeySet keys = decodeStore(bytes);
    return keys.isEditable() ? keys.at(0).value(KeyField::TokenLimitPer5h).text().toByteArray()
                             : QByteArray();
}

/// The same store, with another limit for its first key and every other byte as it was.
QByteArray withLimit(QByteArray bytes, int limit)
{
    const QByteArray field = "\"token_limit_per_5h\": ";
    const qsizetype at = bytes.indexOf(field) + field.size();
    return bytes.replace(at, limitOf(bytes).size(), QByteArray::number(limit));
}

/// What came of many runs.
struct Tally
{
    int runs = 0;
    int hits = 0;
    int kept = 0; ///< the store was the old one
    int repaired = 0; ///< our next start took away what was left
    int broken = 0;

    void add(const Spoiling &spoiling, const SpoiltRun &run, const QString &complaint)
    {
        ++runs;
        hits += run.wasHit;
        if (complaint.isEmpty())
            return;
        ++broken;
        qInfo().noquote() << u"%1 #%2 %3: %4; %5"_s.arg(QString::fromLatin1(spoiling.call.name))
                                 .arg(spoiling.call.number)
                                 .arg(QString::fromLatin1(spoiling.how), complaint,
                                     QString::fromUtf8(run.outcome.all()));
    }
    [[nodiscard]] QString figure() const
    {
        return u"%1 of %2 runs, %3 of them hit: the old store or the new one, \"changed\" only if "
               u"it is, the lock gone within a second (%4 kept the old one; after %5 the next "
               u"start "
               u"had something to tidy up)"_s.arg(runs - broken)
                   .arg(runs)
                   .arg(hits)
                   .arg(kept)
                   .arg(repaired);
    }
};

} // namespace

class TestFaultSystemCalls final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    void initTestCase();
    void everyCallOfTheProgram();
    void everyCallOfItsGuardian();
    void everyCallBesideTheGateway();

private:
    /// The store, or beside a gateway, which writes the rest of it, the limit that is edited.
    [[nodiscard]] QByteArray look() const;
    [[nodiscard]] QStringList nextEdit();
    /// Each call with every one of some faults, and with one of the others, which take turns.
    void spoilTheProgram(const QByteArrayList &always, const QByteArrayList &inTurn, Tally &tally);
    void spoil(const Spoiling &spoiling, Tally &tally);
    /// What is wrong with what the run did, said and left behind; empty: nothing.
    [[nodiscard]] QString complaint(const SpoiltRun &run, const QByteArray &before, Tally &tally);
    [[nodiscard]] QString falsehood(const SpoiltRun &run, bool isNew) const;

    FaultBench m_bench{storeBytes(3)};
    EditCalls m_calls;
    int m_limit = 200'000; ///< what the last edit was to set
    bool m_besideGateway = false;
};

void TestFaultSystemCalls::initTestCase()
{
    const QString obstacle = tracingObstacle();
    QVERIFY2(obstacle.isEmpty(), qPrintable(obstacle));
    const QByteArray before = m_bench.store.bytes();
    m_calls = callsOfEdit(m_bench, nextEdit());
    QCOMPARE(m_bench.store.bytes(), withLimit(before, m_limit));
    QVERIFY(m_calls.programs.size() > 50 && m_calls.guardians.size() > 10);
}

QByteArray TestFaultSystemCalls::look() const
{
    return m_besideGateway ? limitOf(m_bench.store.bytes()) : m_bench.store.bytes();
}

QStringList TestFaultSystemCalls::nextEdit()
{
    return {u"set"_s, u"Example 0"_s, u"--limit"_s, QString::number(++m_limit)};
}

QString TestFaultSystemCalls::falsehood(const SpoiltRun &run, bool isNew) const
{
    const CtlOutcome &outcome = run.outcome;
    if ((outcome.out.contains("changed") || outcome.exitCode == 0) && !isNew)
        return u"it said that it was saved, and it is not"_s;
    if ((outcome.out + outcome.err).contains(sampleKeyText(0).toUtf8()))
        return u"it printed a key"_s;
    if (run.wasKilled() || outcome.exitCode == 0)
        return {};
    if (!outcome.err.startsWith("keydeckctl: "))
        return u"it failed without a word"_s;
    const bool saysSo = outcome.err.contains("in place") || outcome.err.contains("stands");
    return isNew && !saysSo ? u"it failed and did not say that the change is in place"_s
                            : QString();
}

QString TestFaultSystemCalls::complaint(
    const SpoiltRun &run, const QByteArray &before, Tally &tally)
{
    const bool isGone = comesTrue([&] { return !m_bench.isLockedByUs(); });
    const QByteArray now = look();
    const QByteArray after
        = m_besideGateway ? QByteArray::number(m_limit) : withLimit(before, m_limit);
    tally.kept += now == before;
    if (now != before && now != after)
        return u"the store is neither the old nor the new one"_s;
    if (const QString lie = falsehood(run, now == after); !lie.isEmpty())
        return lie;
    if (!isGone)
        return u"the lock is still there after a second"_s;
    if (comesTrue([&] { return m_bench.isClean(); }))
        return {};
    ++tally.repaired;
    m_bench.age();
    const CtlOutcome next = runEdit(m_bench, nextEdit());
    if (next.exitCode != 0)
        return u"the next edit fails: "_s + next.errorText();
    const QStringList left = m_bench.leftovers() + m_bench.journalEntries();
    return left.isEmpty() ? QString() : u"left for good: "_s + left.join(u", "_s);
}

void TestFaultSystemCalls::spoil(const Spoiling &spoiling, Tally &tally)
{
    m_bench.emptyHome(); // so that the edit makes the calls that were listed
    const QByteArray before = look();
    const SpoiltRun run = runSpoilt(m_bench, nextEdit(), spoiling);
    tally.add(spoiling, run, complaint(run, before, tally));
}

void TestFaultSystemCalls::spoilTheProgram(
    const QByteArrayList &always, const QByteArrayList &inTurn, Tally &tally)
{
    qsizetype turn = 0;
    for (const SystemCall &call : m_calls.programs) {
        for (const QByteArray &fault : always)
            spoil({call, fault}, tally);
        if (!inTurn.isEmpty())
            spoil({call, inTurn[turn++ % inTurn.size()]}, tally);
    }
}

void TestFaultSystemCalls::everyCallOfTheProgram()
{
    const int always = faultRounds(1, int(Faults.size()));
    Tally tally;
    spoilTheProgram(Faults.first(always), Faults.sliced(always), tally);
    printFigure(u"every system call of an edit"_s, tally.figure());
    QCOMPARE(tally.broken, 0);
    // An edit does not make quite the same calls every time.
    QVERIFY(tally.hits > tally.runs * 95 / 100);
}

void TestFaultSystemCalls::everyCallOfItsGuardian()
{
    // The n-th call of a name is spoilt in both processes, so only those count that the program
    // itself does not make.
    QMap<QByteArray, int> counts;
    for (const auto &calls : {m_calls.startUp, m_calls.programs}) {
        for (const SystemCall &call : calls)
            counts[call.name] = std::max(counts[call.name], call.number);
    }
    Tally tally;
    for (const SystemCall &call : m_calls.guardians) {
        if (call.number <= counts.value(call.name))
            continue;
        for (const QByteArray &fault : Faults)
            spoil({call, fault, true}, tally);
    }
    printFigure(u"every system call of its guardian"_s, tally.figure());
    QCOMPARE(tally.broken, 0);
    QCOMPARE(tally.kept, 0); // no edit fails because of its guardian
}

void TestFaultSystemCalls::everyCallBesideTheGateway()
{
    m_besideGateway = true;
    GatewayWriter gateway;
    gateway.start({m_bench.store.path(), sampleKeyText(0), 0, Tokens, PaceMs});
    QVERIFY(gateway.awaitBooking());
    const int always = faultRounds(0, int(Faults.size()));
    Tally tally;
    spoilTheProgram(Faults.first(always), Faults.sliced(always), tally);
    const GatewayWriter::Outcome outcome = gateway.finish();
    const KeySet keys = decodeStore(m_bench.store.bytes());
    const auto booked = qint64(keys.at(0).value(KeyField::TotalLifetimeTokens).toNumber());
    const qint64 lost = LifetimeTokens + qint64(outcome.acknowledged) * Tokens - booked;
    printFigure(u"the same with the gateway writing every 5 ms"_s,
        u"%1; %2 of its %3 bookings refused, %4 acknowledged tokens lost"_s.arg(tally.figure())
            .arg(outcome.refused)
            .arg(outcome.acknowledged + outcome.refused)
            .arg(lost));
    QCOMPARE(tally.broken, 0);
    QCOMPARE(lost, 0);
    QCOMPARE(outcome.refused, 0);
}

QTEST_GUILESS_MAIN(TestFaultSystemCalls)
#include "tst_faultsystemcalls.moc"
