#include "core/store/filedescriptor.h"

#include <QRegularExpression>
#include <QTemporaryFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;

namespace {

constexpr qsizetype Part = 256 * 1024; // that is read at once

QByteArray bytesOf(qsizetype size)
{
    QByteArray bytes(size, 'k');
    for (qsizetype at = 0; at < size; at += 1000)
        bytes[at] = char('a' + at / 1000 % 26);
    return bytes;
}

QByteArray changedAt(qsizetype at, QByteArray bytes)
{
    bytes[at] = '!';
    return bytes;
}

} // namespace

class TestFileDescriptor final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void comparesWhatItHolds_data();
    void comparesWhatItHolds();
    void saysWhenItCannotRead();
};

void TestFileDescriptor::comparesWhatItHolds_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("same");

    for (const qsizetype size : {qsizetype(0), qsizetype(1), Part - 1, Part, Part + 1, 3 * Part}) {
        const QByteArray bytes = bytesOf(size);
        QTest::addRow("equal, %lld bytes", qlonglong(size)) << bytes << bytes << true;
        QTest::addRow("the file a byte longer, %lld bytes", qlonglong(size))
            << bytes + 'x' << bytes << false;
        QTest::addRow("the file a byte shorter, %lld bytes", qlonglong(size))
            << bytes << bytes + 'x' << false;
        if (size == 0)
            continue;
        QTest::addRow("the first byte differs, %lld bytes", qlonglong(size))
            << changedAt(0, bytes) << bytes << false;
        QTest::addRow("the last byte differs, %lld bytes", qlonglong(size))
            << changedAt(size - 1, bytes) << bytes << false;
    }
    const QByteArray large = bytesOf(3 * Part);
    QTest::newRow("the first byte of the second part differs")
        << changedAt(Part, large) << large << false;
    QTest::newRow("nothing in the file") << QByteArray() << large << false;
}

void TestFileDescriptor::comparesWhatItHolds()
{
    QFETCH(const QByteArray, file);
    QFETCH(const QByteArray, bytes);
    QTemporaryFile written;
    QVERIFY(written.open());
    QVERIFY(writeAll(written.handle(), file));
    const std::optional<bool> same = holds(written.handle(), bytes);
    QVERIFY(same);
    QTEST(*same, "same");
}

void TestFileDescriptor::saysWhenItCannotRead()
{
    QTemporaryFile written;
    QVERIFY(written.open());
    const FileDescriptor writeOnly
        = FileDescriptor::open(Place(QFile::encodeName(written.fileName())), O_WRONLY);
    QVERIFY(writeOnly.isOpen());
    QVERIFY(!holds(writeOnly.get(), "k"));
    QVERIFY(!holds(writeOnly.get(), {}));
    QVERIFY(!holds(-1, "k"));
}

QTEST_GUILESS_MAIN(TestFileDescriptor)
#include "tst_filedescriptor.moc"
