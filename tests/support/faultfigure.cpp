#include "tests/support/faultfigure.h"

#include <QFile>

#include <chrono>
#include <cstdio>
#include <utility>

using namespace Qt::StringLiterals;

namespace keydeck::test {

namespace {

using SteadyClock = std::chrono::steady_clock;

SteadyClock::time_point lastFigure = SteadyClock::now();

double secondsSinceLastFigure()
{
    const SteadyClock::time_point last = std::exchange(lastFigure, SteadyClock::now());
    return std::chrono::duration<double>(lastFigure - last).count();
}

} // namespace

int faultRounds(int inEveryRun, int inFull)
{
    return qEnvironmentVariable("KEYDECK_FAULTS") == u"full"_s ? inFull : inEveryRun;
}

void printFigure(const QString &fault, const QString &figure)
{
    const QString seconds = QString::number(secondsSinceLastFigure(), 'f', 1);
    std::printf(
        "%s: %s (%s s)\n", qUtf8Printable(fault), qUtf8Printable(figure), qUtf8Printable(seconds));
    std::fflush(stdout);
    QFile table(qEnvironmentVariable("KEYDECK_FIGURES"));
    if (!table.fileName().isEmpty() && table.open(QFile::Append | QFile::Unbuffered))
        // One write: whole, however many tests run at once.
        table.write(u"%1\t%2\t%3\n"_s.arg(fault, figure, seconds).toUtf8());
}

} // namespace keydeck::test
