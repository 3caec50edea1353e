// A PDF as other programs read it: poppler's and qpdf.
#pragma once

#include <QHash>
#include <QRectF>
#include <QStringList>
#include <QTemporaryDir>

namespace keydeck::test {

class PdfReader final
{
public:
    explicit PdfReader(const QByteArray &pdf);

    /// Page by page, as it is laid out: what stands on one height is one line.
    [[nodiscard]] QStringList pages() const;
    [[nodiscard]] QString text() const;
    /// "Title", "Pages", "Page size", …
    [[nodiscard]] QHash<QString, QString> info() const;
    /// Name and whether it is embedded.
    [[nodiscard]] QList<std::pair<QString, bool>> fonts() const;
    /// "Title > Keys > glm-4.7 @ 2": nested bookmarks with the page that they lead to.
    [[nodiscard]] QStringList bookmarks() const;
    /// Where there is anything on a page (from 1), in points; null where it is blank.
    [[nodiscard]] QRectF inked(int page) const;
    /// The words of all pages and where they stand, in points; pages are below each other.
    [[nodiscard]] QList<std::pair<QString, QRectF>> words() const;
    /// Pictures of pixels.
    [[nodiscard]] int images() const;
    /// What qpdf has against it; empty: nothing.
    [[nodiscard]] QString complaints() const;

private:
    [[nodiscard]] QString path() const;

    QTemporaryDir m_directory;
};

} // namespace keydeck::test
