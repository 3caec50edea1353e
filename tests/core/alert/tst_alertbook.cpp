#include "core/alert/alertbook.h"
#include "core/base/fingerprint.h"
#include "tests/support/manualclock.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using keydeck::test::SomeNowMs;

namespace {

Alert alertOf(const QString &key, qint64 periodMs = SomeNowMs)
{
    Alert alert;
    alert.kind = AlertKind::NearLimit;
    alert.key = key;
    alert.periodMs = periodMs;
    return alert;
}

} // namespace

class TestAlertBook final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void remembers();
    void twoProgramsKeepEachOthersEntries();
    void forgetsWhatIsOver();
    void holdsNoKey();
    void aStrangeFileIsLeftAlone_data();
    void aStrangeFileIsLeftAlone();

private:
    QTemporaryDir m_directory;
    [[nodiscard]] QString fresh()
    {
        return m_directory.filePath(u"alerts-%1.json"_s.arg(m_files++));
    }
    int m_files = 0;
};

void TestAlertBook::remembers()
{
    const QString path = m_directory.filePath(u"not there yet/alerts.json"_s);
    AlertBook book = AlertBook::read(path).value();
    QVERIFY(!book.isGiven(alertOf(u"pk_a"_s)));
    book.give(alertOf(u"pk_a"_s), SomeNowMs);
    book.give(alertOf(u"pk_b"_s), SomeNowMs);
    book.acknowledge(alertOf(u"pk_b"_s), SomeNowMs);
    QVERIFY(book.write(path, SomeNowMs));

    const AlertBook later = AlertBook::read(path).value();
    QVERIFY(later.isGiven(alertOf(u"pk_a"_s)) && !later.isAcknowledged(alertOf(u"pk_a"_s)));
    QVERIFY(later.isAcknowledged(alertOf(u"pk_b"_s)));
    QVERIFY(!later.isGiven(alertOf(u"pk_a"_s, SomeNowMs + 1))); // another window
    QVERIFY(!later.isGiven(alertOf(u"pk_c"_s)));
}

void TestAlertBook::twoProgramsKeepEachOthersEntries()
{
    const QString path = fresh();
    AlertBook one = AlertBook::read(path).value(), other = AlertBook::read(path).value();
    one.acknowledge(alertOf(u"pk_a"_s), SomeNowMs);
    other.give(alertOf(u"pk_a"_s), SomeNowMs);
    other.give(alertOf(u"pk_b"_s), SomeNowMs);
    QVERIFY(one.write(path, SomeNowMs));
    QVERIFY(other.write(path, SomeNowMs));
    QVERIFY(other.isAcknowledged(alertOf(u"pk_a"_s))); // learnt while it wrote
    const AlertBook both = AlertBook::read(path).value();
    QVERIFY(both.isAcknowledged(alertOf(u"pk_a"_s)) && both.isGiven(alertOf(u"pk_b"_s)));
}

void TestAlertBook::forgetsWhatIsOver()
{
    const QString path = fresh();
    const qint64 later = SomeNowMs + AlertBook::KeptMs + 1;
    AlertBook book = AlertBook::read(path).value();
    book.acknowledge(alertOf(u"pk_a"_s), SomeNowMs);
    book.acknowledge(alertOf(u"pk_b"_s, later), SomeNowMs); // its period lies ahead
    QVERIFY(book.write(path, later));
    const AlertBook left = AlertBook::read(path).value();
    QVERIFY(!left.isGiven(alertOf(u"pk_a"_s)));
    QVERIFY(left.isAcknowledged(alertOf(u"pk_b"_s, later)));
}

void TestAlertBook::holdsNoKey()
{
    const QString path = fresh();
    AlertBook book = AlertBook::read(path).value();
    book.give(alertOf(u"pk_canary_0001"_s), SomeNowMs);
    QVERIFY(book.write(path, SomeNowMs));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY(!text.contains("canary"));
    QVERIFY(text.contains(fullFingerprint(u"pk_canary_0001").toLatin1()));
    constexpr auto Others = QFileDevice::ReadGroup | QFileDevice::WriteGroup
        | QFileDevice::ReadOther | QFileDevice::WriteOther;
    QVERIFY(!(file.permissions() & Others));
}

void TestAlertBook::aStrangeFileIsLeftAlone_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("no JSON") << QByteArray("{\"version\":1,");
    QTest::newRow("a newer one") << QByteArray(R"({"version":2,"alerts":[]})");
    QTest::newRow("something else") << QByteArray("[]");
    QTest::newRow("empty") << QByteArray();
}

void TestAlertBook::aStrangeFileIsLeftAlone()
{
    QFETCH(const QByteArray, bytes);
    const QString path = fresh();
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    file.close();
    const Result<AlertBook> read = AlertBook::read(path);
    QVERIFY(!read);
    QVERIFY(read.error().message.contains(path));
    AlertBook book;
    book.give(alertOf(u"pk_a"_s), SomeNowMs);
    QVERIFY(!book.write(path, SomeNowMs));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), bytes);
}

QTEST_GUILESS_MAIN(TestAlertBook)
#include "tst_alertbook.moc"
