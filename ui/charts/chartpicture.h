// A chart as a picture that can stand alone.
#pragma once

#include <QByteArray>
#include <QImage>
#include <QString>

class QWidget;

namespace keydeck {

/// The chart as large as it is on the screen, below its name and verdict and above a note on time
/// and zone: black on white, whatever the appearance, since it goes into somebody's document.
///
/// Thread: the GUI's.
class ChartPicture final
{
public:
    struct Texts
    {
        QString title;
        QString verdict; ///< may be empty
        QString note; ///< may be empty
    };

    /// The body is the chart with what belongs to it; it must outlive the picture.
    ChartPicture(QWidget &body, const Texts &texts);

    /// In twice the pixels of a plain screen at the least.
    [[nodiscard]] QImage image() const;
    [[nodiscard]] QByteArray svg() const;

private:
    [[nodiscard]] QSize size() const;
    void paint(QPainter *painter) const;

    QWidget &m_body;
    Texts m_texts;
};

[[nodiscard]] QByteArray pngBytes(const QImage &image);

} // namespace keydeck
