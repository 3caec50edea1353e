#include "core/store/backups.h"
#include "tests/support/childprocess.h"
#include "tests/support/manualclock.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <sys/syscall.h>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

class TestBackups final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    void keepsTheBytesForTheirOwnerAlone();
    void ordersThemEvenWhereTheClockRunsBackwards();
    void keepsTheNewestAndOneADay();
    void aFullDiskLeavesNothingBehind();
    void saysWhyItsFolderCannotBeMade();
    void onlyTakesItsOwnIds();
};

namespace {

constexpr qint64 HourMs = 3'600'000;
constexpr qint64 DayMs = 24 * HourMs;

struct Bench
{
    QTemporaryDir directory;
    Backups backups{directory.filePath(u"deep/down"_s)};
};

} // namespace

void TestBackups::keepsTheBytesForTheirOwnerAlone()
{
    const Bench bench;
    const auto kept = bench.backups.keep("{\"keys\":[]}", SomeNowMs);
    QVERIFY(kept);
    QCOMPARE(kept->id, u"20260118-103000-000"_s);
    QCOMPARE(Backups::momentOf(kept->id), SomeNowMs);
    QCOMPARE(kept->size, 11);
    QCOMPARE(bench.backups.list(), QList{*kept});
    QCOMPARE(*bench.backups.read(kept->id), "{\"keys\":[]}");

    const auto owner = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
    QCOMPARE(QFile::permissions(bench.backups.folder() + u"/20260118-103000-000.json"_s), owner);
    QCOMPARE(QFile::permissions(bench.backups.folder()), owner | QFile::ExeOwner | QFile::ExeUser);
    bench.backups.remove(kept->id);
    QVERIFY(bench.backups.list().isEmpty());
}

void TestBackups::ordersThemEvenWhereTheClockRunsBackwards()
{
    const Bench bench;
    for (const qint64 moment : {SomeNowMs, SomeNowMs, SomeNowMs - DayMs})
        QVERIFY(bench.backups.keep(QByteArray::number(moment), moment));
    const QList<Backup> kept = bench.backups.list();
    QCOMPARE(kept.size(), 3);
    QCOMPARE(*bench.backups.read(kept.front().id), QByteArray::number(SomeNowMs - DayMs));
    QCOMPARE(kept.front().takenMs, SomeNowMs + 2);
}

void TestBackups::keepsTheNewestAndOneADay()
{
    const Bench bench;
    // Two a day for 40 days, and then 30 of today.
    for (int day = 40; day > 0; --day) {
        for (const qint64 hour : {0, 5})
            QVERIFY(bench.backups.keep("{}", SomeNowMs - day * DayMs + hour * HourMs));
    }
    for (int minute = 0; minute < 30; ++minute)
        QVERIFY(bench.backups.keep("{}", SomeNowMs + minute * 60'000));
    const qint64 now = SomeNowMs + 30 * 60'000;
    bench.backups.prune(now);

    const QList<Backup> kept = bench.backups.list();
    QCOMPARE(kept.size(), Backups::NewestKept + Backups::DaysKept - 1);
    for (int i = 0; i < Backups::NewestKept; ++i)
        QCOMPARE(kept[i].takenMs, SomeNowMs + (29 - i) * 60'000);
    for (int day = 1; day < Backups::DaysKept; ++day)
        QCOMPARE(kept[Backups::NewestKept + day - 1].takenMs, SomeNowMs - day * DayMs + 5 * HourMs);
}

void TestBackups::aFullDiskLeavesNothingBehind()
{
    const Bench bench;
    const QByteArray message = inChild([&] {
        limitFileSize(4096);
        const auto kept = bench.backups.keep(QByteArray(10'000, 'x'), SomeNowMs);
        return kept ? QByteArray() : kept.error().message.toUtf8();
    });
    QVERIFY2(message.contains("Make room"), message.constData());
    QVERIFY(QDir(bench.backups.folder()).isEmpty(QDir::AllEntries | QDir::NoDotAndDotDot));
}

void TestBackups::saysWhyItsFolderCannotBeMade()
{
    const Bench bench;
    const QByteArray message = inChild([&] {
        forbidSystemCall(SYS_mkdir, ENOSPC);
        const auto kept = bench.backups.keep("{}", SomeNowMs);
        return kept ? QByteArray("kept") : kept.error().message.toUtf8();
    });
    QVERIFY2(message.startsWith("Cannot create the folder "), message.constData());
    QVERIFY2(message.contains("No space left on device. Make room there"), message.constData());
}

void TestBackups::onlyTakesItsOwnIds()
{
    const Bench bench;
    QVERIFY(bench.backups.keep("{}", SomeNowMs));
    for (const QString &id : {u"../../secret"_s, u""_s, u"20260118"_s, u"20260118-103000-001"_s}) {
        const auto read = bench.backups.read(id);
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::NotFound);
        bench.backups.remove(id);
    }
    QCOMPARE(bench.backups.list().size(), 1);
}

QTEST_GUILESS_MAIN(TestBackups)
#include "tst_backups.moc"
