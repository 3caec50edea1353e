// The page of all keys.
#pragma once

#include "ui/keys/keyfilter.h"

#include <QWidget>

class QSplitter;

namespace keydeck {

class Actions;
class KeyColumns;
class KeyGrouping;
class KeySearch;
class KeySelection;
class KeysStack;
class KeysTable;
class SearchNotes;
class SelectionBar;

/// Search, status filter, table and, below it, the panel of the selected key. It only shows and
/// selects: what to do with keys leaves through the actions.
class KeysPage final : public QWidget
{
    Q_OBJECT

public:
    /// The model and the actions must outlive the page; it takes the panel over.
    KeysPage(KeyModel &model, Actions &actions, QWidget *panel, QWidget *parent = nullptr);

    /// The key that the panel is about. It stays so while the filter hides it, which the page says.
    [[nodiscard]] std::optional<KeyRef> currentKey() const;
    /// In the listed order; the current one alone where that is hidden.
    [[nodiscard]] std::vector<KeyRef> selectedKeys() const;
    /// One that is not there yet as soon as it is: a key that was just made. What the person
    /// selects or searches meanwhile goes before.
    void selectKey(const KeyRef &ref);
    /// The same of keys that were made in one write.
    void selectKeys(const std::vector<KeyRef> &refs);
    void showStatus(KeyStatus status);
    void focusSearch();
    /// As if it were typed, at once.
    void search(const QString &text);
    /// What is listed as one query: the search, and the status that is chosen.
    [[nodiscard]] QString query() const;
    /// Lists what the query finds, of every status.
    void showQuery(const QString &query);

    [[nodiscard]] const KeyColumns &columns() const { return *m_columns; }
    [[nodiscard]] const KeyGrouping &grouping() const { return *m_grouping; }

    /// The model's rows that the person wishes to see, in their order; lists them where they are
    /// not listed yet.
    [[nodiscard]] std::vector<qsizetype> listedRows();

    /// A store is open and was read, so that an empty table means that it has no keys. The first
    /// key is selected then, unless the person chose otherwise. False: nothing that was to be
    /// selected is of the store any more.
    void setLoaded(bool loaded);
    /// To be called before the model takes keys: what is selected before a store that cannot be
    /// used is selected again after it, unless the person chose otherwise meanwhile.
    void prepareFor(const KeySet &keys);
    /// Why the store could not be read; empty: it could. Said where there is no key to show.
    void setFailure(const QString &failure);

    /// Widths, sort order, grouping and splitter.
    [[nodiscard]] QByteArray saveState() const;
    void restoreState(const QByteArray &state);

Q_SIGNALS:
    /// The current key, the set of selected ones, or what is listed.
    void selectionChanged();

private:
    [[nodiscard]] QWidget *buildHead();
    void showContextMenu(const QPoint &at);
    void clearFilters();
    void selectAwaited();
    void forgetAwaited();
    void showSelection();
    void followFilter();
    void showMatches();
    void enterTable();

    KeyModel &m_model;
    Actions &m_actions;
    QWidget *m_panel;
    KeyFilter m_filter;
    KeysTable *m_table;
    KeySelection *m_selection;
    KeyGrouping *m_grouping;
    KeyColumns *m_columns;
    KeySearch *m_search;
    SearchNotes *m_notes;
    SelectionBar *m_selectionBar;
    KeysStack *m_stack;
    QSplitter *m_splitter;
    std::vector<KeyRef> m_awaited; ///< to be selected once the first of them is there
    QString m_failure; ///< of the last reading
    bool m_loaded = false;
    bool m_entersTable = false; ///< as soon as what was searched is listed
    bool m_selectsFirst = false; ///< as soon as what was loaded is listed
};

} // namespace keydeck
