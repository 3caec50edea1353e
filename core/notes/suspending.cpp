#include "core/notes/suspending.h"

#include "core/command/resumekeys.h"
#include "core/command/suspendkeys.h"
#include "core/notes/suspension.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

Result<> rememberAll(
    NotesDraft &draft, const KeySet &keys, const Selection &selected, const QByteArray &suspended)
{
    QSet<QString> seen;
    for (const qsizetype index : selected) {
        const ApiKey record = keys.at(index);
        const QString key = record.key();
        const KeyNote note = draft.noteOf(key);
        const QString label = recordLabel(record.name(), key);
        if (suspensionOf(note, record)) {
            return failure(ErrorCode::InvalidInput,
                u"Nothing was changed: %1 is suspended already."_s.arg(label));
        }
        if (seen.contains(key)) {
            return failure(ErrorCode::InvalidInput,
                u"Nothing was changed: %1 and another of the selected records have the same key, "
                u"of which the gateway uses the first. Suspend one alone."_s.arg(label));
        }
        seen.insert(key);
        draft.setNote(key,
            withSuspension(
                note, {record.value(KeyField::ExpiryDate).text().toByteArray(), suspended}));
    }
    return {};
}

} // namespace

Result<PreparedEdit> prepareSuspension(
    const NotesFile &file, const KeySet &keys, const Selection &selected, qint64 nowMs)
{
    std::vector<SuspendKeys::Suspension> suspensions;
    for (const Target &target : targetsOf(keys, selected)) {
        const ApiKey record = keys.at(selected[suspensions.size()]);
        suspensions.push_back({target, record.value(KeyField::ExpiryDate).text().toByteArray()});
    }
    auto command = std::make_unique<SuspendKeys>(std::move(suspensions), nowMs);
    return file
        .change([&](NotesDraft &draft) -> Result<> {
            return rememberAll(draft, keys, selected, SuspendKeys::suspendedExpiry(nowMs))
                .and_then([&]() -> Result<> {
                    // What cannot be suspended as it stands is not remembered, either.
                    const auto tried = command->apply(keys);
                    return tried ? Result<>() : tl::make_unexpected(tried.error());
                });
        })
        .map([&](const ChangedNotes &changed) {
            return PreparedEdit{std::move(command), changed.saying};
        });
}

Result<std::unique_ptr<Command>> prepareResumption(const KeyNotes &notes, const KeySet &keys,
    const Selection &selected, qint64 nowMs, const std::optional<QString> &expiry)
{
    std::vector<ResumeKeys::Resumption> resumptions;
    for (const Target &target : targetsOf(keys, selected)) {
        const ApiKey record = keys.at(selected[resumptions.size()]);
        const auto remembered = suspensionOf(notes.noteOf(target.ref.key), record);
        if (!remembered) {
            return failure(ErrorCode::InvalidInput,
                u"Nothing was changed: %1 is not suspended. To give it another expiry, edit it or "
                u"renew it."_s.arg(target.label()));
        }
        resumptions.push_back(
            {target, remembered->suspended, expiry ? jsonStringText(*expiry) : remembered->before});
    }
    return std::make_unique<ResumeKeys>(std::move(resumptions), nowMs);
}

Result<> checkNoneSuspended(const KeyNotes &notes, const KeySet &keys, const Selection &selected)
{
    for (const qsizetype index : selected) {
        const ApiKey record = keys.at(index);
        if (isSuspended(notes, record)) {
            return failure(ErrorCode::InvalidInput,
                u"Nothing was changed: %1 is suspended, and a later expiry would let it in again. "
                u"Resume it first."_s.arg(recordLabel(record.name(), record.key())));
        }
    }
    return {};
}

} // namespace keydeck
