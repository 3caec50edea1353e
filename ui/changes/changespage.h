// The page of everything that was changed with Keydeck.
#pragma once

#include "core/changes/changeentry.h"
#include "core/gateway/editspread.h"
#include "ui/widgets/pacedupdate.h"

#include <QList>
#include <QWidget>

class QLineEdit;
class QStackedLayout;

namespace keydeck {

class Actions;
class ChangesModel;
class ChangesView;
class EmptyState;
class SearchLineController;
class TextLabel;

/// "14 edits with Keydeck, the last 3 min ago by ada@host."
[[nodiscard]] QString changesVerdict(const QList<ChangeEntry> &entries, qint64 nowMs);

/// Every edit, newest first, with what became of each key, a search, and the ways back, which leave
/// through the actions. While it is not visible it only keeps what it was given.
class ChangesPage final : public QWidget
{
    Q_OBJECT

public:
    /// The actions must outlive the page.
    explicit ChangesPage(Actions &actions, QWidget *parent = nullptr);

    /// Whether edits of the store are noted at all.
    void setKept(bool isKept);
    /// Entries: oldest first.
    void showChanges(const QList<ChangeEntry> &entries, qint64 nowMs);
    /// How far the newest edit of each key has got at the gateway, by full fingerprint.
    void showSpreads(const QHash<QString, KeySpread> &spreads, const GatewayTraits &traits);
    void focusSearch();
    /// As if it were typed, at once.
    void search(const QString &text);

Q_SIGNALS:
    /// fullFingerprint: of the key as it was after the last edit; the store may not have it.
    /// label: what the change calls it.
    void keyActivated(const QString &fullFingerprint, const QString &label);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void layOut();
    [[nodiscard]] QWidget *buildTools();
    void render();
    void list();
    void activate(const QModelIndex &index);

    Actions &m_actions;
    QList<ChangeEntry> m_entries;
    QHash<QString, KeySpread> m_spreads;
    GatewayTraits m_traits;
    qint64 m_nowMs = 0;
    QString m_searched;
    bool m_pending = false;
    PacedUpdate m_update;

    ChangesModel *m_model;
    ChangesView *m_view;
    TextLabel *m_verdict;
    QLineEdit *m_search;
    SearchLineController *m_searching;
    EmptyState *m_nothing;
    EmptyState *m_noMatch;
    QStackedLayout *m_stack;
};

} // namespace keydeck
