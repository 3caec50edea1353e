#pragma once

#include "core/command/command.h"

namespace keydeck {

/// The gateway's usage write: last_used becomes now, the lifetime total grows, the first window
/// with window_start >= now - 5 h (compared as text) gets the tokens or a new one starting now is
/// added, and windows that are not >= that are dropped. Unknown key: nothing changes. The sums are
/// JavaScript's, so that a missing total becomes null (NaN) as it does there.
class BookUsage final : public Command
{
public:
    BookUsage(QString key, qint64 tokens, qint64 nowMs);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] Result<KeySet> apply(const KeySet &fresh) const override;

private:
    QString m_key;
    qint64 m_tokens;
    qint64 m_nowMs;
};

} // namespace keydeck
