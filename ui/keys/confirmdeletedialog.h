#pragma once

#include <QDialog>
#include <QStringList>

class QPlainTextEdit;
class QPushButton;

namespace keydeck {

class TextLabel;

/// Asks before many keys are deleted: names them all, and Cancel is what Return presses.
class ConfirmDeleteDialog final : public QDialog
{
    Q_OBJECT

public:
    /// lines: one a key, plain text.
    explicit ConfirmDeleteDialog(const QStringList &lines, QWidget *parent = nullptr);

    /// The store changed: those that are left of the keys, which may be none.
    void follow(const QStringList &lines);

private:
    void showLines(const QStringList &lines);

    const qsizetype m_asked; ///< how many it began with
    TextLabel *m_heading;
    TextLabel *m_missing; ///< what is not there any more
    QPlainTextEdit *m_names;
    QPushButton *m_remove;
};

} // namespace keydeck
