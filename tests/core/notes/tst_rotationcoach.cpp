#include "core/notes/rotationcoach.h"

#include "core/rules/jsdate.h"
#include "tests/support/manualclock.h"
#include "tests/support/records.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using keydeck::test::keyOf;
using keydeck::test::SomeNowMs;

namespace {

constexpr qint64 MinuteMs = 60'000, HourMs = 60 * MinuteMs;

/// endsInMs 0: it never expires. usedAgoMs 0: it was never used.
ApiKey replacedKey(qint64 usedAgoMs, qint64 endsInMs)
{
    const QString used = toIsoString(SomeNowMs - usedAgoMs);
    const QString ends = endsInMs == 0 ? u"never"_s : toIsoString(SomeNowMs + endsInMs);
    return keyOf(u"{\"key\":\"pk_old\",\"last_used\":\"%1\",\"expiry_date\":\"%2\","
                 "\"total_lifetime_tokens\":%3}"_s.arg(used, ends)
                     .arg(usedAgoMs == 0 ? 0 : 5)
                     .toUtf8());
}

KeyNote replacedNote()
{
    KeyNote note;
    note.replacedBy = u"3f2a9c01b7d4"_s;
    return note;
}

} // namespace

class TestRotationCoach final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhetherItCanGo_data();
    void saysWhetherItCanGo();
    void saysNothingOfOtherKeys();
};

void TestRotationCoach::saysWhetherItCanGo_data()
{
    QTest::addColumn<qint64>("usedAgoMs");
    QTest::addColumn<qint64>("endsInMs");
    QTest::addColumn<bool>("isQuiet");
    QTest::addColumn<bool>("hasEnded");
    QTest::addColumn<QString>("says");
    QTest::newRow("still used") << 3 * MinuteMs << 2 * HourMs << false << false
                                << u"still used 3 min ago, and ends in 2 h:"_s;
    QTest::newRow("just short of quiet")
        << 6 * HourMs - 1 << 2 * HourMs << false << false << u"still used 5 h 59 min ago"_s;
    QTest::newRow("quiet") << 6 * HourMs << 2 * HourMs << true << false
                           << u"quiet for 6 h: it is safe to delete."_s;
    QTest::newRow("never used") << qint64(0) << 2 * HourMs << true << false
                                << u"never used: it is safe to delete."_s;
    QTest::newRow("ended in use") << 3 * MinuteMs << -MinuteMs << false << true
                                  << u"has ended: it can be deleted."_s;
    QTest::newRow("used, without an end")
        << 3 * MinuteMs << qint64(0) << false << false << u"never ends by itself."_s;
}

void TestRotationCoach::saysWhetherItCanGo()
{
    QFETCH(qint64, usedAgoMs);
    QFETCH(qint64, endsInMs);
    QFETCH(QString, says);
    const auto advice = rotationAdvice(replacedNote(), replacedKey(usedAgoMs, endsInMs), SomeNowMs);
    QVERIFY(advice);
    QTEST(advice->isQuiet, "isQuiet");
    QTEST(advice->hasEnded, "hasEnded");
    QVERIFY2(advice->sentence.contains(says), qPrintable(advice->sentence));
    QVERIFY(advice->sentence.startsWith(u"Replaced by 3f2a9c01b7d4."_s));
}

void TestRotationCoach::saysNothingOfOtherKeys()
{
    QVERIFY(!rotationAdvice({}, replacedKey(MinuteMs, HourMs), SomeNowMs));
}

QTEST_GUILESS_MAIN(TestRotationCoach)
#include "tst_rotationcoach.moc"
