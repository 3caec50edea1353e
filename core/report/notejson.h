// What is kept about a key beside the store, as JSON.
#pragma once

#include "core/notes/keynotes.h"
#include "core/store/apikey.h"

#include <QJsonObject>

namespace keydeck {

/// Adds tags (a list), note, owner and contact (null: none), and suspended to what keyJson() says
/// of the record.
[[nodiscard]] QJsonObject withNote(QJsonObject json, const ApiKey &record, const KeyNotes &notes);

} // namespace keydeck
