// Warnings as failures, for tests that open windows.
#pragma once

#include <QRegularExpression>
#include <QTest>

namespace keydeck::test {

/// Every warning fails the running test, but for one that the offscreen platform gives for every
/// window with a size limit.
inline void failOnWarnings()
{
    QTest::failOnWarning(QRegularExpression(
        QStringLiteral("^(?!This plugin does not support propagateSizeHints).")));
}

} // namespace keydeck::test
