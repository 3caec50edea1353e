// What stands under a field while somebody types: what the gateway will make of it.
#pragma once

#include "core/store/apikey.h"
#include "ui/widgets/theme.h"

#include <QString>

namespace keydeck {

/// Neutral explains, Warning warns of something allowed, Danger says why it cannot be saved.
struct FieldHint
{
    theme::Role role = theme::Role::Neutral;
    QString text;

    [[nodiscard]] bool isAcceptable() const { return role != theme::Role::Danger; }
};

[[nodiscard]] FieldHint nameHint(const QString &text);
[[nodiscard]] FieldHint limitHint(const QString &text);
[[nodiscard]] FieldHint expiryHint(const QString &text, qint64 nowMs);
[[nodiscard]] FieldHint modelHint(const QString &text);

/// For a value that stands in the store already and is left alone: always acceptable, however odd.
[[nodiscard]] FieldHint keptLimitHint(const JsonValue &limit);
[[nodiscard]] FieldHint keptExpiryHint(const JsonValue &expiry, qint64 nowMs);

} // namespace keydeck
