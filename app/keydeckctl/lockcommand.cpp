#include "app/keydeckctl/commands.h"
#include "app/keydeckctl/lockhealth.h"
#include "app/keydeckctl/profileoptions.h"
#include "app/keydeckctl/terminal.h"
#include "core/base/format.h"
#include "core/rules/jsdate.h"
#include "core/store/lockdoctor.h"

#include <QJsonObject>

#include <chrono>
#include <thread>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

using SteadyClock = std::chrono::steady_clock;

/// A wall clock that was set, or that of another machine's disk, makes any lock look old. One that
/// the gateway has is another one within this time.
constexpr std::chrono::milliseconds WatchedFor(1000);

/// A list where a person looks for it, whichever way the lines are told.
QString describe(const LockReport &report, const std::optional<LockHealth> &health)
{
    QString text = u"%1: %2\n"_s.arg(report.summary(), displayText(report.path));
    for (const QString &sentence : report.evidence)
        text += u"  "_s + sentence + u'\n';
    if (report.lock.held)
        text += report.gatewayEffect() + u'\n';
    if (health)
        text += health->sentence + u'\n';
    return text;
}

QJsonObject reportJson(const LockReport &report)
{
    const bool held = report.lock.held;
    const auto whenHeld = [held](const QJsonValue &value) { return held ? value : QJsonValue(); };
    const auto orNull
        = [](const QString &text) { return text.isEmpty() ? QJsonValue() : QJsonValue(text); };
    return {{u"held"_s, held}, {u"path"_s, report.path},
        {u"condition"_s, lockConditionId(report.condition)},
        {u"age_s"_s, whenHeld(double(report.heldMs) / 1000)},
        {u"owner_uid"_s, whenHeld(qint64(report.lock.ownerId))},
        {u"owner_name"_s, orNull(report.ownerName)},
        {u"is_directory"_s, whenHeld(report.lock.isDirectory)},
        {u"is_empty"_s, whenHeld(report.lock.isEmpty)},
        {u"made_by_keydeck_pid"_s, report.maker ? QJsonValue(report.maker->pid) : QJsonValue()},
        {u"store_written_at"_s,
            orNull(report.storeWrittenMs > 0 ? toIsoString(report.storeWrittenMs) : QString())},
        {u"evidence"_s, QJsonArray::fromStringList(report.evidence)},
        {u"gateway_effect"_s, report.gatewayEffect()}, {u"obstacle"_s, orNull(report.obstacle())}};
}

/// A look, unless there is nothing at that path at all.
Result<LockReport> look(LockDoctor &doctor, const QString &path)
{
    const LockReport report = doctor.look();
    if (report.lock.held || report.storeWrittenMs > 0)
        return report;
    return failure(ErrorCode::StoreUnusable,
        u"There is no store at %1, and no lock beside it: check the path."_s.arg(path));
}

Result<> status(const Context &context, const QString &path)
{
    LockDoctor doctor(path, {context.lockJournal, nullptr}, context.clock);
    const auto report = look(doctor, path);
    if (!report)
        return tl::make_unexpected(report.error());
    return lockHealth(context).and_then([&](const std::optional<LockHealth> &health) {
        if (context.json()) {
            QJsonObject object = reportJson(*report);
            if (health)
                object[u"health"_s] = toJson(*health);
            return print(QJsonDocument(object));
        }
        QString text = describe(*report, health);
        if (report->lock.held)
            text += u"Next: "_s + report->nextStep() + u'\n';
        if (report->clearable())
            text += u"  keydeckctl lock clear\n"_s;
        return print(text);
    });
}

Result<> confirm(
    const Context &context, const LockReport &report, const std::optional<LockHealth> &health)
{
    if (context.has(Option::Yes))
        return {};
    if (!isConversation()) {
        return failure(ErrorCode::InvalidInput,
            u"lock clear needs --yes where nobody can be asked, which says that the gateway is "
            u"stopped, or was checked and does not hold the lock; see keydeckctl lock --help."_s);
    }
    const bool confirmed = askYesNo(describe(report, health)
        + u"Clear it? Yes means that the gateway is stopped, or was checked and does not hold it. "
          u"[y/N] "_s);
    if (confirmed)
        return {};
    return failure(ErrorCode::Failed,
        u"%1 was not cleared, since you did not say yes."_s.arg(displayText(report.path)));
}

Result<> printCleared(const Context &context, const LockReport &report)
{
    const bool cleared = report.lock.held;
    if (context.json())
        return print(QJsonDocument(QJsonObject{{u"cleared"_s, cleared}, {u"path"_s, report.path}}));
    const QString name = displayText(report.path);
    return print(cleared ? u"cleared: %1\n"_s.arg(name)
                         : u"free: %1\nThere is nothing to clear.\n"_s.arg(name));
}

Result<> clear(const Context &context, const QString &path)
{
    if (const Result<> writable = checkWritable(context); !writable)
        return writable;
    // The guardian comes first: what asks the gateway starts threads.
    LockDoctor doctor(path, lockSafeguards(context), context.clock);
    const auto looked = SteadyClock::now();
    const auto report = look(doctor, path);
    if (!report)
        return tl::make_unexpected(report.error());
    if (!report->lock.held)
        return printCleared(context, *report);
    if (auto clearable = report->clearable(); !clearable)
        return clearable;
    return lockHealth(context)
        .and_then([&](const std::optional<LockHealth> &health) {
            return confirm(context, *report, health);
        })
        .and_then([&] {
            std::this_thread::sleep_until(looked + WatchedFor);
            return doctor.clear(*report);
        })
        .and_then([&] { return printCleared(context, *report); });
}

} // namespace

Result<> runLock(const Context &context)
{
    const QString verb = context.invocation.arguments.value(0);
    const bool clears = verb == "clear"_L1;
    if (!clears && verb != "status"_L1) {
        return failure(ErrorCode::InvalidInput,
            u"lock takes the word status or clear: keydeckctl lock status; see keydeckctl lock "
            u"--help."_s);
    }
    if (!clears && context.has(Option::Yes)) {
        return failure(ErrorCode::InvalidInput,
            u"lock status takes no --yes: it asks nothing; see keydeckctl lock --help."_s);
    }
    return storePath(context).and_then(
        [&](const QString &path) { return clears ? clear(context, path) : status(context, path); });
}

} // namespace keydeck
