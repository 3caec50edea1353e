#include "core/report/pdfpage.h"

namespace keydeck {

quint32 pdfColor(const Ink &ink)
{
    return ink.color().mid(1).toUInt(nullptr, 16);
}

PdfFlow::PdfFlow(const PdfSheet &sheet) : m_sheet(sheet), m_pages(1), m_y(sheet.firstTop()) { }

bool PdfFlow::need(double height)
{
    if (isAtTop() || m_y + height <= m_sheet.bottom())
        return false;
    m_pages.append(PdfPage());
    m_y = m_sheet.top();
    m_isAtTop = true;
    return true;
}

void PdfFlow::space(double height)
{
    if (!m_isAtTop)
        m_y += height;
}

void PdfFlow::advance(double height)
{
    m_y += height;
    m_isAtTop = false;
}

} // namespace keydeck
