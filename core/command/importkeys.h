#pragma once

#include "core/command/command.h"
#include "core/store/keycodec.h"

#include <functional>

namespace keydeck {

/// A key that a file lists, and where.
struct ImportedKey
{
    int line = 0;
    NewKey key;
};

/// Appends the keys of a file, all of them or none. Fails with InvalidInput, naming the lines, when
/// some of them are in the store by now.
class ImportKeys final : public Command
{
public:
    /// Asked from the thread that runs it; true: nothing is to be written any more.
    using IsStopped = std::function<bool()>;

    /// source: what the file is called, "staff.csv".
    ImportKeys(std::vector<ImportedKey> keys, QString source, IsStopped isStopped = {});

    [[nodiscard]] QString title() const override;
    /// Failed once it was stopped. It comes before the store's lock is taken, so stopping it later
    /// has no effect.
    [[nodiscard]] Result<KeySet> apply(const KeySet &fresh) const override;

private:
    [[nodiscard]] Result<> checkNew(const KeySet &fresh) const;

    std::vector<ImportedKey> m_keys;
    QString m_source;
    IsStopped m_isStopped;
};

} // namespace keydeck
