#include "ui/health/lockcard.h"

#include "core/base/format.h"
#include "core/store/username.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tooltip.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr int Padding = 12;

ChipFace faceOf(LockCondition condition)
{
    switch (condition) {
    case LockCondition::Free:
        return {Mark::Check, theme::Role::Ok, LockCard::tr("Free")};
    case LockCondition::Busy:
        return {Mark::Clock, theme::Role::Info, LockCard::tr("Busy")};
    case LockCondition::Held:
        return {Mark::Triangle, theme::Role::Warning, LockCard::tr("Held")};
    case LockCondition::Stale:
        break;
    }
    return {Mark::Octagon, theme::Role::Danger, LockCard::tr("Stale")};
}

TextLabel *newText(TextLabel::Style style, const QString &objectName, QWidget *parent)
{
    auto *label = new TextLabel(style, parent);
    label->setObjectName(objectName);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

bool isNoLock(const LockReport &report)
{
    return report.lock.held && !(report.lock.isDirectory && report.lock.isEmpty);
}

} // namespace

QString evidenceLines(const LockReport &report)
{
    QStringList lines;
    for (const QString &sentence : report.evidence)
        lines += u"• "_s + sentence;
    return lines.join(u'\n');
}

LockCard::LockCard(QWidget *parent)
    : QWidget(parent)
    , m_condition(new Chip(this))
    , m_holder(new TextLabel(TextLabel::Style::Body, this))
    , m_effect(newText(TextLabel::Style::Body, u"lockEffect"_s, this))
    , m_gateway(newText(TextLabel::Style::Quiet, u"lockGateway"_s, this))
    , m_evidence(newText(TextLabel::Style::Body, u"lockEvidence"_s, this))
    , m_clear(new QPushButton(tr("C&lear lock…"), this))
{
    m_condition->setObjectName(u"lockCondition"_s);
    m_holder->setObjectName(u"lockHolder"_s);
    m_holder->setElided(true);
    m_clear->setObjectName(u"clearLock"_s);
    setAccessibleName(tr("Lock of the store"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    layOut();
    connect(m_clear, &QPushButton::clicked, this, &LockCard::clearRequested);
    showGateway({});
    showLock({});
}

void LockCard::layOut()
{
    auto *head = new QHBoxLayout;
    head->setSpacing(theme::Related);
    head->addWidget(new TextLabel(TextLabel::Style::Heading, tr("Lock"), this));
    head->addWidget(m_condition);
    head->addWidget(m_holder, 1);
    head->addWidget(m_clear);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(Padding, theme::Related, Padding, Padding);
    column->setSpacing(theme::Tight);
    column->addLayout(head);
    column->addWidget(m_effect);
    column->addWidget(m_gateway);
    column->addWidget(m_evidence);
}

void LockCard::showLock(const LockReport &report)
{
    m_report = report;
    m_condition->setFace(faceOf(report.condition));
    // Whose it is matters when it stays, and would only flicker past before.
    const bool explains = report.isAlarming() || isNoLock(report);
    m_holder->setText(explains
            ? tr("held for %1, belongs to user %2")
                  .arg(formatDuration(report.heldMs), userText(report.lock.ownerId))
            : QString());
    m_effect->setText(report.gatewayEffect());
    m_evidence->setVisible(explains);
    m_evidence->setText(explains ? evidenceLines(report) : QString());
    updateButton();
}

void LockCard::showGateway(const QString &sentence)
{
    m_gateway->setVisible(!sentence.isEmpty());
    m_gateway->setText(sentence);
}

void LockCard::setBlock(const QString &block)
{
    m_block = block;
    updateButton();
}

void LockCard::updateButton()
{
    const QString whyNot = m_block.isEmpty() ? m_report.obstacle() : m_block;
    const QString toolTip = whyNot.isEmpty()
        ? tr("Take the lock away, once you have made sure that the gateway does not hold it")
        : whyNot;
    m_clear->setEnabled(whyNot.isEmpty());
    setPlainToolTip(*m_clear, toolTip);
}

void LockCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(palette().color(QPalette::Base));
    painter.setPen(theme::hairline(palette()));
    painter.drawRoundedRect(
        QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme::Radius, theme::Radius);
}

} // namespace keydeck
