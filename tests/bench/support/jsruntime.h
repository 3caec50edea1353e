// JavaScript's own way with a store, where Node.js or Bun is installed.
#pragma once

#include <QList>
#include <QString>

namespace keydeck::bench {

/// Seconds, medians of one process that has warmed up: what a gateway in that runtime takes.
struct JsFigures
{
    QString runtime; ///< "Bun 1.1.0"
    double parse = 0; ///< JSON.parse of the text
    double readAndParse = 0; ///< readFileSync as text, and JSON.parse
    double edit = 0; ///< JSON.parse, one field of the record in the middle, JSON.stringify
};

/// Of each runtime that is on the PATH; none, and why, is said on standard error.
[[nodiscard]] QList<JsFigures> measureJavaScript(const QString &storePath);

} // namespace keydeck::bench
