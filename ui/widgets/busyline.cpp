#include "ui/widgets/busyline.h"

#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>

namespace keydeck {

BusyLine::BusyLine(QWidget *parent)
    : QWidget(parent)
    , m_text(new TextLabel(TextLabel::Style::Body, this))
    , m_progress(new QProgressBar(this))
    , m_stop(new QPushButton(tr("&Stop"), this))
{
    m_text->setWordWrap(true);
    m_progress->setAccessibleName(tr("How far it is"));
    m_progress->setTextVisible(false);
    m_stop->setAutoDefault(false);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::Related);
    row->addWidget(m_text, 1);
    for (QWidget *each : std::initializer_list<QWidget *>{m_progress, m_stop}) {
        QSizePolicy policy = each->sizePolicy();
        policy.setRetainSizeWhenHidden(true);
        each->setSizePolicy(policy);
        row->addWidget(each);
    }
    connect(m_stop, &QPushButton::clicked, this, &BusyLine::stopWanted);
    setPace(Pace::Idle);
}

void BusyLine::setText(const QString &text)
{
    m_text->setText(text);
}

void BusyLine::setPace(Pace pace)
{
    m_progress->setVisible(pace != Pace::Idle);
    m_progress->setRange(0, pace == Pace::Known || pace == Pace::Idle ? 100 : 0);
    if (pace == Pace::Idle)
        m_progress->setValue(0);
    m_stop->setVisible(pace != Pace::Idle);
    m_stop->setEnabled(pace != Pace::Stopping);
}

void BusyLine::setPercent(int percent)
{
    m_progress->setValue(percent);
}

void BusyLine::focusStop()
{
    m_stop->setFocus();
}

} // namespace keydeck
