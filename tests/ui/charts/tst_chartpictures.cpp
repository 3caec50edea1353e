// The charts of a key as a person sees them, on fixed data, against pictures that were looked at:
// with gaps, growth that nobody observed, limits gone over, resets and falls.
#include "tests/support/manualclock.h"
#include "tests/support/picture.h"
#include "tests/support/records.h"
#include "tests/support/uitest.h"
#include "ui/charts/keycards.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

constexpr qint64 HourMs = 60LL * 60 * 1000;
constexpr qint64 DayMs = 24 * HourMs;
constexpr qint64 FromMs = SomeNowMs - 3 * DayMs;
constexpr QSize PictureSize(640, 260);

/// Three days in which nobody recorded for six hours, and then for two.
QList<TimeSpan> watched()
{
    return {{FromMs - DayMs, FromMs + 20 * HourMs}, {FromMs + 26 * HourMs, FromMs + 50 * HourMs},
        {FromMs + 52 * HourMs, SomeNowMs}};
}

QList<UnobservedGrowth> unobserved()
{
    return {{FromMs + 20 * HourMs, FromMs + 26 * HourMs, 60'000, false},
        {FromMs + 50 * HourMs, FromMs + 52 * HourMs, 30'000, true}};
}

ApiKey someKey()
{
    return keyOf(R"({"name":"Example","token_limit_per_5h":100000,"total_lifetime_tokens":720000,
        "usage_windows":[{"window_start":"2026-01-18T09:00:00.000Z","tokens_used":45000}]})");
}

QList<RecordedWindow> windows()
{
    return {{FromMs + 2 * HourMs, 80'000, 100'000}, {FromMs + 10 * HourMs, 130'000, 100'000},
        {FromMs + 28 * HourMs, 20'000, 100'000, 50'000}, {FromMs + 36 * HourMs, 65'000, 150'000},
        {FromMs + 49 * HourMs, 95'000, 100'000}, {FromMs + 60 * HourMs, 40'000, 100'000}};
}

QList<LifetimeSample> samples()
{
    QList<LifetimeSample> samples;
    for (int hour = 0; hour < 72; ++hour) {
        const bool isGap = (hour > 20 && hour < 26) || (hour > 50 && hour < 52);
        const double fallen = hour >= 40 ? 250'000 : 0;
        const double jump = (hour >= 26 ? 60'000 : 0) + (hour >= 52 ? 30'000 : 0);
        if (!isGap)
            samples.append({FromMs + hour * HourMs, 300'000 + 8'000.0 * hour + jump - fallen});
    }
    return samples;
}

QList<UsageBucket> hours()
{
    QList<UsageBucket> buckets;
    for (int hour = 0; hour < 72; ++hour) {
        const bool isGap = (hour >= 20 && hour < 26) || (hour >= 50 && hour < 52);
        const double tokens = 2'000.0 * ((hour * 7) % 11);
        if (!isGap && tokens > 0)
            buckets.append({(FromMs / HourMs + hour) * HourMs, HourMs, tokens});
    }
    return buckets;
}

} // namespace

class TestChartPictures final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void cleanup() { QApplication::setPalette(theme::lightPalette()); }

    void windows_data() { lightAndDark(u"windows"_s); }
    void windows();
    void lifetime_data() { lightAndDark(u"lifetime"_s); }
    void lifetime();
    void perHour_data() { lightAndDark(u"hours"_s); }
    void perHour() { bars(UsageBarsModel::Period::Hour); }
    void perDay_data() { lightAndDark(u"days"_s); }
    void perDay() { bars(UsageBarsModel::Period::Day); }

private:
    static void lightAndDark(const QString &name);
    void bars(UsageBarsModel::Period period);
    /// Like the stored one of the row's name.
    static void compare(ChartCard &card);
    const ChartRange m_range{FromMs, SomeNowMs, u"in 3 days"_s};
};

void TestChartPictures::lightAndDark(const QString &name)
{
    QTest::addColumn<bool>("isDark");
    QTest::newRow(qPrintable(name)) << false;
    QTest::newRow(qPrintable(name + u"-dark"_s)) << true;
}

void TestChartPictures::compare(ChartCard &card)
{
    QFETCH(bool, isDark);
    QApplication::setPalette(isDark ? theme::darkPalette() : theme::lightPalette());
    card.setWatched(watched());
    const QString name = QLatin1StringView(QTest::currentDataTag());
    QCOMPARE(pictureDifference(pictureOf(card, PictureSize), name), QString());
}

void TestChartPictures::windows()
{
    UsageWindowsModel model;
    model.setRecorded(::windows(), unobserved());
    model.setLive(someKey(), SomeNowMs);
    WindowsCard card(model);
    card.showRange(m_range, 100'000);
    compare(card);
}

void TestChartPictures::lifetime()
{
    LifetimeModel model;
    model.setRecorded(samples(), unobserved());
    LifetimeCard card(model);
    card.showRange(m_range);
    compare(card);
}

void TestChartPictures::bars(UsageBarsModel::Period period)
{
    UsageBarsModel model(period);
    model.setRecorded(hours(), unobserved());
    UsageBarsCard card(model);
    card.showRange(m_range);
    compare(card);
}

QTEST_MAIN(TestChartPictures)
#include "tst_chartpictures.moc"
