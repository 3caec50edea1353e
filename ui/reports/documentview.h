// A document as it will read, on the screen.
#pragma once

#include "core/report/document.h"

#include <QTextBrowser>

namespace keydeck {

/// Headings, sentences, tables and drawings in the window's own font and colours. What is written
/// to a file has the same words and figures. Keeps its place when it is shown the same document
/// with newer figures.
class DocumentView final : public QTextBrowser
{
    Q_OBJECT

public:
    /// No more rows are shown than these, of all tables together; the view says how many there are.
    static constexpr qsizetype ShownRows = 200;

    explicit DocumentView(QWidget *parent = nullptr);

    void showDocument(const Document &document);
    [[nodiscard]] bool isEmpty() const { return m_document.blocks.isEmpty(); }

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void render();

    Document m_document;
};

} // namespace keydeck
