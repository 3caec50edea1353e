#include "tests/support/faultfigure.h"

#include <QFile>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace keydeck::test {

int faultRounds(int inEveryRun, int inFull)
{
    return qEnvironmentVariable("KEYDECK_FAULTS") == u"full"_s ? inFull : inEveryRun;
}

void printFigure(const QString &fault, const QString &figure)
{
    const QByteArray line = u"%1: %2\n"_s.arg(fault, figure).toUtf8();
    std::fputs(line.constData(), stdout);
    std::fflush(stdout);
    QFile table(qEnvironmentVariable("KEYDECK_FIGURES"));
    if (!table.fileName().isEmpty() && table.open(QFile::Append | QFile::Unbuffered))
        table.write(line); // one write: whole, however many tests run at once
}

} // namespace keydeck::test
