#include "core/command/editkeys.h"
#include "core/store/keystore.h"
#include "core/store/storepatch.h"
#include "tests/support/childprocess.h"
#include "tests/support/storefixture.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <vector>

#include <sys/stat.h>
#include <unistd.h>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int Edits = 60;
/// A busy machine may take the processor away in the middle.
constexpr double SlackUs = 1000;

struct Spread
{
    double medianUs = 0;
    double p99Us = 0;
};

Spread spreadOf(std::vector<double> samples)
{
    std::sort(samples.begin(), samples.end());
    return {samples[samples.size() / 2], samples[samples.size() * 99 / 100]};
}

Spread emptyLocks(const StoreFixture &store)
{
    using namespace std::chrono;
    const QByteArray path = store.lockPath().toUtf8();
    std::vector<double> samples;
    for (int i = 0; i < Edits; ++i) {
        const auto start = steady_clock::now();
        ::mkdir(path.constData(), 0755);
        ::rmdir(path.constData());
        samples.push_back(duration<double, std::micro>(steady_clock::now() - start).count());
    }
    return spreadOf(samples);
}

Spread edits(const StoreFixture &store, const LockSafeguards &safeguards)
{
    KeyStore keys(store.path(), {}, SystemClock::instance(), {}, safeguards);
    std::vector<double> samples;
    for (int i = 0; i < Edits; ++i) {
        const auto edit = keys.apply(EditKeys({{{sampleKeyText(0), 0},
            {{KeyField::Name, jsonStringText(QString::number(i)), std::nullopt}}}}));
        if (!edit)
            qFatal("%s", qPrintable(edit.error().message));
        samples.push_back(double(edit->lockHeldUs));
    }
    return spreadOf(samples);
}

QByteArray text(const Spread &spread)
{
    return QByteArray::number(spread.medianUs, 'f', 1) + ' '
        + QByteArray::number(spread.p99Us, 'f', 1);
}

Spread fromText(const QByteArray &text)
{
    const QByteArrayList parts = text.split(' ');
    return {parts.value(0).toDouble(), parts.value(1).toDouble()};
}

} // namespace

/// How long the gateway has to wait for us.
class TestLockHold final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void isThatOfAnEmptyLock_data()
    {
        QTest::addColumn<int>("keys");
        QTest::newRow("100 keys") << 100;
        QTest::newRow("10,000 keys") << 10'000;
    }

    void isThatOfAnEmptyLock()
    {
        QFETCH(int, keys);
        const StoreFixture store(keys);
        const QTemporaryDir state;
        const Spread empty = emptyLocks(store);
        const Spread bare = edits(store, {});
        const Spread guarded = fromText(inChild([&] {
            const LockSafeguards safeguards{
                LockJournal(state.filePath(u"locks"_s)), LockGuardian::start()};
            return safeguards.guardian ? text(edits(store, safeguards)) : QByteArray();
        }));
        qInfo(
            "%d keys, held in us, median and p99: empty mkdir+rmdir %.0f %.0f, an edit %.0f %.0f, "
            "with guardian and journal %.0f %.0f",
            keys, empty.medianUs, empty.p99Us, bare.medianUs, bare.p99Us, guarded.medianUs,
            guarded.p99Us);
        QVERIFY(guarded.medianUs > 0);
        QVERIFY(guarded.medianUs <= 2 * empty.medianUs + SlackUs);
        QVERIFY(guarded.medianUs <= 2 * bare.medianUs + SlackUs);
    }
};

QTEST_GUILESS_MAIN(TestLockHold)
#include "tst_lockhold.moc"
