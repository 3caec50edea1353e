#include "core/report/pdfwriter.h"

#include "core/report/pdflayout.h"

#include <QCoreApplication>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr double RunningSize = 7.5;
constexpr double LayoutShare = 0.4; ///< of the work, the rest is drawing

QString tr(const char *text)
{
    return QCoreApplication::translate("PdfWriter", text);
}

PdfSheet sheetOf(PdfOptions::Paper paper)
{
    return paper == PdfOptions::Paper::A4 ? PdfSheet{595.28, 841.89} : PdfSheet{612, 792};
}

void draw(PdfCanvas &canvas, const PdfMark::Text &mark)
{
    canvas.drawText(mark.text, mark.x, mark.y, mark.color);
}

void draw(PdfCanvas &canvas, const PdfMark::Box &mark)
{
    canvas.drawBox(mark.x, mark.y, mark.width, mark.height, mark.color, mark.isHatched);
}

void draw(PdfCanvas &canvas, const PdfMark::Line &mark)
{
    canvas.drawLine(mark.x1, mark.y1, mark.x2, mark.y2, mark.width, mark.color, mark.isDashed);
}

void draw(PdfCanvas &canvas, const PdfMark::Bookmark &mark)
{
    canvas.addBookmark(mark.level, mark.text, mark.y);
}

/// The title above, but for the first page, which begins with it; the footer and the number below.
void drawRunning(PdfCanvas &canvas, const PdfSheet &sheet, const Document &document,
    qsizetype number, qsizetype count)
{
    using Align = PdfCanvas::Align;
    constexpr double NumberWidth = 90;
    const quint32 quiet = pdfColor({Ink::Kind::Quiet}), grid = pdfColor({Ink::Kind::Grid});
    const double top = PdfSheet::Margin, bottom = sheet.height - PdfSheet::Margin;
    const auto say = [&](const QString &text, double x, double y, double width, Align align) {
        canvas.drawText(
            {text, RunningSize, PdfCanvas::Face::Regular, width, 1, align}, x, y, quiet);
    };
    if (number > 1) {
        say(document.title, sheet.left(), top + RunningSize, sheet.textWidth(), Align::Start);
        canvas.drawLine(sheet.left(), top + 12, sheet.right(), top + 12, 0.5, grid);
    }
    canvas.drawLine(sheet.left(), bottom - 12, sheet.right(), bottom - 12, 0.5, grid);
    say(document.footer, sheet.left(), bottom - 2, sheet.textWidth() - NumberWidth, Align::Start);
    say(tr("Page %1 of %2").arg(number).arg(count), sheet.right() - NumberWidth, bottom - 2,
        NumberWidth, Align::End);
}

} // namespace

Result<QByteArray> pdfText(const Document &document, const PdfOptions &options)
{
    const auto canvas
        = PdfCanvas::open(options.module.isEmpty() ? PdfCanvas::installedModule() : options.module,
            document.title, document.madeMs);
    if (!canvas)
        return tl::make_unexpected(canvas.error());
    bool isStopped = false;
    const auto goOn = [&](double done) {
        isStopped = isStopped || (options.progress && !options.progress(done));
        return !isStopped;
    };

    PdfLayout layout(**canvas, document, sheetOf(options.paper));
    const QList<PdfPage> pages = layout.pages([&goOn] { return goOn(0); });
    (*canvas)->setSize(layout.sheet().width, layout.sheet().height);
    for (qsizetype n = 0; n < pages.size(); ++n) {
        if (!goOn(LayoutShare + (1 - LayoutShare) * double(n) / double(pages.size())))
            return failure(ErrorCode::Failed, tr("The PDF was not made: it was stopped."));
        if (n > 0)
            (*canvas)->nextPage();
        drawRunning(**canvas, layout.sheet(), document, n + 1, pages.size());
        for (const auto &mark : pages[n])
            std::visit([&canvas](const auto &each) { draw(**canvas, each); }, mark);
    }
    return (*canvas)->finish();
}

} // namespace keydeck
