// Keys in groups: the rows that stand for groups, and those beneath them.
#include "core/base/format.h"
#include "core/history/installationsecret.h"
#include "core/notes/keynotes.h"
#include "core/store/keycodec.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"
#include "tests/support/uitest.h"
#include "ui/keys/keyfilter.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QTest>

#include <random>
#include <set>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

class TestKeyGroups final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void groupsStandAboveTheirKeys_data();
    void groupsStandAboveTheirKeys();
    void modelsThatLookAlikeStayApart();
    void aSummaryCountsWhatItsGroupHas();
    void aClosedGroupHidesItsKeysAndGoesOnCounting();
    void openingForAKeyListsIt();
    void groupsAreNotSelected();
    void anySequenceOfEventsStaysConsistent();
    void aHundredThousandKeysAreGroupedAtTypingSpeed();
};

namespace {

const QByteArray Secret = "not much of a secret";

KeyNotes tagged(const std::vector<std::pair<SampleKey, QStringList>> &tags)
{
    KeyNotes::ByName notes;
    for (const auto &[key, ofKey] : tags)
        notes[nameUnderSecret(key.key, Secret)].tags = ofKey;
    return {Secret, notes};
}

SampleKey sample(int n, const QString &name, const QString &model, qint64 tokens = 1000)
{
    SampleKey key = sampleKey(n);
    key.name = name;
    key.model = model;
    key.totalLifetimeTokens = tokens;
    return key;
}

SampleKey expired(SampleKey key)
{
    key.expiryDate = u"2026-01-01T00:00:00.000Z"_s;
    return key;
}

struct Fixture
{
    KeyModel model;
    KeyFilter filter{model};
    QAbstractItemModelTester tester{
        &filter, QAbstractItemModelTester::FailureReportingMode::QtTest};

    void set(const std::vector<SampleKey> &keys, const KeyNotes &notes = {})
    {
        model.setRows(
            KeyRows::of(decodeStore(storeBytes(keys)), SomeNowMs, model.rows().get(), notes));
    }
    /// Groups in brackets.
    [[nodiscard]] QStringList lines() const
    {
        QStringList lines;
        for (int row = 0; row < filter.rowCount(); ++row) {
            const QString text = filter.index(row, 0).data().toString();
            lines += filter.groupAt(row) ? u"[%1]"_s.arg(text) : text;
        }
        return lines;
    }
    [[nodiscard]] int rowOfGroup(const QString &title) const
    {
        return int(lines().indexOf(u"[%1]"_s.arg(title)));
    }
};

/// Groups stay where they are, and what is in each turns round.
QStringList turnedRound(const QStringList &lines)
{
    QStringList turned;
    qsizetype begin = 0;
    for (const QString &line : lines) {
        const bool isGroup = line.startsWith(u'[');
        begin = isGroup ? turned.size() + 1 : begin;
        turned.insert(isGroup ? turned.size() : begin, line);
    }
    return turned;
}

/// What every state must satisfy: each listed key once, under an open group that counts it.
void verifyGroups(const KeyFilter &filter)
{
    std::set<int> seen;
    std::set<QString> titles;
    int keysOfGroup = 0;
    for (int row = 0; row < filter.rowCount(); ++row) {
        const KeyGroup *group = filter.groupAt(row);
        if (!group) {
            QVERIFY(seen.insert(filter.sourceRow(row)).second);
            QCOMPARE(filter.rowOf(filter.sourceRow(row)), row);
            QCOMPARE(filter.groupRowOf(row) >= 0, filter.grouping() != Grouping::None);
            --keysOfGroup;
            continue;
        }
        QCOMPARE(keysOfGroup, 0);
        QVERIFY(titles.insert(group->title).second);
        QVERIFY(group->keys > 0);
        QCOMPARE(filter.sourceRow(row), -1);
        QVERIFY(!filter.mapToSource(filter.index(row, 0)).isValid());
        keysOfGroup = group->isOpen ? group->keys : 0;
    }
    QVERIFY(filter.grouping() == Grouping::None || keysOfGroup == 0);
}

} // namespace

void TestKeyGroups::groupsStandAboveTheirKeys_data()
{
    QTest::addColumn<Grouping>("grouping");
    QTest::addColumn<QStringList>("lines");
    QTest::newRow("none") << Grouping::None << QStringList{u"Ann"_s, u"Bob"_s, u"Cid"_s, u"Dee"_s};
    QTest::newRow("status, worst first")
        << Grouping::Status
        << QStringList{u"[Expired]"_s, u"Bob"_s, u"[Active]"_s, u"Ann"_s, u"Cid"_s, u"Dee"_s};
    QTest::newRow("model in effect")
        << Grouping::Model
        << QStringList{u"[alpha]"_s, u"Cid"_s, u"Dee"_s, u"[glm-4.7]"_s, u"Ann"_s, u"Bob"_s};
    QTest::newRow("tags, none last") << Grouping::Tags
                                     << QStringList{u"[prod, team-a]"_s, u"Ann"_s, u"Dee"_s,
                                            u"[team-b]"_s, u"Bob"_s, u"[No tags]"_s, u"Cid"_s};
}

void TestKeyGroups::groupsStandAboveTheirKeys()
{
    QFETCH(Grouping, grouping);
    QFETCH(QStringList, lines);
    const SampleKey ann = sample(0, u"Ann"_s, u"glm-4.7"_s);
    const SampleKey bob = expired(sample(1, u"Bob"_s, {}));
    const SampleKey cid = sample(2, u"Cid"_s, u"alpha"_s), dee = sample(3, u"Dee"_s, u"alpha"_s);
    const QStringList both{u"prod"_s, u"team-a"_s};
    Fixture f;
    f.set({dee, cid, bob, ann}, tagged({{ann, both}, {dee, both}, {bob, {u"team-b"_s}}}));
    f.filter.sort(KeyModel::IdentityColumn);
    f.filter.setGrouping(grouping);
    QCOMPARE(f.lines(), lines);
    f.filter.sort(KeyModel::IdentityColumn, Qt::DescendingOrder);
    QCOMPARE(f.lines(), turnedRound(lines));
    f.filter.setGrouping(Grouping::None);
    QCOMPARE(f.lines(), (QStringList{u"Dee"_s, u"Cid"_s, u"Bob"_s, u"Ann"_s}));
}

void TestKeyGroups::modelsThatLookAlikeStayApart()
{
    Fixture f;
    f.set({sample(0, u"a"_s, u"x\u202Ey"_s), sample(1, u"b"_s, u"x\\\\u202ey"_s)});
    f.filter.setGrouping(Grouping::Model);
    QCOMPARE(f.filter.rowCount(), 4);
    QCOMPARE(f.filter.index(0, 0).data(), f.filter.index(2, 0).data());
}

void TestKeyGroups::aSummaryCountsWhatItsGroupHas()
{
    Fixture f;
    f.set({sample(0, u"a"_s, u"m"_s, 1'500'000), expired(sample(1, u"b"_s, u"m"_s, 2'000'001)),
        expired(sample(2, u"c"_s, u"m"_s, 0)), expired(sample(3, u"d"_s, u"n"_s, 7))});
    f.filter.setGrouping(Grouping::Model);
    QCOMPARE(f.filter.groupAt(0)->summary(),
        u"3 keys, 2 expired, %1 tokens in all"_s.arg(formatCount(3'500'001)));
    QCOMPARE(f.filter.groupAt(4)->summary(), u"1 key, 7 tokens in all"_s);
    QCOMPARE(f.filter.index(4, 0).data(Qt::AccessibleTextRole).toString(),
        u"n, open group: 1 key, 7 tokens in all"_s);
    f.filter.setSearch(u"-name:b"_s);
    QCOMPARE(f.filter.groupAt(0)->keys, 2);
}

void TestKeyGroups::aClosedGroupHidesItsKeysAndGoesOnCounting()
{
    Fixture f;
    const auto ann = sample(0, u"Ann"_s, u"m"_s), bob = sample(1, u"Bob"_s, u"n"_s);
    f.set({ann, bob});
    f.filter.setGrouping(Grouping::Model);
    f.filter.setGroupOpen(0, false);
    QCOMPARE(f.lines(), (QStringList{u"[m]"_s, u"[n]"_s, u"Bob"_s}));
    QVERIFY(f.filter.isInClosedGroup(0) && !f.filter.isInClosedGroup(1));

    const QPersistentModelIndex header(f.filter.index(0, 0));
    f.set({ann, bob, sample(2, u"Cid"_s, u"m"_s), sample(3, u"Dee"_s, u"a"_s)});
    QCOMPARE(f.lines(), (QStringList{u"[a]"_s, u"Dee"_s, u"[m]"_s, u"[n]"_s, u"Bob"_s}));
    QCOMPARE(header.row(), 2);
    QCOMPARE(f.filter.groupAt(header.row())->keys, 2);
    f.filter.setAllGroupsOpen(false);
    QCOMPARE(f.lines(), (QStringList{u"[a]"_s, u"[m]"_s, u"[n]"_s}));
    f.filter.setAllGroupsOpen(true);
    QCOMPARE(f.filter.rowCount(), 7);
}

void TestKeyGroups::openingForAKeyListsIt()
{
    Fixture f;
    f.set({sample(0, u"Ann"_s, u"m"_s), sample(1, u"Bob"_s, u"n"_s)});
    f.filter.setGrouping(Grouping::Model);
    f.filter.setAllGroupsOpen(false);
    f.filter.openGroupOf(1);
    QCOMPARE(f.lines(), (QStringList{u"[m]"_s, u"[n]"_s, u"Bob"_s}));
}

void TestKeyGroups::groupsAreNotSelected()
{
    Fixture f;
    f.set({sample(0, u"Ann"_s, u"m"_s)});
    f.filter.setGrouping(Grouping::Model);
    QVERIFY(!f.filter.flags(f.filter.index(0, 0)).testFlag(Qt::ItemIsSelectable));
    QVERIFY(f.filter.flags(f.filter.index(0, 0)).testFlag(Qt::ItemIsEnabled));
    QVERIFY(f.filter.flags(f.filter.index(1, 0)).testFlag(Qt::ItemIsSelectable));
}

void TestKeyGroups::anySequenceOfEventsStaysConsistent()
{
    Fixture f;
    std::mt19937 random(815);
    std::vector<int> numbers(20);
    std::iota(numbers.begin(), numbers.end(), 0);
    const QStringList models{u"a"_s, u"b"_s, u"c"_s, {}};
    QPersistentModelIndex header;
    QString title;
    for (int round = 0; round < 300; ++round) {
        std::shuffle(numbers.begin(), numbers.end(), random);
        std::vector<SampleKey> keys;
        for (size_t i = 0; i < random() % numbers.size(); ++i) {
            SampleKey key = sample(numbers[i], u"key %1"_s.arg(numbers[i]), models[random() % 4]);
            keys.push_back(random() % 3 ? key : expired(key));
        }
        f.set(keys);
        verifyGroups(f.filter);
        if (header.isValid()) // it is still the row of the same group
            QCOMPARE(header.data().toString(), title);
        f.filter.setGrouping(AllGroupings[random() % std::size(AllGroupings)]);
        f.filter.setSearch(random() % 3 ? QString() : u"key 1"_s);
        f.filter.sort(int(random() % KeyModel::ColumnCount));
        verifyGroups(f.filter);
        if (f.filter.rowCount() > 0 && f.filter.grouping() != Grouping::None) {
            const int row = f.filter.groupRowOf(int(random() % uint(f.filter.rowCount())));
            header = f.filter.index(row, 0);
            title = header.data().toString();
            f.filter.setGroupOpen(row, random() % 2);
            verifyGroups(f.filter);
        }
        f.filter.setAllGroupsOpen(random() % 2);
        verifyGroups(f.filter);
    }
}

void TestKeyGroups::aHundredThousandKeysAreGroupedAtTypingSpeed()
{
    constexpr qint64 GenerousMs = 500; // about 60 are usual
    Fixture f;
    std::vector<SampleKey> keys;
    for (int n = 0; n < 100'000; ++n)
        keys.push_back(sample(n, u"key %1"_s.arg(n), u"model %1"_s.arg(n % 50)));
    KeyModel model;
    model.setKeys(decodeStore(storeBytes(keys)), SomeNowMs);
    KeyFilter filter(model);
    QTRY_VERIFY(!filter.isBehind());
    for (const auto &step : std::initializer_list<std::function<void()>>{
             [&] { filter.setGrouping(Grouping::Model); }, [&] { filter.setSearch(u"7"_s); },
             [&] { filter.sort(KeyModel::LifetimeColumn); }, [&] { filter.setSearch({}); },
             [&] { filter.setAllGroupsOpen(false); }, [&] { filter.setAllGroupsOpen(true); }}) {
        QElapsedTimer timer;
        timer.start();
        step();
        QTRY_VERIFY(!filter.isBehind());
        QVERIFY2(timer.elapsed() < GenerousMs, qPrintable(QString::number(timer.elapsed())));
    }
    QCOMPARE(filter.rowCount(), 100'050);
}

QTEST_MAIN(TestKeyGroups)
#include "tst_keygroups.moc"
