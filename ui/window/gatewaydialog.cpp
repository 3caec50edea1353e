#include "ui/window/gatewaydialog.h"

#include "ui/keys/hintlabel.h"
#include "ui/widgets/textlabel.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace keydeck {

namespace {

constexpr int FieldWidth = 380;

} // namespace

GatewayDialog::GatewayDialog(const GatewaySettings &present, const Clock &clock, QWidget *parent)
    : QDialog(parent)
    , m_present(present)
    , m_clock(clock)
    , m_url(new QLineEdit(present.baseUrl.toString(), this))
    , m_plainHttp(new QCheckBox(tr("&Send keys over plain http to another machine"), this))
    , m_hint(new HintLabel(this))
{
    setWindowTitle(tr("Connect to gateway"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_url->setPlaceholderText(QStringLiteral("http://127.0.0.1:3000"));
    m_url->setAccessibleName(tr("URL of the gateway"));
    m_url->setMinimumWidth(FieldWidth);
    m_plainHttp->setChecked(present.allowPlainHttp);
    m_plainHttp->setToolTip(tr("Anybody on the way between can read them."));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_connect = buttons->addButton(tr("Connect"), QDialogButtonBox::AcceptRole);
    connect(m_url, &QLineEdit::textChanged, this, &GatewayDialog::check);
    connect(m_plainHttp, &QCheckBox::toggled, this, &GatewayDialog::check);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT chosen(settings());
        accept();
    });

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::Page, theme::Page, theme::Page, theme::Group);
    column->setSpacing(theme::Related);
    column->addWidget(
        new TextLabel(TextLabel::Style::Title, tr("Where does the gateway answer?"), this));
    column->addWidget(m_url);
    column->addWidget(m_hint);
    column->addWidget(m_plainHttp);
    column->addStretch(1);
    column->addWidget(buttons);
    check();
}

GatewaySettings GatewayDialog::settings() const
{
    GatewaySettings settings = m_present;
    settings.baseUrl = QUrl(m_url->text().trimmed(), QUrl::StrictMode);
    settings.allowPlainHttp = m_plainHttp->isChecked();
    return settings;
}

void GatewayDialog::check()
{
    const bool none = m_url->text().trimmed().isEmpty();
    const Result<> usable = StatsClient(settings(), m_clock).checkSettings();
    m_connect->setText(none ? tr("Use none") : tr("Connect"));
    m_connect->setEnabled(none || usable);
    if (none)
        m_hint->setHint({theme::Role::Neutral, tr("Without one only the store is watched.")});
    else if (usable)
        m_hint->setHint(
            {theme::Role::Neutral, tr("It is asked for the selected key every few seconds.")});
    else
        m_hint->setHint({theme::Role::Danger, usable.error().message});
}

} // namespace keydeck
