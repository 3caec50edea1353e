#include "core/changes/storeeditor.h"
#include "core/command/bookusage.h"
#include "core/command/resetwindows.h"
#include "core/rules/usagewindow.h"
#include "core/store/keycodec.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"

#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

class TestResetWindows final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesAwayWhatCounts_data();
    void takesAwayWhatCounts();
    void changesNothingElse();
    void saysWhereNoWindowIsOpen();
    void resetsTheOthersAndNotesThoseWithout();
    void usageThatComesAfterStays();
    void undoOnlyWhereNothingWasUsedSince();
    void aBrokenRecordIsSaid();
    void titlesReadAsInAMenu();
};

namespace {

const QString Open = u"2026-01-18T08:00:00.000Z"_s;
const QString Closed = u"2026-01-17T08:00:00.000Z"_s;
const QString AtCutoff = u"2026-01-18T05:30:00.000Z"_s;
const QString JustBefore = u"2026-01-18T05:29:59.999Z"_s;

Target target(int n)
{
    return {{sampleKeyText(n), 0}, u"Example %1"_s.arg(n)};
}

std::vector<SampleKey> withWindows(const std::vector<SampleWindow> &windows)
{
    SampleKey key = sampleKey(1);
    key.usageWindows = windows;
    return {sampleKey(0), key, sampleKey(2)};
}

Result<KeySet> reset(const QByteArray &bytes, std::vector<Target> targets = {target(1)})
{
    return ResetWindows(std::move(targets), SomeNowMs).apply(decodeStore(bytes));
}

} // namespace

void TestResetWindows::takesAwayWhatCounts_data()
{
    QTest::addColumn<QStringList>("before");
    QTest::addColumn<QStringList>("after");
    QTest::newRow("one") << QStringList{Open} << QStringList{};
    QTest::newRow("two") << QStringList{Open, AtCutoff} << QStringList{};
    QTest::newRow("beside a closed one") << QStringList{Closed, Open} << QStringList{Closed};
    QTest::newRow("between closed ones")
        << QStringList{Closed, Open, JustBefore} << QStringList{Closed, JustBefore};
    QTest::newRow("one that begins later") << QStringList{u"2030-01-01"_s} << QStringList{};
}

void TestResetWindows::takesAwayWhatCounts()
{
    QFETCH(QStringList, before);
    QFETCH(QStringList, after);
    const auto windows = [](const QStringList &starts) {
        std::vector<SampleWindow> list;
        for (const QString &start : starts)
            list.push_back({start, 7});
        return withWindows(list);
    };
    const auto done = reset(storeBytes(windows(before)));
    QVERIFY2(done, qPrintable(done ? QString() : done.error().message));
    QCOMPARE(done->bytes(), storeBytes(windows(after)));
    QVERIFY(!checkRateLimit(done->at(1), SomeNowMs).started);
}

void TestResetWindows::changesNothingElse()
{
    const QByteArray before
        = R"({"keys":[ {"key":"pk_example_00001","x":[1.0,1e400],)"
          R"("total_lifetime_tokens":5.0,)"
          R"("usage_windows" : [ {"window_start":"2026-01-17","t":1} ,)"
          R"( {"window_start":"2026-01-18T08:00:00.000Z","tokens_used":3} ]} ]})";
    const auto done = reset(before);
    QVERIFY2(done, qPrintable(done ? QString() : done.error().message));
    QByteArray expected = before;
    expected.replace(R"( , {"window_start":"2026-01-18T08:00:00.000Z","tokens_used":3})", "");
    QCOMPARE(done->bytes(), expected);
}

void TestResetWindows::saysWhereNoWindowIsOpen()
{
    for (const auto &windows : {std::vector<SampleWindow>{}, {{Closed, 5}}, {{JustBefore, 5}}}) {
        const auto done = reset(storeBytes(withWindows(windows)));
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::InvalidInput);
        QVERIFY2(done.error().message.contains(u"“Example 1” has no window open"_s),
            qPrintable(done.error().message));
    }
    const auto gone = reset(storeBytes(1));
    QVERIFY(!gone);
    QCOMPARE(gone.error().code, ErrorCode::NotFound);
}

void TestResetWindows::resetsTheOthersAndNotesThoseWithout()
{
    const QByteArray before = storeBytes(withWindows({{Closed, 5}}));
    const ResetWindows command({target(0), target(1), target(2)}, SomeNowMs);
    const auto done = command.apply(decodeStore(before));
    QVERIFY(done);
    std::vector<SampleKey> keys = withWindows({{Closed, 5}});
    keys[0].usageWindows.clear();
    keys[2].usageWindows.clear();
    QCOMPARE(done->bytes(), storeBytes(keys));
    QCOMPARE(command.notes(decodeStore(before)), QStringList{u"“Example 1” has no window open."_s});
}

void TestResetWindows::usageThatComesAfterStays()
{
    const auto done = reset(storeBytes(withWindows({{Open, 100'500}})));
    QVERIFY(done);
    const auto used = BookUsage(sampleKeyText(1), 40, SomeNowMs + 5).apply(*done);
    QVERIFY(used);
    const RateLimit rate = checkRateLimit(used->at(1), SomeNowMs + 10);
    QVERIFY(rate.started && !rate.blocked);
    QCOMPARE(rate.used, 40);
    QCOMPARE(used->at(1).value(KeyField::TotalLifetimeTokens).toNumber(), 1'500'040);
}

void TestResetWindows::undoOnlyWhereNothingWasUsedSince()
{
    for (const bool isUsedSince : {false, true}) {
        const QTemporaryDir kept;
        const StoreFixture fixture(2);
        const ManualClock clock;
        KeyStore store(fixture.path(), {}, clock);
        StoreEditor editor(store, {kept.filePath(u"stores/a"_s), u"alice@host"_s}, clock);
        QVERIFY(editor.run(ResetWindows({target(1)}, SomeNowMs)));
        if (isUsedSince)
            QVERIFY(store.updateApiKeyUsage(sampleKeyText(1), 3));
        QVERIFY(editor.undo());
        QCOMPARE(checkRateLimit(store.load()->at(1), SomeNowMs).used, isUsedSince ? 3 : 45'000);
    }
}

void TestResetWindows::aBrokenRecordIsSaid()
{
    const QByteArray bytes = storeBytes(withWindows({})).replace("[]", "null");
    const auto done = reset(bytes, {target(0), target(1)});
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::StoreUnusable);
    QVERIFY(done.error().message.contains(u"usage_windows of “Example 1”"_s));
}

void TestResetWindows::titlesReadAsInAMenu()
{
    QCOMPARE(ResetWindows({target(0)}, 0).title(), u"Reset the window of “Example 0”"_s);
    QCOMPARE(ResetWindows({target(0), target(1)}, 0).title(), u"Reset the windows of 2 keys"_s);
}

QTEST_GUILESS_MAIN(TestResetWindows)
#include "tst_resetwindows.moc"
