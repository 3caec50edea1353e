#include "ui/reports/documentview.h"

#include "core/base/format.h"
#include "ui/reports/drawingpainter.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextTable>

namespace keydeck {

namespace {

constexpr qreal PixelsPerPoint = 96.0 / 72.0;
constexpr qreal CellPadding = 4;
constexpr int WidestText = 180;
constexpr int RingWidth = 2;

/// Writes one block after the other at the end of a text.
class Builder
{
public:
    Builder(QTextDocument &text, const QPalette &palette, qreal pixelRatio)
        : m_cursor(&text)
        , m_text(text)
        , m_palette(palette)
        , m_pixelRatio(pixelRatio)
    { }

    void operator()(const Document::Heading &heading)
    {
        QTextBlockFormat block;
        block.setHeadingLevel(heading.level);
        block.setTopMargin(heading.level == 1 ? 0 : theme::Group);
        block.setBottomMargin(theme::Tight);
        begin(block);
        QTextCharFormat words = format(m_palette.color(QPalette::Text));
        words.setFont(heading.level == 1 ? theme::titleFont() : theme::strong(theme::bodyFont()));
        m_cursor.insertText(heading.text, words);
    }

    void operator()(const Document::Paragraph &paragraph)
    {
        using Role = Document::Paragraph::Role;
        QTextBlockFormat block;
        block.setBottomMargin(theme::Related);
        const theme::RoleColors warning = theme::colors(theme::Role::Warning, m_palette);
        if (paragraph.role == Role::Warning)
            block.setBackground(warning.fill);
        begin(block);
        const QColor color = paragraph.role == Role::Warning ? warning.text
            : paragraph.role == Role::Quiet                  ? theme::quietText(m_palette)
                                                             : m_palette.color(QPalette::Text);
        const QString sign = paragraph.role == Role::Warning ? QStringLiteral("⚠ ") : QString();
        m_cursor.insertText(sign + paragraph.text, format(color));
    }

    void operator()(const Document::Facts &facts)
    {
        QTextTable *table = insertTable(int(facts.lines.size()), 2);
        for (int row = 0; row < int(facts.lines.size()); ++row) {
            write(*table, row, 0, facts.lines[row].first, format(theme::quietText(m_palette)), {});
            write(*table, row, 1, facts.lines[row].second, usual(), {});
        }
        m_cursor.movePosition(QTextCursor::End);
    }

    void operator()(const Document::Table &source)
    {
        const qsizetype shown = std::min(source.rows.size(), m_rowsLeft);
        m_rowsLeft -= shown;
        m_rowsHidden += source.rows.size() - shown;
        if (shown == 0 && !source.rows.isEmpty())
            return; // nor its sums: a table of thousands of groups is no preview
        const int extra = source.sums.isEmpty() ? 1 : 2;
        QTextTable *table = insertTable(int(shown) + extra, int(source.columns.size()));
        QTextTableFormat widths = table->format();
        widths.setColumnWidthConstraints(widthsOf(source, shown));
        table->setFormat(widths);
        QTextCharFormat strong = usual();
        strong.setFontWeight(QFont::Bold);
        for (int column = 0; column < int(source.columns.size()); ++column) {
            const Document::Column &head = source.columns[column];
            const Qt::Alignment side = head.isFigure ? Qt::AlignRight : Qt::AlignLeft;
            QTextCharFormat words = usual();
            if (head.isFixed)
                words.setFont(theme::fixedFont());
            write(*table, 0, column, head.title, strong, side);
            for (int row = 0; row < int(shown); ++row)
                write(*table, row + 1, column, source.rows[row][column], words, side);
            if (!source.sums.isEmpty())
                write(*table, int(shown) + 1, column, source.sums[column], strong, side);
        }
        m_cursor.movePosition(QTextCursor::End);
    }

    void allowRows() { m_rowsLeft = DocumentView::ShownRows; }

    /// Says how much of it is not shown.
    void close()
    {
        if (m_rowsHidden > 0)
            (*this)(Document::Paragraph{DocumentView::tr("%1 more rows will be in the file.")
                                            .arg(formatCount(double(m_rowsHidden))),
                Document::Paragraph::Role::Quiet});
    }

    void operator()(const Drawing &drawing)
    {
        begin({});
        const QSizeF size(drawing.width * PixelsPerPoint, drawing.height * PixelsPerPoint);
        QImage image((size * m_pixelRatio).toSize(), QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::white);
        QPainter painter(&image);
        painter.scale(image.width() / drawing.width, image.height() / drawing.height);
        paintDrawing(painter, drawing);
        painter.end();
        const QUrl name(QStringLiteral("drawing:%1").arg(m_drawings++));
        m_text.addResource(QTextDocument::ImageResource, name, image);
        QTextImageFormat format;
        format.setName(name.toString());
        format.setWidth(size.width());
        format.setHeight(size.height());
        format.setToolTip(drawing.description);
        m_cursor.insertImage(format);
    }

private:
    void begin(const QTextBlockFormat &block)
    {
        if (std::exchange(m_isFirst, false))
            m_cursor.setBlockFormat(block);
        else
            m_cursor.insertBlock(block);
    }

    [[nodiscard]] QTextCharFormat format(const QColor &color) const
    {
        QTextCharFormat words;
        words.setFont(theme::bodyFont());
        words.setForeground(color);
        return words;
    }
    [[nodiscard]] QTextCharFormat usual() const { return format(m_palette.color(QPalette::Text)); }

    QTextTable *insertTable(int rows, int columns)
    {
        m_isFirst = false;
        QTextTableFormat table;
        table.setBorder(0);
        table.setCellPadding(CellPadding);
        table.setCellSpacing(0);
        table.setBottomMargin(theme::Related);
        return m_cursor.insertTable(std::max(1, rows), std::max(1, columns), table);
    }

    /// Figures, keys and times in one line; texts in several where they are long.
    [[nodiscard]] static QList<QTextLength> widthsOf(const Document::Table &table, qsizetype shown)
    {
        const QFontMetrics usual(theme::bodyFont()), strong(theme::strong(theme::bodyFont())),
            fixed(theme::fixedFont());
        QList<QTextLength> widths;
        for (qsizetype column = 0; column < table.columns.size(); ++column) {
            const Document::Column &head = table.columns[column];
            int width = strong.horizontalAdvance(head.title);
            for (qsizetype row = 0; row < shown; ++row)
                width = std::max(width,
                    (head.isFixed ? fixed : usual).horizontalAdvance(table.rows[row][column]));
            if (!table.sums.isEmpty())
                width = std::max(width, strong.horizontalAdvance(table.sums[column]));
            const bool mayWrap = !head.isFigure && !head.isFixed && !head.isTime;
            const int taken = mayWrap ? std::min(width, WidestText) : width;
            widths.append(QTextLength(QTextLength::FixedLength, taken + CellPadding));
        }
        return widths;
    }

    static void write(QTextTable &table, int row, int column, const QString &text,
        const QTextCharFormat &words, Qt::Alignment side)
    {
        QTextCursor cell = table.cellAt(row, column).firstCursorPosition();
        QTextBlockFormat block;
        block.setAlignment(side == Qt::Alignment() ? Qt::AlignLeft : side);
        cell.setBlockFormat(block);
        cell.insertText(text, words);
    }

    QTextCursor m_cursor;
    QTextDocument &m_text;
    QPalette m_palette;
    qreal m_pixelRatio;
    int m_drawings = 0;
    qsizetype m_rowsLeft = DocumentView::ShownRows;
    qsizetype m_rowsHidden = 0;
    bool m_isFirst = true;
};

} // namespace

DocumentView::DocumentView(QWidget *parent) : QTextBrowser(parent)
{
    setObjectName(QStringLiteral("reportPreview"));
    setAccessibleName(tr("Preview of the report"));
    setOpenLinks(false);
    setUndoRedoEnabled(false);
    setFrameShape(QFrame::NoFrame);
    setTabChangesFocus(true);
    document()->setDocumentMargin(theme::Group);
}

void DocumentView::showDocument(const Document &shown)
{
    m_document = shown;
    render();
}

void DocumentView::render()
{
    const int down = verticalScrollBar()->value(), across = horizontalScrollBar()->value();
    clear();
    QTextCursor edit(document());
    edit.beginEditBlock();
    Builder builder(*document(), palette(), devicePixelRatioF());
    const QList<Document::Block> &blocks = m_document.blocks;
    const auto last = std::find_if(blocks.rbegin(), blocks.rend(),
        [](const auto &block) { return std::holds_alternative<Document::Table>(block); });
    for (auto block = blocks.begin(); block != blocks.end(); ++block) {
        if (last != blocks.rend() && block + 1 == last.base())
            builder.allowRows(); // how it all adds up
        std::visit(builder, *block);
    }
    builder.close();
    if (!m_document.footer.isEmpty())
        builder(Document::Paragraph{m_document.footer, Document::Paragraph::Role::Quiet});
    edit.endEditBlock();
    moveCursor(QTextCursor::Start); // else the view follows what was written last
    verticalScrollBar()->setValue(down);
    horizontalScrollBar()->setValue(across);
}

void DocumentView::paintEvent(QPaintEvent *event)
{
    QTextBrowser::paintEvent(event);
    if (!hasFocus())
        return;
    QPainter painter(viewport());
    painter.setPen(QPen(theme::colors(theme::Role::Accent, palette()).shape, RingWidth));
    painter.drawRect(viewport()->rect().adjusted(1, 1, -1, -1));
}

void DocumentView::focusInEvent(QFocusEvent *event)
{
    QTextBrowser::focusInEvent(event);
    viewport()->update();
}

void DocumentView::focusOutEvent(QFocusEvent *event)
{
    QTextBrowser::focusOutEvent(event);
    viewport()->update();
}

void DocumentView::changeEvent(QEvent *event)
{
    QTextBrowser::changeEvent(event);
    if ((event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        && !isEmpty())
        render();
}

} // namespace keydeck
