#pragma once

#include "core/store/lockdoctor.h"

#include <QDialog>

class QCheckBox;
class QPushButton;

namespace keydeck {

class Notice;

/// Asks before a lock is cleared: gives the evidence, and wants the person's word that the gateway
/// does not hold it. Cancel is what Return presses. Accepted: the lock of that report may be
/// cleared.
class ClearLockDialog final : public QDialog
{
    Q_OBJECT

public:
    /// gateway: what it is known to do, one sentence; may be empty.
    ClearLockDialog(const LockReport &report, const QString &gateway, QWidget *parent = nullptr);

    [[nodiscard]] const LockReport &report() const { return m_report; }

    /// The lock has been looked at again: there is nothing to ask any more once it has changed.
    void followLock(const LockReport &report);

private:
    void updateButton();

    LockReport m_report;
    Notice *m_changed;
    QCheckBox *m_word;
    QPushButton *m_clear;
    bool m_isTheSame = true;
};

} // namespace keydeck
