// A file that a person wants of what is shown, before it is asked where.
#pragma once

#include "core/base/result.h"
#include "ui/widgets/fileprogress.h"

#include <QByteArray>
#include <QMetaType>
#include <QString>

#include <functional>
#include <memory>

namespace keydeck {

/// The content is of the moment of the wish, whatever is shown meanwhile.
struct OfferedFile
{
    QString title; ///< of the question where: "Save as PNG"
    QString what; ///< that is saved: "picture of the chart"
    QString name; ///< to suggest: "payments-usage-windows.png"
    QString filter; ///< "PNG pictures (*.png)"
    QString suffix; ///< "png"
    std::function<Result<QByteArray>()>
        content; ///< from values alone: for a worker, it takes a moment
    std::shared_ptr<FileProgress> progress = {}; ///< none: it takes no time worth showing
    bool isPrivate = false; ///< it has secrets in it: for its owner alone
};

} // namespace keydeck

Q_DECLARE_METATYPE(keydeck::OfferedFile)
