#include "tests/bench/support/growth.h"

#include "tests/bench/support/benchtable.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace keydeck::bench {

namespace {

constexpr int WhatWidth = 44;
constexpr int FigureWidth = 13;
constexpr int ExponentWidth = 10;

QString powerText(double exponent)
{
    return u"n^"_s + QString::number(exponent, 'f', 2);
}

QString figureText(double figure, const QString &unit)
{
    const int digits = figure >= 100 ? 0 : figure >= 10 ? 1 : figure >= 1 ? 2 : 3;
    return QString::number(figure, 'f', digits) + u' ' + unit;
}

} // namespace

void Growth::add(const QString &what, const QString &unit, double mostExponent, double figure)
{
    auto line = std::find_if(
        m_lines.begin(), m_lines.end(), [&](const Line &each) { return each.what == what; });
    if (line == m_lines.end())
        line = m_lines.insert(m_lines.end(), {what, unit, mostExponent});
    line->figures.append(figure);
}

/// Least squares of the logarithms.
double Growth::exponentOf(const Line &line) const
{
    const bool areAllSmall = m_sizes.last() < FittedFrom;
    double count = 0, x = 0, y = 0, xx = 0, xy = 0;
    for (qsizetype i = 0; i < m_sizes.size(); ++i) {
        if (m_sizes[i] < FittedFrom && !areAllSmall)
            continue;
        const double logSize = std::log(double(m_sizes[i]));
        const double logFigure = std::log(std::max(line.figures[i], 1e-9));
        ++count;
        x += logSize;
        y += logFigure;
        xx += logSize * logSize;
        xy += logSize * logFigure;
    }
    return (count * xy - x * y) / (count * xx - x * x);
}

QString Growth::text(const Line &line) const
{
    if (line.figures.size() != m_sizes.size())
        qFatal("There is no figure of every size of: %s", qPrintable(line.what));
    QString text = line.what.leftJustified(WhatWidth);
    for (const double figure : line.figures)
        text += figureText(figure, line.unit).rightJustified(FigureWidth);
    const double exponent = exponentOf(line);
    text += powerText(exponent).rightJustified(ExponentWidth);
    return text + u"  <= "_s + powerText(line.mostExponent)
        + (exponent <= line.mostExponent ? u"  met"_s : u"  MISSED"_s);
}

void Growth::print() const
{
    QString head = m_heading.leftJustified(WhatWidth);
    for (const int size : m_sizes)
        head += QLocale(QLocale::English).toString(size).rightJustified(FigureWidth);
    printLine({});
    printLine(head + u"Growth"_s.rightJustified(ExponentWidth) + u"  Goal"_s);
    for (const Line &line : m_lines)
        printLine(text(line));
}

} // namespace keydeck::bench
