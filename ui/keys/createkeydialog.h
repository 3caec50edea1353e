#pragma once

#include "core/store/keycodec.h"
#include "ui/keys/keyformdialog.h"

class QLineEdit;

namespace keydeck {

class HintLabel;

/// Makes a new key. The key itself comes from the operating system's random source; only its prefix
/// can be chosen.
class CreateKeyDialog final : public KeyFormDialog
{
    Q_OBJECT

public:
    CreateKeyDialog(const QStringList &models, const Clock &clock, QWidget *parent = nullptr);

    /// The key of the last submitted command.
    [[nodiscard]] const NewKey &newKey() const { return m_newKey; }

protected:
    [[nodiscard]] bool isReady() const override;
    [[nodiscard]] std::shared_ptr<const Command> makeCommand() override;

private:
    void checkPrefix();

    QLineEdit *m_prefix;
    HintLabel *m_prefixHint;
    NewKey m_newKey;
};

} // namespace keydeck
