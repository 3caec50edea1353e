#pragma once

#include <QDialog>
#include <QStringList>

namespace keydeck {

/// Asks before many keys are deleted: names them all, and Cancel is what Return presses.
class ConfirmDeleteDialog final : public QDialog
{
    Q_OBJECT

public:
    /// lines: one a key, plain text.
    explicit ConfirmDeleteDialog(const QStringList &lines, QWidget *parent = nullptr);
};

} // namespace keydeck
