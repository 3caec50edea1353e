// A store to break an edit of, and everything that an edit may leave behind.
#pragma once

#include "core/store/lockjournal.h"
#include "tests/support/storefixture.h"

#include <QProcessEnvironment>
#include <QTemporaryDir>

#include <chrono>
#include <functional>

namespace keydeck::test {

/// A store in a folder of its own, and elsewhere the homes of whatever else Keydeck writes: its
/// state and its data.
class FaultBench final
{
public:
    /// storeWithin, homeWithin: the folders to make both in, where they are to be on a certain
    /// disk.
    explicit FaultBench(
        const QByteArray &bytes, const QString &storeWithin = {}, const QString &homeWithin = {});

    StoreFixture store;

    [[nodiscard]] QString home() const { return m_home.path(); }
    [[nodiscard]] QString journalFolder() const;
    [[nodiscard]] LockJournal journal() const { return LockJournal(journalFolder()); }
    /// For keydeckctl.
    [[nodiscard]] QProcessEnvironment environment() const;

    /// Whether a lock of Keydeck's stands at the store. The gateway's is none of ours.
    [[nodiscard]] bool isLockedByUs() const;
    /// What is beside the store and is neither it nor the gateway's.
    [[nodiscard]] QStringList leftovers() const;
    [[nodiscard]] QStringList journalEntries() const;
    /// Copies of the store, whole or not.
    [[nodiscard]] QStringList backups() const;
    [[nodiscard]] bool isClean() const
    {
        return leftovers().isEmpty() && journalEntries().isEmpty();
    }

    /// As before the first edit of this user.
    void emptyHome() const;
    /// As if what is beside the store had been there for an hour: what an ended process left is
    /// taken for that only when it is old.
    void age() const;

private:
    QTemporaryDir m_home;
};

/// Waits up to a second, which is what a lock of ours may outlive us by, or as long as is said.
[[nodiscard]] bool comesTrue(const std::function<bool()> &condition,
    std::chrono::milliseconds within = std::chrono::milliseconds(1000));

} // namespace keydeck::test
