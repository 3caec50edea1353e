#include "core/query/querycompletion.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;

class TestQueryCompletion final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    void becomes_data();
    void becomes();
    void offersEveryTermForAnEmptyWord();
    void offersNothing_data();
    void offersNothing();
};

namespace {

const QueryVocabulary Vocabulary{{u"glm-4.7"_s, u"glm-4.7-air"_s, u"My model"_s}, {u"team-a"_s}};

} // namespace

// "|" is the cursor; the line with the first proposal taken.
void TestQueryCompletion::becomes_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("taken");
    QTest::newRow("term") << u"alice st|"_s << u"alice status:"_s;
    QTest::newRow("not") << u"-st|"_s << u"-status:"_s;
    QTest::newRow("any case") << u"EXPIRES|"_s << u"expires<"_s;
    QTest::newRow("alone") << u"nev|"_s << u"never-used "_s;
    QTest::newRow("before another") << u"exp| alice"_s << u"expires< alice"_s;
    QTest::newRow("status") << u"status:bl|"_s << u"status:blocked "_s;
    QTest::newRow("middle of a value") << u"status:lim|"_s << u"status:near-limit "_s;
    QTest::newRow("model") << u"bob model:|"_s << u"bob model:glm-4.7 "_s;
    QTest::newRow("rest of a value") << u"model:glm-4.7|"_s << u"model:glm-4.7-air "_s;
    QTest::newRow("blank in a value") << u"-model:my|"_s << u"-model:\"My model\" "_s;
    QTest::newRow("open quote") << u"model:\"my m|"_s << u"model:\"My model\" "_s;
    QTest::newRow("tag") << u"tag:t|"_s << u"tag:team-a "_s;
    QTest::newRow("findings") << u"has:|"_s << u"has:findings "_s;
}

void TestQueryCompletion::becomes()
{
    QFETCH(QString, line);
    QFETCH(QString, taken);
    const qsizetype cursor = line.indexOf(u'|');
    line.remove(u'|');
    const QueryCompletion completion = completeQuery(line, cursor, Vocabulary);
    QVERIFY(!completion.proposals.isEmpty());
    QCOMPARE(
        line.replace(completion.begin, completion.size, completion.proposals.constFirst().text),
        taken);
}

void TestQueryCompletion::offersEveryTermForAnEmptyWord()
{
    for (const QString &line : {u""_s, u"alice "_s}) {
        const QueryCompletion completion = completeQuery(line, line.size(), Vocabulary);
        QCOMPARE(completion.proposals.size(), 12);
        QCOMPARE(completion.begin, line.size());
        for (const QueryProposal &proposal : completion.proposals)
            QVERIFY(!proposal.meaning.isEmpty());
    }
}

void TestQueryCompletion::offersNothing_data()
{
    QTest::addColumn<QString>("line");
    for (const char *line : {"alice|", "\"st|", "status:blocked|", "expires<7|", "s|tatus:blocked",
             "nothing:a|", "name:a|"})
        QTest::newRow(line) << QString::fromUtf8(line);
}

void TestQueryCompletion::offersNothing()
{
    QFETCH(QString, line);
    const qsizetype cursor = line.indexOf(u'|');
    QVERIFY(completeQuery(line.remove(u'|'), cursor, Vocabulary).proposals.isEmpty());
}

QTEST_GUILESS_MAIN(TestQueryCompletion)
#include "tst_querycompletion.moc"
