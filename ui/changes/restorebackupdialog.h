#pragma once

#include "core/base/clock.h"
#include "ui/session/changescontroller.h"

#include <QDialog>

class QListView;
class QPushButton;
class QStackedLayout;
class QTreeView;

namespace keydeck {

class BackupsModel;
class ChangesModel;
class MessageBar;
class TextLabel;

/// Which copy of the store to put back, and what that would change. Asks nobody itself: its wishes
/// leave as signals, and it is told what came of them. Cancel is what Return presses. It does not
/// close while a copy is being put back.
class RestoreBackupDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit RestoreBackupDialog(const Clock &clock, QWidget *parent = nullptr);

    /// Newest first; the first that can be restored is chosen.
    void showBackups(const QList<BackupLine> &backups);
    /// Of the backup that was asked for; where another one is chosen by now, that one is asked for.
    void showPreview(const QString &backupId, const BackupPreview &preview);
    void showPreviewFailure(const QString &backupId, const Error &error);
    /// The store was edited meanwhile: what was found out may not hold any more.
    void compareAgain();

    [[nodiscard]] bool isBusy() const { return m_busy; }
    /// Everything that is asked for is there.
    [[nodiscard]] bool isSettled() const { return m_isListed && m_asked.isEmpty(); }
    void showDone();
    void showFailure(const Error &error);

    void reject() override;

Q_SIGNALS:
    /// One at a time.
    void previewRequested(const QString &backupId);
    void restoreRequested(const QString &backupId);

private:
    void layOut();
    [[nodiscard]] QWidget *newContent();
    void showLines(const std::vector<NotedChange> &changes);
    void choose();
    void ask();
    [[nodiscard]] bool isAnswer(const QString &backupId);
    void submit();
    void setBusy(bool busy);
    void updateButton();
    [[nodiscard]] QString chosen() const;

    const Clock &m_clock;
    BackupsModel *m_backups;
    ChangesModel *m_changes; ///< one edit that is none yet: what restoring would do
    MessageBar *m_bar;
    QTreeView *m_list;
    QListView *m_lines;
    TextLabel *m_summary;
    TextLabel *m_advice;
    QWidget *m_content = nullptr;
    QStackedLayout *m_stack;
    QPushButton *m_restore = nullptr;
    QString m_asked; ///< the backup whose preview is under way
    bool m_isListed = false;
    bool m_isWanted = false; ///< restoring the chosen one changes something
    bool m_busy = false;
};

} // namespace keydeck
