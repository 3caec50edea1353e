#include "ui/health/storefindingscard.h"

#include "core/base/format.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tooltip.h"

#include <QGridLayout>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr int Padding = 12;

QString wordOf(FindingSeverity severity)
{
    switch (severity) {
    case FindingSeverity::Info:
        return StoreFindingsCard::tr("Note");
    case FindingSeverity::Warning:
        return StoreFindingsCard::tr("Warning");
    case FindingSeverity::Danger:
        break;
    }
    return StoreFindingsCard::tr("Danger");
}

QString verbOf(StoreFix fix)
{
    switch (fix) {
    case StoreFix::Repair:
        return StoreFindingsCard::tr("&Repair…");
    case StoreFix::TakeFromOthers:
        return StoreFindingsCard::tr("&Take access away");
    case StoreFix::SetAside:
        return StoreFindingsCard::tr("&Move away");
    case StoreFix::RemoveOurs:
        return StoreFindingsCard::tr("Remo&ve");
    case StoreFix::None:
        break;
    }
    return {};
}

TextLabel *newText(TextLabel::Style style, const QString &text, QWidget *parent)
{
    auto *label = new TextLabel(style, displayText(text), parent);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

StoreFindingsCard::StoreFindingsCard(QWidget *parent) : QWidget(parent)
{
    setAccessibleName(tr("Findings about the store"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(Padding, theme::Related, Padding, Padding);
    column->setSpacing(theme::Related);
    column->addWidget(new TextLabel(TextLabel::Style::Heading, tr("Store"), this));
    hide();
}

void StoreFindingsCard::showFindings(const QList<StoreFinding> &findings)
{
    QList<StoreFinding> shown = findings;
    shown.removeIf([](const StoreFinding &each) {
        return each.finding.id.startsWith(u"lock-"_s) || each.finding.id == u"unusable"_s;
    });
    if (shown == m_findings)
        return;
    m_findings = shown;
    delete m_rows;
    m_buttons.clear();
    m_rows = new QWidget(this);
    auto *grid = new QGridLayout(m_rows);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(theme::Related);
    grid->setVerticalSpacing(theme::Related);
    grid->setColumnStretch(1, 1);
    for (int row = 0; row < int(m_findings.size()); ++row)
        addRow(row, m_findings[row]);
    layout()->addWidget(m_rows);
    m_rows->show();
    updateButtons();
    setVisible(!m_findings.isEmpty());
    Q_EMIT findingsChanged();
}

void StoreFindingsCard::addRow(int row, const StoreFinding &finding)
{
    auto *grid = static_cast<QGridLayout *>(m_rows->layout());
    auto *chip = new Chip(m_rows);
    chip->setFace({markOf(finding.finding.severity), roleOf(finding.finding.severity),
        wordOf(finding.finding.severity)});
    auto *texts = new QVBoxLayout;
    texts->setSpacing(theme::Tight / 2);
    texts->addWidget(newText(TextLabel::Style::Body, finding.finding.message, m_rows));
    texts->addWidget(newText(TextLabel::Style::Quiet, finding.remedy, m_rows));
    grid->addWidget(chip, row, 0, Qt::AlignTop);
    grid->addLayout(texts, row, 1);
    // One repair mends all that it can.
    const auto first = std::ranges::find(m_findings, finding.fix, &StoreFinding::fix);
    if (finding.fix == StoreFix::None || first - m_findings.begin() != row)
        return;
    auto *button = new QPushButton(verbOf(finding.fix), m_rows);
    button->setObjectName(u"fix-"_s + finding.finding.id);
    connect(button, &QPushButton::clicked, this, [this, finding] { Q_EMIT fixRequested(finding); });
    grid->addWidget(button, row, 2, Qt::AlignTop);
    m_buttons.append(button);
}

void StoreFindingsCard::setBlock(const QString &block)
{
    m_block = block;
    updateButtons();
}

void StoreFindingsCard::updateButtons()
{
    for (QPushButton *button : std::as_const(m_buttons)) {
        const QString toolTip = m_block.isEmpty() ? tr("Do what is said beside it") : m_block;
        button->setEnabled(m_block.isEmpty());
        setPlainToolTip(*button, toolTip);
    }
}

void StoreFindingsCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(palette().color(QPalette::Base));
    painter.setPen(theme::hairline(palette()));
    painter.drawRoundedRect(
        QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme::Radius, theme::Radius);
}

} // namespace keydeck
