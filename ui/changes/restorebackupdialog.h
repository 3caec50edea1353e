#pragma once

#include "core/base/clock.h"
#include "ui/session/changescontroller.h"

#include <QDialog>

class QPlainTextEdit;
class QPushButton;
class QTreeWidget;

namespace keydeck {

class MessageBar;
class TextLabel;

/// Which copy of the store to put back, and what that would change. Asks nobody itself: its wishes
/// leave as signals, and it is told what came of them. Cancel is what Return presses.
class RestoreBackupDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit RestoreBackupDialog(const Clock &clock, QWidget *parent = nullptr);

    /// Newest first; the first that can be restored is chosen.
    void showBackups(const QList<BackupLine> &backups);
    /// Of the backup that is chosen by now; any other is passed over.
    void showPreview(const QString &backupId, const std::vector<NotedChange> &changes);
    void showPreviewFailure(const QString &backupId, const Error &error);

    [[nodiscard]] bool isBusy() const { return m_busy; }
    void showDone();
    void showFailure(const Error &error);

Q_SIGNALS:
    void previewRequested(const QString &backupId);
    void restoreRequested(const QString &backupId);

private:
    void choose();
    void submit();
    void setBusy(bool busy);
    void updateButton();
    [[nodiscard]] QString chosen() const;

    const Clock &m_clock;
    MessageBar *m_bar;
    QTreeWidget *m_list;
    TextLabel *m_summary;
    QPlainTextEdit *m_changes;
    QPushButton *m_restore;
    bool m_changesSomething = false;
    bool m_busy = false;
};

} // namespace keydeck
