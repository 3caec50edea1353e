#include "core/store/jsonsplice.h"

#include "core/base/heap.h"
#include "core/store/jsonscanner.h"

#include <algorithm>

namespace keydeck {

namespace {

qsizetype endOf(const Span &span)
{
    return qsizetype(span.begin) + span.size;
}

/// The text inside the list once nothing of the old items is left.
QByteArray newInside(
    const ListItems &list, const std::vector<Insertion> &insertions, const ListSpacing &ifEmpty)
{
    QByteArrayList texts;
    for (const Insertion &insertion : insertions)
        texts.append(insertion.text);
    return (list.items.empty() ? ifEmpty : list.spacing()).fill(texts);
}

/// One splice for each run of removed items: with the comma before it, or after it at the start.
void removeRuns(const ListItems &list, const std::vector<bool> &gone, std::vector<Splice> &splices)
{
    for (size_t first = 0; first < gone.size(); ++first) {
        if (!gone[first])
            continue;
        size_t next = first;
        while (next < gone.size() && gone[next])
            ++next;
        const qsizetype begin
            = first == 0 ? qsizetype(list.items[0].begin) : endOf(list.items[first - 1]);
        const qsizetype end
            = first == 0 ? qsizetype(list.items[next].begin) : endOf(list.items[next - 1]);
        splices.push_back({begin, end - begin, {}});
        first = next;
    }
}

} // namespace

QByteArray ListSpacing::fill(const QByteArrayList &items) const
{
    return items.isEmpty() ? QByteArray() : opening + items.join(',' + separator) + closing;
}

QByteArray ListItems::spaceBefore(qsizetype index) const
{
    const qsizetype end = items[size_t(index)].begin;
    qsizetype begin = end;
    while (begin > inside.begin && isJsonSpace(document[begin - 1]))
        --begin;
    return document.sliced(begin, end - begin).toByteArray();
}

QByteArray ListItems::separatorAt(qsizetype index) const
{
    return spaceBefore(index + 1 < size() ? index + 1 : index);
}

ListSpacing ListItems::spacing() const
{
    const qsizetype end = endOf(items.back());
    return {
        spaceBefore(0), separatorAt(0), document.sliced(end, endOf(inside) - end).toByteArray()};
}

void editList(const ListItems &list, const std::vector<bool> &gone,
    const std::vector<Insertion> &insertions, const ListSpacing &ifEmpty,
    std::vector<Splice> &splices)
{
    const auto kept = std::find(gone.begin(), gone.end(), false);
    if (kept == gone.end()) {
        if (!gone.empty() || !insertions.empty())
            splices.push_back(
                {list.inside.begin, list.inside.size, newInside(list, insertions, ifEmpty)});
        return;
    }
    // Insertions first: what is added behind an item stands before what goes after that item.
    const qsizetype firstKept = kept - gone.begin();
    for (const Insertion &insertion : insertions) {
        if (insertion.after < 0)
            splices.push_back({list.items[size_t(firstKept)].begin, 0,
                insertion.text + ',' + list.separatorAt(firstKept)});
        else
            splices.push_back({endOf(list.items[size_t(insertion.after)]), 0,
                ',' + list.separatorAt(insertion.after) + insertion.text});
    }
    removeRuns(list, gone, splices);
}

QByteArray spliced(QByteArrayView document, std::vector<Splice> splices)
{
    std::stable_sort(splices.begin(), splices.end(),
        [](const Splice &a, const Splice &b) { return a.begin < b.begin; });
    qsizetype size = document.size();
    for (const Splice &splice : splices)
        size += splice.replacement.size() - splice.size;
    QByteArray out;
    out.reserve(size);
    preferLargePages(out.constData(), size_t(size));
    qsizetype at = 0;
    for (const Splice &splice : splices) {
        out.append(document.sliced(at, splice.begin - at));
        out.append(splice.replacement);
        at = splice.begin + splice.size;
    }
    out.append(document.sliced(at));
    return out;
}

} // namespace keydeck
