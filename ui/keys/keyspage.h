// The page of all keys.
#pragma once

#include "ui/keys/keyfilter.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QSplitter;
class QStackedWidget;
class QTableView;

namespace keydeck {

class Actions;
class EmptyState;
class SearchLineController;

/// Search, status filter, table and, below it, the panel of the selected key. It only shows and
/// selects: what to do with keys leaves through the actions.
class KeysPage final : public QWidget
{
    Q_OBJECT

public:
    /// The model and the actions must outlive the page; it takes the panel over.
    KeysPage(KeyModel &model, Actions &actions, QWidget *panel, QWidget *parent = nullptr);

    /// The key that the panel is about.
    [[nodiscard]] std::optional<KeyRef> currentKey() const;
    [[nodiscard]] std::vector<KeyRef> selectedKeys() const;
    void selectKey(const KeyRef &ref);
    void showStatus(KeyStatus status);
    void focusSearch();
    /// As if it were typed, at once.
    void search(const QString &text);

    /// The model's rows that are listed, in the listed order.
    [[nodiscard]] std::vector<qsizetype> listedRows() const;

    /// A store is open and was read, so that an empty table means that it has no keys. The first
    /// key is selected then.
    void setLoaded(bool loaded);

    /// Widths, sort order and splitter.
    [[nodiscard]] QByteArray saveState() const;
    void restoreState(const QByteArray &state);

Q_SIGNALS:
    /// The current key or the set of selected ones.
    void selectionChanged();

private:
    [[nodiscard]] QWidget *buildHead();
    [[nodiscard]] QWidget *buildSelectionBar();
    [[nodiscard]] QWidget *buildTableStack();
    void showContextMenu(const QPoint &at);
    void makeCurrent(int row);
    void clearFilters();
    void noteSelection();
    void followFilter();

    KeyModel &m_model;
    Actions &m_actions;
    QWidget *m_panel;
    KeyFilter m_filter;
    QTableView *m_table;
    QLineEdit *m_search;
    SearchLineController *m_searching;
    QWidget *m_selectionBar = nullptr;
    QLabel *m_selectionCount = nullptr;
    QStackedWidget *m_stack;
    EmptyState *m_noMatch = nullptr;
    QSplitter *m_splitter;
    std::optional<KeyRef> m_current; ///< survives being filtered out
    bool m_filtering = false;
    bool m_loaded = false;
};

} // namespace keydeck
