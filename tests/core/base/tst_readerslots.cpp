#include "core/base/readerslots.h"

#include <QRegularExpression>
#include <QTest>

#include <optional>
#include <thread>

using namespace Qt::StringLiterals;
using namespace keydeck;

Q_DECLARE_METATYPE(keydeck::ReaderSlots::Fencing)

namespace {

/// Says when it is freed.
struct Traced
{
    explicit Traced(int &count) : freed(count) { }
    ~Traced() { ++freed; }
    Q_DISABLE_COPY_MOVE(Traced)

    int &freed;
};

} // namespace

class TestReaderSlots final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void freesWhatNobodyReads_data() { eitherFencing(); }
    void freesWhatNobodyReads()
    {
        QFETCH(ReaderSlots::Fencing, fencing);
        ReaderSlots readers(fencing);
        int freed = 0;
        readers.retire(std::make_unique<Traced>(freed));
        QCOMPARE(freed, 0);
        readers.reclaim();
        QCOMPARE(freed, 1);
        QCOMPARE(readers.retired(), 0);
    }

    void keepsWhatAPinMayHaveSeen_data() { eitherFencing(); }
    void keepsWhatAPinMayHaveSeen()
    {
        QFETCH(ReaderSlots::Fencing, fencing);
        ReaderSlots readers(fencing);
        int freed = 0;
        readers.retire(std::make_unique<Traced>(freed));
        std::optional<ReaderSlots::Pin> outer = readers.pin();
        readers.retire(std::make_unique<Traced>(freed));
        readers.reclaim();
        QCOMPARE(freed, 1); // which was out of reach already
        {
            const ReaderSlots::Pin inner = readers.pin();
            readers.retire(std::make_unique<Traced>(freed));
            outer.reset(); // the thread still reads
            readers.reclaim();
            QCOMPARE(freed, 1);
        }
        readers.reclaim();
        QCOMPARE(freed, 3);
    }

    void anotherThreadsPinHoldsAsWell_data() { eitherFencing(); }
    void anotherThreadsPinHoldsAsWell()
    {
        QFETCH(ReaderSlots::Fencing, fencing);
        ReaderSlots readers(fencing);
        int freed = 0;
        std::atomic<int> stage = 0;
        std::thread reader([&] {
            const ReaderSlots::Pin pin = readers.pin();
            stage = 1;
            stage.notify_all();
            stage.wait(1);
        });
        stage.wait(0);
        readers.retire(std::make_unique<Traced>(freed));
        readers.reclaim();
        const int freedBefore = freed;
        stage = 2;
        stage.notify_all();
        reader.join();
        readers.reclaim();
        QCOMPARE(freedBefore, 0);
        QCOMPARE(freed, 1);
    }

    void freesNowAndThenByItself()
    {
        int freed = 0;
        {
            ReaderSlots readers;
            for (int n = 0; n < 1000; ++n)
                readers.retire(std::make_unique<Traced>(freed));
            QVERIFY(freed > 900);
        }
        QCOMPARE(freed, 1000);
    }

    void aNumberIsGivenAgainWhenItsThreadEnds()
    {
        const int mine = ThreadIndex::ofThisThread();
        QVERIFY(mine != ThreadIndex::None);
        for (int n = 0; n < 3 * ThreadIndex::Count; ++n) {
            int other = ThreadIndex::None;
            std::thread([&] { other = ThreadIndex::ofThisThread(); }).join();
            QVERIFY(other != ThreadIndex::None && other != mine);
        }
        QCOMPARE(ThreadIndex::ofThisThread(), mine);
    }

private:
    static void eitherFencing()
    {
        QTest::addColumn<ReaderSlots::Fencing>("fencing");
        QTest::newRow("by the cheapest") << ReaderSlots::cheapest();
        QTest::newRow("by both") << ReaderSlots::Fencing::ByBoth;
    }
};

QTEST_GUILESS_MAIN(TestReaderSlots)
#include "tst_readerslots.moc"
