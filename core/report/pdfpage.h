// What stands where on the pages of a PDF, before it is drawn: how many there are stands on each.
#pragma once

#include "core/report/drawing.h"
#include "core/report/pdfcanvas.h"

#include <QList>

#include <variant>

namespace keydeck {

struct PdfMark
{
    struct Text
    {
        PdfCanvas::Text text;
        double x = 0, y = 0; ///< of the first line's baseline
        quint32 color = 0;
    };
    struct Box
    {
        double x = 0, y = 0, width = 0, height = 0;
        quint32 color = 0;
        bool isHatched = false;
    };
    struct Line
    {
        double x1 = 0, y1 = 0, x2 = 0, y2 = 0;
        double width = 0.5;
        quint32 color = 0;
        bool isDashed = false;
    };
    struct Bookmark
    {
        int level = 1;
        QString text;
        double y = 0;
    };
};
using PdfPage = QList<std::variant<PdfMark::Text, PdfMark::Box, PdfMark::Line, PdfMark::Bookmark>>;

[[nodiscard]] quint32 pdfColor(const Ink &ink);

/// A sheet of paper, with room for a running head and foot between its margins.
struct PdfSheet
{
    double width = 0, height = 0;

    static constexpr double Margin = 42.5; ///< 15 mm
    static constexpr double HeadRoom = 20;
    static constexpr double FootRoom = 20;

    [[nodiscard]] double left() const { return Margin; }
    [[nodiscard]] double right() const { return width - Margin; }
    [[nodiscard]] double top() const { return Margin + HeadRoom; }
    [[nodiscard]] double firstTop() const { return Margin; } ///< its title stands there instead
    [[nodiscard]] double bottom() const { return height - Margin - FootRoom; }
    [[nodiscard]] double textWidth() const { return width - 2 * Margin; }
    [[nodiscard]] double textHeight() const { return bottom() - top(); }
};

/// Pages that fill from above.
class PdfFlow final
{
public:
    explicit PdfFlow(const PdfSheet &sheet);

    [[nodiscard]] const PdfSheet &sheet() const { return m_sheet; }
    [[nodiscard]] double y() const { return m_y; }
    [[nodiscard]] bool isAtTop() const { return m_isAtTop; }
    [[nodiscard]] QList<PdfPage> takePages() { return std::move(m_pages); }

    /// Begins a new page where the rest of this one is lower than that; true where it did. What is
    /// higher than a page stands on one of its own.
    bool need(double height);
    /// Room between two things, which the top of a page has not.
    void space(double height);
    void advance(double height);
    template <typename Mark>
    void add(const Mark &mark)
    {
        m_pages.last().append(mark);
    }

private:
    PdfSheet m_sheet;
    QList<PdfPage> m_pages;
    double m_y = 0;
    bool m_isAtTop = true;
};

} // namespace keydeck
