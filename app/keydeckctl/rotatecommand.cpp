#include "app/keydeckctl/commands.h"
#include "app/keydeckctl/keptnotes.h"
#include "app/keydeckctl/selection.h"
#include "core/base/format.h"
#include "core/notes/rotating.h"
#include "core/report/keyjson.h"
#include "core/report/notejson.h"
#include "core/rules/grace.h"
#include "core/rules/jsvalue.h"

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

const QString UsualGrace = u"24h"_s;

/// “Alice (old)” stays valid until …: what the person has to move clients over by.
void sayUntilWhen(const Context &context, const ApiKey &old)
{
    const QString label = recordLabel(old.name(), old.key());
    const qint64 nowMs = context.clock.nowMs();
    const auto expiresMs = jsDateMs(old.value(KeyField::ExpiryDate));
    if (!expiresMs || *expiresMs <= nowMs)
        note(u"The old key, %1 from now on, has expired."_s.arg(label));
    else
        note(u"The old key, %1 from now on, stays valid until %2 (%3)."_s.arg(
            label, formatExact(*expiresMs), formatRelative(*expiresMs, nowMs)));
}

Result<> printSuccessor(const Context &context, const EditOutcome &edit, const QString &key)
{
    if (!context.json())
        return print(QString(key + u'\n'));
    const qint64 nowMs = context.clock.nowMs();
    const ApiKey record = edit.keys.at(edit.keys.indexOf({key, 0}));
    const QJsonObject json = withNote(
        keyJson(record, lintKey(record, nowMs), nowMs, true), record, notesToShow(context));
    return print(QJsonDocument(QJsonObject{{u"keys"_s, QJsonArray{json}}}));
}

Result<> rotate(const Context &context, qint64 graceEndsMs, const KeySet &keys, qsizetype index)
{
    const Target target{keys.refAt(index), keys.at(index).name()};
    const RotateKey::Rotation rotation{
        target, successorOf(target.ref.key), context.clock.nowMs(), graceEndsMs};
    return notesFile(context)
        .and_then([&](const NotesFile &file) { return prepareRotation(file, keys, rotation); })
        .and_then([&](const PreparedEdit &prepared) {
            if (!prepared.saying.isEmpty())
                note(prepared.saying);
            return applyEdit(context, *prepared.command);
        })
        .and_then([&](const EditOutcome &edit) {
            sayUntilWhen(context, edit.keys.at(edit.keys.indexOf(target.ref)));
            return printSuccessor(context, edit, rotation.key);
        });
}

} // namespace

Result<> runRotate(const Context &context)
{
    const QString grace = context.has(Option::Grace) ? context.value(Option::Grace) : UsualGrace;
    return graceEnd(grace, context.clock.nowMs()).and_then([&](qint64 graceEndsMs) {
        return withSelection(context, [&](const KeySet &keys, const Selection &selected) {
            return onlyOne(context, selected).and_then([&](qsizetype index) {
                return rotate(context, graceEndsMs, keys, index);
            });
        });
    });
}

} // namespace keydeck
