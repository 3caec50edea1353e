#pragma once

#include "core/gateway/statsclient.h"

#include <QDialog>

class QCheckBox;
class QLineEdit;
class QPushButton;

namespace keydeck {

class HintLabel;

/// Where the running gateway answers.
class GatewayDialog final : public QDialog
{
    Q_OBJECT

public:
    GatewayDialog(const GatewaySettings &present, const Clock &clock, QWidget *parent = nullptr);

Q_SIGNALS:
    /// An empty base URL: none.
    void chosen(const keydeck::GatewaySettings &settings);

private:
    [[nodiscard]] GatewaySettings settings() const;
    void check();

    GatewaySettings m_present;
    const Clock &m_clock;
    QLineEdit *m_url;
    QCheckBox *m_plainHttp;
    HintLabel *m_hint;
    QPushButton *m_connect;
};

} // namespace keydeck
