// Whose turn it is.
#include "core/gateway/pollqueue.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;

namespace {

/// The next turns, joined; "-" for nobody.
QString turns(PollQueue &queue, int count)
{
    QStringList keys;
    for (int i = 0; i < count; ++i) {
        const QString key = queue.next();
        keys.append(key.isEmpty() ? u"-"_s : key);
    }
    return keys.join(u' ');
}

} // namespace

class TestPollQueue final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nobody();
    void theSelectedKeyHasMostTurns();
    void theSweepGoesRound();
    void theSweepAloneStaysSlow();
    void spreadingKeysShareTheTurns();
    void silentKeysAreLeftAlone();
    void aNewSelectionIsNext();
    void aShorterSweepGoesOn();
    void aGateKeepsThemOut();
    void whoIsWantedIsAskedOnce();
};

void TestPollQueue::nobody()
{
    PollQueue queue;
    QVERIFY(queue.isEmpty());
    QCOMPARE(turns(queue, 6), u"- - - - - -"_s);
}

void TestPollQueue::theSelectedKeyHasMostTurns()
{
    PollQueue queue;
    queue.select(u"s"_s);
    queue.setSweep({u"a"_s, u"s"_s, u"b"_s});
    QVERIFY(!queue.isEmpty());
    QCOMPARE(turns(queue, 12), u"s s s s s a s s s s s b"_s);
}

void TestPollQueue::theSweepGoesRound()
{
    PollQueue queue;
    queue.setSweep({u"a"_s, u"b"_s, u"c"_s});
    QString swept;
    for (int i = 0; i < 24; ++i)
        swept += queue.next();
    QCOMPARE(swept, u"abca"_s);
}

// Nobody is selected: that is no reason to ask more.
void TestPollQueue::theSweepAloneStaysSlow()
{
    PollQueue queue;
    queue.setSweep({u"a"_s, u"b"_s});
    QCOMPARE(turns(queue, 6), u"- - - - - a"_s);
}

void TestPollQueue::spreadingKeysShareTheTurns()
{
    PollQueue queue;
    queue.select(u"s"_s);
    queue.setSweep({u"a"_s});
    queue.setSpreading({u"x"_s, u"y"_s});
    QCOMPARE(turns(queue, 6), u"s x s y s a"_s);
    QCOMPARE(turns(queue, 3), u"s s s"_s); // both have been asked for

    PollQueue alone;
    alone.setSpreading({u"x"_s, u"y"_s});
    QCOMPARE(turns(alone, 3), u"x y -"_s);
}

void TestPollQueue::silentKeysAreLeftAlone()
{
    PollQueue queue;
    queue.select(u"s"_s);
    queue.setSpreading({u"x"_s});
    queue.setSweep({u"s"_s, u"x"_s});
    queue.setSilent({u"s"_s, u"x"_s});
    QVERIFY(queue.isEmpty());
    QCOMPARE(turns(queue, 6), u"- - - - - -"_s);
    queue.setSilent({u"x"_s});
    QCOMPARE(turns(queue, 6), u"s s s s s s"_s);
}

void TestPollQueue::aNewSelectionIsNext()
{
    PollQueue queue;
    queue.setSweep({u"a"_s});
    QCOMPARE(turns(queue, 5), u"- - - - -"_s);
    queue.select(u"s"_s);
    queue.restart();
    QCOMPARE(turns(queue, 6), u"s s s s s a"_s);
}

void TestPollQueue::aShorterSweepGoesOn()
{
    PollQueue queue;
    queue.setSweep({u"a"_s, u"b"_s, u"c"_s});
    QCOMPARE(turns(queue, 12), u"- - - - - a - - - - - b"_s);
    queue.setSweep({u"a"_s});
    QCOMPARE(turns(queue, 6), u"- - - - - a"_s);
    queue.setSweep({});
    QVERIFY(queue.isEmpty());
}

void TestPollQueue::aGateKeepsThemOut()
{
    PollQueue queue;
    queue.select(u"s"_s);
    queue.setSpreading({u"x"_s, u"y"_s});
    queue.setSweep({u"a"_s, u"b"_s});
    const auto notMany = [](const QString &key) { return key == u"y"_s || key == u"b"_s; };
    QStringList asked;
    for (int i = 0; i < 6; ++i)
        asked.append(queue.next(notMany));
    QCOMPARE(asked, (QStringList{u"y"_s, {}, {}, {}, {}, u"b"_s}));
    // A long sweep through keys that are all in use is no loop.
    QStringList many;
    for (int i = 0; i < 1000; ++i)
        many.append(QString::number(i));
    queue.setSweep(many);
    int tried = 0;
    for (int i = 0; i < 6; ++i)
        QVERIFY(queue.next([&](const QString &) { return ++tried < 0; }).isEmpty());
    QVERIFY2(tried < 50, qPrintable(QString::number(tried)));
}

void TestPollQueue::whoIsWantedIsAskedOnce()
{
    PollQueue queue;
    queue.select(u"s"_s);
    queue.setSilent({u"s"_s});
    QVERIFY(queue.isEmpty());
    queue.askOnce(u"s"_s);
    QVERIFY(!queue.isEmpty() && queue.hasOnce());
    QCOMPARE(queue.next([](const QString &) { return false; }), u"s"_s);
    QVERIFY(queue.isEmpty() && !queue.hasOnce());
}

QTEST_GUILESS_MAIN(TestPollQueue)
#include "tst_pollqueue.moc"
