// For tests with widgets.
#pragma once

#include <QColor>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace keydeck::test {

/// Every warning but the offscreen platform's own, which comes with each window that is shown: for
/// QTest::failOnWarning().
[[nodiscard]] inline QRegularExpression anyUiWarning()
{
    return QRegularExpression(QStringLiteral("^(?!This plugin does not support )"));
}

/// The contrast of two colours as WCAG 2 defines it, from 1 to 21.
[[nodiscard]] inline double contrast(const QColor &a, const QColor &b)
{
    const auto luminance = [](const QColor &color) {
        const auto linear = [](double c) {
            return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF())
            + 0.0722 * linear(color.blueF());
    };
    const double first = luminance(a), second = luminance(b);
    const double low = std::min(first, second), high = std::max(first, second);
    return (high + 0.05) / (low + 0.05);
}

} // namespace keydeck::test
