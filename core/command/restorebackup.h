#pragma once

#include "core/command/command.h"

namespace keydeck {

/// Puts an earlier state of the store back, with the usage that the gateway has booked since: a
/// record that both have keeps the gateway's fields as they are now, and the larger of the two
/// lifetime totals; one that only the backup has comes back as it was; one that came since goes.
/// Works on stores that the gateway cannot use, since those are what backups are for: as far as
/// their records can be told apart.
class RestoreBackup final : public Command
{
public:
    /// backup must be editable. when: how the title names it.
    RestoreBackup(KeySet backup, QString when);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] Result<KeySet> apply(const KeySet &fresh) const override;
    [[nodiscard]] bool worksOnUnusableStores() const override { return true; }

private:
    KeySet m_backup;
    QString m_when;
};

} // namespace keydeck
