#include "ui/widgets/messagebar.h"

#include "ui/widgets/accessiblerole.h"
#include "ui/widgets/icons.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

namespace keydeck {

namespace {

QString signIcon(theme::Role role)
{
    switch (role) {
    case theme::Role::Danger:
        return QStringLiteral("dialog-error");
    case theme::Role::Warning:
        return QStringLiteral("dialog-warning");
    case theme::Role::Ok:
        return QStringLiteral("emblem-ok");
    default:
        return QStringLiteral("dialog-information");
    }
}

QString signWord(theme::Role role)
{
    switch (role) {
    case theme::Role::Danger:
        return MessageBar::tr("Error");
    case theme::Role::Warning:
        return MessageBar::tr("Warning");
    case theme::Role::Ok:
        return MessageBar::tr("Done");
    default:
        return MessageBar::tr("Note");
    }
}

} // namespace

MessageBar::MessageBar(QWidget *parent)
    : QFrame(parent)
    , m_sign(new QLabel(this))
    , m_text(new QLabel(this))
    , m_actions(new QHBoxLayout)
    , m_close(new QToolButton(this))
{
    setObjectName(QStringLiteral("messageBar"));
    setAccessibleRole(*this, QAccessible::AlertMessage);
    m_sign->setTextFormat(Qt::PlainText);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_close->setIcon(icon(QStringLiteral("window-close")));
    m_close->setAutoRaise(true);
    m_close->setToolTip(tr("Close this message"));
    m_close->setAccessibleName(m_close->toolTip());
    m_vanish.setSingleShot(true);
    connect(&m_vanish, &QTimer::timeout, this, &MessageBar::dismiss);
    connect(m_close, &QToolButton::clicked, this, &MessageBar::dismiss);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme::Group, theme::Related, theme::Related, theme::Related);
    row->setSpacing(theme::Related);
    row->addWidget(m_sign);
    row->addWidget(m_text, 1);
    row->addLayout(m_actions);
    row->addWidget(m_close);
    hide();
}

void MessageBar::showMessage(const Message &message)
{
    m_role = message.role;
    m_text->setText(message.text);
    m_sign->setAccessibleName(signWord(message.role));
    setAccessibleName(message.text);
    setActions(message.actions);
    m_close->setVisible(message.closable);
    applyColors();
    m_vanish.stop();
    if (message.vanishAfterMs > 0)
        m_vanish.start(message.vanishAfterMs);
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void MessageBar::setText(const QString &text)
{
    m_text->setText(text);
    setAccessibleName(text);
}

void MessageBar::dismiss()
{
    m_vanish.stop();
    hide();
    m_text->clear();
    setActions({});
}

QString MessageBar::text() const
{
    return m_text->text();
}

/// A message that goes on with another figure keeps its buttons, and with them the focus: making
/// new ones every second would lay the window out anew each time. A button that is held down goes:
/// it was pressed for what the message said then.
void MessageBar::setActions(const QList<Action> &actions)
{
    const auto buttonAt
        = [this](int at) { return static_cast<QPushButton *>(m_actions->itemAt(at)->widget()); };
    bool isSame = m_actions->count() == actions.size();
    for (int at = 0; isSame && at < m_actions->count(); ++at)
        isSame = buttonAt(at)->text() == actions[at].text && !buttonAt(at)->isDown();
    for (int at = 0; isSame && at < m_actions->count(); ++at) {
        disconnect(buttonAt(at), &QPushButton::clicked, this, nullptr);
        connect(buttonAt(at), &QPushButton::clicked, this, [run = actions[at].run] { run(); });
    }
    if (isSame)
        return;
    while (QLayoutItem *item = m_actions->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // it may be the sender
        delete item;
    }
    QWidget *before = m_text;
    for (const Action &action : actions) {
        auto *button = new QPushButton(action.text, this);
        setTabOrder(before, button); // else it would be the last of the window
        before = button;
        connect(button, &QPushButton::clicked, this, [run = action.run] { run(); });
        m_actions->addWidget(button);
    }
}

void MessageBar::applyColors()
{
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize);
    const theme::RoleColors colors = theme::colors(m_role, palette());
    m_sign->setPixmap(tintedIcon(signIcon(m_role), colors.shape).pixmap(size));
    QPalette text = m_text->palette();
    text.setColor(QPalette::WindowText, colors.text);
    m_text->setPalette(text);
    update(); // the frame is our own
}

void MessageBar::paintEvent(QPaintEvent *)
{
    const theme::RoleColors colors = theme::colors(m_role, palette());
    QPainter painter(this);
    painter.fillRect(rect(), colors.fill);
    painter.fillRect(QRect(0, 0, theme::Tight, height()), colors.shape);
}

void MessageBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        applyColors();
    QFrame::changeEvent(event);
}

void MessageBar::enterEvent(QEnterEvent *event)
{
    if (m_vanish.isActive())
        m_vanish.start(m_vanish.interval()); // somebody is reading
    QFrame::enterEvent(event);
}

void MessageBar::leaveEvent(QEvent *event)
{
    if (m_vanish.isActive())
        m_vanish.start(m_vanish.interval());
    QFrame::leaveEvent(event);
}

} // namespace keydeck
