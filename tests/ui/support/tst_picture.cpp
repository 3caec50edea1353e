#include "tests/support/picture.h"

#include <QPainter>
#include <QTest>

using namespace keydeck::test;

namespace {

QImage chart(int barHeight, const QString &label = QStringLiteral("limit 60,000"))
{
    QImage image(400, 200, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    for (int bar = 0; bar < 8; ++bar)
        painter.fillRect(20 + 45 * bar, 190 - barHeight, 30, barHeight, QColor(0, 114, 178));
    painter.drawText(20, 20, label);
    return image;
}

} // namespace

class TestPicture : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void passesWhatIsAlike();
    void findsWhatIsDifferent_data();
    void findsWhatIsDifferent();
};

void TestPicture::passesWhatIsAlike()
{
    QCOMPARE(differingShare(chart(90), chart(90)), 0.0);
    QVERIFY(differingShare(chart(90), chart(91)) <= ToleratedShare);
}

void TestPicture::findsWhatIsDifferent_data()
{
    QTest::addColumn<QImage>("other");
    QTest::newRow("bars too high") << chart(110);
    QTest::newRow("bars missing") << chart(0);
    QTest::newRow("another size") << chart(90).copy(0, 0, 399, 200);
    QTest::newRow("nothing") << QImage();
    QImage dark = chart(90);
    dark.invertPixels();
    QTest::newRow("dark") << dark;
    QImage oneBarLess = chart(90);
    QPainter(&oneBarLess).fillRect(20, 100, 30, 90, Qt::white);
    QTest::newRow("one bar less") << oneBarLess;
}

void TestPicture::findsWhatIsDifferent()
{
    QFETCH(const QImage, other);
    QVERIFY(differingShare(chart(90), other) > ToleratedShare);
}

QTEST_MAIN(TestPicture)
#include "tst_picture.moc"
