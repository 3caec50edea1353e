// tests/support/oracle.mjs on Node.js: what JavaScript itself says.
#pragma once

#include <QByteArrayList>
#include <QString>

namespace keydeck::test {

/// One answer for each question; see oracle.mjs for the modes. Fails the running test and answers
/// nothing when Node.js is not installed or does not end well.
[[nodiscard]] QByteArrayList askJavaScript(const QString &mode, const QByteArrayList &questions);

} // namespace keydeck::test
