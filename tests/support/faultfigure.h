// How much a fault test does, and the figure that it comes to.
#pragma once

#include <QString>

namespace keydeck::test {

/// As often as docs/faults.md says when KEYDECK_FAULTS=full is set, else as often as every CI run
/// can afford.
[[nodiscard]] int faultRounds(int inEveryRun, int inFull);

/// Prints "fault: figure" on a line of its own, and adds it to the file that KEYDECK_FIGURES names,
/// for the table that `make faults` ends with. Call it before what is asserted, so that a run that
/// fails shows its figure as well.
void printFigure(const QString &fault, const QString &figure);

} // namespace keydeck::test
