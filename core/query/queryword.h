// The words of a search line.
#pragma once

#include <QList>
#include <QString>

namespace keydeck {

/// One word: where it stands in the line, and what it says.
struct QueryWord
{
    qsizetype begin = 0;
    qsizetype size = 0; ///< with its minus and its quotes
    bool isNegated = false; ///< "-word"
    bool isQuoted = false; ///< from its beginning: text, whatever it looks like
    QString text; ///< without the minus and the quotes

    [[nodiscard]] qsizetype end() const { return begin + size; }
};

/// Blanks separate words. A quote at the beginning of a word or of a term's value (name:"Ann B")
/// keeps blanks together up to the next one, or to the end of the line where it is still open.
[[nodiscard]] QList<QueryWord> queryWords(QStringView line);

} // namespace keydeck
