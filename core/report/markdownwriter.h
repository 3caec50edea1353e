// Documents for tickets and chats.
#pragma once

#include "core/report/document.h"

#include <QByteArray>

namespace keydeck {

/// GitHub-flavoured Markdown, UTF-8. Whatever the texts have in them they mean nothing to it. Of a
/// drawing its title and its figures in a sentence are there.
[[nodiscard]] QByteArray markdownText(const Document &document);

} // namespace keydeck
