#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/store/apikey.h"

#include <QDialog>

#include <optional>

class QButtonGroup;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace keydeck {

class HintLabel;
class MessageBar;

/// How long the old key stays valid beside the new one: its wish leaves as a signal, and it is told
/// what came of it.
class RotateDialog final : public QDialog
{
    Q_OBJECT

public:
    /// The clock must outlive it.
    RotateDialog(const ApiKey &key, const Clock &clock, QWidget *parent = nullptr);

    void showDone();
    void showFailure(const Error &error);

Q_SIGNALS:
    /// graceEndsMs: since 1970.
    void rotateRequested(qint64 graceEndsMs);

private:
    void addChoices(QVBoxLayout *column);
    [[nodiscard]] QString grace() const;
    void showHint();
    void submit();
    void setBusy(bool busy);

    const Clock &m_clock;
    std::optional<qint64> m_expiresMs; ///< the key's own expiry
    MessageBar *m_bar;
    QButtonGroup *m_choices;
    QLineEdit *m_date;
    HintLabel *m_hint;
    QPushButton *m_rotate = nullptr;
    bool m_busy = false;
};

} // namespace keydeck
