#include "ui/privacy/lockedpage.h"

#include "core/base/format.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace keydeck {

namespace {

constexpr int ColumnWidth = 520;
constexpr int SignSize = 48;

QString reasonText(LockReason reason, qint64 afterMs)
{
    switch (reason) {
    case LockReason::Asked:
        return LockedPage::tr("You locked this window.");
    case LockReason::Idle:
        return LockedPage::tr("Nobody touched the keyboard or the mouse for %1.")
            .arg(formatDuration(afterMs));
    case LockReason::ScreenLocked:
        return LockedPage::tr("The screen was locked.");
    }
    return {};
}

} // namespace

LockedPage::LockedPage(QWidget *parent)
    : QWidget(parent)
    , m_sign(new QLabel(this))
    , m_subject(new TextLabel(TextLabel::Style::Heading, this))
    , m_reason(new TextLabel(TextLabel::Style::Body, this))
    , m_since(new TextLabel(TextLabel::Style::Quiet, this))
    , m_unlock(new QPushButton(tr("Unlock"), this))
    , m_quit(new QPushButton(tr("Quit"), this))
{
    setObjectName(QStringLiteral("lockedPage"));
    setAccessibleName(tr("Keydeck is locked"));
    setAutoFillBackground(true);
    m_unlock->setObjectName(QStringLiteral("unlockWindow"));
    m_unlock->setDefault(true);
    m_unlock->setToolTip(tr("Show the window and its dialogs again, as they were"));
    m_quit->setToolTip(tr("Close Keydeck"));
    for (QPushButton *button : {m_unlock, m_quit}) {
        button->setAutoDefault(true); // Return presses it
        button->setFocusPolicy(Qt::StrongFocus);
    }
    connect(m_unlock, &QPushButton::clicked, this, &LockedPage::unlockRequested);
    connect(m_quit, &QPushButton::clicked, this, &LockedPage::quitRequested);
    layOut();
    drawSign();
    hide();
}

void LockedPage::drawSign()
{
    m_sign->setPixmap(icon(QStringLiteral("system-lock-screen")).pixmap(SignSize));
}

void LockedPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        drawSign();
    QWidget::changeEvent(event);
}

void LockedPage::layOut()
{
    auto *kept = new TextLabel(TextLabel::Style::Quiet,
        tr("Recording and alerts go on. What was typed is kept, and open dialogs come back."),
        this);
    auto *honest = new TextLabel(TextLabel::Style::Caption,
        tr("This keeps glances off; it asks for no password. Only the lock of your screen keeps "
           "people out."),
        this);
    for (TextLabel *label : {m_subject, m_reason, m_since, kept, honest})
        label->setWordWrap(true);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(theme::Related);
    buttons->addWidget(m_unlock);
    buttons->addWidget(m_quit);
    buttons->addStretch(1);

    auto *column = new QVBoxLayout;
    column->setSpacing(theme::Related);
    column->addStretch(2);
    column->addWidget(m_sign);
    column->addWidget(new TextLabel(TextLabel::Style::Title, tr("Locked"), this));
    column->addWidget(m_subject);
    column->addSpacing(theme::Related);
    column->addWidget(m_reason);
    column->addWidget(m_since);
    column->addWidget(kept);
    column->addSpacing(theme::Group);
    column->addLayout(buttons);
    column->addSpacing(theme::Group);
    column->addWidget(honest);
    column->addStretch(3);
    auto *middle = new QWidget(this);
    middle->setFixedWidth(ColumnWidth);
    column->setContentsMargins(0, 0, 0, 0);
    middle->setLayout(column);
    auto *row = new QHBoxLayout(this);
    row->addWidget(middle, 0, Qt::AlignHCenter);
}

void LockedPage::setSubject(const QString &name)
{
    m_subject->setText(name);
    m_subject->setVisible(!name.isEmpty());
}

void LockedPage::setReason(LockReason reason, qint64 atMs, qint64 afterMs)
{
    m_atMs = atMs;
    m_reason->setText(reasonText(reason, afterMs));
    m_unlock->setAccessibleDescription(m_reason->text());
    tick(atMs);
}

void LockedPage::tick(qint64 nowMs)
{
    m_since->setText(
        tr("Locked at %1, %2.").arg(formatMoment(m_atMs, nowMs), formatRelative(m_atMs, nowMs)));
}

void LockedPage::takeFocus()
{
    // Popup: fields that lose the focus to it keep what is typed and selected in them.
    m_unlock->setFocus(Qt::PopupFocusReason);
}

} // namespace keydeck
