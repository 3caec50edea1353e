#include "core/base/shorttext.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <array>
#include <vector>

using namespace Qt::StringLiterals;
using namespace keydeck;

namespace {

constexpr qsizetype LongestShort = Latin1Words::MaximumSize;
constexpr size_t Seed = 0x1234'5678'9abc'def1;
constexpr std::array<size_t, 5> Seeds{Seed, 1, 0xffff'ffff, size_t(1) << 63, 0xfeed'f00d'0123'4567};

/// A text of the longest short size by its words, of the last one without what its size takes.
using Words = std::array<quint64, 5>;

size_t hashOf(const QString &text, size_t seed = Seed)
{
    return ShortTextView(text).hash(seed);
}

QString textOf(const Words &words)
{
    return QString::fromLatin1(reinterpret_cast<const char *>(words.data()), LongestShort);
}

/// What somebody would choose words of who knows the source, but not the seed.
std::vector<quint64> knownValues()
{
    std::vector<quint64> values{0, ~quint64(0)};
    for (const quint64 one : Latin1Words::Odd) {
        values.push_back(one);
        for (const quint64 other : Latin1Words::Odd)
            values.push_back(one ^ other);
    }
    return values;
}

/// How many hashes so many texts have.
template <typename Make>
qsizetype hashesOf(size_t seed, int texts, const Make &make)
{
    QSet<size_t> hashes;
    for (int i = 0; i < texts; ++i)
        hashes.insert(hashOf(textOf(make(quint64(i) * 0x1234'5678'9abd + 1)), seed));
    return hashes.size();
}

} // namespace

class TestShortText final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void everyCharacterCounts_data();
    void everyCharacterCounts();
    void spreadsNumberedKeys_data();
    void spreadsNumberedKeys();
    void noWordCancelsAnother();
    void noHalfCancelsTheOther();
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

void TestShortText::spreadsNumberedKeys_data()
{
    QTest::addColumn<QString>("prefix");
    QTest::addColumn<size_t>("seed");

    for (const size_t seed : Seeds) {
        for (qsizetype size = 0; size <= LongestShort - 4; ++size) {
            QTest::addRow("%lld before, seed %llx", qlonglong(size), qulonglong(seed))
                << QString(size, u'p') << seed;
        }
    }
    QTest::newRow("as teams have them") << u"pk_customer_team_"_s << Seed;
}

void TestShortText::spreadsNumberedKeys()
{
    QFETCH(QString, prefix);
    QFETCH(size_t, seed);
    constexpr int Keys = 1000;
    constexpr size_t Places = 4096; // as many as a table has for them

    QSet<size_t> hashes;
    QSet<size_t> low;
    QSet<size_t> high;
    for (int number = 0; number < Keys; ++number) {
        const size_t hash = hashOf(prefix + QString::number(number).rightJustified(4, u'0'), seed);
        hashes.insert(hash);
        low.insert(hash % Places);
        high.insert(hash / (~size_t(0) / Places + 1));
    }
    QCOMPARE(hashes.size(), Keys);
    // By chance 887, give or take 9.
    QVERIFY2(low.size() > 840, qPrintable(QString::number(low.size())));
    QVERIFY2(high.size() > 840, qPrintable(QString::number(high.size())));
}

void TestShortText::noWordCancelsAnother()
{
    for (const size_t seed : Seeds) {
        for (const quint64 chosen : knownValues()) {
            for (size_t at = 0; at < 4; ++at) {
                for (size_t varied = 0; varied < 4; ++varied) {
                    const auto words = [&](quint64 value) {
                        Words all{};
                        all[varied] = value;
                        all[at] = chosen;
                        return all;
                    };
                    QCOMPARE(hashesOf(seed, 10, words), varied == at ? 1 : 10);
                }
            }
        }
    }
}

/// The two words of one follow from the two of the other, in order or crosswise.
void TestShortText::noHalfCancelsTheOther()
{
    for (const size_t seed : Seeds) {
        for (const quint64 x : knownValues()) {
            for (const quint64 y : knownValues()) {
                const auto inOrder = [&](quint64 other) {
                    return Words{other, ~other, other ^ x, ~other ^ y, 0};
                };
                const auto crosswise = [&](quint64 other) {
                    return Words{other, ~other, ~other ^ x, other ^ y, 0};
                };
                QCOMPARE(hashesOf(seed, 10, inOrder), 10);
                QCOMPARE(hashesOf(seed, 10, crosswise), 10);
            }
        }
    }
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
