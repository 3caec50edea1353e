// The selected key at a glance.
#pragma once

#include "core/gateway/editspread.h"
#include "core/rules/keystatus.h"

#include <QWidget>

class QPushButton;

namespace keydeck {

class SecretLabel;
class SpreadChip;
class StatusChip;
class TextLabel;
class UsageMeter;

/// Name, status, verdict and key at the left; what remains in this window and the actions at the
/// right.
class KeyHeader final : public QWidget
{
    Q_OBJECT

public:
    explicit KeyHeader(QWidget *parent = nullptr);

    void showKey(const ApiKey &key, const KeyState &state, qint64 nowMs);
    /// In place of the status: the gateway never uses the record, which the note explains.
    void showShadowed(const QString &note);
    /// What is to be said about the key first, in place of the advice on its status.
    void showVerdict(const QString &verdict);
    /// Whether the gateway goes by the key's newest edit yet; nothing: there is none to tell of.
    void showSpread(
        const std::optional<KeySpread> &spread, const GatewayTraits &traits, qint64 nowMs);
    /// Without a reason the key can be edited and deleted.
    void setLocked(const QString &reason);
    void hideSecret();

Q_SIGNALS:
    void editRequested();
    void copyKeyRequested();
    void deleteRequested();

private:
    void layOut();

    TextLabel *m_name;
    StatusChip *m_chip;
    SpreadChip *m_spread;
    TextLabel *m_verdict;
    SecretLabel *m_secret;
    TextLabel *m_figure;
    TextLabel *m_caption;
    UsageMeter *m_meter;
    QPushButton *m_edit;
    QPushButton *m_delete;
};

} // namespace keydeck
