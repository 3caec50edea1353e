// How much a key has used by when, as one curve that only rises.
#pragma once

#include "core/history/historyvalues.h"

namespace keydeck {

/// The growths of a lifetime total, falls left out. What nobody observed rises evenly between the
/// two moments that it lies between; everything else is a step when it was seen.
///
/// Thread: any; immutable.
class UsageCurve final
{
public:
    struct Growth
    {
        qint64 fromMs = 0; ///< not observed: where it begins; else the same as toMs
        qint64 toMs = 0;
        double tokens = 0;
    };

    UsageCurve() = default;
    explicit UsageCurve(const KeyHistory &history);

    /// Tokens since firstMs() up to that moment, which counts as well. O(log n).
    [[nodiscard]] double at(qint64 ms) const;
    /// After fromMs, up to toMs.
    [[nodiscard]] double between(qint64 fromMs, qint64 toMs) const;
    /// How many growths ended after fromMs, up to toMs. O(log n).
    [[nodiscard]] qsizetype growthsBetween(qint64 fromMs, qint64 toMs) const;

    /// By time; they do not overlap.
    [[nodiscard]] const QList<Growth> &growths() const { return m_growths; }
    /// The first that ends after ms: an index, growths().size() for none.
    [[nodiscard]] qsizetype firstAfter(qint64 ms) const;

    [[nodiscard]] bool isEmpty() const { return m_growths.isEmpty(); }
    /// When what is known begins.
    [[nodiscard]] qint64 firstMs() const { return m_firstMs; }

private:
    QList<Growth> m_growths;
    QList<double> m_before; ///< the sum of the growths before each
    double m_total = 0;
    qint64 m_firstMs = 0;
};

} // namespace keydeck
