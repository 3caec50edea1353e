#pragma once

#include "core/base/clock.h"
#include "core/changes/trash.h"

#include <QDialog>

class QPushButton;
class QStackedLayout;
class QTreeView;

namespace keydeck {

class MessageBar;
class TrashModel;

/// The keys that were deleted, to be given back, one or several in one write. Its wishes leave as a
/// signal, and it is told what came of them; it stays open, with what is left.
class TrashDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit TrashDialog(const Clock &clock, QWidget *parent = nullptr);

    /// Newest first. What is selected stays so as far as it is still there.
    void showKeys(const QList<TrashedKey> &keys);
    void showDone();
    void showFailure(const Error &error);
    /// Why nothing can be given back; empty: it can.
    void setLocked(const QString &reason);

    [[nodiscard]] bool isListed() const { return m_isListed; }
    [[nodiscard]] bool isBusy() const { return m_busy; }

Q_SIGNALS:
    void giveBackRequested(const QStringList &trashIds);

private:
    void layOut();
    [[nodiscard]] QStringList chosen() const;
    void submit();
    void setBusy(bool busy);
    void updateButton();

    const Clock &m_clock;
    TrashModel *m_keys;
    MessageBar *m_bar;
    QTreeView *m_list;
    QStackedLayout *m_stack;
    QPushButton *m_giveBack = nullptr;
    QString m_lock;
    bool m_isListed = false;
    bool m_busy = false;
};

} // namespace keydeck
