// The exact values that reports are made of.
#pragma once

#include "core/store/jsonvalue.h"

#include <QVariant>

namespace keydeck {

/// Cells are QString, qint64 or double (exact figures), or invalid for an empty cell.

/// A computed figure: whole where it is, nothing where it is no number.
[[nodiscard]] QVariant figureCell(double value);
/// A text of the store; what is no text as it is written there, nothing for null and missing.
[[nodiscard]] QVariant textCell(const JsonValue &value);
/// A figure of the store. The digits of a large integer stay as they are written, though every
/// JavaScript number beyond 2^53 is rounded.
[[nodiscard]] QVariant storedFigureCell(const JsonValue &value);

/// Adds figures up: exact as long as they are whole and fit into 64 bits. What is no figure adds
/// nothing.
class CellSum
{
public:
    void add(const QVariant &cell);
    /// Invalid where there was no figure.
    [[nodiscard]] QVariant value() const;

private:
    qint64 m_whole = 0;
    double m_rounded = 0; ///< of everything
    bool m_isWhole = true;
    bool m_isEmpty = true;
};

} // namespace keydeck
