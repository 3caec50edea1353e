// A key's note as JSON.
#pragma once

#include "core/notes/keynote.h"

#include <QJsonObject>

namespace keydeck {

/// What is not of the right type counts as missing.
[[nodiscard]] KeyNote noteFromJson(const QJsonObject &object);

/// Members of base that Keydeck does not know stay as they are; those that are empty are left out.
[[nodiscard]] QJsonObject noteToJson(const KeyNote &note, QJsonObject base = {});

} // namespace keydeck
