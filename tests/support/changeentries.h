// Noted edits for tests, as the journal would have them.
#pragma once

#include "core/base/fingerprint.h"
#include "core/changes/changeentry.h"
#include "core/store/keycodec.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"

#include <QList>

namespace keydeck::test {

/// What was noted of turning one state of a store into another.
[[nodiscard]] inline std::vector<NotedChange> notedBetween(
    const std::vector<SampleKey> &before, const std::vector<SampleKey> &after)
{
    return noted(changesBetween(decodeStore(storeBytes(before)), decodeStore(storeBytes(after))));
}

/// The n-th sample key was given another name.
[[nodiscard]] inline NotedChange renaming(int n, const QString &before, const QString &after)
{
    SampleKey old = sampleKey(n), now = sampleKey(n);
    old.name = before;
    now.name = after;
    return notedBetween({old}, {now}).front();
}

/// The n-th sample key's text was replaced by another.
[[nodiscard]] inline NotedChange replacing(int n, const QString &key)
{
    SampleKey now = sampleKey(n);
    now.key = key;
    return notedBetween({sampleKey(n)}, {now}).front();
}

/// Three minutes before SomeNowMs.
[[nodiscard]] inline ChangeEntry editOf(const QString &title, std::vector<NotedChange> changes)
{
    ChangeEntry entry;
    entry.id = ChangeEntry::newId();
    entry.atMs = SomeNowMs - 3LL * 60 * 1000;
    entry.author = QStringLiteral("ada@host");
    entry.title = title;
    entry.changes = std::move(changes);
    return entry;
}

/// One edit of one key each, a minute apart, the last three minutes before SomeNowMs.
[[nodiscard]] inline QList<ChangeEntry> someEdits(int count)
{
    QList<ChangeEntry> entries;
    for (int i = 0; i < count; ++i) {
        entries.append(editOf(QStringLiteral("Edit %1").arg(i),
            {renaming(i % 10, QStringLiteral("Old %1").arg(i), QStringLiteral("New %1").arg(i))}));
        entries.back().atMs -= qint64(count - 1 - i) * 60 * 1000;
    }
    return entries;
}

} // namespace keydeck::test
