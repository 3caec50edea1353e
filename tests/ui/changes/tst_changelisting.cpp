#include "ui/changes/changelisting.h"

#include "tests/support/changeentries.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

class TestChangeListing final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void finds_data();
    void finds();
    void oneKey();
    void oneKeyThroughItsReplacements();
    void whatAKeyIsNow();
};

namespace {

QList<ChangeEntry> entries()
{
    QList<ChangeEntry> list{
        editOf(
            u"Edit 2 keys"_s, {renaming(0, u"Ann"_s, u"Anna"_s), renaming(1, u"Bob"_s, u"Rob"_s)}),
        editOf(u"Edit “Eve”"_s, {renaming(2, u"Éve"_s, u"Eve"_s)}), editOf(u"Accept"_s, {})};
    list[1].author = u"root@Gateway"_s;
    return list;
}

} // namespace

void TestChangeListing::finds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<ChangeListing>("listing");

    QTest::newRow("everything") << QString() << ChangeListing{{0, {0, 1}}, {1, {0}}, {2, {}}};
    QTest::newRow("name") << u"anna"_s << ChangeListing{{0, {0}}};
    QTest::newRow("former name") << u"ÉVE"_s << ChangeListing{{1, {0}}};
    QTest::newRow("fingerprint") << fingerprint(sampleKey(1).key) << ChangeListing{{0, {1}}};
    QTest::newRow("not the middle of one, which words can be by chance")
        << fingerprint(sampleKey(1).key).mid(1) << ChangeListing{};
    QTest::newRow("author") << u"@gateway"_s << ChangeListing{{1, {0}}};
    QTest::newRow("author of an edit without keys")
        << u"ada@"_s << ChangeListing{{0, {0, 1}}, {2, {}}};
    QTest::newRow("not the key") << sampleKey(1).key << ChangeListing{};
    QTest::newRow("nobody") << u"nobody"_s << ChangeListing{};
}

void TestChangeListing::finds()
{
    QFETCH(QString, text);
    QFETCH(ChangeListing, listing);
    QCOMPARE(matchingEdits(entries(), text), listing);
}

void TestChangeListing::oneKey()
{
    const QString key = fullFingerprint(sampleKey(1).key);
    QCOMPARE(editsOfKey(entries(), key), (ChangeListing{{0, {1}}}));
    QCOMPARE(editsOfKey(entries(), fullFingerprint(u"pk_other")), ChangeListing{});
    QCOMPARE(editsOfKey({}, key), ChangeListing{});
}

void TestChangeListing::oneKeyThroughItsReplacements()
{
    const QString later = u"pk_later_0123456789abcdef"_s;
    const QList<ChangeEntry> list{editOf(u"before"_s, {renaming(0, u"a"_s, u"b"_s)}),
        editOf(u"Rotate"_s, {renaming(1, u"x"_s, u"y"_s), replacing(0, later)}),
        editOf(u"former key again"_s, {renaming(0, u"b"_s, u"c"_s)})};
    QCOMPARE(editsOfKey(list, fullFingerprint(later)), (ChangeListing{{0, {0}}, {1, {1}}}));
    QCOMPARE(editsOfKey(list, fullFingerprint(sampleKey(0).key)),
        (ChangeListing{{0, {0}}, {1, {1}}, {2, {0}}}));
}

void TestChangeListing::whatAKeyIsNow()
{
    const QString later = u"pk_later_0123456789abcdef"_s;
    const QList<ChangeEntry> list{editOf(u"before"_s, {renaming(0, u"a"_s, u"b"_s)}),
        editOf(u"Rotate"_s, {replacing(0, later)}),
        editOf(u"other"_s, {renaming(1, u"x"_s, u"y"_s)})};
    const auto now
        = [&](qsizetype entry) { return fingerprintNow(list, entry, list[entry].changes.front()); };
    QCOMPARE(now(0), fullFingerprint(later));
    QCOMPARE(now(1), fullFingerprint(later));
    QCOMPARE(now(2), fullFingerprint(sampleKey(1).key));
}

QTEST_GUILESS_MAIN(TestChangeListing)
#include "tst_changelisting.moc"
