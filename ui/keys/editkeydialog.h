#pragma once

#include "core/store/keyset.h"
#include "ui/keys/keyformdialog.h"

namespace keydeck {

/// Edits the administrator's fields of one record. Only fields that were changed go into the
/// command, each with the value that the person saw, so that nobody's edit is overwritten unseen.
class EditKeyDialog final : public KeyFormDialog
{
    Q_OBJECT

public:
    struct Subject
    {
        KeyRef ref;
        ApiKey record;
    };

    EditKeyDialog(const Subject &subject, const QStringList &models, const Clock &clock,
        QWidget *parent = nullptr);

    [[nodiscard]] const KeyRef &ref() const { return m_ref; }

    /// The record as it stands now. What was typed stays; fields that were not touched follow.
    void followRecord(const ApiKey &record);
    /// It is not in the store any more.
    void noteGone();

protected:
    [[nodiscard]] bool isReady() const override;
    [[nodiscard]] std::shared_ptr<const Command> makeCommand() override;

private:
    void keep(KeyForm::Field field);
    void takeTheirs(const QList<KeyForm::Field> &fields);

    KeyRef m_ref;
    ApiKey m_record;
    bool m_gone = false;
};

} // namespace keydeck
