#include "core/store/formerrecords.h"

#include <bit>

namespace keydeck {

namespace {

/// How far a record is looked for, by how many were missed: so that in another store altogether a
/// dozen guesses are made for each.
constexpr size_t ReachOfAMiss = 8;

} // namespace

const RecordSpans *FormerRecords::next(QByteArrayView text)
{
    if (m_store.records.empty())
        return nullptr;
    const std::optional<size_t> at = find(text);
    if (!at) {
        ++m_missed;
        return nullptr;
    }
    m_expected = *at + 1;
    m_missed = 0;
    return &m_store.records[*at];
}

void FormerRecords::restart()
{
    m_expected = 0;
    m_missed = 0;
}

std::optional<size_t> FormerRecords::find(QByteArrayView text) const
{
    const auto isIt = [&](size_t guess) {
        return guess < m_store.records.size() && isBeginning(text, m_store.records[guess]);
    };
    // Those that were missed were changed, or added, or one was removed.
    const size_t inPlace = m_expected + m_missed;
    for (const size_t guess : {inPlace, m_expected, inPlace + 1}) {
        if (isIt(guess))
            return guess;
    }
    if (!std::has_single_bit(m_missed))
        return std::nullopt;
    for (size_t distance = 1; distance <= ReachOfAMiss * m_missed; ++distance) {
        for (const size_t guess : {inPlace + distance, inPlace - distance}) {
            if (isIt(guess))
                return guess;
        }
    }
    return std::nullopt;
}

/// Of objects alone, since 1 is the beginning of 12; and of those all of whose windows are known.
bool FormerRecords::isBeginning(QByteArrayView text, const RecordSpans &record) const
{
    const QByteArrayView former = m_store.at(record.text);
    const Span windows = record.fields[size_t(KeyField::UsageWindows)];
    const bool isWhole
        = record.windowCount != RecordSpans::NoWindows || !m_store.at(windows).startsWith('[');
    return isWhole && former.startsWith('{') && text.startsWith(former);
}

} // namespace keydeck
