// A short text in five machine words.
#pragma once

#include <QString>

#include <array>
#include <bit>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace keydeck {

/// Characters to bytes, and whether none lost anything by it.
class Latin1Packing final
{
public:
    static constexpr qsizetype PerWord = 8;

    [[nodiscard]] quint64 packFew(QStringView text)
    {
        quint64 word = 0;
        for (qsizetype i = text.size() - 1; i >= 0; --i) {
            word = word << 8 | (text[i].unicode() & 0xff);
            m_lost |= text[i].unicode() >> 8;
        }
        return word;
    }

#ifdef __SSE2__
    /// PerWord characters.
    [[nodiscard]] quint64 pack(const QChar *text)
    {
        const __m128i wide = _mm_loadu_si128(reinterpret_cast<const __m128i *>(text));
        m_seen = _mm_or_si128(m_seen, wide);
        const __m128i low = _mm_and_si128(wide, _mm_set1_epi16(0xff));
        return quint64(_mm_cvtsi128_si64(_mm_packus_epi16(low, low)));
    }
    [[nodiscard]] bool wasLatin1() const
    {
        const __m128i lost = _mm_srli_epi16(m_seen, 8);
        return m_lost == 0
            && _mm_movemask_epi8(_mm_cmpeq_epi8(lost, _mm_setzero_si128())) == 0xffff;
    }

private:
    __m128i m_seen = _mm_setzero_si128();
#else
    [[nodiscard]] quint64 pack(const QChar *text)
    {
        return packFew(QStringView(text, PerWord));
    }
    [[nodiscard]] bool wasLatin1() const
    {
        return m_lost == 0;
    }

private:
#endif
    int m_lost = 0;
};

/// Up to MaximumSize characters of Latin-1, a byte each, and their number in the last byte: equal
/// texts are equal words. In its place a pointer to a longer text, which it does not own.
class Latin1Words final
{
public:
    static constexpr qsizetype MaximumSize = 39;
    /// What words are mixed with. Anybody knows them.
    static constexpr std::array<quint64, 4> Odd{
        0x9e37'79b9'7f4a'7c15, 0xbf58'476d'1ce4'e5b9, 0x94d0'49bb'1331'11eb, 0xd6e8'feb8'6659'fd93};

    /// False, and spoilt, for a text that does not fit.
    [[nodiscard]] bool pack(QStringView text)
    {
        const qsizetype size = text.size();
        if (size > MaximumSize) [[unlikely]]
            return false;
        Latin1Packing packing;
        qsizetype done = 0;
        for (; done + PerWord <= size; done += PerWord)
            m_words[size_t(done / PerWord)] = packing.pack(text.data() + done);
        if (const qsizetype rest = size - done; rest > 0) {
            m_words[size_t(done / PerWord)] = done == 0
                ? packing.packFew(text)
                // Some of the characters before once more, pushed out at the lower end.
                : packing.pack(text.data() + size - PerWord) >> (8 * (PerWord - rest));
        }
        m_words.back() |= quint64(size) << LastByte;
        return packing.wasLatin1();
    }

    /// Spread over all bits. Only who knows the seed can choose words that make a factor zero, or
    /// all ones, by which the other would not count. Two of the products can be made equal, so they
    /// are added: a sum of equal ones still tells them from others.
    [[nodiscard]] size_t hash(size_t seed) const
    {
        const quint64 other = spread(seed);
        const quint64 begin = fold(m_words[0] ^ seed ^ Odd[0], m_words[1] ^ other ^ Odd[1]);
        const quint64 middle = fold(m_words[2] ^ seed ^ Odd[2], m_words[3] ^ other ^ Odd[3]);
        const quint64 end = fold(m_words[4] ^ seed ^ Odd[1], other ^ Odd[2]);
        return fold(begin + end, middle);
    }
    /// Any hash, spread over all bits.
    [[nodiscard]] static size_t spread(size_t hash) { return fold(hash ^ Odd[0], Odd[1]); }

    [[nodiscard]] QString toString() const
    {
        std::array<char, sizeof(m_words)> bytes;
        std::memcpy(bytes.data(), m_words.data(), bytes.size());
        return QString::fromLatin1(bytes.data(), qsizetype(m_words.back() >> LastByte));
    }

    void setElsewhere(const QString *text)
    {
        m_words = {};
        m_words.front() = std::bit_cast<quint64>(text);
        m_words.back() = quint64(Elsewhere) << LastByte;
    }
    /// Null for a text that stands here.
    [[nodiscard]] const QString *elsewhere() const
    {
        return m_words.back() >> LastByte == Elsewhere ? std::bit_cast<QString *>(m_words.front())
                                                       : nullptr;
    }

    // Without a branch a word.
    [[nodiscard]] friend bool operator==(const Latin1Words &a, const Latin1Words &b)
    {
        quint64 difference = 0;
        for (size_t i = 0; i < a.m_words.size(); ++i)
            difference |= a.m_words[i] ^ b.m_words[i];
        return difference == 0;
    }

private:
    static_assert(std::endian::native == std::endian::little);
    static constexpr qsizetype PerWord = Latin1Packing::PerWord;
    static constexpr int LastByte = 56;
    static constexpr quint8 Elsewhere = 0xff;

    /// Both halves of the product.
    [[nodiscard]] static quint64 fold(quint64 a, quint64 b)
    {
        __extension__ using Wide = unsigned __int128;
        const Wide product = Wide(a) * b;
        return quint64(product) ^ quint64(product >> 64);
    }

    std::array<quint64, 5> m_words{};
};

} // namespace keydeck
