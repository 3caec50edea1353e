// Pictures of widgets against those that were looked at and stored.
#pragma once

#include <QImage>
#include <QString>

class QWidget;

namespace keydeck::test {

/// Shows the widget at the size and takes its picture, once its layouts have settled; none where it
/// could not be shown.
[[nodiscard]] QImage pictureOf(QWidget &widget, const QSize &size);

/// Empty where the picture is like tests/data/pictures/<name>.png, else what is different and where
/// the new picture lies. Averages of small squares are compared, so that another rendering of the
/// same letters passes, while a bar that is missing, or stands elsewhere, does not. To store a new
/// picture, look at it, and run the test with KEYDECK_STORE_PICTURES=1.
[[nodiscard]] QString pictureDifference(const QImage &picture, const QString &name);

/// The rule behind it: the share, from 0 to 1, of squares that differ visibly; 1 for pictures of
/// different sizes.
[[nodiscard]] double differingShare(const QImage &a, const QImage &b);
inline constexpr double ToleratedShare = 0.01;

} // namespace keydeck::test
