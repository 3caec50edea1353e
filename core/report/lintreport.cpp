#include "core/report/lintreport.h"

#include "core/base/fingerprint.h"
#include "core/report/keyjson.h"

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonObject recordJson(const KeySet &keys, qsizetype index)
{
    const ApiKey key = keys.at(index);
    return {{u"record"_s, index + 1}, {u"id"_s, fingerprint(key.key())},
        {u"name"_s, key.value(KeyField::Name).toQJson()}, {u"masked_key"_s, maskedKey(key.key())}};
}

QJsonArray changesJson(const QList<FixedValue> &changes)
{
    QJsonArray array;
    for (const FixedValue &value : changes)
        array.append(
            QJsonObject{{u"field"_s, orNull(value.path)}, {u"before"_s, orNull(value.before)},
                {u"after"_s, value.after}, {u"remark"_s, orNull(value.remark)}});
    return array;
}

QJsonArray storeFindingsJson(const QList<StoreFinding> &findings)
{
    QJsonArray array;
    for (const StoreFinding &each : findings) {
        QJsonObject object = findingJson(each.finding);
        object[u"fixable"_s] = each.fix != StoreFix::None;
        object[u"remedy"_s] = each.remedy;
        array.append(object);
    }
    return array;
}

QJsonArray keyFindingsJson(const LintReport &report)
{
    const FixPlanner planner(report.keys, report.settings);
    QJsonArray array;
    for (const LintReport::OfKey &key : report.ofKeys) {
        QJsonArray findings;
        for (const Finding &finding : key.findings) {
            const QList<FixedValue> changes = planner.changes(key.index, finding);
            QJsonObject object = findingJson(finding);
            object[u"fixable"_s] = !changes.isEmpty();
            object[u"changes"_s] = changesJson(changes);
            object[u"advice"_s] = changes.isEmpty() ? fixAdvice(finding.id) : QJsonValue();
            findings.append(object);
        }
        QJsonObject object = recordJson(report.keys, key.index);
        object[u"findings"_s] = findings;
        array.append(object);
    }
    return array;
}

QJsonValue repairsJson(const std::optional<LintRepairs> &repairs)
{
    if (!repairs)
        return {};
    QJsonArray ofStore;
    for (const LintRepairs::OfStore &each : repairs->ofStore)
        ofStore.append(QJsonObject{{u"id"_s, each.findingId}, {u"done"_s, each.done}});
    QJsonArray ofKeys;
    for (const RecordFix &fix : repairs->ofKeys) {
        QJsonObject object = recordJson(repairs->before, fix.index);
        object[u"removed"_s] = fix.isRemoved;
        object[u"changes"_s] = changesJson(fix.changes);
        ofKeys.append(object);
    }
    return QJsonObject{{u"store"_s, ofStore}, {u"keys"_s, ofKeys}};
}

} // namespace

QJsonObject lintJson(const LintReport &report, const std::optional<LintRepairs> &repairs)
{
    return {{u"store"_s, report.storePath}, {u"usable"_s, report.keys.isEditable()},
        {u"store_findings"_s, storeFindingsJson(report.ofStore)},
        {u"keys"_s, keyFindingsJson(report)}, {u"fixed"_s, repairsJson(repairs)}};
}

} // namespace keydeck
