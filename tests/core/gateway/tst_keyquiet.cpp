// When a key is left in peace.
#include "core/gateway/keyquiet.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;

namespace {

constexpr qint64 Now = 1'800'000'000'000;
constexpr qint64 Ttl = 60'000;
constexpr GatewayTraits Batching{GatewayBuild::Batching, Ttl};

} // namespace

class TestKeyQuiet final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aKeyInUseIsLeftAlone();
    void ourOwnQuestionIsUse();
    void whereAskingKeepsNothingItIsFree_data();
    void whereAskingKeepsNothingItIsFree();
};

void TestKeyQuiet::aKeyInUseIsLeftAlone()
{
    const KeyQuiet quiet;
    QCOMPARE(quiet.until(u"a"_s, Now, Batching), Now + Ttl + KeyQuiet::SilenceMs);
    QCOMPARE(quiet.until(u"a"_s, std::nullopt, Batching), 0);
}

void TestKeyQuiet::ourOwnQuestionIsUse()
{
    KeyQuiet quiet;
    quiet.noteAsked(u"a"_s, Now);
    QCOMPARE(quiet.until(u"a"_s, std::nullopt, Batching), Now + Ttl + KeyQuiet::SilenceMs);
    QCOMPARE(quiet.until(u"a"_s, Now - 10'000, Batching), Now + Ttl + KeyQuiet::SilenceMs);
    QCOMPARE(quiet.until(u"a"_s, Now + 10'000, Batching), Now + 10'000 + Ttl + KeyQuiet::SilenceMs);
    QCOMPARE(quiet.until(u"b"_s, std::nullopt, Batching), 0);
    quiet.forget();
    QCOMPARE(quiet.until(u"a"_s, std::nullopt, Batching), 0);
}

void TestKeyQuiet::whereAskingKeepsNothingItIsFree_data()
{
    QTest::addColumn<GatewayBuild>("build");
    QTest::newRow("plain") << GatewayBuild::Plain;
    QTest::newRow("cached") << GatewayBuild::Cached;
}

void TestKeyQuiet::whereAskingKeepsNothingItIsFree()
{
    QFETCH(GatewayBuild, build);
    KeyQuiet quiet;
    quiet.noteAsked(u"a"_s, Now);
    QCOMPARE(quiet.until(u"a"_s, Now, {build, Ttl}), 0);
}

QTEST_GUILESS_MAIN(TestKeyQuiet)
#include "tst_keyquiet.moc"
