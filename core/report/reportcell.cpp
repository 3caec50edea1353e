#include "core/report/reportcell.h"

#include <cmath>

namespace keydeck {

namespace {

constexpr double LargestExactInteger = 9007199254740991.0; // 2^53 - 1

} // namespace

QVariant figureCell(double value)
{
    if (!std::isfinite(value))
        return {};
    if (value == std::trunc(value) && std::abs(value) <= LargestExactInteger)
        return qint64(value);
    return value;
}

QVariant textCell(const JsonValue &value)
{
    if (value.isString())
        return value.toString();
    if (value.isMissing() || value.kind() == JsonKind::Null)
        return {};
    return QString::fromUtf8(value.text());
}

QVariant storedFigureCell(const JsonValue &value)
{
    if (value.kind() != JsonKind::Number)
        return textCell(value);
    bool whole = false;
    const qint64 exact = value.text().toByteArray().toLongLong(&whole);
    return whole ? QVariant(exact) : figureCell(value.toNumber());
}

void CellSum::add(const QVariant &cell)
{
    if (cell.typeId() == QMetaType::LongLong) {
        m_isWhole = m_isWhole && !__builtin_add_overflow(m_whole, cell.toLongLong(), &m_whole);
    } else if (cell.typeId() == QMetaType::Double) {
        m_isWhole = false;
    } else {
        return;
    }
    m_rounded += cell.toDouble();
    m_isEmpty = false;
}

QVariant CellSum::value() const
{
    if (m_isEmpty)
        return {};
    return m_isWhole ? QVariant(m_whole) : QVariant(m_rounded);
}

} // namespace keydeck
