#include "core/import/importplan.h"

#include "core/command/recordfinder.h"

#include <QHash>

#include <algorithm>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr int RowsBetweenTellings = 256;

/// The keys and names of the store, and those of the rows so far.
class Neighbours final
{
public:
    explicit Neighbours(const KeySet &store)
    {
        for (qsizetype i = 0; i < store.size(); ++i) {
            const ApiKey record = store.at(i);
            m_storeKeys.insert(record.key(), i);
            m_names.insert(record.name(), InStore);
        }
    }

    void judge(PlannedKey &row, const KeySet &store)
    {
        if (const auto known = m_storeKeys.constFind(row.key.key);
            !row.key.key.isEmpty() && known != m_storeKeys.constEnd())
            row.faults.append(u"Its key is in the store already, as %1: leave the row out."_s.arg(
                recordLabel(store.at(*known).name(), row.key.key)));
        if (const int line = m_fileKeys.value(row.key.key); line > 0 && !row.key.key.isEmpty())
            row.faults.append(u"Its key is that of line %1 as well: give each row its own, or "
                              "leave the cell blank for a new one."_s.arg(line));
        else
            m_fileKeys.insert(row.key.key, row.line);
        judgeName(row);
    }

private:
    static constexpr int InStore = 0;

    void judgeName(PlannedKey &row)
    {
        if (row.key.name.isEmpty())
            return;
        const auto known = m_names.constFind(row.key.name);
        if (known == m_names.constEnd())
            m_names.insert(row.key.name, row.line);
        else if (*known == InStore)
            row.remarks.append(u"The store has a key of this name already."_s);
        else
            row.remarks.append(u"Line %1 has the same name."_s.arg(*known));
    }

    QHash<QString, qsizetype> m_storeKeys; ///< the record of each
    QHash<QString, int> m_fileKeys; ///< the line of each
    QHash<QString, int> m_names; ///< the line of each, or InStore
};

} // namespace

bool ImportPlan::hasNotes() const
{
    return std::ranges::any_of(
        rows, [](const PlannedKey &row) { return !row.isBad() && !row.note.isEmpty(); });
}

std::vector<ImportedKey> ImportPlan::keys() const
{
    std::vector<ImportedKey> keys;
    keys.reserve(size_t(good()));
    for (const PlannedKey &row : rows) {
        if (!row.isBad())
            keys.push_back({row.line, row.key});
    }
    return keys;
}

Result<ImportPlan> planImport(const ImportTable &table, const ImportWish &wish, const KeySet &store,
    const ImportProgress &progress)
{
    const RowJudge judge(table, wish.mapping, wish.defaults, wish.nowMs);
    Neighbours neighbours(store);
    ImportPlan plan;
    plan.rows.reserve(table.rows.size());
    for (const ImportRow &row : table.rows) {
        if (plan.rows.size() % RowsBetweenTellings == 0
            && !goesOn(progress, qint64(plan.rows.size()), qint64(table.rows.size())))
            return importStopped();
        PlannedKey planned = judge.judged(row);
        neighbours.judge(planned, store);
        plan.bad += planned.isBad();
        plan.generated += !planned.isBad() && planned.isGenerated;
        plan.remarked += !planned.isBad() && !planned.remarks.isEmpty();
        plan.rows.push_back(std::move(planned));
    }
    return plan;
}

} // namespace keydeck
