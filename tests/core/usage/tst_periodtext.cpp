#include "core/usage/periodtext.h"

#include "tests/support/manualclock.h"

#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

class TestPeriodText final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesWhatPeopleType_data();
    void takesWhatPeopleType();
    void refusesWhatIsNoPeriod_data();
    void refusesWhatIsNoPeriod();
    void itsMessageNamesFormsThatAreTaken();
};

/// SomeNowMs is 2026-01-18.
void TestPeriodText::takesWhatPeopleType_data()
{
    using Kind = PeriodChoice::Kind;
    const auto dates = [](const char *first, const char *last) {
        return PeriodChoice{Kind::Dates, QDate::fromString(QString::fromLatin1(first), Qt::ISODate),
            QDate::fromString(QString::fromLatin1(last), Qt::ISODate)};
    };
    QTest::addColumn<PeriodChoice>("choice");
    QTest::newRow("24h") << PeriodChoice{Kind::Hours};
    QTest::newRow("7d") << PeriodChoice{Kind::Week};
    QTest::newRow(" 30d ") << PeriodChoice{Kind::Month};
    QTest::newRow("this-month") << dates("2026-01-01", "2026-01-31");
    QTest::newRow("last-month") << dates("2025-12-01", "2025-12-31");
    QTest::newRow("2024-02") << dates("2024-02-01", "2024-02-29");
    QTest::newRow("2026-01-05") << dates("2026-01-05", "2026-01-05");
    QTest::newRow("2026-01-05..2026-01-11") << dates("2026-01-05", "2026-01-11");
    QTest::newRow("2026-01-05..2099-01-11") << dates("2026-01-05", "2099-01-11"); // up to now
}

void TestPeriodText::takesWhatPeopleType()
{
    QFETCH(PeriodChoice, choice);
    const auto parsed = parsePeriod(QString::fromLatin1(QTest::currentDataTag()), SomeNowMs);
    QVERIFY2(parsed, qPrintable(parsed ? QString() : parsed.error().message));
    QVERIFY(*parsed == choice);
}

void TestPeriodText::refusesWhatIsNoPeriod_data()
{
    QTest::addColumn<QString>("reason");
    for (const char *text : {"", "7", "7 days", "2026-13", "2026-02-30", "2026-1-5", "last month",
             "2026-01-05..", "..2026-01-05", "2026-01-11..2026-01-05", "2026-01-05...2026-01-11",
             "2026-01-05..2026-01-11..2026-01-12"})
        QTest::newRow(text) << u"is no period"_s;
    QTest::newRow("2026-02") << u"still to come"_s;
    QTest::newRow("2026-01-19") << u"still to come"_s;
}

void TestPeriodText::refusesWhatIsNoPeriod()
{
    QFETCH(QString, reason);
    const auto parsed = parsePeriod(QString::fromLatin1(QTest::currentDataTag()), SomeNowMs);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().code, ErrorCode::InvalidInput);
    QVERIFY2(parsed.error().message.contains(reason), qPrintable(parsed.error().message));
}

void TestPeriodText::itsMessageNamesFormsThatAreTaken()
{
    for (const QString &form : periodForms().split(u", "_s).first(4))
        QVERIFY2(parsePeriod(form, SomeNowMs), qPrintable(form));
}

QTEST_GUILESS_MAIN(TestPeriodText)
#include "tst_periodtext.moc"
