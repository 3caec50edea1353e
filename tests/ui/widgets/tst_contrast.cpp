// What can be read and seen, by the measure of WCAG 2: 4.5:1 for text, 3:1 for shapes. Colours that
// are mixed as they are painted are measured in the picture.
#include "core/store/keycodec.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"
#include "tests/support/uitest.h"
#include "ui/changes/changedelegate.h"
#include "ui/changes/changesmodel.h"
#include "ui/charts/legendbutton.h"
#include "ui/dashboard/keylines.h"
#include "ui/dashboard/statuscard.h"
#include "ui/health/findingdelegate.h"
#include "ui/health/healthmodel.h"
#include "ui/keys/hintlabel.h"
#include "ui/keys/identitydelegate.h"
#include "ui/keys/keycelldelegate.h"
#include "ui/keys/keymodel.h"
#include "ui/keys/statusdelegate.h"
#include "ui/keys/usagemeterdelegate.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/profilecolors.h"
#include "ui/widgets/statuschip.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QLineEdit>
#include <QPainter>
#include <QStandardItemModel>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

Q_DECLARE_METATYPE(QPalette)

class TestContrast final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(u"Fusion"_s); }
    void init() { QTest::failOnWarning(anyUiWarning()); }

    void textOfThePalette_data() { palettes(); }
    void textOfThePalette();
    void whatCannotBeUsedCanBeRead_data() { palettes(); }
    void whatCannotBeUsedCanBeRead();
    void ringsAndAccent_data() { palettes(); }
    void ringsAndAccent();
    void chartsOnTheirGround_data() { palettes(); }
    void chartsOnTheirGround();
    void profilesOnTheirGround_data() { palettes(); }
    void profilesOnTheirGround();
    void rowsOfKeys_data();
    void rowsOfKeys();
    void marksOnASelectedRow_data();
    void marksOnASelectedRow();
    void rowsThatGlow_data() { palettes(); }
    void rowsThatGlow();
    void paintedWidgets_data();
    void paintedWidgets();

private:
    static void palettes();
};

namespace {

constexpr double Text = 4.5, Shape = 3;

/// The colour that most of it has.
QColor groundOf(const QImage &image)
{
    QHash<QRgb, int> counts;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            ++counts[image.pixel(x, y)];
    }
    QRgb ground = 0;
    for (auto count = counts.cbegin(); count != counts.cend(); ++count)
        ground = count.value() > counts.value(ground) ? count.key() : ground;
    return QColor(ground);
}

/// Of the ground and of what is painted on it, where a letter's stem fills its pixels.
double inkContrast(const QImage &image)
{
    const QColor ground = groundOf(image);
    double most = 1;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            most = std::max(most, contrast(image.pixelColor(x, y), ground));
    }
    return most;
}

QImage rowPicture(const QStyledItemDelegate &delegate, const QModelIndex &index,
    const QPalette &palette, QSize size, QStyle::State state)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(palette.color(QPalette::Base));
    QStyleOptionViewItem option;
    option.rect = image.rect();
    option.palette = palette;
    option.state = QStyle::State_Enabled | QStyle::State_Active | state;
    option.font = theme::bodyFont();
    option.showDecorationSelected = true;
    QPainter painter(&image);
    delegate.paint(&painter, option, index);
    return image;
}

QImage grabbed(QWidget &widget, const QPalette &palette)
{
    widget.setPalette(palette);
    widget.resize(widget.sizeHint().expandedTo({260, 24}));
    widget.ensurePolished();
    return widget.grab().toImage();
}

} // namespace

void TestContrast::palettes()
{
    QTest::addColumn<QPalette>("palette");
    QTest::newRow("light") << theme::lightPalette();
    QTest::newRow("dark") << theme::darkPalette();
}

void TestContrast::textOfThePalette()
{
    QFETCH(QPalette, palette);
    using P = QPalette;
    const std::tuple<P::ColorRole, P::ColorRole, const char *> pairs[]
        = {{P::WindowText, P::Window, "text"}, {P::Text, P::Base, "text in a field"},
            {P::ButtonText, P::Button, "button"}, {P::ToolTipText, P::ToolTipBase, "tooltip"},
            {P::PlaceholderText, P::Base, "placeholder"}, {P::Link, P::Window, "link"},
            {P::Link, P::Base, "link in a field"}, {P::HighlightedText, P::Highlight, "selection"}};
    for (const auto group : {P::Active, P::Inactive}) {
        for (const auto &[ink, ground, name] : pairs) {
            const double seen = contrast(palette.color(group, ink), palette.color(group, ground));
            QVERIFY2(seen >= Text, qPrintable(u"%1: %2"_s.arg(QLatin1StringView(name)).arg(seen)));
        }
    }
}

/// A control that cannot be used stands back, but says what it would do.
void TestContrast::whatCannotBeUsedCanBeRead()
{
    QFETCH(QPalette, palette);
    const auto color
        = [&](QPalette::ColorRole role) { return palette.color(QPalette::Disabled, role); };
    QVERIFY(contrast(color(QPalette::ButtonText), palette.color(QPalette::Button)) >= Shape);
    QVERIFY(contrast(color(QPalette::WindowText), palette.color(QPalette::Window)) >= Shape);
    QVERIFY(contrast(color(QPalette::Text), palette.color(QPalette::Base)) >= Shape);
    LegendButton hidden(
        {u"a"_s, u"Hidden series"_s, theme::chartColor(0, palette), LegendEntry::Shape::Filled});
    hidden.setChecked(false);
    QVERIFY(inkContrast(grabbed(hidden, palette)) >= Text);
}

void TestContrast::ringsAndAccent()
{
    QFETCH(QPalette, palette);
    const theme::RoleColors accent = theme::colors(theme::Role::Accent, palette);
    QVERIFY(contrast(accent.text, accent.fill) >= Text);
    for (const auto ground : {QPalette::Window, QPalette::Base, QPalette::AlternateBase})
        QVERIFY(contrast(accent.shape, palette.color(ground)) >= Shape);
}

void TestContrast::chartsOnTheirGround()
{
    QFETCH(QPalette, palette);
    const QColor ground = palette.color(QPalette::Window);
    for (int layer = 0; layer < theme::LayerColors; ++layer) {
        const QColor color = theme::layerColor(layer, palette);
        QVERIFY2(
            contrast(theme::edgeColor(color, palette), ground) >= Shape, qPrintable(color.name()));
        QVERIFY(contrast(theme::inkOn(color), color) >= Text); // the number in it
        LegendButton entry({u"a"_s, u" "_s, color, LegendEntry::Shape::Filled});
        QVERIFY2(inkContrast(grabbed(entry, palette)) >= Shape, qPrintable(color.name()));
    }
    for (const int drawn : {0, 2, 5}) // alone: bars, line, what is over the limit
        QVERIFY(contrast(theme::chartColor(drawn, palette), ground) >= Shape);
    QVERIFY(contrast(theme::quietText(palette), ground) >= Text); // axes and direct labels
    QVERIFY(contrast(theme::heatColor(palette), palette.color(QPalette::Base)) >= Text);
}

void TestContrast::profilesOnTheirGround()
{
    QFETCH(QPalette, palette);
    for (int n = 0; n < ProfileColorCount; ++n) {
        const theme::RoleColors colors = theme::profileColors(ProfileColor(n), palette);
        QVERIFY(contrast(colors.text, colors.fill) >= Text);
        for (const QColor &ground :
            {colors.fill, palette.color(QPalette::Window), palette.color(QPalette::Base)})
            QVERIFY(contrast(colors.shape, ground) >= Shape);
    }
}

void TestContrast::rowsOfKeys_data()
{
    QTest::addColumn<QPalette>("palette");
    QTest::addColumn<int>("column");
    QTest::addColumn<bool>("isSelected");
    for (const bool isDark : {false, true}) {
        for (const int column : {KeyModel::IdentityColumn, KeyModel::StatusColumn,
                 KeyModel::WindowColumn, KeyModel::LastUsedColumn}) {
            for (const bool isSelected : {false, true})
                QTest::addRow("%s %d %s", isDark ? "dark" : "light", column,
                    isSelected ? "selected" : "plain")
                    << (isDark ? theme::darkPalette() : theme::lightPalette()) << column
                    << isSelected;
        }
    }
}

void TestContrast::rowsOfKeys()
{
    QFETCH(QPalette, palette);
    QFETCH(int, column);
    QFETCH(bool, isSelected);
    KeyModel model;
    SampleKey key = sampleKey(0);
    key.expiryDate = u"2026-01-20T00:00:00.000Z"_s; // expiring, and near its limit
    key.usageWindows.back().tokensUsed = 95'000;
    model.setKeys(decodeStore(storeBytes({key})), SomeNowMs);
    const QModelIndex index = model.index(0, column);
    const IdentityDelegate identity;
    const StatusDelegate status;
    const UsageMeterDelegate meter;
    const KeyCellDelegate plain;
    const QHash<int, const QStyledItemDelegate *> delegates{{KeyModel::IdentityColumn, &identity},
        {KeyModel::StatusColumn, &status}, {KeyModel::WindowColumn, &meter}};
    const QImage image = rowPicture(*delegates.value(column, &plain), index, palette, {180, 44},
        isSelected ? QStyle::State_Selected : QStyle::State_None);
    if (isSelected)
        QCOMPARE(image.pixelColor(1, 1), palette.color(QPalette::Highlight));
    // Line by line: the name, the masked key; the figures, the meter.
    const int middle = image.height() / 2;
    QVERIFY(inkContrast(image.copy(0, 0, image.width(), middle + 2)) >= Text);
    const double below = inkContrast(image.copy(0, middle, image.width(), middle));
    const bool isMeter = column == KeyModel::WindowColumn;
    QVERIFY2(below >= (isMeter ? Shape : Text), qPrintable(QString::number(below)));
}

void TestContrast::marksOnASelectedRow_data()
{
    QTest::addColumn<QPalette>("palette");
    QTest::addColumn<bool>("isFinding");
    for (const bool isDark : {false, true}) {
        const QPalette palette = isDark ? theme::darkPalette() : theme::lightPalette();
        QTest::addRow("finding, %s", isDark ? "dark" : "light") << palette << true;
        QTest::addRow("note, %s", isDark ? "dark" : "light") << palette << false;
    }
}

void TestContrast::marksOnASelectedRow()
{
    QFETCH(QPalette, palette);
    QFETCH(bool, isFinding);
    QStandardItemModel model(1, 1);
    const QModelIndex index = model.index(0, 0);
    model.setData(index, u"There is no token limit"_s, Qt::DisplayRole);
    model.setData(index, int(FindingSeverity::Warning), HealthModel::SeverityRole);
    const FindingDelegate findings;
    const ChangeDelegate changes;
    if (!isFinding)
        model.setData(index, int(ChangesModel::RowKind::Note), ChangesModel::KindRole);
    const QStyledItemDelegate &delegate
        = isFinding ? static_cast<const QStyledItemDelegate &>(findings) : changes;
    const QImage image = rowPicture(delegate, index, palette, {300, 28}, QStyle::State_Selected);
    const QImage mark
        = image.copy(0, 0, theme::Tight + QFontMetrics(theme::bodyFont()).ascent(), 28);
    QVERIFY(groundOf(image) == palette.color(QPalette::Highlight));
    QVERIFY2(inkContrast(mark) >= Shape, qPrintable(QString::number(inkContrast(mark))));
    QVERIFY(inkContrast(image) >= Text);
}

void TestContrast::rowsThatGlow()
{
    QFETCH(QPalette, palette);
    QStandardItemModel model(1, 1);
    const QModelIndex index = model.index(0, 0);
    model.setData(index, u"Payments"_s, Qt::DisplayRole);
    model.setData(index, u"pk_…3f2a"_s, KeyModel::MaskedKeyRole);
    model.setData(index, QVariant::fromValue(KeyState()), KeyModel::StateRole);
    model.setData(index, SystemClock::instance().monotonicMs() + 0, KeyModel::ChangedRole);
    const IdentityDelegate delegate;
    const QImage image = rowPicture(delegate, index, palette, {180, 44}, QStyle::State_None);
    QVERIFY(image.pixelColor(1, 1) != palette.color(QPalette::Base)); // it does glow
    QVERIFY(contrast(theme::quietText(palette), image.pixelColor(1, 1)) >= Text);
}

void TestContrast::paintedWidgets_data()
{
    QTest::addColumn<QPalette>("palette");
    QTest::addColumn<QString>("what");
    for (const bool isDark : {false, true}) {
        for (const char *what : {"quiet", "caption", "notice", "message", "hint", "error", "chip",
                 "card", "no count", "line", "placeholder"})
            QTest::addRow("%s, %s", what, isDark ? "dark" : "light")
                << (isDark ? theme::darkPalette() : theme::lightPalette())
                << QString::fromLatin1(what);
    }
}

void TestContrast::paintedWidgets()
{
    QFETCH(QPalette, palette);
    QFETCH(QString, what);
    QWidget around; // a label goes by what it stands in
    around.setPalette(palette);
    QWidget *shown = nullptr;
    if (what == u"quiet" || what == u"caption") {
        shown
            = new TextLabel(what == u"quiet" ? TextLabel::Style::Quiet : TextLabel::Style::Caption,
                u"Nothing changes until you apply it."_s, &around);
    } else if (what == u"notice") {
        shown
            = new Notice(theme::Role::Warning, Mark::Triangle, u"The gateway answers."_s, &around);
    } else if (what == u"message") {
        auto *bar = new MessageBar(&around);
        bar->showMessage({theme::Role::Danger, u"The disk is full."_s, {}, 0, false});
        shown = bar;
    } else if (what == u"hint" || what == u"error") {
        auto *hint = new HintLabel(&around);
        hint->setHint(
            {what == u"hint" ? theme::Role::Neutral : theme::Role::Danger, u"A name is needed."_s});
        shown = hint;
    } else if (what == u"chip") {
        auto *chip = new StatusChip(&around);
        KeyState state;
        state.status = KeyStatus::NearLimit;
        state.all = {KeyStatus::NearLimit, KeyStatus::Expiring};
        chip->setState(state, SomeNowMs);
        shown = chip;
    } else if (what == u"card" || what == u"no count") {
        auto *card = new StatusCard(
            Mark::Octagon, theme::Role::Danger, u"Blocked"_s, u"Show them"_s, &around);
        card->setCount(what == u"card" ? 3 : 0);
        shown = card;
    } else if (what == u"line") {
        auto *lines = new KeyLines(&around);
        KeyLine line;
        line.title = u"Payments"_s;
        line.remark = u"the gateway lets it in again"_s;
        lines->setLines({line});
        shown = lines;
    } else {
        auto *line = new QLineEdit(&around);
        line->setPlaceholderText(u"Search, or status:blocked"_s);
        shown = line;
    }
    const double seen = inkContrast(grabbed(*shown, palette));
    QVERIFY2(seen >= Text, qPrintable(QString::number(seen)));
}

QTEST_MAIN(TestContrast)
#include "tst_contrast.moc"
