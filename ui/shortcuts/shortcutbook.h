// Which keys each action has, where a person chose others than the usual ones.
#pragma once

#include <QHash>
#include <QKeySequence>
#include <QMap>
#include <QObject>
#include <QStringList>

class QAction;

namespace keydeck {

class Actions;

/// By the names of actions: their shortcuts as storedShortcuts() writes them.
using ShortcutTexts = QMap<QString, QString>;

/// Gives a window's actions their shortcuts. No two of them have the same, and none has one that
/// the window needs for something else.
///
/// Thread: the GUI's.
class ShortcutBook final : public QObject
{
    Q_OBJECT

public:
    /// The actions as they usually are. Both must outlive it.
    ShortcutBook(Actions &actions, const QWidget &window);

    /// What texts() gave an earlier time. An entry that does not make sense is passed over, and
    /// said in problems(); one of an action that is not known here is kept as it is.
    void load(const ShortcutTexts &texts);
    /// What differs from the usual.
    [[nodiscard]] ShortcutTexts texts() const;
    /// Until a person changes some, which writes the settings anew.
    [[nodiscard]] const QStringList &problems() const { return m_problems; }

    [[nodiscard]] const Actions &actions() const { return m_actions; }
    [[nodiscard]] bool isUsual(const QAction &action) const;
    [[nodiscard]] QList<QKeySequence> usual(const QAction &action) const;

    /// Why the action cannot have the keys, whoever has them now; empty: it can.
    [[nodiscard]] QString refusal(const QAction &action, const QKeySequence &keys) const;
    /// Which other action has one of them.
    [[nodiscard]] QAction *owner(const QAction &action, const QList<QKeySequence> &shortcuts) const;

    /// What the action's list is with the keys in the first place, in which a person sees it. No
    /// keys: it has none at all.
    [[nodiscard]] QList<QKeySequence> with(const QAction &action, const QKeySequence &keys) const;
    /// Takes them away from whichever action has them.
    void assign(QAction *action, const QList<QKeySequence> &shortcuts);
    void resetAll();

Q_SIGNALS:
    /// A person changed some.
    void changed();

private:
    [[nodiscard]] QList<QAction *> all() const;
    [[nodiscard]] QString fixedUse(const QKeySequence &keys, bool inWidgets) const;
    [[nodiscard]] QString badEntry(const QAction &action, const QString &text) const;
    void dropClashes();

    Actions &m_actions;
    const QWidget &m_window;
    QHash<const QAction *, QList<QKeySequence>> m_usual;
    ShortcutTexts m_unknown;
    QStringList m_problems;
};

} // namespace keydeck
