#include "ui/health/findinggroups.h"

#include "core/base/format.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>

#include <algorithm>

namespace keydeck {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("keydeck::Health", text);
}

QString counted(qsizetype count, const QString &one, const QString &many)
{
    return count == 1 ? one : many.arg(formatCount(double(count)));
}

} // namespace

std::vector<FindingGroup> groupFindings(const std::vector<QList<Finding>> &findings)
{
    std::vector<FindingGroup> groups;
    QHash<QString, size_t> byId;
    for (size_t i = 0; i < findings.size(); ++i) {
        for (const Finding &finding : findings[i]) {
            auto it = byId.find(finding.id);
            if (it == byId.end()) {
                it = byId.insert(finding.id, groups.size());
                groups.push_back({finding.id, finding.severity, finding.message, {}});
            }
            FindingGroup &group = groups[*it];
            if (finding.severity > group.severity) {
                group.severity = finding.severity;
                group.message = finding.message;
            }
            group.keys.push_back({qsizetype(i), finding.message});
        }
    }
    for (FindingGroup &group : groups) {
        for (FindingGroup::Affected &key : group.keys) {
            key.message = key.message == group.message ? QString() : key.message;
        }
    }
    std::stable_sort(
        groups.begin(), groups.end(), [](const FindingGroup &a, const FindingGroup &b) {
            return std::pair(a.severity, a.keys.size()) > std::pair(b.severity, b.keys.size());
        });
    return groups;
}

QString healthVerdict(const std::vector<FindingGroup> &groups, const KeySet &keys)
{
    if (groups.empty()) {
        return counted(keys.size(), tr("The one record means to the gateway what it says."),
            tr("All %1 records mean to the gateway what they say."));
    }
    qsizetype findings = 0, dangerous = 0;
    QSet<qsizetype> affected;
    for (const FindingGroup &group : groups) {
        findings += qsizetype(group.keys.size());
        dangerous += group.severity == FindingSeverity::Danger ? qsizetype(group.keys.size()) : 0;
        for (const FindingGroup::Affected &key : group.keys) {
            affected.insert(key.index);
        }
    }
    const QString where = tr("%1 in %2")
                              .arg(counted(findings, tr("1 finding"), tr("%1 findings")),
                                  counted(affected.size(), tr("1 key"), tr("%1 keys")));
    return dangerous == 0
        ? tr("%1; none of them is dangerous.").arg(where)
        : tr("%1; %2.").arg(where,
            counted(dangerous, tr("1 of them is dangerous"), tr("%1 of them are dangerous")));
}

} // namespace keydeck
