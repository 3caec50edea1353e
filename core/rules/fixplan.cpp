#include "core/rules/fixplan.h"

#include "core/rules/jsdate.h"
#include "core/rules/recordfixer.h"
#include "core/rules/shadowed.h"
#include "core/rules/usagewindow.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 FallbackLimit = 100'000;
constexpr qint64 FallbackLifeMs = 30LL * 24 * 60 * 60 * 1000;
constexpr double MaximumSafeInteger = (1LL << 53) - 1;

const QString DuplicateKey = u"duplicate-key"_s;

/// Of two that are as common, the smaller; nothing where no key has a limit that lets it be used.
std::optional<qint64> mostCommonLimit(const KeySet &keys)
{
    std::map<qint64, int> counts;
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const JsonValue limit = keys.at(i).value(KeyField::TokenLimitPer5h);
        const double number = limit.toNumber();
        if (isTokenCount(limit) && number > 0 && number <= MaximumSafeInteger)
            ++counts[qint64(number)];
    }
    const auto most = std::ranges::max_element(counts, {}, [](const auto &c) { return c.second; });
    return most == counts.end() ? std::nullopt : std::optional(most->first);
}

FixDefaults defaultsFor(const KeySet &keys, const FixSettings &settings)
{
    FixDefaults defaults;
    defaults.nowMs = settings.nowMs;
    if (settings.tokenLimitPer5h) {
        defaults.tokenLimitPer5h = *settings.tokenLimitPer5h;
    } else if (const auto common = mostCommonLimit(keys)) {
        defaults.tokenLimitPer5h = *common;
        defaults.limitRemark = u"the store's most common limit"_s;
    } else {
        defaults.tokenLimitPer5h = FallbackLimit;
        defaults.limitRemark = u"no key has a limit to follow"_s;
    }
    defaults.expiryDate
        = settings.expiryDate.value_or(toIsoString(settings.nowMs + FallbackLifeMs));
    if (!settings.expiryDate)
        defaults.expiryRemark = u"30 days from now"_s;
    return defaults;
}

/// What is wanted of each record, by its place: finding ids, or an empty one for all.
std::vector<QStringList> wantedFindings(const KeySet &keys, const FixScope &scope)
{
    std::vector<QStringList> wanted(size_t(keys.size()));
    if (!scope.targets) {
        std::ranges::fill(wanted, QStringList{QString()});
        return wanted;
    }
    QHash<KeyRef, QStringList> byRef;
    for (const FixScope::Target &target : *scope.targets)
        byRef[target.ref] += target.findingId;
    size_t index = 0;
    for (const KeyRef &ref : keys.refs())
        wanted[index++] = byRef.value(ref);
    return wanted;
}

bool isWanted(const QStringList &wanted, const QString &findingId)
{
    return wanted.contains(findingId) || wanted.contains(QString());
}

FixedValue duplicateRemoved()
{
    return {{}, {}, u"the record is removed"_s, u"the gateway only uses the first with its key"_s};
}

} // namespace

qsizetype changeCount(const FixPlan &plan)
{
    qsizetype count = 0;
    for (const RecordFix &fix : plan)
        count += fix.changes.size();
    return count;
}

FixPlanner::FixPlanner(KeySet keys, const FixSettings &settings)
    : m_keys(std::move(keys))
    , m_defaults(defaultsFor(m_keys, settings))
{
    m_defaults.isOnlyKey = [this](const QString &key) { return isOnlyKey(key); };
}

FixPlan FixPlanner::plan(const FixScope &scope) const
{
    const std::vector<QList<Finding>> findings = lintKeys(m_keys, m_defaults.nowMs);
    const std::vector<QStringList> wanted = wantedFindings(m_keys, scope);
    QSet<QString> rivals; // keys whose later records go with the fix of the first
    FixPlan plan;
    for (qsizetype i = 0; i < m_keys.size(); ++i) {
        QStringList ids;
        bool isDuplicate = false;
        for (const Finding &finding : findings[size_t(i)]) {
            const bool wantsIt = isWanted(wanted[size_t(i)], finding.id);
            if (finding.id == DuplicateKey && wantsIt && !isUnusedDuplicate(finding))
                rivals.insert(m_keys.at(i).key());
            isDuplicate = isDuplicate
                || (isUnusedDuplicate(finding) && (wantsIt || rivals.contains(m_keys.at(i).key())));
            if (wantsIt)
                ids += wanted[size_t(i)].contains(QString()) ? QString() : finding.id;
        }
        if (isDuplicate)
            plan.push_back({i, true, {}, {duplicateRemoved()}});
        else if (RecordFix fix = fixed(i, ids); !fix.changes.isEmpty())
            plan.push_back(std::move(fix));
    }
    return plan;
}

bool FixPlanner::hasFix(const QString &findingId)
{
    return findingId == DuplicateKey || RecordFixer::knows(findingId);
}

QList<FixedValue> FixPlanner::changes(qsizetype index, const Finding &finding) const
{
    if (isUnusedDuplicate(finding))
        return {duplicateRemoved()};
    if (finding.id == DuplicateKey)
        return {{{}, {}, u"the records with its key further down are removed"_s, {}}};
    return fixed(index, {finding.id}).changes;
}

RecordFix FixPlanner::fixed(qsizetype index, const QStringList &findingIds) const
{
    const ApiKey key = m_keys.at(index);
    RecordFixer fixer(key, m_defaults);
    if (findingIds.contains(QString()))
        fixer.fixAll();
    else
        fixer.fix(findingIds);
    RecordFix fix = fixer.result();
    fix.index = index;
    return fix;
}

bool FixPlanner::isOnlyKey(const QString &key) const
{
    if (!m_sentKeys) {
        m_sentKeys.emplace();
        QSet<QString> seen;
        for (qsizetype i = 0; i < m_keys.size(); ++i) {
            const QString each = m_keys.at(i).key();
            if (!seen.contains(each))
                ++(*m_sentKeys)[keyAsSent(each)];
            seen.insert(each);
        }
    }
    return m_sentKeys->value(key) == 1;
}

} // namespace keydeck
