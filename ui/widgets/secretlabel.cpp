#include "ui/widgets/secretlabel.h"

#include "core/base/fingerprint.h"
#include "core/base/format.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QToolButton>
#include <QToolTip>

namespace keydeck {

SecretLabel::SecretLabel(QWidget *parent, int revealMs)
    : QWidget(parent)
    , m_text(new TextLabel(TextLabel::Style::Fixed, this))
    , m_show(new QToolButton(this))
    , m_copy(new QToolButton(this))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(revealMs);
    m_text->setElided(true);
    for (QToolButton *button : {m_show, m_copy}) {
        button->setFocusPolicy(Qt::StrongFocus);
    }
    m_copy->setText(tr("Copy"));
    m_copy->setToolTip(tr("Copy the key; the clipboard is cleared again shortly after"));
    m_copy->setAccessibleName(tr("Copy the key"));

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::Tight);
    layout->addWidget(m_text);
    layout->addWidget(m_show);
    layout->addWidget(m_copy);
    layout->addStretch();

    connect(
        m_show, &QToolButton::clicked, this, [this] { isRevealed() ? hideSecret() : reveal(); });
    connect(m_copy, &QToolButton::clicked, this, &SecretLabel::copyRequested);
    connect(&m_timer, &QTimer::timeout, this, &SecretLabel::hideSecret);
    connect(qApp, &QApplication::focusChanged, this,
        [this](const QWidget *, const QWidget *now) { followFocus(now); });
    render();
}

void SecretLabel::setSecret(const QString &secret)
{
    if (secret != m_secret) {
        m_secret = secret;
        hideSecret();
    }
}

void SecretLabel::reveal()
{
    m_timer.start();
    m_show->setFocus(); // so that losing it hides the key
    render();
}

void SecretLabel::hideSecret()
{
    if (isRevealed()) {
        QToolTip::hideText(); // which has the whole key where the label is too narrow for it
    }
    m_timer.stop();
    render();
}

void SecretLabel::hideEvent(QHideEvent *event)
{
    hideSecret();
    QWidget::hideEvent(event);
}

void SecretLabel::followFocus(const QWidget *now)
{
    // Nothing has it: another program does.
    if (isRevealed() && (!now || !isAncestorOf(now))) {
        hideSecret();
    }
}

void SecretLabel::render()
{
    const bool revealed = isRevealed();
    const QString masked = maskedKey(m_secret);
    m_text->setText(revealed ? displayText(m_secret) : masked);
    m_text->setAccessibleName(revealed ? QString() : tr("Masked key %1").arg(masked));
    m_show->setText(revealed ? tr("Hide") : tr("Show"));
    m_show->setToolTip(revealed
            ? tr("Hide the key again")
            : tr("Show the whole key for %1").arg(formatDuration(m_timer.interval())));
    m_show->setAccessibleName(revealed ? tr("Hide the key") : tr("Show the key"));
    m_show->setEnabled(!m_secret.isEmpty());
    m_copy->setEnabled(!m_secret.isEmpty());
    Q_EMIT revealedChanged(revealed);
}

} // namespace keydeck
