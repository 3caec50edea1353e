// Which noted edit a spreading one is.
#include "ui/changes/editspreads.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;

namespace {

using Stage = KeySpread::Stage;

constexpr qint64 Now = 1'800'000'000'000;

ChangeEntry entryOf(const QString &id, qint64 atMs, const QStringList &fingerprints)
{
    ChangeEntry entry;
    entry.id = id;
    entry.atMs = atMs;
    for (const QString &fingerprint : fingerprints) {
        NotedChange change;
        change.fingerprint = fingerprint;
        entry.changes.push_back(change);
    }
    return entry;
}

KeySpread spreadOf(Stage stage, qint64 savedMs = Now)
{
    KeySpread spread;
    spread.stage = stage;
    spread.savedMs = savedMs;
    return spread;
}

} // namespace

class TestEditSpreads final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void belongsToTheNewestEditOfItsKey();
    void anEditOfSeveralKeysIsAsSlowAsTheSlowest_data();
    void anEditOfSeveralKeysIsAsSlowAsTheSlowest();
    void somebodyElsesEditBelongsToNone();
};

void TestEditSpreads::belongsToTheNewestEditOfItsKey()
{
    const QList<ChangeEntry> entries{entryOf(u"1"_s, Now - 60'000, {u"a"_s}),
        entryOf(u"2"_s, Now - 300, {u"a"_s}), entryOf(u"3"_s, Now - 200, {u"b"_s})};
    const auto found = spreadsOfEdits(entries, {{u"a"_s, spreadOf(Stage::Spreading)}});
    QCOMPARE(found.size(), 1);
    QVERIFY(found.contains(u"2"_s));
}

void TestEditSpreads::anEditOfSeveralKeysIsAsSlowAsTheSlowest_data()
{
    QTest::addColumn<Stage>("one");
    QTest::addColumn<Stage>("other");
    QTest::addColumn<Stage>("expected");
    QTest::newRow("confirmed and live") << Stage::Confirmed << Stage::Live << Stage::Live;
    QTest::newRow("live and spreading") << Stage::Live << Stage::Spreading << Stage::Spreading;
    QTest::newRow("spreading and contradicted")
        << Stage::Spreading << Stage::Contradicted << Stage::Contradicted;
    QTest::newRow("both confirmed") << Stage::Confirmed << Stage::Confirmed << Stage::Confirmed;
}

void TestEditSpreads::anEditOfSeveralKeysIsAsSlowAsTheSlowest()
{
    QFETCH(Stage, one);
    QFETCH(Stage, other);
    QFETCH(Stage, expected);
    const QList<ChangeEntry> entries{entryOf(u"1"_s, Now - 300, {u"a"_s, u"b"_s, u"c"_s})};
    for (const auto &[a, b] : {std::pair(one, other), std::pair(other, one)}) {
        const auto found = spreadsOfEdits(entries, {{u"a"_s, spreadOf(a)}, {u"b"_s, spreadOf(b)}});
        QCOMPARE(found.value(u"1"_s).stage, expected);
    }
}

// It was seen in the file, and not noted: an editor of text, or another admin's.
void TestEditSpreads::somebodyElsesEditBelongsToNone()
{
    const QList<ChangeEntry> entries{entryOf(u"1"_s, Now - 60'000, {u"a"_s})};
    QVERIFY(spreadsOfEdits(entries, {{u"a"_s, spreadOf(Stage::Spreading)}}).isEmpty());
    QVERIFY(spreadsOfEdits({}, {{u"a"_s, spreadOf(Stage::Spreading)}}).isEmpty());
}

QTEST_GUILESS_MAIN(TestEditSpreads)
#include "tst_editspreads.moc"
