// The charts of all keys as a person sees them, on fixed data, against pictures that were looked
// at.
#include "tests/support/picture.h"
#include "tests/support/uitest.h"
#include "tests/support/weekofusage.h"
#include "ui/usage/usagecards.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

class TestUsagePictures final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void cleanup() { QApplication::setPalette(theme::lightPalette()); }

    void stack_data() { lightAndDark(u"usage-stack"_s); }
    void stack();
    void rhythm_data() { lightAndDark(u"usage-rhythm"_s); }
    void rhythm();
    void ranking_data() { lightAndDark(u"usage-ranking"_s); }
    void ranking();
    void shares_data() { lightAndDark(u"usage-shares"_s); }
    void shares();

private:
    static void lightAndDark(const QString &name);
    /// Like the stored one of the row's name.
    static void compare(ChartCard &card, const QSize &size);

    const StoreUsageView m_week = weekView();
    const UsageShown m_shown{m_week, u"in 7 days"_s, {}};
};

void TestUsagePictures::lightAndDark(const QString &name)
{
    QTest::addColumn<bool>("isDark");
    QTest::newRow(qPrintable(name)) << false;
    QTest::newRow(qPrintable(name + u"-dark"_s)) << true;
}

void TestUsagePictures::compare(ChartCard &card, const QSize &size)
{
    QFETCH(bool, isDark);
    QApplication::setPalette(isDark ? theme::darkPalette() : theme::lightPalette());
    const QString name = QLatin1StringView(QTest::currentDataTag());
    QCOMPARE(pictureDifference(pictureOf(card, size), name), QString());
}

void TestUsagePictures::stack()
{
    UsageStackModel model;
    model.show(m_week);
    StackCard card(model);
    card.show(m_shown);
    compare(card, {760, 330});
}

void TestUsagePictures::rhythm()
{
    RhythmModel model;
    model.show(m_week.rhythm);
    RhythmCard card(model);
    card.show(m_shown);
    compare(card, {760, 260});
}

void TestUsagePictures::ranking()
{
    RankingModel model;
    model.show(m_week.ranking);
    RankingCard card(model);
    card.show(m_shown);
    compare(card, {760, 340});
}

void TestUsagePictures::shares()
{
    ShareModel model(ShareBy::Model);
    model.show(m_week.ranking);
    ShareCard card(model, ShareBy::Model);
    card.show(m_shown);
    compare(card, {400, 160});
}

QTEST_MAIN(TestUsagePictures)
#include "tst_usagepictures.moc"
