// What a person wants to keep of a chart, before it is asked where.
#pragma once

#include <QByteArray>
#include <QMetaType>
#include <QString>

#include <functional>

namespace keydeck {

/// A file to write. The content is of the moment of the wish, whatever the chart shows meanwhile.
struct ChartFile
{
    QString title; ///< of the question where: "Save as PNG"
    QString what; ///< that is saved: "picture of the chart"
    QString name; ///< to suggest: "payments-usage-windows.png"
    QString filter; ///< "PNG pictures (*.png)"
    QString suffix; ///< "png"
    std::function<QByteArray()> content; ///< from values alone: for a worker, it takes a moment
};

} // namespace keydeck

Q_DECLARE_METATYPE(keydeck::ChartFile)
