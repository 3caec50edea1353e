#include "core/rules/lint.h"

#include "core/rules/recordlint.h"

#include <QHash>

namespace keydeck {

using namespace Qt::StringLiterals;

Finding usedDuplicate()
{
    return {u"duplicate-key"_s, FindingSeverity::Warning,
        u"The same key stands again further down: the gateway will only ever use this record, the "
        "first."_s};
}

Finding unusedDuplicate()
{
    return {u"duplicate-key"_s, FindingSeverity::Danger,
        u"The same key stands further up: the gateway will never use this record, only the "
        "first."_s};
}

QList<Finding> lintKey(const ApiKey &key, qint64 nowMs)
{
    return RecordLint(key, nowMs).findings();
}

std::vector<QList<Finding>> lintKeys(const KeySet &keys, qint64 nowMs)
{
    std::vector<QList<Finding>> findings(size_t(keys.size()));
    QHash<QString, qsizetype> firstOf;
    firstOf.reserve(keys.size());
    std::vector<bool> repeated(findings.size());
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const ApiKey key = keys.at(i);
        findings[size_t(i)] = lintKey(key, nowMs);
        if (!key.value(KeyField::Key).isString())
            continue;
        const qsizetype first = firstOf.value(key.key(), i);
        if (first == i) {
            firstOf.insert(key.key(), i);
            continue;
        }
        findings[size_t(i)].prepend(unusedDuplicate());
        repeated[size_t(first)] = true;
    }
    for (size_t i = 0; i < findings.size(); ++i) {
        if (repeated[i])
            findings[i].prepend(usedDuplicate());
    }
    return findings;
}

} // namespace keydeck
