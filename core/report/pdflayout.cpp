#include "core/report/pdflayout.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

using Text = PdfCanvas::Text;
using Face = PdfCanvas::Face;

constexpr double BodySize = 9, QuietSize = 8.5;
constexpr std::array<double, 4> HeadingSizes{0, 18, 12.5, 10}, HeadingSpaces{0, 0, 18, 12};
constexpr double HeadingGap = 4; ///< below a heading
constexpr double BlockGap = 8;
constexpr double Ascent = 0.95;
constexpr double WarningBar = 2.5, WarningPadding = 6;
constexpr quint32 WarningColor = 0xb26a00, WarningGround = 0xfbf3e8;
constexpr double LargestScale = 1.2; ///< words of a drawing are not to be larger than headings
constexpr double DrawingShare = 0.62; ///< of a page's height, at most
constexpr qsizetype LongestText = 8000;

int levelOf(const Document::Heading &heading)
{
    return std::clamp(heading.level, 1, 3);
}

/// Tables with the same columns, in the document's order.
std::map<QStringList, QList<const Document::Table *>> alikeTables(const Document &document)
{
    std::map<QStringList, QList<const Document::Table *>> alike;
    for (const Document::Block &block : document.blocks) {
        const auto *table = std::get_if<Document::Table>(&block);
        if (!table)
            continue;
        QStringList titles;
        for (const Document::Column &column : table->columns)
            titles += column.title;
        alike[titles].append(table);
    }
    return alike;
}

std::pair<PdfSheet, QHash<const Document::Table *, PdfTableStyle>> arranged(
    const PdfCanvas &canvas, const Document &document, const PdfSheet &portrait)
{
    std::vector<std::pair<QList<const Document::Table *>, PdfColumns>> measured;
    bool isWide = false;
    for (const auto &[titles, tables] : alikeTables(document)) {
        measured.emplace_back(tables, PdfColumns(canvas, tables));
        isWide = isWide || !measured.back().second.fits(portrait.textWidth());
    }
    const PdfSheet sheet = isWide ? PdfSheet{portrait.height, portrait.width} : portrait;
    QHash<const Document::Table *, PdfTableStyle> styles;
    for (const auto &[tables, columns] : measured) {
        const PdfTableStyle style = columns.style(sheet.textWidth());
        for (const Document::Table *table : tables)
            styles.insert(table, style);
    }
    return {sheet, styles};
}

} // namespace

PdfLayout::PdfLayout(const PdfCanvas &canvas, const Document &document, const PdfSheet &portrait)
    : m_canvas(canvas)
    , m_document(document)
    , m_flow(portrait)
{
    const auto [sheet, styles] = arranged(canvas, document, portrait);
    m_styles = styles;
    m_flow = PdfFlow(sheet);
}

QList<PdfPage> PdfLayout::pages(const std::function<bool()> &goOn)
{
    for (m_block = 0; m_block < m_document.blocks.size() && goOn(); ++m_block)
        std::visit([this](const auto &block) { add(block); }, m_document.blocks[m_block]);
    return m_flow.takePages();
}

double PdfLayout::leastHeight(qsizetype block) const
{
    if (block >= m_document.blocks.size())
        return 0;
    const Document::Block &content = m_document.blocks[block];
    if (const auto *heading = std::get_if<Document::Heading>(&content)) {
        const int level = levelOf(*heading);
        return HeadingSpaces[level] + PdfCanvas::pitch(HeadingSizes[level]) + HeadingGap
            + leastHeight(block + 1);
    }
    if (const auto *table = std::get_if<Document::Table>(&content))
        return PdfTable(m_canvas, *table, m_styles[table]).leastHeight();
    if (const auto *drawing = std::get_if<Drawing>(&content))
        return drawing->height * scaleOf(*drawing);
    return 3 * PdfCanvas::pitch(BodySize);
}

void PdfLayout::spaceBlock()
{
    if (!std::exchange(m_isAfterHeading, false))
        m_flow.space(BlockGap);
}

void PdfLayout::addLines(const Text &text, double x, const Ink &ink)
{
    const int lines = m_canvas.measure(text).lines;
    m_flow.add(PdfMark::Text{text, x, m_flow.y() + Ascent * text.size, pdfColor(ink)});
    m_flow.advance(lines * PdfCanvas::pitch(text.size));
}

void PdfLayout::add(const Document::Heading &heading)
{
    const int level = levelOf(heading);
    m_flow.space(HeadingSpaces[level]);
    m_flow.need(leastHeight(m_block) - HeadingSpaces[level]);
    m_flow.add(PdfMark::Bookmark{level, heading.text, m_flow.y()});
    addLines({heading.text.left(LongestText), HeadingSizes[level], Face::Strong,
                 m_flow.sheet().textWidth(), 2},
        m_flow.sheet().left(), {Ink::Kind::Text});
    m_flow.advance(HeadingGap);
    m_isAfterHeading = true;
}

void PdfLayout::add(const Document::Paragraph &paragraph)
{
    using Role = Document::Paragraph::Role;
    const bool isWarning = paragraph.role == Role::Warning;
    const double indent = isWarning ? WarningBar + WarningPadding : 0;
    const double padding = isWarning ? WarningPadding * 0.75 : 0;
    const PdfSheet &sheet = m_flow.sheet();
    Text text{paragraph.text.left(LongestText),
        paragraph.role == Role::Quiet ? QuietSize : BodySize, Face::Regular,
        sheet.textWidth() - indent - padding};
    if (isWarning)
        text.text.prepend(u"⚠ "_s);
    const double pitch = PdfCanvas::pitch(text.size);
    text.lines = int((sheet.textHeight() - 2 * padding) / pitch);
    const double height = m_canvas.measure(text).lines * pitch + 2 * padding;

    spaceBlock();
    m_flow.need(height);
    if (isWarning) {
        m_flow.add(
            PdfMark::Box{sheet.left(), m_flow.y(), sheet.textWidth(), height, WarningGround});
        m_flow.add(PdfMark::Box{sheet.left(), m_flow.y(), WarningBar, height, WarningColor});
    }
    m_flow.advance(padding);
    addLines(text, sheet.left() + indent,
        {paragraph.role == Role::Quiet ? Ink::Kind::Quiet : Ink::Kind::Text});
    m_flow.advance(padding);
}

void PdfLayout::add(const Document::Facts &facts)
{
    constexpr double Gap = 14;
    constexpr int Lines = 6;
    const PdfSheet &sheet = m_flow.sheet();
    double what = 0;
    for (const auto &line : facts.lines)
        what = std::max(what, m_canvas.measure({line.first, BodySize}).width);
    what = std::min(what, sheet.textWidth() / 3) + 0.1;
    spaceBlock();
    for (const auto &[name, content] : facts.lines) {
        const Text value{content.left(LongestText), BodySize, Face::Regular,
            sheet.textWidth() - what - Gap, Lines};
        m_flow.need(m_canvas.measure(value).lines * PdfCanvas::pitch(BodySize));
        m_flow.add(PdfMark::Text{{name, BodySize, Face::Regular, what}, sheet.left(),
            m_flow.y() + Ascent * BodySize, pdfColor({Ink::Kind::Quiet})});
        addLines(value, sheet.left() + what + Gap, {Ink::Kind::Text});
        m_flow.advance(1.5);
    }
}

void PdfLayout::add(const Document::Table &table)
{
    spaceBlock();
    PdfTable(m_canvas, table, m_styles[&table]).layOut(m_flow);
}

double PdfLayout::scaleOf(const Drawing &drawing) const
{
    const PdfSheet &sheet = m_flow.sheet();
    const double most
        = std::max(1.0, std::min(LargestScale, DrawingShare * sheet.textHeight() / drawing.height));
    return std::min({most, sheet.textWidth() / drawing.width, sheet.textHeight() / drawing.height});
}

void PdfLayout::add(const Drawing &drawing)
{
    if (drawing.width <= 0 || drawing.height <= 0)
        return;
    const double scale = scaleOf(drawing);
    spaceBlock();
    m_flow.need(drawing.height * scale);
    const double left = m_flow.sheet().left(), top = m_flow.y();
    const auto addBox = [&](const Drawing::Box &box) {
        m_flow.add(PdfMark::Box{left + box.x * scale, top + box.y * scale, box.width * scale,
            box.height * scale, pdfColor(box.ink), box.ink.kind == Ink::Kind::Unknown});
    };
    const auto addLine = [&](const Drawing::Line &line) {
        m_flow.add(
            PdfMark::Line{left + line.x1 * scale, top + line.y1 * scale, left + line.x2 * scale,
                top + line.y2 * scale, line.width * scale, pdfColor(line.ink), line.isDashed});
    };
    const auto addLabel = [&](const Drawing::Label &label) {
        m_flow.add(PdfMark::Text{
            {label.text, label.size * scale, label.isStrong ? Face::Strong : Face::Regular, -1, 1,
                PdfCanvas::Align(label.anchor)},
            left + label.x * scale, top + label.y * scale, pdfColor(label.ink)});
    };
    for (const Drawing::Shape &shape : drawing.shapes) {
        if (const auto *box = std::get_if<Drawing::Box>(&shape))
            addBox(*box);
        else if (const auto *line = std::get_if<Drawing::Line>(&shape))
            addLine(*line);
        else
            addLabel(std::get<Drawing::Label>(shape));
    }
    m_flow.advance(drawing.height * scale);
}

} // namespace keydeck
