// By what the table groups its keys.
#pragma once

#include "ui/keys/keygroups.h"

#include <QObject>

class QAction;
class QActionGroup;
class QMenu;

namespace keydeck {

class KeyFilter;

/// The choice as actions, for the header's own menu and for others.
class KeyGrouping final : public QObject
{
    Q_OBJECT

public:
    /// The filter must outlive it.
    KeyGrouping(KeyFilter &filter, QObject *parent);

    /// One a grouping, then those that open and close all groups.
    void addTo(QMenu &menu) const;

    [[nodiscard]] QAction *action(Grouping grouping) const;

    [[nodiscard]] qint32 saveState() const;
    /// What is no grouping of ours means none.
    void restoreState(qint32 state);

private:
    void follow();

    KeyFilter &m_filter;
    QActionGroup *m_choices;
    QAction *m_openAll;
    QAction *m_closeAll;
};

} // namespace keydeck
