// Text in the language of manual pages.
#pragma once

#include <QString>

namespace keydeck {

/// Text that is to stand there as it is.
[[nodiscard]] QString roffText(QStringView text);
/// A help's text as paragraphs: lines that begin with blanks stay as they are, others flow.
[[nodiscard]] QString roffParagraphs(const QString &help);
/// A paragraph under a term: ".TP".
[[nodiscard]] QString roffItem(const QString &term, const QString &text);
/// A command line to copy.
[[nodiscard]] QString roffExample(const QString &line);

} // namespace keydeck
