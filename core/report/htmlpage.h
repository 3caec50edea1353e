// The frame of every web page that Keydeck writes.
#pragma once

#include <QString>

namespace keydeck {

struct HtmlPage
{
    QString title; ///< text: it is escaped here, as the footer is
    QString style; ///< CSS
    QString body; ///< HTML
    QString footer;
};

/// A whole document in UTF-8 that loads nothing from anywhere, and that search engines leave alone.
[[nodiscard]] QByteArray htmlText(const HtmlPage &page);

} // namespace keydeck
