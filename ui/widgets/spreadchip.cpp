#include "ui/widgets/spreadchip.h"

#include "ui/widgets/tooltip.h"

namespace keydeck {

ChipFace spreadFace(KeySpread::Stage stage, const QString &word)
{
    switch (stage) {
    case KeySpread::Stage::Spreading:
        return {Mark::Clock, theme::Role::Info, word};
    case KeySpread::Stage::Live:
        return {Mark::Check, theme::Role::Neutral, word};
    case KeySpread::Stage::Confirmed:
        return {Mark::Check, theme::Role::Ok, word};
    case KeySpread::Stage::Contradicted:
        break;
    }
    return {Mark::Triangle, theme::Role::Warning, word};
}

void SpreadChip::setSpread(
    const std::optional<KeySpread> &spread, const GatewayTraits &traits, qint64 nowMs)
{
    setVisible(spread.has_value());
    if (!spread)
        return;
    const QString advice = spreadAdvice(*spread, traits, nowMs);
    setFace(spreadFace(spread->stage, spreadWord(*spread, nowMs)));
    setAccessibleName(tr("Last edit: %1").arg(face().word));
    setPlainToolTip(*this, advice);
}

} // namespace keydeck
