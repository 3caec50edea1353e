// The table of all keys.
#pragma once

#include <QTableView>

namespace keydeck {

class KeyFilter;

/// How keys are laid out: a row of two lines a key, each column painted by a delegate of its own.
/// Sorts the filter by name at first.
class KeysTable final : public QTableView
{
    Q_OBJECT

public:
    /// The filter must outlive it.
    explicit KeysTable(KeyFilter &filter, QWidget *parent = nullptr);

    /// Every column but the tags, in its usual place and width.
    void layOutColumns();

private:
    void dressHeader();
};

} // namespace keydeck
