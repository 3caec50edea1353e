// What was done with one key.
#pragma once

#include "core/changes/changeentry.h"

#include <QList>
#include <QWidget>

class QStackedLayout;

namespace keydeck {

class ChangesModel;
class ChangesView;

/// The edits that touched the key, newest first, or a sentence while there are none. While it is
/// not visible it only keeps what it was given.
class ChangesTab final : public QWidget
{
    Q_OBJECT

public:
    explicit ChangesTab(QWidget *parent = nullptr);

    void showKey(const QString &key, qint64 nowMs);
    /// Of all keys, oldest first.
    void showChanges(const QList<ChangeEntry> &entries);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void list();

    QList<ChangeEntry> m_entries;
    QString m_fingerprint; ///< in full
    bool m_pending = false;

    ChangesModel *m_model;
    ChangesView *m_view;
    QWidget *m_empty;
    QStackedLayout *m_stack;
};

} // namespace keydeck
