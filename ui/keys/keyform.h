// The fields of a key that an administrator decides.
#pragma once

#include "core/base/clock.h"
#include "ui/keys/fieldhints.h"

#include <QWidget>

#include <array>

class QComboBox;
class QFormLayout;
class QLineEdit;

namespace keydeck {

class HintLabel;

/// Name, limit, expiry and model, each with what the gateway will make of it underneath.
///
/// A field whose text is still the one that setKept() gave it is acceptable whatever it says: an
/// odd value that somebody else wrote must not stop another field's edit.
class KeyForm final : public QWidget
{
    Q_OBJECT

public:
    enum Field
    {
        Name,
        Limit,
        Expiry,
        Model,
        FieldCount
    };

    /// The clock must outlive the form.
    KeyForm(const QStringList &models, const Clock &clock, QWidget *parent = nullptr);

    /// As it stands before the field, "Token limit".
    [[nodiscard]] QString label(Field field) const;
    [[nodiscard]] QString text(Field field) const;
    void setText(Field field, const QString &text);
    /// Sets the text as the one that may stay, with the hint for as long as it does.
    void setKept(Field field, const QString &text, const FieldHint &hint = {});
    [[nodiscard]] bool isKept(Field field) const;

    [[nodiscard]] bool isAcceptable() const;

    /// No text keeps whatever the records have, which the placeholder tells of.
    void setBlankKeeps(Field field, const QString &placeholder);
    /// Nothing is asked for, and the records keep what they have.
    void hideField(Field field);
    void setFieldEnabled(Field field, bool enabled);

    [[nodiscard]] bool isAcceptable(Field field) const { return hint(field).isAcceptable(); }
    /// The value's text in the store; empty where the record is to have no such field. Requires an
    /// acceptable one.
    [[nodiscard]] QByteArray json(Field field) const;
    [[nodiscard]] static KeyField storeField(Field field);

    /// The first field that is shown gets the focus.
    void focusFirst();

    /// Adds a row of somebody else's at the end.
    void addRow(const QString &label, QWidget *editor, QWidget *hint);

Q_SIGNALS:
    void changed();

private:
    struct Row
    {
        QWidget *editor = nullptr; ///< the line, or what it is part of
        QLineEdit *line = nullptr;
        HintLabel *hint = nullptr;
        bool touched = false; ///< nobody is blamed for a field they have not come to yet
        bool hasKept = false;
        QString keptText;
        FieldHint keptHint;
    };

    void addField(Field field, const QString &label, QWidget *editor, QLineEdit *line);
    [[nodiscard]] QWidget *makeExpiryEditor(QLineEdit *line);
    [[nodiscard]] FieldHint hint(Field field) const;
    void showHints();

    const Clock &m_clock;
    QFormLayout *m_layout;
    QComboBox *m_model;
    std::array<Row, FieldCount> m_rows;
};

} // namespace keydeck
