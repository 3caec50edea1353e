// Adding and removing items of a JSON list, members of an object or elements of an array, as
// splices of bytes that keep the list's own formatting. For StorePatch.
#pragma once

#include "core/store/apikey.h"

#include <QByteArrayList>

#include <vector>

namespace keydeck {

/// Replaces size bytes from begin.
struct Splice
{
    qsizetype begin = 0;
    qsizetype size = 0;
    QByteArray replacement;
};

/// The white space of a list: "{" opening item "," separator item closing "}".
struct ListSpacing
{
    QByteArray opening;
    QByteArray separator;
    QByteArray closing;

    /// The inside of a list of these items; nothing at all for none.
    [[nodiscard]] QByteArray fill(const QByteArrayList &items) const;
};

/// The items of one list in its document, in order, each without white space around it.
struct ListItems
{
    QByteArrayView document;
    Span inside; ///< between the brackets
    std::vector<Span> items;

    [[nodiscard]] qsizetype size() const { return qsizetype(items.size()); }
    [[nodiscard]] QByteArray spaceBefore(qsizetype index) const;
    /// The white space that a neighbour of the item would have before it.
    [[nodiscard]] QByteArray separatorAt(qsizetype index) const;
    /// Requires at least one item.
    [[nodiscard]] ListSpacing spacing() const;
};

/// A new item, behind the item of that index; -1: in front of all. Several of one place keep order.
struct Insertion
{
    qsizetype after = -1;
    QByteArray text;
};

/// The splices that take the items marked gone away, with their commas and the lines they stood on,
/// and add the others. No insertion may stand behind an item that goes, unless all go. An empty
/// list is filled with ifEmpty.
void editList(const ListItems &list, const std::vector<bool> &gone,
    const std::vector<Insertion> &insertions, const ListSpacing &ifEmpty,
    std::vector<Splice> &splices);

/// The document after the splices, which may come in any order but must not overlap; those of the
/// same place stay in order.
[[nodiscard]] QByteArray spliced(QByteArrayView document, std::vector<Splice> splices);

} // namespace keydeck
