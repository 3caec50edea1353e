#include "app/keydeckctl/commands.h"
#include "app/keydeckctl/lintlines.h"
#include "app/keydeckctl/profileoptions.h"
#include "app/keydeckctl/proposals.h"
#include "core/base/format.h"
#include "core/command/fixfindings.h"
#include "core/command/repairstore.h"
#include "core/store/storemending.h"

#include <algorithm>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

/// One run of the command: a look at the store, mending if asked for, and what is left then.
class LintRun final
{
public:
    LintRun(const Context &context, QString path, const FixSettings &settings)
        : m_context(context)
        , m_path(std::move(path))
        , m_settings(settings)
    { }

    [[nodiscard]] Result<> run()
    {
        return find().and_then([&] {
            const Result<> mended = m_context.has(Option::Fix) ? mend() : Result<>();
            const Result<> told = tell();
            if (!mended || !told)
                return mended ? told : mended;
            return checkUsable();
        });
    }

private:
    [[nodiscard]] bool isOfAll() const
    {
        return m_context.invocation.arguments.isEmpty() && !m_context.has(Option::KeyStdin);
    }

    [[nodiscard]] Result<> find();
    [[nodiscard]] Result<> mend();
    [[nodiscard]] Result<> mendFile(const StoreFinding &each);
    [[nodiscard]] Result<> mendContent();
    [[nodiscard]] Result<> mendRecords();
    [[nodiscard]] Result<> tell() const;
    [[nodiscard]] Result<> checkUsable() const;

    void done(const StoreFinding &each, const QString &sentence)
    {
        m_repairs->ofStore.append({each.finding.id, sentence});
    }

    const Context &m_context;
    QString m_path;
    FixSettings m_settings;
    LintReport m_report;
    std::optional<LintRepairs> m_repairs;
    std::optional<std::vector<KeyRef>> m_selected; ///< as they were named at first
};

Result<> LintRun::find()
{
    const auto keys = KeyStore(m_path, m_context.cache, m_context.clock).load();
    if (!keys)
        return tl::make_unexpected(keys.error());
    m_report = {m_path, *keys, {}, {}, keys->size(), m_settings};
    if (isOfAll())
        m_report.ofStore = lintContent(*keys) + lintFile(m_path, m_context.clock.nowMs());
    const std::vector<KeyRef> refs = keys->refs();
    if (!isOfAll() && !m_selected) {
        if (const Result<> usable = checkUsable(); !usable)
            return usable;
        const auto selected = selectedKeys(m_context, *keys);
        if (!selected)
            return tl::make_unexpected(selected.error());
        m_selected.emplace();
        for (const qsizetype index : *selected)
            m_selected->push_back(refs[size_t(index)]);
    }
    if (m_selected)
        m_report.keyCount = qsizetype(m_selected->size());
    if (!keys->isEditable())
        return {}; // what of the records could be told apart says little
    const std::vector<QList<Finding>> findings = lintKeys(*keys, m_settings.nowMs);
    for (size_t i = 0; i < findings.size(); ++i) {
        const bool isMeant
            = !m_selected || std::ranges::find(*m_selected, refs[i]) != m_selected->end();
        if (isMeant && !findings[i].isEmpty())
            m_report.ofKeys.push_back({qsizetype(i), findings[i]});
    }
    return {};
}

/// Everything that can be mended is, whatever fails meanwhile; the first failure is told.
Result<> LintRun::mend()
{
    m_repairs.emplace();
    Result<> outcome;
    const auto take = [&outcome](const Result<> &mended) {
        if (outcome && !mended)
            outcome = mended;
    };
    const bool isUsable = m_report.keys.isEditable();
    if (!isUsable)
        take(mendContent());
    for (const StoreFinding &each : QList(m_report.ofStore))
        take(mendFile(each));
    if (isUsable || !m_repairs->ofStore.isEmpty())
        take(find());
    if (m_report.keys.isEditable() && !m_report.ofKeys.empty())
        take(mendRecords());
    take(find());
    return outcome;
}

Result<> LintRun::mendContent()
{
    const QList<StoreFinding> findings = lintContent(m_report.keys);
    if (findings.isEmpty() || findings.first().fix != StoreFix::Repair)
        return {}; // said at the end
    return applyEdit(m_context, RepairStore()).map([&](const EditOutcome &edit) {
        if (!edit.written)
            return;
        for (const StoreFinding &each : lintContent(edit.before))
            done(each, each.remedy);
    });
}

Result<> LintRun::mendFile(const StoreFinding &each)
{
    if (each.fix == StoreFix::None || each.fix == StoreFix::Repair)
        return {};
    const QString ours = editSurroundings(m_context, m_path).folder;
    KeyStore store(m_path, m_context.cache, m_context.clock, {}, lockSafeguards(m_context));
    return keydeck::mendFile(store, each, ours.isEmpty() ? QString() : ours + u"/set-aside"_s)
        .map([&](const StoreMending &mending) {
            const QString undo = mending.modeBefore ? u" To undo it: chmod %1 %2"_s.arg(
                                     QString::number(*mending.modeBefore, 8), displayText(m_path))
                                                    : QString();
            done(each, mending.done + undo);
        });
}

Result<> LintRun::mendRecords()
{
    FixScope scope;
    if (m_selected) {
        scope.targets.emplace();
        for (const KeyRef &ref : *m_selected)
            scope.targets->push_back({ref, {}});
    }
    const FixFindings command(scope, m_settings);
    return applyEdit(m_context, command).map([&](const EditOutcome &edit) {
        m_repairs->before = edit.before;
        if (edit.written)
            m_repairs->ofKeys = command.planFor(edit.before);
    });
}

Result<> LintRun::tell() const
{
    if (m_context.json())
        return print(QJsonDocument(lintJson(m_report, m_repairs)));
    const QString repairs = m_repairs ? repairLines(*m_repairs) : QString();
    return print(QString(repairs + lintLines(m_report)));
}

Result<> LintRun::checkUsable() const
{
    if (m_report.keys.isEditable())
        return {};
    return failure(
        ErrorCode::StoreUnusable, u"%1 is not usable: %2"_s.arg(m_path, m_report.keys.problem()));
}

} // namespace

Result<> runLint(const Context &context)
{
    const Result<> writable = context.has(Option::Fix) ? checkWritable(context) : Result<>();
    if (!writable)
        return writable;
    return proposal(context).and_then([&](const Proposal &wanted) {
        return storePath(context).and_then([&](const QString &path) {
            const FixSettings settings{
                context.clock.nowMs(), wanted.tokenLimitPer5h, wanted.expiryDate};
            return LintRun(context, path, settings).run();
        });
    });
}

} // namespace keydeck
