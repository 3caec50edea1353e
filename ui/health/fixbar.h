// The two buttons that fix findings: the one that is chosen, or all.
#pragma once

#include "core/rules/fixplan.h"

#include <QWidget>

#include <memory>

class QAction;
class QPushButton;
class QTreeView;

namespace keydeck {

class HealthModel;

/// Follows the current row of the tree of findings. A button that cannot be used says why.
class FixBar final : public QWidget
{
    Q_OBJECT

public:
    /// The tree shows the model; both must outlive the bar. The tree gets a context menu.
    FixBar(const HealthModel &model, QTreeView &tree, QWidget *parent = nullptr);

    /// After the model was refreshed.
    void setKeys(const KeySet &keys, qint64 nowMs);
    /// Why nothing can be fixed at all; empty when it can.
    void setBlock(const QString &block);

Q_SIGNALS:
    void fixRequested(const keydeck::FixScope &scope);

private:
    void refresh();
    void fixCurrent();
    [[nodiscard]] QString whyNotCurrent() const;
    [[nodiscard]] QString whyNotAll() const;
    [[nodiscard]] bool isFixable(const QModelIndex &index) const;
    [[nodiscard]] const FixPlanner &planner() const;

    const HealthModel &m_model;
    QTreeView &m_tree;
    KeySet m_keys;
    qint64 m_nowMs = 0;
    QString m_block;
    mutable std::unique_ptr<FixPlanner> m_planner; ///< for m_keys, once it is needed
    QAction *m_menuFix;
    QPushButton *m_fix;
    QPushButton *m_fixAll;
};

} // namespace keydeck
