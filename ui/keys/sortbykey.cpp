#include "ui/keys/sortbykey.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <numeric>

namespace keydeck {

namespace {

constexpr size_t FewEntries = 256; ///< counting digits takes longer
constexpr int DigitBits = 11;
constexpr int Digits = 6; ///< 66 bits
constexpr size_t DigitValues = size_t(1) << DigitBits;

using Counts = std::array<std::array<std::uint32_t, DigitValues>, Digits>;

/// Whole numbers in the order of the keys: the bits of a double are, but for the sign.
std::uint64_t orderOf(double key)
{
    const auto bits = std::bit_cast<std::uint64_t>(key + 0.0); // of -0 and 0 neither is first
    constexpr std::uint64_t Sign = std::uint64_t(1) << 63;
    return bits & Sign ? ~bits : bits | Sign;
}

size_t digitOf(std::uint64_t order, int digit)
{
    return size_t(order >> (digit * DigitBits)) & (DigitValues - 1);
}

Counts countDigits(const std::vector<SortEntry> &entries)
{
    Counts counts{};
    for (const SortEntry &entry : entries) {
        const std::uint64_t order = orderOf(entry.key);
        for (int digit = 0; digit < Digits; ++digit)
            ++counts[size_t(digit)][digitOf(order, digit)];
    }
    return counts;
}

} // namespace

void sortByKey(std::vector<SortEntry> &entries)
{
    if (entries.size() < FewEntries) {
        std::stable_sort(entries.begin(), entries.end(),
            [](const SortEntry &a, const SortEntry &b) { return a.key < b.key; });
        return;
    }
    const Counts counts = countDigits(entries);
    std::vector<SortEntry> sorted(entries.size());
    for (int digit = 0; digit < Digits; ++digit) {
        const auto &of = counts[size_t(digit)];
        if (of[digitOf(orderOf(entries.front().key), digit)] == entries.size())
            continue; // all have the same
        std::array<std::uint32_t, DigitValues> next{};
        std::exclusive_scan(of.begin(), of.end(), next.begin(), 0U);
        for (const SortEntry &entry : entries)
            sorted[next[digitOf(orderOf(entry.key), digit)]++] = entry;
        entries.swap(sorted);
    }
}

} // namespace keydeck
