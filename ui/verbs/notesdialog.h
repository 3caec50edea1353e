#pragma once

#include "ui/verbs/noteedit.h"

#include <QDialog>

class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace keydeck {

class MessageBar;

/// Tags, note, owner and contact of one or several keys. Of several it shows what they have in
/// common, and changes only what was touched. Its wish leaves as a signal, and it is told what came
/// of it.
class NotesDialog final : public QDialog
{
    Q_OBJECT

public:
    /// label: “Alice”, or how many keys.
    NotesDialog(const QString &label, const QList<KeyNote> &notes, QWidget *parent = nullptr);

    void showFailure(const Error &error);

Q_SIGNALS:
    void saveRequested(const keydeck::NoteEdit &edit);

private:
    void layOut(const QString &label);
    void fill(bool isOne);
    [[nodiscard]] Result<NoteEdit> edit() const;
    void submit();
    void updateButton();

    CommonNote m_common;
    MessageBar *m_bar;
    QLineEdit *m_tags;
    QLineEdit *m_owner;
    QLineEdit *m_contact;
    QPlainTextEdit *m_note;
    QPushButton *m_save = nullptr;
    bool m_busy = false;
};

} // namespace keydeck
