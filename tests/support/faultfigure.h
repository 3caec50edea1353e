// How much a fault test does, and the figure that it comes to.
#pragma once

#include <QString>

namespace keydeck::test {

/// As often as docs/faults.md says when KEYDECK_FAULTS=full is set, else as often as every CI run
/// can afford.
[[nodiscard]] int faultRounds(int inEveryRun, int inFull);

/// Prints the fault, its figure, and how long it took (since the last figure, or since the program
/// started), and adds them as a line to the file that KEYDECK_FIGURES names: `make faults` ends
/// with a table of it (tests/faults/figures.awk). Neither text may hold a tab. Call it before what
/// is asserted, so that a run that fails shows its figure as well.
void printFigure(const QString &fault, const QString &figure);

} // namespace keydeck::test
