// What `keydeckctl lint` found and did, and as a JSON document.
#pragma once

#include "core/rules/fixplan.h"
#include "core/store/storelint.h"

#include <QJsonObject>

namespace keydeck {

/// Findings of a store at one moment.
struct LintReport
{
    struct OfKey
    {
        qsizetype index = 0; ///< in keys
        QList<Finding> findings;
    };

    QString storePath;
    KeySet keys;
    QList<StoreFinding> ofStore;
    std::vector<OfKey> ofKeys; ///< those that have any,
    qsizetype keyCount = 0; ///< of that many that were looked at
    FixSettings settings; ///< what fixes are worked out with
};

/// What was mended of it.
struct LintRepairs
{
    struct OfStore
    {
        QString findingId;
        QString done; ///< a sentence
    };

    QList<OfStore> ofStore;
    KeySet before; ///< what the plan is of
    FixPlan ofKeys;
};

/// {"store", "usable", "store_findings": [{"id", "severity", "message", "fixable", "remedy"}],
/// "keys": [{"record", "id", "name", "masked_key", "findings": [{"id", "severity", "message",
/// "fixable", "changes": [{"field", "before", "after", "remark"}], "advice"}]}], "fixed"}.
/// record counts the store's records from 1; advice is null where there is an automatic fix; field
/// is null where the whole record changes. fixed is null where nothing was to be mended, else
/// {"store": [{"id", "done"}], "keys": [{"record", "id", "name", "masked_key", "removed",
/// "changes"}]} with the records as they were before; findings are those that are left. Never a
/// key.
[[nodiscard]] QJsonObject lintJson(
    const LintReport &report, const std::optional<LintRepairs> &repairs);

} // namespace keydeck
