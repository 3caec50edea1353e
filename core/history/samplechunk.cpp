// A chunk is a byte that says how it is packed, then, compressed where that pays, the number of
// samples, the times and the totals. Numbers are varints of seven bits a byte; times in seconds and
// whole totals are differences to the one before, those of totals folded so that a fall is short
// too.
#include "core/history/samplechunk.h"

#include "core/history/historytimes.h"

#include <bit>
#include <cmath>

namespace keydeck {

namespace {

constexpr char Compressed = 1;
constexpr char WholeTotals = 2;
constexpr double MaximumWhole = 9'007'199'254'740'992; // 2^53: beyond it there are gaps

void appendNumber(QByteArray &bytes, quint64 value)
{
    for (; value >= 0x80; value >>= 7)
        bytes.append(char(value | 0x80));
    bytes.append(char(value));
}

quint64 folded(qint64 value)
{
    return (quint64(value) << 1) ^ quint64(value >> 63);
}

qint64 unfolded(quint64 value)
{
    return qint64(value >> 1) ^ -qint64(value & 1);
}

bool isWhole(const LifetimeSample &sample)
{
    return std::abs(sample.tokens) <= MaximumWhole && std::floor(sample.tokens) == sample.tokens
        && !(sample.tokens == 0 && std::signbit(sample.tokens));
}

qint64 secondOf(const LifetimeSample &sample)
{
    return periodOf(sample.atMs, 1000);
}

/// The last of each second.
QList<LifetimeSample> onePerSecond(const QList<LifetimeSample> &samples)
{
    QList<LifetimeSample> kept;
    kept.reserve(samples.size());
    for (const LifetimeSample &sample : samples) {
        if (!kept.isEmpty() && secondOf(kept.last()) == secondOf(sample))
            kept.last() = sample;
        else
            kept.append(sample);
    }
    return kept;
}

QByteArray plainBytes(const QList<LifetimeSample> &samples, bool whole)
{
    QByteArray bytes;
    appendNumber(bytes, quint64(samples.size()));
    if (samples.isEmpty())
        return bytes;
    qint64 second = secondOf(samples.first());
    appendNumber(bytes, folded(second));
    for (const LifetimeSample &sample : samples.sliced(1))
        appendNumber(bytes, quint64(secondOf(sample) - std::exchange(second, secondOf(sample))));
    qint64 total = 0;
    for (const LifetimeSample &sample : samples) {
        const auto tokens = whole ? qint64(sample.tokens) : 0;
        appendNumber(bytes,
            whole ? folded(tokens - std::exchange(total, tokens))
                  : std::bit_cast<quint64>(sample.tokens));
    }
    return bytes;
}

/// Reads what appendNumber() wrote; ok turns false at the first thing that it did not.
class NumberReader final
{
public:
    explicit NumberReader(QByteArrayView bytes) : m_bytes(bytes) { }

    quint64 next()
    {
        quint64 value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (m_at >= m_bytes.size())
                break;
            const auto byte = quint8(m_bytes[m_at++]);
            value |= quint64(byte & 0x7f) << shift;
            if (byte < 0x80)
                return value;
        }
        m_ok = false;
        return 0;
    }
    [[nodiscard]] bool isOk() const { return m_ok; }
    [[nodiscard]] qsizetype left() const { return m_bytes.size() - m_at; }

private:
    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    bool m_ok = true;
};

} // namespace

QByteArray encodeSamples(const QList<LifetimeSample> &samples)
{
    const QList<LifetimeSample> kept = onePerSecond(samples);
    const bool whole = std::all_of(kept.begin(), kept.end(), isWhole);
    const QByteArray plain = plainBytes(kept, whole);
    const QByteArray packed = qCompress(plain);
    const bool pays = packed.size() < plain.size();
    const char kind = char((pays ? Compressed : 0) | (whole ? WholeTotals : 0));
    return kind + (pays ? packed : plain);
}

std::optional<QList<LifetimeSample>> decodeSamples(const QByteArray &chunk)
{
    const char kind = chunk.isEmpty() ? char(-1) : chunk.front();
    if (kind & ~(Compressed | WholeTotals))
        return std::nullopt;
    const QByteArray body = chunk.sliced(1);
    const QByteArray plain = kind & Compressed ? qUncompress(body) : body;
    NumberReader numbers(plain);
    const quint64 count = numbers.next();
    if (!numbers.isOk() || count > quint64(numbers.left()))
        return std::nullopt;
    QList<LifetimeSample> samples(static_cast<qsizetype>(count));
    quint64 second = 0;
    for (LifetimeSample &sample : samples) {
        const quint64 number = numbers.next();
        second += &sample == &samples.front() ? quint64(unfolded(number)) : number;
        sample.atMs = qint64(second * 1000);
    }
    qint64 total = 0;
    for (LifetimeSample &sample : samples) {
        const quint64 number = numbers.next();
        total = qint64(quint64(total) + quint64(unfolded(number)));
        sample.tokens = kind & WholeTotals ? double(total) : std::bit_cast<double>(number);
    }
    if (!numbers.isOk() || numbers.left() > 0)
        return std::nullopt;
    return samples;
}

} // namespace keydeck
