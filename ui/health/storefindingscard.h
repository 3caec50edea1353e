// What is the matter with the store as a whole: a row a finding, with what can be done.
#pragma once

#include "core/store/storelint.h"

#include <QWidget>

class QGridLayout;
class QPushButton;

namespace keydeck {

/// Hidden while there is nothing to say. The lock is not its business: that has a card of its own.
class StoreFindingsCard final : public QWidget
{
    Q_OBJECT

public:
    explicit StoreFindingsCard(QWidget *parent = nullptr);

    /// Rows that stay the same stay where they are, and keep the focus.
    void showFindings(const QList<StoreFinding> &findings);
    [[nodiscard]] bool hasFindings() const { return !m_findings.isEmpty(); }
    /// Why nothing may be changed at all, empty when it may.
    void setBlock(const QString &block);

Q_SIGNALS:
    /// Never of a finding without a fix.
    void fixRequested(const keydeck::StoreFinding &finding);
    void findingsChanged();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addRow(int row, const StoreFinding &finding);
    void updateButtons();

    QList<StoreFinding> m_findings;
    QString m_block;
    QWidget *m_rows = nullptr; ///< replaced with the findings
    QList<QPushButton *> m_buttons;
};

} // namespace keydeck
