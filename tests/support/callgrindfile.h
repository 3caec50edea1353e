// What callgrind counted.
#pragma once

#include <QByteArray>
#include <QString>

namespace keydeck::test {

/// The instructions of the program's own code, its headers' included, in a file that `valgrind
/// --tool=callgrind --compress-strings=no --compress-pos=no` wrote. What libraries do is left out:
/// the C library chooses other code on other processors.
[[nodiscard]] qint64 ownInstructions(const QByteArray &callgrindFile, const QString &program);

} // namespace keydeck::test
