// Of what is asked for while work is under way, the latest follows.
#include "tests/support/uitest.h"
#include "ui/session/latestwork.h"

#include <QTest>

using namespace keydeck;
using namespace keydeck::test;

class TestLatestWork final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void ofManyTheLatestFollows();
    void whatADoneAsksForIsTheLatest();
    void nothingIsDoneWithWhatWasDropped();

private:
    void ask(int n, const std::function<void()> &then = {})
    {
        m_work->run(
            this, [n] { return n; },
            [this, then](int value) {
                m_done.append(value);
                if (then)
                    then();
            });
    }
    /// One after the other, with a wait for the last.
    [[nodiscard]] QList<int> doneUntil(int last)
    {
        ask(last);
        [&] { QTRY_VERIFY(m_done.contains(last)); }();
        return m_done;
    }

    QList<int> m_done;
    std::unique_ptr<LatestWork> m_work;
};

void TestLatestWork::init()
{
    QTest::failOnWarning(anyUiWarning());
    m_done.clear();
    m_work = std::make_unique<LatestWork>();
}

void TestLatestWork::ofManyTheLatestFollows()
{
    for (int n = 1; n < 5; ++n)
        ask(n);
    QCOMPARE(doneUntil(5), (QList{1, 5}));
}

void TestLatestWork::whatADoneAsksForIsTheLatest()
{
    ask(1, [this] { ask(3); });
    ask(2);
    QTRY_VERIFY(m_done.contains(3));
    QCOMPARE(doneUntil(4), (QList{1, 3, 4}));
}

void TestLatestWork::nothingIsDoneWithWhatWasDropped()
{
    ask(1); // is under way
    ask(2); // waits
    m_work->drop();
    QCOMPARE(doneUntil(3), QList{3});
    m_work->drop();
    QCOMPARE(doneUntil(4), (QList{3, 4}));
}

QTEST_GUILESS_MAIN(TestLatestWork)
#include "tst_latestwork.moc"
