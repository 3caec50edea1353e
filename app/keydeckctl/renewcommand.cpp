#include "app/keydeckctl/commands.h"
#include "app/keydeckctl/keptnotes.h"
#include "app/keydeckctl/selection.h"
#include "core/base/fingerprint.h"
#include "core/base/format.h"
#include "core/command/renewkeys.h"

#include <QJsonObject>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

/// "renewed  3f2a9c01b7d4  Alice  2027-12-31T23:59:59.000Z", as the store has it now.
Result<> printRenewed(
    const Context &context, const EditOutcome &edit, const std::vector<Target> &targets)
{
    const RecordFinder finder(edit.keys, targets.size());
    QString lines;
    QJsonArray array;
    for (const Target &target : targets) {
        const ApiKey record = edit.keys.at(finder.indexOf(target.ref));
        const QString expiry = record.value(KeyField::ExpiryDate).toString();
        lines += u"renewed  %1  %2\n"_s.arg(idAndName(record), displayText(expiry));
        array.append(QJsonObject{{u"id"_s, fingerprint(record.key())}, {u"expiry_date"_s, expiry}});
    }
    return context.json() ? print(QJsonDocument(QJsonObject{{u"renewed"_s, array}})) : print(lines);
}

Result<> renew(
    const Context &context, RenewalStep step, const KeySet &keys, const Selection &selected)
{
    const std::vector<Target> targets = targetsOf(keys, selected);
    return loadNotes(context)
        .and_then([&](const KeyNotes &notes) { return checkNoneSuspended(notes, keys, selected); })
        .and_then(
            [&] { return applyEdit(context, RenewKeys(targets, step, context.clock.nowMs())); })
        .and_then([&](const EditOutcome &edit) { return printRenewed(context, edit, targets); });
}

} // namespace

Result<> runRenew(const Context &context)
{
    return parseRenewal(context.value(Option::By)).and_then([&](RenewalStep step) {
        return withSelection(context, [&](const KeySet &keys, const Selection &selected) {
            return renew(context, step, keys, selected);
        });
    });
}

} // namespace keydeck
