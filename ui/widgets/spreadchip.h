// How far an edit has got, as a chip.
#pragma once

#include "core/gateway/editspread.h"
#include "ui/widgets/chip.h"

namespace keydeck {

/// The word, spreadWord()'s, with the shape and colour of its stage.
[[nodiscard]] ChipFace spreadFace(KeySpread::Stage stage, const QString &word);

/// The newest edit of a key, with the whole story in its tooltip; hidden where there is none.
class SpreadChip final : public Chip
{
    Q_OBJECT

public:
    using Chip::Chip;

    void setSpread(
        const std::optional<KeySpread> &spread, const GatewayTraits &traits, qint64 nowMs);
};

} // namespace keydeck
