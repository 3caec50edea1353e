// How a search is written, at a glance.
#pragma once

#include <QDialog>

namespace keydeck {

/// Every way to put words together and every term, with what it finds. Stays open beside the
/// window while somebody types.
class SearchHelp final : public QDialog
{
    Q_OBJECT

public:
    /// The window's own, and one at a time: shown again where it is open already.
    static void open(QWidget *window);

    explicit SearchHelp(QWidget *window = nullptr);
};

} // namespace keydeck
