#include "core/base/shorttext.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;

namespace {

constexpr qsizetype LongestShort = Latin1Words::MaximumSize;
constexpr size_t Seed = 0x1234'5678'9abc'def1;

size_t hashOf(const QString &text, size_t seed = Seed)
{
    return ShortTextView(text).hash(seed);
}

} // namespace

class TestShortText final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void everyCharacterCounts_data();
    void everyCharacterCounts();
    void tellsNumberedKeysApart_data();
    void tellsNumberedKeysApart();
    void givesBackWhatWasAssigned();
};

void TestShortText::everyCharacterCounts_data()
{
    QTest::addColumn<qsizetype>("size");

    for (qsizetype size = 0; size <= LongestShort; ++size)
        QTest::addRow("%lld characters", qlonglong(size)) << size;
}

/// All texts that differ from one in a single character.
void TestShortText::everyCharacterCounts()
{
    QFETCH(qsizetype, size);

    const QString text(size, u'k');
    QSet<size_t> hashes{hashOf(text)};
    for (qsizetype at = 0; at < size; ++at) {
        for (char16_t character = 0; character <= 0xff; ++character) {
            QString other = text;
            other[at] = QChar(character);
            hashes.insert(hashOf(other));
        }
    }
    QCOMPARE(hashes.size(), 1 + size * 0xff);
}

void TestShortText::tellsNumberedKeysApart_data()
{
    QTest::addColumn<QString>("prefix");

    for (qsizetype size = 0; size <= LongestShort - 4; ++size)
        QTest::addRow("%lld before", qlonglong(size)) << QString(size, u'p');
    QTest::newRow("as teams have them") << u"pk_customer_team_"_s;
}

void TestShortText::tellsNumberedKeysApart()
{
    QFETCH(QString, prefix);
    constexpr int Keys = 1000;

    QSet<size_t> hashes;
    for (int number = 0; number < Keys; ++number)
        hashes.insert(hashOf(prefix + QString::number(number).rightJustified(4, u'0')));
    QCOMPARE(hashes.size(), Keys);
}

void TestShortText::givesBackWhatWasAssigned()
{
    for (const QString &text : {QString(), u"pk_1"_s, QString(LongestShort, u'\xff'),
             QString(LongestShort + 1, u'k'), u"pk_\x142"_s}) {
        ShortText kept;
        kept.assign(ShortTextView(text));
        QCOMPARE(kept.toString(), text);
        QVERIFY(kept == ShortTextView(text));
        const QString other = text + u'2';
        QVERIFY(!(kept == ShortTextView(other)));
    }
}

QTEST_GUILESS_MAIN(TestShortText)
#include "tst_shorttext.moc"
