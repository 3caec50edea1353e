#include "tests/support/manualclock.h"
#include "tests/support/records.h"
#include "tests/support/uitest.h"
#include "ui/keys/identitydelegate.h"
#include "ui/keys/keymodel.h"
#include "ui/keys/statusdelegate.h"
#include "ui/keys/usagemeterdelegate.h"
#include "ui/widgets/statuschip.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/usagemeter.h"

#include <QApplication>
#include <QPainter>
#include <QProxyStyle>
#include <QStandardItemModel>
#include <QTableView>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using keydeck::test::keyOf;
using keydeck::test::SomeNowMs;

namespace {

/// A style that animates, or not.
class MotionStyle final : public QProxyStyle
{
public:
    explicit MotionStyle(int durationMs) : QProxyStyle(u"Fusion"_s), m_durationMs(durationMs) { }

    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
        QStyleHintReturn *data) const override
    {
        return hint == SH_Widget_Animation_Duration
            ? m_durationMs
            : QProxyStyle::styleHint(hint, option, widget, data);
    }

private:
    int m_durationMs;
};

QModelIndex row(QStandardItemModel &model, const QString &name, const KeyState &state)
{
    model.setRowCount(1);
    model.setColumnCount(1);
    const QModelIndex index = model.index(0, 0);
    model.setData(index, name, Qt::DisplayRole);
    model.setData(index, u"pk_…3f2a"_s, KeyModel::MaskedKeyRole);
    model.setData(index, QVariant::fromValue(KeyRef{u"pk_secret"_s, 0}), KeyModel::RefRole);
    model.setData(index, QVariant::fromValue(state), KeyModel::StateRole);
    return index;
}

QImage paint(const KeyCellDelegate &delegate, const QModelIndex &index, QSize size,
    QStyle::State state = QStyle::State_Enabled | QStyle::State_Active)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(theme::lightPalette().color(QPalette::Base));
    QStyleOptionViewItem option;
    option.rect = image.rect();
    option.palette = theme::lightPalette();
    option.state = state;
    option.font = theme::bodyFont();
    QPainter painter(&image);
    delegate.paint(&painter, option, index);
    return image;
}

RateLimit rateOf(double used, double limit)
{
    RateLimit rate;
    rate.used = used;
    rate.limit = limit;
    rate.started = true;
    rate.blocked = used > limit;
    return rate;
}

QImage meter(const RateLimit &rate)
{
    QImage image(200, 12, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    paintMeterBar(&painter, QRectF(0, 2, 200, 8), rate, theme::lightPalette());
    return image;
}

/// Where the bar's filled part ends, in pixels from the left.
int filledTo(const QImage &image, theme::Role role)
{
    const QRgb filled = theme::colors(role, theme::lightPalette()).shape.rgb();
    int last = -1;
    for (int x = 0; x < image.width(); ++x) {
        last = image.pixel(x, 6) == filled ? x : last;
    }
    return last;
}

} // namespace

class TestDelegates final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(test::anyUiWarning()); }

    void statusesLookDifferentInGrey();
    void furtherStatusesAreCounted();
    void meterFills_data();
    void meterFills();
    void overshootStaysInSight();
    void meterWithoutLimitIsEmpty();
    void meterTexts_data();
    void meterTexts();
    void longNamesStayInTheirCell();
    void selectionCanBeRead();
    void glowsOnceAndRests();
    void noGlowWithoutAnimations();
};

void TestDelegates::statusesLookDifferentInGrey()
{
    StatusDelegate delegate;
    QList<QImage> pictures;
    for (const KeyStatus status : AllKeyStatuses) {
        QStandardItemModel model;
        KeyState state;
        state.status = status;
        state.all = {status};
        const QImage image = paint(delegate, row(model, u"a"_s, state), {140, 40})
                                 .convertToFormat(QImage::Format_Grayscale8);
        QVERIFY(!pictures.contains(image));
        pictures << image;
    }
}

void TestDelegates::furtherStatusesAreCounted()
{
    QCOMPARE(statusChipSize(statusFace(KeyStatus::Blocked), 0).height(),
        statusChipSize(statusFace(KeyStatus::Blocked), 2).height());
    QVERIFY(statusChipSize(statusFace(KeyStatus::Blocked), 2).width()
        > statusChipSize(statusFace(KeyStatus::Blocked), 0).width());

    const ApiKey key = keyOf(R"({"token_limit_per_5h":10,"expiry_date":"2026-01-20T00:00:00Z",
        "usage_windows":[{"window_start":"2026-01-18T09:00:00.000Z","tokens_used":11}]})");
    const QString tip = statusToolTip(keyState(key, SomeNowMs), SomeNowMs);
    QVERIFY2(tip.contains(u"Blocked, Expiring"_s), qPrintable(tip));
    QVERIFY2(tip.contains(u"429"_s), qPrintable(tip));
}

void TestDelegates::meterFills_data()
{
    QTest::addColumn<double>("used");
    QTest::addColumn<int>("role");
    QTest::addColumn<int>("pixels");

    QTest::newRow("none") << 0.0 << int(theme::Role::Info) << -1;
    QTest::newRow("half") << 50.0 << int(theme::Role::Info) << 99;
    QTest::newRow("warning from 70 %") << 70.0 << int(theme::Role::Warning) << 139;
    QTest::newRow("danger from 90 %") << 90.0 << int(theme::Role::Danger) << 179;
    QTest::newRow("at the limit") << 100.0 << int(theme::Role::Danger) << 199;
}

void TestDelegates::meterFills()
{
    QFETCH(double, used);
    QFETCH(int, role);
    const RateLimit rate = rateOf(used, 100);
    QCOMPARE(int(meterRole(rate)), role);
    const int filled = filledTo(meter(rate), theme::Role(role));
    QFETCH(int, pixels);
    QVERIFY2(std::abs(filled - pixels) <= 1, qPrintable(QString::number(filled)));
}

void TestDelegates::overshootStaysInSight()
{
    const QImage little = meter(rateOf(101, 100));
    const QImage more = meter(rateOf(120, 100));
    QVERIFY(filledTo(little, theme::Role::Danger) < filledTo(more, theme::Role::Danger));
    // The limit's own line, at 80 % of the width and higher than the bar.
    const QRgb line = theme::lightPalette().color(QPalette::Text).rgb();
    QCOMPARE(more.pixel(160, 1), line);
    QCOMPARE(meter(rateOf(1e12, 100)).pixel(160, 1), line);
    QVERIFY(meter(rateOf(100, 100)).pixel(160, 1) != line);
}

void TestDelegates::meterWithoutLimitIsEmpty()
{
    RateLimit failing;
    failing.gatewayFails = true;
    const QImage empty = meter(rateOf(45'000, qQNaN()));
    QCOMPARE(meter(rateOf(qQNaN(), 100)), empty);
    QCOMPARE(meter(failing), empty);
    QVERIFY(meter(rateOf(1, 0)) != empty); // over a limit of 0: all of it is
    QVERIFY(meter(rateOf(0, -5)) != empty); // blocked from the start
}

void TestDelegates::meterTexts_data()
{
    QTest::addColumn<double>("used");
    QTest::addColumn<double>("limit");
    QTest::addColumn<QString>("text");

    QTest::newRow("plain") << 45'000.0 << 100'000.0 << u"45,000 / 100,000"_s;
    QTest::newRow("over") << 120'000.0 << 100'000.0 << u"120,000 / 100,000"_s;
    QTest::newRow("no limit") << 45'000.0 << qQNaN() << u"45,000 · no limit"_s;
    QTest::newRow("no figure") << qQNaN() << 100'000.0 << u"– / 100,000"_s;
    QTest::newRow("zero") << 0.0 << 0.0 << u"0 / 0"_s;
}

void TestDelegates::meterTexts()
{
    QFETCH(double, used);
    QFETCH(double, limit);
    QTEST(meterText(rateOf(used, limit)), "text");
    RateLimit failing;
    failing.gatewayFails = true;
    QCOMPARE(meterText(failing), u"the gateway fails"_s);
}

void TestDelegates::longNamesStayInTheirCell()
{
    IdentityDelegate delegate;
    QStandardItemModel model;
    const QModelIndex index = row(model, QString(300, u'W'), {});
    const QImage image = paint(delegate, index, {120, 44});
    const QRgb ground = theme::lightPalette().color(QPalette::Base).rgb();
    for (int y = 0; y < image.height(); ++y) {
        QCOMPARE(image.pixel(119, y), ground);
    }
    QVERIFY(paint(delegate, row(model, {}, {}), {120, 44}) != image); // no name: says so
}

void TestDelegates::selectionCanBeRead()
{
    IdentityDelegate delegate;
    QStandardItemModel model;
    const QImage image = paint(delegate, row(model, u"Payments"_s, {}), {160, 44},
        QStyle::State_Enabled | QStyle::State_Active | QStyle::State_Selected);
    const QColor ground = theme::lightPalette().color(QPalette::Highlight);
    int legible = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            legible += test::contrast(image.pixelColor(x, y), ground) >= 4 ? 1 : 0;
        }
    }
    QVERIFY(legible > 100);
}

void TestDelegates::glowsOnceAndRests()
{
    QCOMPARE(KeyCellDelegate::glowStrength(0, 500), 0.0); // never changed
    QCOMPARE(KeyCellDelegate::glowStrength(5000, 5000), 1.0);
    QCOMPARE(KeyCellDelegate::glowStrength(5000, 5500), 0.5);
    QCOMPARE(KeyCellDelegate::glowStrength(5000, 6000), 0.0);

    MotionStyle style(200);
    QStandardItemModel model;
    const QModelIndex index = row(model, u"a"_s, {});
    QTableView view;
    view.setStyle(&style);
    view.setModel(&model);
    view.setItemDelegate(new KeyCellDelegate(&view));
    view.show();
    view.activateWindow();
    QTRY_VERIFY(view.isActiveWindow());
    const QImage resting = view.viewport()->grab().toImage();
    model.setData(index, SystemClock::instance().monotonicMs(), KeyModel::ChangedRole);
    QVERIFY(view.viewport()->grab().toImage() != resting);
    QTRY_COMPARE(view.viewport()->grab().toImage(), resting);
}

void TestDelegates::noGlowWithoutAnimations()
{
    MotionStyle style(0);
    QStandardItemModel model;
    const QModelIndex index = row(model, u"a"_s, {});
    QTableView view;
    view.setStyle(&style);
    view.setModel(&model);
    view.setItemDelegate(new KeyCellDelegate(&view));
    view.show();
    const QImage resting = view.viewport()->grab().toImage();
    model.setData(index, SystemClock::instance().monotonicMs(), KeyModel::ChangedRole);
    QCOMPARE(view.viewport()->grab().toImage(), resting);
}

QTEST_MAIN(TestDelegates)
#include "tst_delegates.moc"
