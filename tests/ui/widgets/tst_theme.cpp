#include "ui/widgets/theme.h"

#include "tests/support/uitest.h"
#include "ui/widgets/mark.h"

#include <QImage>
#include <QPainter>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using keydeck::test::contrast;

Q_DECLARE_METATYPE(QPalette)

class TestTheme final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(test::anyUiWarning()); }

    void textCanBeRead_data() { palettes(); }
    void textCanBeRead();
    void shapesCanBeSeen_data() { palettes(); }
    void shapesCanBeSeen();
    void statusesDifferWithoutColour();
    void findingsDifferWithoutColour();

private:
    static void palettes();
};

namespace {

constexpr theme::Role OwnRoles[] = {theme::Role::Neutral, theme::Role::Info, theme::Role::Ok,
    theme::Role::Warning, theme::Role::Danger};
constexpr int MarkSize = 14;

QImage pictureOf(Mark mark)
{
    QImage image(MarkSize, MarkSize, QImage::Format_Grayscale8);
    image.fill(Qt::white);
    QPainter painter(&image);
    paintMark(&painter, QRectF(0, 0, MarkSize, MarkSize), mark, Qt::black);
    return image;
}

/// The share of pixels that are clearly different.
double difference(const QImage &a, const QImage &b)
{
    int count = 0;
    for (int y = 0; y < MarkSize; ++y) {
        for (int x = 0; x < MarkSize; ++x) {
            count += std::abs(qGray(a.pixel(x, y)) - qGray(b.pixel(x, y))) > 96 ? 1 : 0;
        }
    }
    return double(count) / (MarkSize * MarkSize);
}

void compareAll(const QList<Mark> &marks)
{
    for (int i = 0; i < marks.size(); ++i) {
        for (int j = 0; j < i; ++j) {
            const double share = difference(pictureOf(marks.at(i)), pictureOf(marks.at(j)));
            QVERIFY2(share > 0.12, qPrintable(u"%1 and %2: %3"_s.arg(i).arg(j).arg(share)));
        }
    }
}

} // namespace

void TestTheme::palettes()
{
    QTest::addColumn<QPalette>("palette");
    QTest::newRow("light") << theme::lightPalette();
    QTest::newRow("dark") << theme::darkPalette();
}

void TestTheme::textCanBeRead()
{
    QFETCH(QPalette, palette);
    for (const theme::Role role : OwnRoles) {
        const theme::RoleColors colors = theme::colors(role, palette);
        QVERIFY2(
            contrast(colors.text, colors.fill) >= 4.5, qPrintable(u"role %1"_s.arg(int(role))));
    }
    for (const auto ground : {QPalette::Base, QPalette::AlternateBase, QPalette::Window}) {
        QVERIFY(contrast(theme::quietText(palette), palette.color(ground)) >= 4.5);
        QVERIFY(contrast(palette.color(QPalette::Text), palette.color(ground)) >= 7);
        const QColor differs = theme::colors(theme::Role::Warning, palette).text;
        QVERIFY(contrast(differs, palette.color(ground)) >= 4.5); // a marked figure
    }
    const theme::RoleColors accent = theme::colors(theme::Role::Accent, palette);
    QVERIFY(contrast(accent.text, accent.fill) >= 4.0);
}

void TestTheme::shapesCanBeSeen()
{
    QFETCH(QPalette, palette);
    for (const theme::Role role : OwnRoles) {
        const theme::RoleColors colors = theme::colors(role, palette);
        const QString name = u"role %1"_s.arg(int(role));
        QVERIFY2(contrast(colors.shape, colors.fill) >= 3, qPrintable(name));
        QVERIFY2(contrast(colors.shape, palette.color(QPalette::Window)) >= 3, qPrintable(name));
        QVERIFY2(contrast(colors.shape, palette.color(QPalette::Base)) >= 3, qPrintable(name));
        // A meter's filled part against its track.
        const QColor track = theme::colors(theme::Role::Neutral, palette).fill;
        QVERIFY2(contrast(colors.shape, track) >= 3, qPrintable(name));
    }
    for (const int drawn : {0, 2, 5}) { // the charts' bars, line and overshoot
        const QColor color = theme::chartColor(drawn, palette);
        QVERIFY2(contrast(color, palette.color(QPalette::Window)) >= 3,
            qPrintable(u"chart colour %1"_s.arg(drawn)));
    }
}

void TestTheme::statusesDifferWithoutColour()
{
    QList<Mark> marks;
    for (const KeyStatus status : AllKeyStatuses) {
        marks << markOf(status);
    }
    compareAll(marks);
}

void TestTheme::findingsDifferWithoutColour()
{
    compareAll({markOf(FindingSeverity::Info), markOf(FindingSeverity::Warning),
        markOf(FindingSeverity::Danger), Mark::Check});
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
