// The manual pages: what the programs say of themselves, within what a person wrote about them.
#pragma once

#include <QString>

namespace keydeck {

/// keydeckctl(1), from its commands. date: "2026-01-18".
[[nodiscard]] QString terminalPage(const QString &date);
/// keydeck(1), from what its --help prints.
[[nodiscard]] QString windowPage(const QString &help, const QString &date);

} // namespace keydeck
