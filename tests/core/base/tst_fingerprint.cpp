#include "core/base/fingerprint.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;

class TestFingerprint final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void isTheSha256OfTheUtf8_data();
    void isTheSha256OfTheUtf8();
    void isFoundByItsBeginning();
    void masks_data();
    void masks();
    void alwaysHidesEightCharacters();
};

// printf '%s' "$key" | sha256sum
void TestFingerprint::isTheSha256OfTheUtf8_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("digits");

    QTest::newRow("key") << u"pk_example_0001"_s
                         << u"d3d2f0048d8fdfcf497b007a94b71ed618021a9a2f686607e1c780b35c4d3581"_s;
    QTest::newRow("empty") << QString()
                           << u"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"_s;
    QTest::newRow("beyond ASCII")
        << u"schlüssel"_s << u"ccec7a8e3e039f0b6b308a81f438e1d07a59c8c896b4f237d10c3eecb8375ef7"_s;
    // node -p 'crypto.createHash("sha256").update("pk_\ud800").digest("hex")'
    QTest::newRow("half a pair")
        << u"pk_\xd800"_s << u"3ec632243f866d13d5c260fd3fe22050fbc8cbe658c089b76bc9fc975156a425"_s;
    QTest::newRow("halves in the wrong order")
        << u"a\xdc00\xd83d"
           u"b"_s
        << u"df6bc292638d56dc79730424c8c70e0b90271d0ee49a96462e3b1c2fbc37b810"_s;
    QTest::newRow("half a pair before a whole one")
        << u"\xd83d😀"_s << u"16bbb56893fdcd3874f3871c3ca69b3b380f4d94a9b7eeb600f66249de41b69f"_s;
}

void TestFingerprint::isTheSha256OfTheUtf8()
{
    QFETCH(QString, key);
    QFETCH(QString, digits);
    QCOMPARE(fullFingerprint(key), digits);
    QCOMPARE(fingerprint(key), digits.left(12));
}

void TestFingerprint::isFoundByItsBeginning()
{
    const QString key = u"pk_Füße"_s;
    const QString digits = fullFingerprint(key);
    for (qsizetype size = 0; size <= digits.size(); ++size) {
        QVERIFY(hasFingerprintStart(key, digits.left(size)));
        QCOMPARE(isFingerprintStart(digits.left(size)), size >= 8);
        QCOMPARE(isFingerprintStart(digits.left(size).toUpper(), 4), size >= 4);
        if (size == 0)
            continue;
        QString wrong = digits.left(size);
        wrong.back() = wrong.back() == u'0' ? u'1' : u'0';
        QVERIFY(!hasFingerprintStart(key, wrong));
    }
    QVERIFY(!isFingerprintStart(digits + u'0'));
    QVERIFY(!hasFingerprintStart(key, digits + u"00"_s));
    QVERIFY(!isFingerprintStart(u"3f2a9c0g"));
}

void TestFingerprint::masks_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("masked");

    QTest::newRow("usual") << u"pk_0123456789abcdef0123456789ab3f2a"_s << u"pk_…3f2a"_s;
    QTest::newRow("longest prefix") << u"live_0123456789abcdef"_s << u"live_…cdef"_s;
    QTest::newRow("underscore too late") << u"lives_0123456789abcdef"_s << u"…cdef"_s;
    QTest::newRow("no prefix") << u"0123456789abcdef"_s << u"…cdef"_s;
    QTest::newRow("underscore first") << u"_0123456789abcdef"_s << u"_…cdef"_s;
    QTest::newRow("two underscores") << u"a_b_0123456789abcdef"_s << u"a_…cdef"_s;
    QTest::newRow("example") << u"pk_example_0001"_s << u"pk_…0001"_s;
    QTest::newRow("too few to show the end") << u"pk_example_001"_s << u"pk_…"_s;
    QTest::newRow("12 without prefix") << u"0123456789ab"_s << u"…89ab"_s;
    QTest::newRow("11") << u"0123456789a"_s << u"••••••••"_s;
    QTest::newRow("empty") << QString() << u"••••••••"_s;
    QTest::newRow("line break and direction")
        << u"p\n_0123456789abcd\u202ee\u0007f"_s << u"p?_…?e?f"_s;
    QTest::newRow("half an emoji") << u"pk_0123456789ab\U0001F600def"_s << u"pk_…?def"_s;
}

void TestFingerprint::masks()
{
    QFETCH(QString, key);
    QTEST(maskedKey(key), "masked");
}

void TestFingerprint::alwaysHidesEightCharacters()
{
    const QString key = u"abcd_fghijklmnopqrstuvwxyz"_s;
    for (qsizetype length = 0; length <= key.size(); ++length) {
        const QString masked = maskedKey(key.left(length));
        const auto shown = masked.count(QRegularExpression(u"[a-z_]"_s));
        QVERIFY2(shown == 0 || length - shown >= 8, qPrintable(masked));
    }
}

QTEST_GUILESS_MAIN(TestFingerprint)
#include "tst_fingerprint.moc"
