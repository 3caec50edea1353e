// What a window has around it where nobody sits before it.
#pragma once

#include "tests/support/nodialogs.h"
#include "tests/support/recordingnotifier.h"
#include "ui/session/storesession.h"

#include <QTableView>
#include <QTemporaryDir>

namespace keydeck::test {

struct WindowSurroundings
{
    QTemporaryDir scratch;
    NoDialogs dialogs;
    RecordingNotifier notifier;

    /// With a history, a journal of edits and backups of its own, as the program has them.
    [[nodiscard]] SessionSettings sessionFor(const QString &path) const
    {
        SessionSettings settings;
        settings.storePath = path;
        settings.historyDirectory = scratch.filePath(QStringLiteral("history"));
        settings.records
            = {scratch.filePath(QStringLiteral("records")), QStringLiteral("ada@test")};
        return settings;
    }
};

[[nodiscard]] inline QTableView &keysTable(const QWidget &window)
{
    return *window.findChild<QTableView *>(QStringLiteral("keysTable"));
}

} // namespace keydeck::test
