// The table that `make bench` prints: what was measured, against what, and the goal.
#pragma once

#include "tests/bench/support/comparison.h"

#include <QString>

#include <optional>

namespace keydeck::bench {

/// What a row is meant to come to.
class Goal final
{
public:
    /// Ours takes at most so many times what the reference takes.
    [[nodiscard]] static Goal atMost(double times) { return Goal(Kind::AtMost, times); }
    /// Ours is at least so many times as fast as the reference.
    [[nodiscard]] static Goal fasterBy(double times) { return Goal(Kind::FasterBy, times); }
    /// Ours itself is at most so much; the reference is there to compare with.
    [[nodiscard]] static Goal within(double limit) { return Goal(Kind::Within, limit); }
    /// Ours itself is at least so much.
    [[nodiscard]] static Goal atLeast(double limit) { return Goal(Kind::AtLeast, limit); }
    /// For comparison alone.
    [[nodiscard]] static Goal none() { return Goal(Kind::None, 0); }

    [[nodiscard]] bool isMetBy(const Comparison &figures) const;
    /// "<= 8x", ">= 1.7x faster", "<= 16 ms", in the unit of the row; empty for none.
    [[nodiscard]] QString text(const QString &unit) const;
    /// "6.4x" or "2.1x faster", as the goal asks; empty without a reference.
    [[nodiscard]] QString ratioText(const Comparison &figures) const;

private:
    enum class Kind
    {
        AtMost,
        FasterBy,
        Within,
        AtLeast,
        None
    };
    Goal(Kind kind, double limit) : m_kind(kind), m_limit(limit) { }

    Kind m_kind;
    double m_limit;
};

struct Row
{
    QString what; ///< "validate and index, 10,000 keys"
    QString than; ///< the reference: "memcpy"; empty for none
    Comparison figures; ///< in the unit; reference 0 for none
    QString unit; ///< "ms"
    Goal goal = Goal::none();
};

/// A row whose figures are in seconds, in milliseconds, microseconds or nanoseconds, whichever
/// fits.
[[nodiscard]] Row timeRow(
    const QString &what, const QString &than, const Comparison &seconds, const Goal &goal);

/// Prints it, and adds it to the file that KEYDECK_FIGURES names, in columns of fixed widths: `make
/// bench` ends with that. A goal that is missed is said, not punished: figures are for people.
void printRow(const Row &row);
/// The same with a line of another table.
void printLine(const QString &line);

} // namespace keydeck::bench
