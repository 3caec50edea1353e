// A document on pages.
#pragma once

#include "core/report/document.h"
#include "core/report/pdftable.h"

#include <QHash>

#include <functional>

namespace keydeck {

/// Breaks a document into pages: a heading stands with what follows it, and neither a drawing nor a
/// row is split. The pages are landscape where a table takes it.
class PdfLayout final
{
public:
    /// portrait: the sheet of paper, upright. All must outlive it.
    PdfLayout(const PdfCanvas &canvas, const Document &document, const PdfSheet &portrait);

    [[nodiscard]] const PdfSheet &sheet() const { return m_flow.sheet(); }
    /// Without running heads and feet. False from goOn after a block ends it early.
    [[nodiscard]] QList<PdfPage> pages(const std::function<bool()> &goOn);

private:
    void add(const Document::Heading &heading);
    void add(const Document::Paragraph &paragraph);
    void add(const Document::Facts &facts);
    void add(const Document::Table &table);
    void add(const Drawing &drawing);
    void spaceBlock();
    void addLines(const PdfCanvas::Text &text, double x, const Ink &ink);
    [[nodiscard]] double scaleOf(const Drawing &drawing) const;
    /// How much of a block must not stand below another page's end without it.
    [[nodiscard]] double leastHeight(qsizetype block) const;

    const PdfCanvas &m_canvas;
    const Document &m_document;
    QHash<const Document::Table *, PdfTableStyle> m_styles;
    PdfFlow m_flow;
    qsizetype m_block = 0;
    bool m_isAfterHeading = false;
};

} // namespace keydeck
