#pragma once

#include "core/store/keycodec.h"
#include "ui/keys/keyformdialog.h"

#include <functional>

class QLineEdit;
class QSpinBox;

namespace keydeck {

class HintLabel;

/// Makes new keys, one or many of numbered names in one write. The keys themselves come from the
/// operating system's random source, with a prefix that can be chosen; or a single one is given.
class CreateKeyDialog final : public KeyFormDialog
{
    Q_OBJECT

public:
    /// isKnown: the store has that key; a given one must be new.
    using IsKnown = std::function<bool(const QString &key)>;
    CreateKeyDialog(
        const QStringList &models, IsKnown isKnown, const Clock &clock, QWidget *parent = nullptr);

    static constexpr int MostAtOnce = 1000;

    /// With the record's values, for one that is much like it.
    void startFrom(const ApiKey &record);

    /// The keys of the last submitted command.
    [[nodiscard]] const std::vector<NewKey> &newKeys() const { return m_newKeys; }

protected:
    [[nodiscard]] bool isReady() const override;
    [[nodiscard]] std::shared_ptr<const Command> makeCommand() override;

private:
    [[nodiscard]] QString given() const;
    void checkGiven();
    void checkPrefix();
    void showCount();

    IsKnown m_isKnown;
    QLineEdit *m_given;
    HintLabel *m_givenHint;
    QLineEdit *m_prefix;
    HintLabel *m_prefixHint;
    QSpinBox *m_count;
    HintLabel *m_countHint;
    std::vector<NewKey> m_newKeys;
};

} // namespace keydeck
