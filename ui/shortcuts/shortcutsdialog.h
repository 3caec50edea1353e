// What can be done by keyboard, to be changed.
#pragma once

#include <QDialog>
#include <QKeySequence>

class QAction;
class QLineEdit;
class QPushButton;
class QSortFilterProxyModel;
class QStackedLayout;
class QTreeView;

namespace keydeck {

class MessageBar;
class ShortcutBook;
class ShortcutModel;
class ShortcutRecorder;
class TextLabel;

/// Every action with its shortcut, to search and to change. What is pressed counts at once; keys
/// that another action has are taken only when they are pressed again, or on the word of a button.
class ShortcutsDialog final : public QDialog
{
    Q_OBJECT

public:
    /// The book must outlive it.
    explicit ShortcutsDialog(ShortcutBook &book, QWidget *parent = nullptr);

    /// The window's own, and one at a time: shown again where it is open already.
    static void open(ShortcutBook &book, QWidget *window);

private:
    [[nodiscard]] QLayout *newEditor();
    [[nodiscard]] QWidget *newButtons();
    void connectParts();
    void filter(const QString &text);
    void follow();
    [[nodiscard]] QAction *current() const;
    void record(const QKeySequence &keys);
    void give(QAction *action, const QList<QKeySequence> &shortcuts);
    void ask(QAction *action, const QAction &owner, const QList<QKeySequence> &shortcuts);
    void leaveRecorder();

    ShortcutBook &m_book;
    ShortcutModel *m_model;
    QSortFilterProxyModel *m_found;
    QLineEdit *m_search;
    QTreeView *m_list;
    QStackedLayout *m_stack;
    TextLabel *m_label;
    ShortcutRecorder *m_recorder;
    QPushButton *m_reset;
    QPushButton *m_remove;
    QPushButton *m_resetAll = nullptr;
    MessageBar *m_bar;
    QKeySequence m_asked; ///< pressed once, and another action's
};

} // namespace keydeck
