#include "core/report/pdfcanvas.h"

#include "core/rules/jsdate.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLibrary>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr auto ModuleName = "keydeckpdf.so"_L1;

/// What the module takes a text as, valid as long as the bytes.
KeydeckPdfText textOf(const PdfCanvas::Text &text, const QByteArray &utf8)
{
    return {utf8.constData(), size_t(utf8.size()), KeydeckPdfFace(text.face), text.size,
        PdfCanvas::pitch(text.size), text.width, text.lines, double(text.align) / 2};
}

/// Cairo takes no fractions of a second.
QByteArray createdText(qint64 madeMs)
{
    return toIsoString(madeMs).left(19).toUtf8() + 'Z';
}

tl::unexpected<Error> moduleFailure(const QString &module, const QString &why)
{
    return failure(ErrorCode::Failed,
        u"The PDF could not be made, since its module %1 cannot be used: %2. Install Cairo and "
        "Pango (Debian: libpangocairo-1.0-0), or choose another format."_s.arg(module, why));
}

} // namespace

PdfCanvas::PdfCanvas(const KeydeckPdfApi &api, KeydeckPdf *pdf) : m_api(api), m_pdf(pdf) { }

PdfCanvas::~PdfCanvas()
{
    m_api.end(m_pdf);
}

QString PdfCanvas::installedModule()
{
    const QString program = QCoreApplication::applicationDirPath();
    const QString beside = program + u'/' + ModuleName;
    if (QFileInfo::exists(beside))
        return beside;
    return QFileInfo(program + u'/' + QStringLiteral(KEYDECK_MODULES) + u'/' + ModuleName)
        .absoluteFilePath();
}

Result<std::unique_ptr<PdfCanvas>> PdfCanvas::open(
    const QString &module, const QString &title, qint64 madeMs)
{
    if (!QFileInfo::exists(module))
        return moduleFailure(module, u"it is not there"_s);
    QLibrary library(module);
    library.setLoadHints(QLibrary::PreventUnloadHint); // GLib cannot be unloaded
    const auto entry = KeydeckPdfEntry(library.resolve("keydeckPdfApi"));
    if (!entry)
        return moduleFailure(module, library.errorString());
    const KeydeckPdfApi *api = entry();
    if (api->version != KeydeckPdfVersion)
        return moduleFailure(module, u"it is of another version of Keydeck"_s);

    const QByteArray titleText = title.toUtf8(), created = createdText(madeMs);
    const KeydeckPdfInfo info{
        titleText.constData(), "Keydeck " KEYDECK_VERSION, created.constData()};
    return std::unique_ptr<PdfCanvas>(new PdfCanvas(*api, api->begin(&info)));
}

void PdfCanvas::setSize(double width, double height)
{
    m_api.setSize(m_pdf, width, height);
}

PdfCanvas::Extent PdfCanvas::measure(const Text &text) const
{
    const QByteArray utf8 = text.text.toUtf8();
    const KeydeckPdfText plain = textOf(text, utf8);
    const KeydeckPdfExtent extent = m_api.measure(m_pdf, &plain);
    return {extent.width, extent.lines, extent.isCut != 0};
}

void PdfCanvas::drawText(const Text &text, double x, double y, quint32 color)
{
    const QByteArray utf8 = text.text.toUtf8();
    const KeydeckPdfText plain = textOf(text, utf8);
    m_api.text(m_pdf, &plain, x, y, color);
}

void PdfCanvas::drawBox(
    double x, double y, double width, double height, quint32 color, bool isHatched)
{
    m_api.box(m_pdf, x, y, width, height, color, isHatched);
}

void PdfCanvas::drawLine(
    double x1, double y1, double x2, double y2, double width, quint32 color, bool isDashed)
{
    m_api.line(m_pdf, x1, y1, x2, y2, width, color, isDashed);
}

void PdfCanvas::addBookmark(int level, const QString &text, double y)
{
    m_api.bookmark(m_pdf, level, text.toUtf8().constData(), y);
}

void PdfCanvas::nextPage()
{
    m_api.nextPage(m_pdf);
}

Result<QByteArray> PdfCanvas::finish()
{
    const char *bytes = nullptr;
    size_t size = 0;
    if (const char *why = m_api.finish(m_pdf, &bytes, &size))
        return failure(ErrorCode::Failed,
            u"The PDF could not be made: %1. Mend that, or choose another format."_s.arg(
                QString::fromUtf8(why)));
    return QByteArray(bytes, qsizetype(size));
}

} // namespace keydeck
