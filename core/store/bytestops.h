// Where runs of bytes end, many bytes at a time. For JsonScanner.
#pragma once

#include <bit>

#if defined(__SSE2__)
#include <emmintrin.h>
#else
#include <QtEndian>
#endif

namespace keydeck {

/// A quote, a backslash or a control character: what a JSON string cannot run over.
[[nodiscard]] inline bool isStringStop(char c)
{
    return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
}

/// JSON's four white-space characters.
[[nodiscard]] inline bool isJsonSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

#if defined(__SSE2__) // every x86-64 has it

inline constexpr int StopBlock = 16;

/// A bit for each of the 16 bytes that is a string stop.
[[nodiscard]] inline unsigned stringStops(const char *block)
{
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i *>(block));
    const __m128i quotes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
    const __m128i backslashes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
    const __m128i controls = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1f)), bytes);
    return unsigned(_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quotes, backslashes), controls)));
}

/// A bit for each of the 16 bytes that is no white space.
[[nodiscard]] inline unsigned spaceStops(const char *block)
{
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i *>(block));
    const __m128i spaces = _mm_or_si128(
        _mm_cmpeq_epi8(bytes, _mm_set1_epi8(' ')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n')));
    const __m128i others = _mm_or_si128(
        _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\r')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\t')));
    return unsigned(_mm_movemask_epi8(_mm_or_si128(spaces, others))) ^ 0xffffu;
}

[[nodiscard]] inline int firstStop(unsigned stops)
{
    return std::countr_zero(stops);
}

#else // eight bytes in a register, as any 64-bit machine can

inline constexpr int StopBlock = 8;
inline constexpr quint64 EveryByte = 0x0101010101010101;

/// The high bit of each byte that is 0; bytes above the first such one may be marked as well.
[[nodiscard]] inline quint64 zeroBytes(quint64 bytes)
{
    return (bytes - EveryByte) & ~bytes & (EveryByte * 0x80);
}

[[nodiscard]] inline quint64 stringStops(const char *block)
{
    const quint64 bytes = qFromLittleEndian<quint64>(block);
    const quint64 controls = (bytes - EveryByte * 0x20) & ~bytes & (EveryByte * 0x80);
    return zeroBytes(bytes ^ (EveryByte * '"')) | zeroBytes(bytes ^ (EveryByte * '\\')) | controls;
}

/// Exact, unlike zeroBytes(): white space must not be taken for the end of it.
[[nodiscard]] inline quint64 spaceStops(const char *block)
{
    quint64 stops = 0;
    for (int i = 0; i < StopBlock; ++i)
        stops |= isJsonSpace(block[i]) ? 0 : quint64(0x80) << (8 * i);
    return stops;
}

[[nodiscard]] inline int firstStop(quint64 stops)
{
    return std::countr_zero(stops) / 8;
}

#endif

/// The first string stop from at on, or end.
[[nodiscard]] inline const char *firstStringStop(const char *at, const char *end)
{
    for (; end - at >= StopBlock; at += StopBlock) {
        if (const auto stops = stringStops(at))
            return at + firstStop(stops);
    }
    while (at < end && !isStringStop(*at))
        ++at;
    return at;
}

/// The first byte from at on that is no white space, or end.
[[nodiscard]] inline const char *firstNonSpace(const char *at, const char *end)
{
    if (at<end &&static_cast<unsigned char>(*at)> ' ')
        return at;
    for (; end - at >= StopBlock; at += StopBlock) {
        if (const auto stops = spaceStops(at))
            return at + firstStop(stops);
    }
    while (at < end && isJsonSpace(*at))
        ++at;
    return at;
}

} // namespace keydeck
