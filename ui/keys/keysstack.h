// The table of keys, or what stands in its place.
#pragma once

#include <QStackedWidget>

namespace keydeck {

class Actions;
class EmptyState;
class KeyFilter;
class Skeleton;

/// The shape of rows while the store has not been read, what is the matter where it cannot be, an
/// invitation where it has no keys, and a way out where no key matches.
class KeysStack final : public QStackedWidget
{
    Q_OBJECT

public:
    /// The actions must outlive it; it takes the table over.
    KeysStack(QWidget *table, Actions &actions, QWidget *parent = nullptr);

    /// isLoaded: the store was read. problem: why it cannot be read or used, empty where it can.
    void follow(const KeyFilter &filter, bool isLoaded, const QString &problem);

Q_SIGNALS:
    /// The search is to be cleared.
    void clearRequested();

private:
    QWidget *m_table;
    Skeleton *m_loading;
    EmptyState *m_unusable;
    EmptyState *m_noKeys;
    EmptyState *m_noMatch;
};

} // namespace keydeck
