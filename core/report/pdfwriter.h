// Documents to print and to keep.
#pragma once

#include "core/base/result.h"
#include "core/report/document.h"

#include <QByteArray>

#include <functional>

namespace keydeck {

struct PdfOptions
{
    enum class Paper
    {
        A4,
        Letter,
    };
    Paper paper = Paper::A4;
    /// Called now and then with what is done, from 0 to 1; false: stop.
    std::function<bool(double)> progress = {};
    QString module = {}; ///< of core/pdf; empty: the one that is installed
};

/// Pages with a running head and their number, bookmarks at the headings, drawings as vectors, and
/// text that can be searched and copied; all fonts are in it. The same document gives the same
/// bytes, as long as the fonts of the machine are the same.
///
/// Fails where the module or fonts are missing, and as Failed where it was stopped. Needs a
/// QCoreApplication. Thread: any, but slow: 10,000 rows take seconds.
[[nodiscard]] Result<QByteArray> pdfText(const Document &document, const PdfOptions &options = {});

} // namespace keydeck
