// The lock of the store: how it is, whose, and what can be done.
#pragma once

#include "core/store/lockdoctor.h"

#include <QWidget>

class QPushButton;

namespace keydeck {

class Chip;
class TextLabel;

/// One line while nothing is the matter; the evidence as well once the lock is held for longer than
/// the gateway waits, or is no lock.
class LockCard final : public QWidget
{
    Q_OBJECT

public:
    explicit LockCard(QWidget *parent = nullptr);

    void showLock(const LockReport &report);
    /// What the gateway is known to do, one sentence; empty for nothing.
    void showGateway(const QString &sentence);
    /// Why nothing may be changed at all, empty when it may.
    void setBlock(const QString &block);

Q_SIGNALS:
    void clearRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void layOut();
    void updateButton();

    LockReport m_report;
    QString m_block;
    Chip *m_condition;
    TextLabel *m_holder;
    TextLabel *m_effect;
    TextLabel *m_gateway;
    TextLabel *m_evidence;
    QPushButton *m_clear;
};

/// The report's evidence, a line each.
[[nodiscard]] QString evidenceLines(const LockReport &report);

} // namespace keydeck
