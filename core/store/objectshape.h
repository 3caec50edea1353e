// How the objects of a list are written, learnt from those before. For JsonScanner.
#pragma once

#include <QtGlobal>

#include <array>
#include <cstring>
#include <vector>

namespace keydeck {

/// Records of a store look alike: between two values stand the same bytes, `,\n      "name": `, in
/// each of them. A gap that was read once is known by its bytes when it comes again, white space,
/// comma, quotes, escapes, colon and all, which is one comparison instead of a dozen decisions.
///
/// Invariants: every gap was accepted by the scanner where it stands (m_first behind a bracket, the
/// others behind a value); next to it is what its name meant. What is not known is read as usual,
/// so that a shape changes no reading, whatever it has learnt. White space may follow a gap.
///
/// Thread: any, one at a time.
class ObjectShape final
{
public:
    struct Gap
    {
        std::array<char, 64> text; ///< longer ones are not learnt
        int size = 0;
        int meaning = 0; ///< of the name in it: the caller's

        [[nodiscard]] bool isAt(const char *at, const char *end) const
        {
            return end - at >= size && sameBytes(at, text.data(), size);
        }
    };

    /// Starts an object: what its first gap is, if that is known.
    [[nodiscard]] const Gap *first(const char *at, const char *end)
    {
        m_next = 0;
        return m_first.size > 0 && m_first.isAt(at, end) ? &m_first : nullptr;
    }
    /// Behind a value: the gap that is there, if it is known. Gaps come in order; some are left
    /// out.
    [[nodiscard]] const Gap *next(const char *at, const char *end)
    {
        for (size_t i = m_next; i < m_gaps.size(); ++i) {
            if (m_gaps[i].isAt(at, end)) {
                m_next = i + 1;
                return &m_gaps[i];
            }
        }
        return nullptr;
    }

    void learnFirst(const char *begin, const char *end, int meaning)
    {
        m_first = made(begin, end, meaning);
    }
    /// Where next() knew none: it stands before what may come there otherwise.
    void learnNext(const char *begin, const char *end, int meaning)
    {
        if (end - begin > qsizetype(sizeof(Gap::text)) || m_gaps.size() >= MaximumGaps)
            return;
        m_gaps.insert(m_gaps.begin() + std::ptrdiff_t(m_next), made(begin, end, meaning));
        ++m_next;
    }

private:
    /// Gaps are short: a call of memcmp() costs more than they do.
    [[nodiscard]] static bool sameBytes(const char *one, const char *other, int size)
    {
        if (size < 8)
            return std::memcmp(one, other, size_t(size)) == 0;
        for (int at = 0; at < size - 8; at += 8) {
            if (word(one + at) != word(other + at))
                return false;
        }
        return word(one + size - 8) == word(other + size - 8);
    }
    [[nodiscard]] static quint64 word(const char *bytes)
    {
        quint64 value;
        std::memcpy(&value, bytes, sizeof(value));
        return value;
    }

    static constexpr size_t MaximumGaps = 24; ///< so that a hostile store costs little

    [[nodiscard]] static Gap made(const char *begin, const char *end, int meaning)
    {
        Gap gap;
        if (end - begin <= qsizetype(sizeof(Gap::text))) {
            gap.size = int(end - begin);
            gap.meaning = meaning;
            std::memcpy(gap.text.data(), begin, size_t(gap.size));
        }
        return gap;
    }

    Gap m_first;
    std::vector<Gap> m_gaps;
    size_t m_next = 0; ///< the gap that is expected
};

} // namespace keydeck
