// A table of how things grow with a number.
#pragma once

#include <QList>
#include <QString>

namespace keydeck::bench {

/// For each thing a figure at every size, and the exponent of the power of the size that fits them
/// best. The smallest sizes are shown but not fitted: there the fixed costs are.
class Growth final
{
public:
    /// The smallest size that is fitted.
    static constexpr int FittedFrom = 1000;

    Growth(const QString &heading, const QList<int> &sizes) : m_heading(heading), m_sizes(sizes) { }

    /// The next size's figure of the thing, which must not grow faster than that power. Figures
    /// come by size, and every thing has one at each.
    void add(const QString &what, const QString &unit, double mostExponent, double figure);
    void addTime(const QString &what, double mostExponent, double seconds)
    {
        add(what, QStringLiteral("ms"), mostExponent, seconds * 1e3);
    }

    /// To where printRow() prints.
    void print() const;

private:
    struct Line
    {
        QString what;
        QString unit;
        double mostExponent = 0;
        QList<double> figures = {};
    };
    [[nodiscard]] double exponentOf(const Line &line) const;
    [[nodiscard]] QString text(const Line &line) const;

    QString m_heading;
    QList<int> m_sizes;
    QList<Line> m_lines;
};

} // namespace keydeck::bench
