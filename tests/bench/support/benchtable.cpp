#include "tests/bench/support/benchtable.h"

#include <QFile>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace keydeck::bench {

namespace {

constexpr int WhatWidth = 58;
constexpr int FigureWidth = 12;
constexpr int ThanWidth = 34;
constexpr int RatioWidth = 13;
constexpr int GoalWidth = 16;

QString figureText(double value, const QString &unit)
{
    const int digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return QString::number(value, 'f', digits) + (unit.isEmpty() ? QString() : u' ' + unit);
}

QString timesText(double times)
{
    return QString::number(times, 'f', times >= 100 ? 0 : times >= 10 ? 1 : 2) + u'x';
}

QString line(const QString &what, const QString &ours, const QString &reference,
    const QString &ratio, const QString &goal, const QString &verdict)
{
    return what.leftJustified(WhatWidth) + ours.rightJustified(FigureWidth) + u"  "_s
        + reference.leftJustified(ThanWidth) + ratio.rightJustified(RatioWidth) + u"  "_s
        + goal.leftJustified(GoalWidth) + verdict;
}

} // namespace

bool Goal::isMetBy(const Comparison &figures) const
{
    switch (m_kind) {
    case Kind::AtMost:
        return figures.ratio <= m_limit;
    case Kind::FasterBy:
        return 1 / figures.ratio >= m_limit;
    case Kind::Within:
        return figures.ours <= m_limit;
    case Kind::AtLeast:
        return figures.ours >= m_limit;
    case Kind::None:
        break;
    }
    return true;
}

QString Goal::text(const QString &unit) const
{
    const QString limit = QString::number(m_limit);
    switch (m_kind) {
    case Kind::AtMost:
        return u"<= %1x"_s.arg(limit);
    case Kind::FasterBy:
        return u">= %1x faster"_s.arg(limit);
    case Kind::Within:
        return u"<= %1 %2"_s.arg(limit, unit);
    case Kind::AtLeast:
        return u">= %1 %2"_s.arg(limit, unit);
    case Kind::None:
        break;
    }
    return {};
}

QString Goal::ratioText(const Comparison &figures) const
{
    if (figures.reference == 0)
        return {};
    return m_kind == Kind::FasterBy ? timesText(1 / figures.ratio) + u" faster"_s
                                    : timesText(figures.ratio);
}

Row timeRow(const QString &what, const QString &than, const Comparison &seconds, const Goal &goal)
{
    const double largest = std::max(seconds.ours, seconds.reference);
    const auto scaled = [&](double factor, const QString &unit) {
        return Row{what, than, {seconds.ours * factor, seconds.reference * factor, seconds.ratio},
            unit, goal};
    };
    if (largest >= 1e-3)
        return scaled(1e3, u"ms"_s);
    return largest >= 1e-6 ? scaled(1e6, u"us"_s) : scaled(1e9, u"ns"_s);
}

void printLine(const QString &text)
{
    std::printf("%s\n", qUtf8Printable(text));
    std::fflush(stdout);
    QFile table(qEnvironmentVariable("KEYDECK_FIGURES"));
    if (table.fileName().isEmpty() || !table.open(QFile::Append))
        return;
    if (table.size() == 0)
        table.write(line(u"What"_s, u"Keydeck"_s, u"Reference"_s, u"Ratio"_s, u"Goal"_s, {})
                        .trimmed()
                        .toUtf8()
            + '\n');
    table.write(text.toUtf8() + '\n');
}

void printRow(const Row &row)
{
    const bool isMet = row.goal.isMetBy(row.figures);
    const QString goal = row.goal.text(row.unit);
    const QString reference = row.than.isEmpty()
        ? QString()
        : figureText(row.figures.reference, row.unit) + u' ' + row.than;
    printLine(line(row.what, figureText(row.figures.ours, row.unit), reference,
        row.goal.ratioText(row.figures), goal,
        goal.isEmpty() ? QString()
            : isMet    ? u"met"_s
                       : u"MISSED"_s));
}

} // namespace keydeck::bench
