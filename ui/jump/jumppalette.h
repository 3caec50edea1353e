// Type a name, and be there.
#pragma once

#include "core/store/keyset.h"

#include <QFrame>
#include <QPointer>

class QLineEdit;
class QListView;
class QMainWindow;
class QModelIndex;

namespace keydeck {

class EmptyState;
class JumpModel;
class KeyModel;

/// A line and a list over the window: keys and what the menus can do, best first. Up and Down
/// choose, Return or a click takes, Escape or going elsewhere closes. What cannot be done at the
/// moment is listed with the reason, and passed over.
class JumpPalette final : public QFrame
{
    Q_OBJECT

public:
    /// All must outlive it; the window is its parent and has the menus.
    JumpPalette(QMainWindow &window, const KeyModel &model);

    /// asking: the action that opens it, which is not offered.
    void open(const QAction *asking);

Q_SIGNALS:
    void keyChosen(const keydeck::KeyRef &ref);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void build();
    void place();
    void search();
    void offer();
    [[nodiscard]] QString whyNothing() const;
    void move(int by);
    void take(const QModelIndex &index);
    void leave();
    [[nodiscard]] bool press(int key);

    QMainWindow &m_window;
    const KeyModel &m_keys;
    JumpModel *m_model;
    QLineEdit *m_line;
    QListView *m_list;
    EmptyState *m_nothing;
    QPointer<QWidget> m_focusBefore;
    bool m_takesFirst = false; ///< Return was pressed before anything was there
};

} // namespace keydeck
