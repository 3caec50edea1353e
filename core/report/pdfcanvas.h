// The pages of a PDF, drawn by a module that is loaded when the first one is made.
#pragma once

#include "core/base/result.h"
#include "core/pdf/keydeckpdf.h"

#include <QByteArray>

#include <memory>

namespace keydeck {

/// All lengths are points of 1/72 inch from the top left corner; colours are 0xRRGGBB.
///
/// Thread: any, one at a time.
class PdfCanvas final
{
public:
    enum class Face
    {
        Regular,
        Strong,
        Fixed,
    };
    enum class Align
    {
        Start,
        Middle,
        End,
    };
    /// One plain line, broken at its width where it has one.
    struct Text
    {
        QString text;
        double size = 9;
        Face face = Face::Regular;
        double width = -1; ///< negative: as wide as it is
        int lines = 1; ///< at most: what is left ends in an ellipsis
        Align align = Align::Start; ///< within its width, or to its place where it has none
    };
    struct Extent
    {
        double width = 0;
        int lines = 1;
        bool isCut = false;
    };

    /// module: its file. Fails where it cannot be loaded, with a sentence that says what to
    /// install.
    [[nodiscard]] static Result<std::unique_ptr<PdfCanvas>> open(
        const QString &module, const QString &title, qint64 madeMs);
    /// Beside the program, or in the library folder of the installation that it is part of.
    [[nodiscard]] static QString installedModule();
    ~PdfCanvas();
    Q_DISABLE_COPY_MOVE(PdfCanvas)

    /// Of all pages; before anything is drawn.
    void setSize(double width, double height);
    [[nodiscard]] Extent measure(const Text &text) const;
    /// y is the baseline of the first line.
    void drawText(const Text &text, double x, double y, quint32 color);
    void drawBox(
        double x, double y, double width, double height, quint32 color, bool isHatched = false);
    void drawLine(double x1, double y1, double x2, double y2, double width, quint32 color,
        bool isDashed = false);
    /// Level 1 is the outermost.
    void addBookmark(int level, const QString &text, double y);
    void nextPage();

    [[nodiscard]] Result<QByteArray> finish();

    /// From one baseline to the next.
    [[nodiscard]] static double pitch(double size) { return size * 1.25; }

private:
    PdfCanvas(const KeydeckPdfApi &api, KeydeckPdf *pdf);

    const KeydeckPdfApi &m_api;
    KeydeckPdf *m_pdf; ///< the module's
};

} // namespace keydeck
