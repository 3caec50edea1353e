// Suspending and resuming keys: the edit of the store, and what is remembered of it in the notes.
#pragma once

#include "core/command/command.h"
#include "core/notes/notesfile.h"

#include <memory>
#include <optional>

namespace keydeck {

/// Records of a store: their indexes.
using Selection = std::vector<qsizetype>;

/// An edit that is ready to be run on the store, and what the person should hear besides.
struct PreparedEdit
{
    std::unique_ptr<Command> command;
    QString saying; ///< a sentence; empty: nothing
};

/// Remembers the expiries of the selected keys, on the disk, and gives the command that suspends
/// them. InvalidInput where one of them is suspended or has expired already: then nothing is
/// remembered. Blocks as NotesFile does.
[[nodiscard]] Result<PreparedEdit> prepareSuspension(
    const NotesFile &file, const KeySet &keys, const Selection &selected, qint64 nowMs);

/// The command that gives the selected keys their remembered expiry again, or, where there is one,
/// that expiry (ISO text). InvalidInput where one of them is not suspended.
[[nodiscard]] Result<std::unique_ptr<Command>> prepareResumption(const KeyNotes &notes,
    const KeySet &keys, const Selection &selected, qint64 nowMs,
    const std::optional<QString> &expiry = {});

/// InvalidInput where one of them is suspended, so that another expiry would let it in unasked.
[[nodiscard]] Result<> checkNoneSuspended(
    const KeyNotes &notes, const KeySet &keys, const Selection &selected);

} // namespace keydeck
