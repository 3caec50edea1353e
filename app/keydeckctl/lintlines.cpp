#include "app/keydeckctl/lintlines.h"

#include "app/keydeckctl/context.h"
#include "core/base/format.h"

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr int WordWidth = 9;

QString counted(qsizetype count, const QString &one, const QString &many)
{
    return count == 1 ? u"1 %1"_s.arg(one) : u"%1 %2"_s.arg(formatCount(double(count)), many);
}

QString line(const QString &word, const QString &text)
{
    return u"  %1%2\n"_s.arg(word.leftJustified(WordWidth), displayText(text));
}

QString titleOf(const KeySet &keys, qsizetype index)
{
    return u"%1  (record %2)\n"_s.arg(idAndName(keys.at(index)), QString::number(index + 1));
}

/// What was found, in figures.
struct Tally
{
    qsizetype ofStore = 0;
    qsizetype ofKeys = 0;
    qsizetype fixable = 0;

    [[nodiscard]] QString text(const LintReport &report) const
    {
        const QString keys = counted(report.keyCount, u"key"_s, u"keys"_s);
        if (ofStore + ofKeys == 0)
            return u"Nothing was found in %1.\n"_s.arg(keys);
        const QString all = counted(ofStore + ofKeys, u"finding"_s, u"findings"_s);
        const QString inKeys
            = u"in %1 of %2"_s.arg(formatCount(double(report.ofKeys.size())), keys);
        QString text = all + u" about the store"_s;
        if (ofStore == 0)
            text = all + u' ' + inKeys;
        else if (ofKeys > 0)
            text = u"%1: %2 about the store, %3 %4"_s.arg(
                all, formatCount(double(ofStore)), formatCount(double(ofKeys)), inKeys);
        text += fixable == 0
            ? u"; none has an automatic fix."_s
            : u"; keydeckctl lint --fix fixes %1."_s.arg(
                fixable == ofStore + ofKeys ? u"all of them"_s : formatCount(double(fixable)));
        return text + u'\n';
    }
};

} // namespace

QString severityWord(FindingSeverity severity)
{
    switch (severity) {
    case FindingSeverity::Info:
        return u"Note"_s;
    case FindingSeverity::Warning:
        return u"Warning"_s;
    case FindingSeverity::Danger:
        break;
    }
    return u"Danger"_s;
}

QString remedyText(const FixPlanner &planner, qsizetype index, const Finding &finding)
{
    QStringList changes;
    for (const FixedValue &value : planner.changes(index, finding))
        changes += fixText(value);
    return changes.isEmpty() ? u"To do: "_s + fixAdvice(finding.id)
                             : u"Fix: "_s + changes.join(u"; "_s);
}

QString lintLines(const LintReport &report)
{
    Tally tally;
    QString text;
    if (!report.ofStore.isEmpty())
        text += u"The store\n"_s;
    for (const StoreFinding &each : report.ofStore) {
        const bool isFixable = each.fix != StoreFix::None;
        text += line(severityWord(each.finding.severity), each.finding.message)
            + line({}, (isFixable ? u"Fix: "_s : u"To do: "_s) + each.remedy);
        ++tally.ofStore;
        tally.fixable += isFixable;
    }
    const FixPlanner planner(report.keys, report.settings);
    for (const LintReport::OfKey &key : report.ofKeys) {
        text += titleOf(report.keys, key.index);
        for (const Finding &finding : key.findings) {
            text += line(severityWord(finding.severity), finding.message)
                + line({}, remedyText(planner, key.index, finding));
            ++tally.ofKeys;
            tally.fixable += !planner.changes(key.index, finding).isEmpty();
        }
    }
    return text + tally.text(report);
}

QString repairLines(const LintRepairs &repairs)
{
    QString text;
    if (!repairs.ofStore.isEmpty())
        text += u"fixed  The store\n"_s;
    for (const LintRepairs::OfStore &each : repairs.ofStore)
        text += line({}, each.done);
    for (const RecordFix &fix : repairs.ofKeys) {
        text += u"fixed  "_s + titleOf(repairs.before, fix.index);
        for (const FixedValue &value : fix.changes)
            text += line({}, fixText(value));
    }
    return text;
}

} // namespace keydeck
