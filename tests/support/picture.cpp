#include "tests/support/picture.h"

#include <QCoreApplication>
#include <QDir>
#include <QEvent>
#include <QTest>
#include <QWidget>

namespace keydeck::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int Square = 8; ///< pixels
constexpr int VisibleStep = 40; ///< of 255, in the average of a square

/// Each pixel of it is the average of a square.
QImage averages(const QImage &picture)
{
    const QSize squares(
        (picture.width() + Square - 1) / Square, (picture.height() + Square - 1) / Square);
    return picture.convertToFormat(QImage::Format_RGB32)
        .scaled(squares, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

bool differs(QRgb a, QRgb b)
{
    return std::abs(qRed(a) - qRed(b)) > VisibleStep
        || std::abs(qGreen(a) - qGreen(b)) > VisibleStep
        || std::abs(qBlue(a) - qBlue(b)) > VisibleStep;
}

/// Counts them, for as long as it lives.
class LayoutRequests final : public QObject
{
public:
    LayoutRequests() { qApp->installEventFilter(this); }
    bool eventFilter(QObject *, QEvent *event) override
    {
        seen += event->type() == QEvent::LayoutRequest ? 1 : 0;
        return false;
    }

    int seen = 0;
};

QString storedPath(const QString &name)
{
    return QString::fromUtf8(KEYDECK_PICTURES) + u'/' + name + u".png"_s;
}

/// In the build tree, so that it is still there after the test.
QString keep(const QImage &picture, const QString &name)
{
    const QDir folder(QString::fromUtf8(KEYDECK_NEW_PICTURES));
    folder.mkpath(u"."_s);
    const QString path = folder.filePath(name + u".png"_s);
    return picture.save(path) ? path : u"(it could not be written)"_s;
}

/// Layouts follow each other: one that settles may ask for the next.
void settleLayouts()
{
    LayoutRequests requests;
    do {
        requests.seen = 0;
        QCoreApplication::sendPostedEvents();
    } while (requests.seen > 0);
}

} // namespace

QImage pictureOf(QWidget &widget, const QSize &size)
{
    widget.resize(size);
    widget.show();
    if (!QTest::qWaitForWindowExposed(&widget))
        return {};
    settleLayouts();
    return widget.grab().toImage();
}

double differingShare(const QImage &a, const QImage &b)
{
    if (a.isNull() || a.size() != b.size())
        return 1;
    const QImage one = averages(a), other = averages(b);
    int different = 0;
    for (int y = 0; y < one.height(); ++y) {
        for (int x = 0; x < one.width(); ++x)
            different += differs(one.pixel(x, y), other.pixel(x, y)) ? 1 : 0;
    }
    return double(different) / (one.width() * one.height());
}

QString pictureDifference(const QImage &picture, const QString &name)
{
    if (qEnvironmentVariableIsSet("KEYDECK_STORE_PICTURES"))
        return picture.save(storedPath(name)) ? QString()
                                              : u"%1 cannot be written"_s.arg(storedPath(name));
    const QImage stored(storedPath(name));
    if (stored.isNull())
        return u"There is no stored picture %1. The new one is %2."_s.arg(
            name, keep(picture, name));
    if (stored.size() != picture.size())
        return u"%1 has another size than the stored picture. The new one is %2."_s.arg(
            name, keep(picture, name));
    const double share = differingShare(stored, picture);
    if (share <= ToleratedShare)
        return {};
    return u"%1 differs from the stored picture in %2 % of its squares. The new one is %3."_s.arg(
        name, QString::number(share * 100, 'f', 1), keep(picture, name));
}

} // namespace keydeck::test
