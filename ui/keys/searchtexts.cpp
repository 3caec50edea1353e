#include "ui/keys/searchtexts.h"

#include "core/base/heap.h"
#include "core/base/stretches.h"
#include "core/query/queryfacts.h"

#include <numeric>

namespace keydeck {

SearchTexts::SearchTexts(
    const KeySet &keys, const std::vector<KeyRef> &refs, const std::vector<QStringList> &tags)
    : m_places(refs.size())
{
    std::vector<QString> pieces(stretchesOf(qsizetype(refs.size())));
    inStretches(qsizetype(refs.size()), [&](const Stretch &stretch) {
        for (qsizetype i = stretch.begin; i < stretch.end; ++i) {
            const auto at = size_t(i);
            const QueryText text = queryTextOf(keys.at(i), refs[at].key, tags[at]);
            pieces[stretch.number] += text.text;
            m_places[at] = {0, quint32(text.text.size()), quint32(text.nameSize),
                quint32(text.modelBegin), quint32(text.modelSize)};
        }
    });
    const auto sizeOf = [](qsizetype sum, const QString &piece) { return sum + piece.size(); };
    const qsizetype size = std::accumulate(pieces.begin(), pieces.end(), qsizetype(0), sizeOf);
    m_haystack.reserve(size);
    preferLargePages(m_haystack.constData(), size_t(size) * sizeof(QChar));
    for (const QString &piece : pieces)
        m_haystack += piece;
    qsizetype begin = 0;
    for (Place &place : m_places) {
        place.begin = begin;
        begin += place.size;
    }
}

QStringView SearchTexts::text(qsizetype index) const
{
    const Place &place = m_places[size_t(index)];
    return QStringView(m_haystack).sliced(place.begin, place.size);
}

QStringView SearchTexts::name(qsizetype index) const
{
    return text(index).first(m_places[size_t(index)].nameSize);
}

QStringView SearchTexts::model(qsizetype index) const
{
    const Place &place = m_places[size_t(index)];
    return text(index).sliced(place.modelBegin, place.modelSize);
}

} // namespace keydeck
