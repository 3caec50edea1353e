// Which values of a store's records change when findings are fixed.
#pragma once

#include "core/rules/lint.h"
#include "core/rules/lintfix.h"

namespace keydeck {

/// What of a store is to be fixed.
struct FixScope
{
    struct Target
    {
        KeyRef ref;
        QString findingId; ///< empty: every finding of the record
    };
    /// Nothing: every finding of every record. A record or finding that is gone is passed over.
    std::optional<std::vector<Target>> targets = {};
};

/// The records that change, in file order. Those in which nothing can be fixed are not among them.
using FixPlan = std::vector<RecordFix>;

/// The values that change, and the records that go.
[[nodiscard]] qsizetype changeCount(const FixPlan &plan);

/// Knows for one snapshot what its fixes come to; a command does the same again on the fresh store.
/// Thread: one at a time.
class FixPlanner final
{
public:
    FixPlanner(KeySet keys, const FixSettings &settings);
    Q_DISABLE_COPY_MOVE(FixPlanner)

    /// Everything that fixing this comes to, however the findings depend on each other.
    [[nodiscard]] FixPlan plan(const FixScope &scope) const;

    /// Whether there is an automatic fix of such findings at all; it need not fit every record.
    [[nodiscard]] static bool hasFix(const QString &findingId);

    /// What the fix of this finding alone changes; empty where there is no automatic one and
    /// fixAdvice() says what to do. Takes the record's own time, but for the first call.
    [[nodiscard]] QList<FixedValue> changes(qsizetype index, const Finding &finding) const;

private:
    [[nodiscard]] bool isOnlyKey(const QString &key) const;
    [[nodiscard]] RecordFix fixed(qsizetype index, const QStringList &findingIds) const;

    KeySet m_keys;
    FixDefaults m_defaults;
    /// How many different keys become this one when their ends are cut; counted when it is needed.
    mutable std::optional<QHash<QString, int>> m_sentKeys;
};

} // namespace keydeck
