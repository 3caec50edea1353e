// Tables at terminals of all widths, with bars, and plain where there is no terminal.
#include "app/keydeckctl/terminal.h"
#include "core/base/fingerprint.h"
#include "core/rules/jsdate.h"
#include "tests/support/ctlrunner.h"
#include "tests/support/nodegateway.h"
#include "tests/support/storefixture.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QTest>

#include <clocale>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

class KeydeckCtlTablesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { std::setlocale(LC_ALL, ""); } // widths of characters
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void bars_data();
    void bars();
    void whatMattersStays();
    void everythingFits_data();
    void everythingFits();
    void wideCharactersTakeTwoCells();
    void statsComeAsATable();
    void withoutATerminalNothingIsDrawn();
    void anAsciiLocaleGetsAsciiBars();
};

namespace {

QByteArray inUse()
{
    const QString begun = toIsoString(QDateTime::currentMSecsSinceEpoch() - 3'600'000);
    std::vector<SampleKey> keys;
    const QStringList names{u"Calm"_s, u"東京チーム"_s, u"🦊 fox"_s,
        u"A name that is much longer than those of the others are and would wrap"_s};
    for (const QString &name : names) {
        const int n = int(keys.size());
        keys.push_back(sampleKey(n));
        keys.back().name = name;
        keys.back().usageWindows = {{begun, n * 25'000}};
    }
    return storeBytes(keys);
}

CtlOutcome at(int columns, const StoreFixture &store, const QStringList &words)
{
    return runCtlAtTerminal(words + QStringList{u"--store"_s, store.path()}, columns);
}

QStringList linesOf(const QByteArray &text)
{
    QStringList lines = QString::fromUtf8(text).split(u'\n');
    lines.removeLast();
    return lines;
}

QString id(int n)
{
    return fingerprint(sampleKeyText(n));
}

} // namespace

void KeydeckCtlTablesTest::bars_data()
{
    QTest::addColumn<double>("share");
    QTest::addColumn<QString>("blocks");
    QTest::addColumn<QString>("ascii");
    QTest::newRow("nothing") << 0.0 << u"    "_s << u"    "_s;
    QTest::newRow("half") << 0.5 << u"██  "_s << u"##  "_s;
    QTest::newRow("an eighth of a cell") << 1.0 / 32 << u"▏   "_s << u"    "_s;
    QTest::newRow("all") << 1.0 << u"████"_s << u"####"_s;
    QTest::newRow("too much") << 7.0 << u"████"_s << u"####"_s;
    QTest::newRow("no figure") << std::numeric_limits<double>::quiet_NaN() << u"    "_s
                               << u"    "_s;
}

void KeydeckCtlTablesTest::bars()
{
    QFETCH(double, share);
    QTEST(shareBar(share, 4, {80, true}), "blocks");
    QTEST(shareBar(share, 4, {80, false}), "ascii");
    QCOMPARE(shareBar(share, 4, {0, true}), QString());
}

// A wide column that had to go makes room for a narrow one that matters less.
void KeydeckCtlTablesTest::whatMattersStays()
{
    TextTable table(
        {{u"A"_s}, {u"WIDE"_s, false, false, 1}, {u"B"_s, false, false, 2}, {u"N"_s, false, true}});
    table.addRow({u"a"_s, QString(20, u'w'), u"b"_s, QString(20, u'n')});
    QCOMPARE(table.text(200).split(u'\n')[0], u"A  WIDE                  B  N"_s);
    QCOMPARE(table.text(30).split(u'\n')[0], u"A  B  N"_s);
    QCOMPARE(table.text(10).split(u'\n')[1], u"a  nnnnnn…"_s);
    TextTable empty({{u"A"_s}, {{}, false, false, 1}, {u"B"_s}});
    empty.addRow({u"a"_s, {}, u"b"_s});
    QCOMPARE(empty.text(0), u"A  B\na  b\n"_s); // what has nothing in it takes no room
}

void KeydeckCtlTablesTest::everythingFits_data()
{
    QTest::addColumn<int>("columns");
    QTest::addColumn<QStringList>("words");
    for (const int columns : {60, 80, 100, 200}) {
        QTest::newRow(qPrintable(u"list at %1"_s.arg(columns)))
            << columns << QStringList{u"list"_s};
        for (int n = 0; n < 4; ++n)
            QTest::newRow(qPrintable(u"show at %1 of %2"_s.arg(columns).arg(n)))
                << columns << QStringList{u"show"_s, id(n)};
        QTest::newRow(qPrintable(u"history at %1"_s.arg(columns)))
            << columns << QStringList{u"history"_s, id(3), u"--since"_s, u"24h"_s};
        QTest::newRow(qPrintable(u"changes at %1"_s.arg(columns)))
            << columns << QStringList{u"changes"_s};
    }
}

void KeydeckCtlTablesTest::everythingFits()
{
    QFETCH(int, columns);
    QFETCH(QStringList, words);
    const StoreFixture store(inUse());
    QCOMPARE(runCtl({u"record"_s, u"--once"_s, u"--store"_s, store.path()}).exitCode, 0);
    const CtlOutcome outcome = at(columns, store, words);
    QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
    for (const QString &line : linesOf(outcome.out))
        QVERIFY2(displayWidth(line) <= columns, qPrintable(line));
    QVERIFY2(!outcome.out.contains('\x1b'), "no colour");
    const QString text = QString::fromUtf8(outcome.out);
    if (words[0] == "list"_L1) {
        for (int n = 0; n < 4; ++n)
            QVERIFY(text.contains(id(n)));
        QVERIFY2(text.contains(u"75,000 / 100,000"_s) && text.contains(u"Active"_s),
            outcome.out.constData());
        QCOMPARE(text.contains(u"██████  "_s), columns >= 80);
        QCOMPARE(text.contains(u"RESETS"_s), columns >= 80);
        QCOMPARE(text.contains(u"EXPIRES"_s), columns >= 100);
    }
    if (words.contains(id(3)) && (columns >= 80 || words[0] == "show"_L1))
        QVERIFY2(text.contains(u"███"_s), outcome.out.constData());
}

void KeydeckCtlTablesTest::wideCharactersTakeTwoCells()
{
    const StoreFixture store(inUse());
    const QStringList lines = linesOf(at(100, store, {u"list"_s}).out);
    QCOMPARE(lines.size(), 5);
    QSet<int> places;
    for (const QString &line : lines.mid(1))
        places.insert(displayWidth(line.first(line.indexOf(u"Active"_s))));
    QCOMPARE(places.size(), 1);
    QCOMPARE(displayWidth(u"東京🦊"), 6);
}

void KeydeckCtlTablesTest::statsComeAsATable()
{
    const StoreFixture store(inUse());
    const NodeGateway gateway(store.path());
    const QStringList words{u"stats"_s, u"--gateway"_s, gateway.url(), id(1), id(3)};
    const CtlOutcome outcome = at(80, store, words);
    QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
    const QStringList lines = linesOf(outcome.out);
    QVERIFY2(lines.size() >= 3 && lines[0].startsWith(u"ID "_s), outcome.out.constData());
    for (const QString &line : lines)
        QVERIFY2(displayWidth(line) <= 80, qPrintable(line));
    QVERIFY2(lines[2].contains(u"75,000 / 100,000"_s) && lines[2].contains(u"███"_s),
        outcome.out.constData());
    QCOMPARE(displayWidth(lines[1].first(lines[1].indexOf(u" / "_s))),
        displayWidth(lines[2].first(lines[2].indexOf(u" / "_s))));
    const CtlOutcome plain = runCtl(words + QStringList{u"--store"_s, store.path()});
    QVERIFY2(plain.out.contains(": 200 in ") && !plain.out.contains("█"), plain.out.constData());
}

void KeydeckCtlTablesTest::withoutATerminalNothingIsDrawn()
{
    const StoreFixture store(inUse());
    for (const QStringList &words : {QStringList{u"list"_s}, QStringList{u"show"_s, id(3)}}) {
        const CtlOutcome outcome = runCtl(words + QStringList{u"--store"_s, store.path()});
        QVERIFY2(
            !outcome.out.contains("█") && !outcome.out.contains('\x1b'), outcome.out.constData());
        QVERIFY2(outcome.out.contains("and would wrap"), outcome.out.constData());
    }
    const QStringList lines = linesOf(runCtl({u"list"_s, u"--store"_s, store.path()}).out);
    QVERIFY2(lines[0].contains(u"USED / LIMIT  RESETS"_s), qPrintable(lines[0]));
}

void KeydeckCtlTablesTest::anAsciiLocaleGetsAsciiBars()
{
    const StoreFixture store(inUse());
    CtlTerminal terminal;
    terminal.program = u"/usr/bin/env"_s;
    const CtlOutcome outcome = runCtlAtTerminal(
        {u"LC_ALL=C"_s, ctlProgram(), u"list"_s, u"--store"_s, store.path()}, terminal);
    QVERIFY2(
        outcome.out.contains("######  ") && !outcome.out.contains("█"), outcome.out.constData());
}

QTEST_GUILESS_MAIN(KeydeckCtlTablesTest)
#include "tst_keydeckctltables.moc"
