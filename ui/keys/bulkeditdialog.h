#pragma once

#include "core/command/bulkedit.h"
#include "core/forecast/limiteffect.h"
#include "ui/keys/keyformdialog.h"

class QCheckBox;

namespace keydeck {

class TextLabel;

/// Edits the same fields of many records in one write. A field that is left blank stays as each
/// record has it; underneath stands what changes for how many, and whom the gateway would begin to
/// refuse.
class BulkEditDialog final : public KeyFormDialog
{
    Q_OBJECT

public:
    struct Subjects
    {
        std::vector<BulkEdit::Subject> records;
        OpenWindows open; ///< theirs
    };

    BulkEditDialog(const Subjects &subjects, const QStringList &models, const Clock &clock,
        QWidget *parent = nullptr);

    [[nodiscard]] const std::vector<KeyRef> &refs() const { return m_refs; }

    /// The records as they stand now, without those that are gone. What was typed stays.
    void follow(const Subjects &subjects);

protected:
    [[nodiscard]] bool isReady() const override;
    [[nodiscard]] std::shared_ptr<const Command> makeCommand() override;

private:
    void takeOver(const Subjects &subjects);
    void fillEdit();
    void showPreview();
    [[nodiscard]] QString changeLine(KeyForm::Field field) const;
    [[nodiscard]] QString summary() const;

    std::vector<KeyRef> m_refs; ///< as they were selected
    BulkEdit m_edit;
    OpenWindows m_open;
    QCheckBox *m_defaultModel;
    TextLabel *m_preview;
    HintLabel *m_effect;
};

} // namespace keydeck
