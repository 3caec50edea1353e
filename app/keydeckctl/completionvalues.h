// What can be typed as the value of an option.
#pragma once

#include "app/keydeckctl/completion.h"

namespace keydeck {

/// For the value that is being typed on that line. None where anything goes, as for a new name.
[[nodiscard]] Completion optionValues(Option option, const TypedLine &line, const NamesOf &namesOf);

} // namespace keydeck
