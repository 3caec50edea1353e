// The page of what is questionable about the store.
#pragma once

#include "core/rules/fixplan.h"
#include "ui/health/findinggroups.h"
#include "ui/session/latestwork.h"
#include "ui/widgets/pacedupdate.h"

#include <QWidget>

class QStackedLayout;
class QTreeView;

namespace keydeck {

class EmptyState;
class FixBar;
class HealthModel;
class KeptPlace;
class LockCard;
class Notice;
class StoreFindingsCard;
class TextLabel;

/// What the gateway will do that the records' author did not mean, the keys it touches, and the
/// state of the lock. Many keys are looked through on a worker. While it is not visible it only
/// keeps what it was given.
class HealthPage final : public QWidget
{
    Q_OBJECT

public:
    explicit HealthPage(QWidget *parent = nullptr);

    void showKeys(const KeySet &keys, qint64 nowMs);
    /// Another store is opened: nothing more is found in this one.
    void leaveStore();
    /// What an edit as root does to the store's owner; empty for nothing (rootNote()).
    void showRootNote(const QString &note);
    /// Why nothing in the records can be fixed; empty when it can.
    void setBlock(const QString &block);
    [[nodiscard]] StoreFindingsCard &storeFindings() { return *m_store; }
    [[nodiscard]] LockCard &lockCard() { return *m_lock; }

Q_SIGNALS:
    void keyActivated(const keydeck::KeyRef &ref);
    void fixRequested(const keydeck::FixScope &scope);
    void shown();

protected:
    void showEvent(QShowEvent *event) override;

private:
    [[nodiscard]] QVariant aboutWhat(const QModelIndex &index) const;
    void layOut();
    void render();
    void renderGroups(const std::vector<FindingGroup> &groups, const KeySet &keys, qint64 nowMs);
    void praise();
    void unfoldShortGroups();
    void activate(const QModelIndex &index);

    KeySet m_keys;
    qint64 m_nowMs = 0;
    bool m_pending = false;
    PacedUpdate m_update;
    LatestWork m_finding{LatestWork::Kind::Background};

    HealthModel *m_model;
    TextLabel *m_verdict;
    Notice *m_problem;
    Notice *m_root;
    StoreFindingsCard *m_store;
    LockCard *m_lock;
    QTreeView *m_tree;
    KeptPlace *m_place;
    FixBar *m_fixes;
    EmptyState *m_allWell;
    QStackedLayout *m_stack;
};

} // namespace keydeck
