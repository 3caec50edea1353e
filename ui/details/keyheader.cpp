#include "ui/details/keyheader.h"

#include "core/base/format.h"
#include "ui/details/herofigure.h"
#include "ui/widgets/secretlabel.h"
#include "ui/widgets/spreadchip.h"
#include "ui/widgets/statuschip.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/tooltip.h"
#include "ui/widgets/usagemeter.h"

#include <QHBoxLayout>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr int FigureWidth = 230;

} // namespace

KeyHeader::KeyHeader(QWidget *parent)
    : QWidget(parent)
    , m_name(new TextLabel(TextLabel::Style::Title, this))
    , m_chip(new StatusChip(this))
    , m_spread(new SpreadChip(this))
    , m_verdict(new TextLabel(TextLabel::Style::Body, this))
    , m_secret(new SecretLabel(this))
    , m_figure(new TextLabel(TextLabel::Style::Figure, this))
    , m_caption(new TextLabel(TextLabel::Style::Caption, this))
    , m_meter(new UsageMeter(this))
    , m_edit(new QPushButton(tr("Edit…"), this))
    , m_delete(new QPushButton(tr("Delete"), this))
{
    m_name->setObjectName(u"name"_s);
    m_name->setElided(true);
    m_spread->setObjectName(u"spread"_s);
    m_spread->hide();
    m_verdict->setObjectName(u"verdict"_s);
    m_verdict->setWordWrap(true);
    m_figure->setObjectName(u"figure"_s);
    m_figure->setAlignment(Qt::AlignRight);
    m_caption->setObjectName(u"caption"_s);
    m_caption->setAlignment(Qt::AlignRight);
    m_caption->setWordWrap(true);
    m_edit->setObjectName(u"edit"_s);
    m_delete->setObjectName(u"delete"_s);
    layOut();
    setLocked({});
    connect(m_edit, &QPushButton::clicked, this, &KeyHeader::editRequested);
    connect(m_delete, &QPushButton::clicked, this, &KeyHeader::deleteRequested);
    connect(m_secret, &SecretLabel::copyRequested, this, &KeyHeader::copyKeyRequested);
}

void KeyHeader::layOut()
{
    auto *title = new QHBoxLayout;
    title->setSpacing(theme::Related);
    title->addWidget(m_name);
    title->addWidget(m_chip);
    title->addWidget(m_spread);
    title->addStretch(1);

    auto *left = new QVBoxLayout;
    left->setSpacing(theme::Tight);
    left->addLayout(title);
    left->addWidget(m_verdict);
    left->addWidget(m_secret);
    left->addStretch();

    auto *figure = new QVBoxLayout;
    figure->setSpacing(theme::Tight);
    figure->addWidget(m_figure);
    figure->addWidget(m_meter);
    figure->addWidget(m_caption);
    figure->addStretch();
    m_meter->setFixedWidth(FigureWidth);

    auto *actions = new QVBoxLayout;
    actions->setSpacing(theme::Tight);
    actions->addWidget(m_edit);
    actions->addWidget(m_delete);
    actions->addStretch();

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme::Group, theme::Related, theme::Group, theme::Tight);
    layout->setSpacing(theme::Group);
    layout->addLayout(left, 1);
    layout->addLayout(figure);
    layout->addLayout(actions);
}

void KeyHeader::showKey(const ApiKey &key, const KeyState &state, qint64 nowMs)
{
    const QString name = displayText(key.name());
    m_name->setText(name.isEmpty() ? tr("(no name)") : name);
    m_chip->setState(state, nowMs);
    m_verdict->setText(statusAdvice(state, nowMs));
    m_secret->setSecret(key.key());
    const HeroFigure hero = heroFigure(state, nowMs);
    m_figure->setText(hero.figure);
    m_caption->setText(hero.caption);
    setPlainToolTip(*m_caption, hero.times);
    setPlainToolTip(*m_figure, hero.times);
    m_meter->setRate(state.rate);
}

void KeyHeader::showShadowed(const QString &note)
{
    m_chip->setShadowed(note);
    m_verdict->setText(note);
}

void KeyHeader::showVerdict(const QString &verdict)
{
    m_verdict->setText(verdict);
}

void KeyHeader::showSpread(
    const std::optional<KeySpread> &spread, const GatewayTraits &traits, qint64 nowMs)
{
    m_spread->setSpread(spread, traits, nowMs);
}

void KeyHeader::setLocked(const QString &reason)
{
    const bool locked = !reason.isEmpty();
    m_edit->setEnabled(!locked);
    m_delete->setEnabled(!locked);
    setPlainToolTip(
        *m_edit, locked ? reason : tr("Change this key's name, limit, expiry or model"));
    setPlainToolTip(*m_delete, locked ? reason : tr("Delete this key from the store"));
}

void KeyHeader::hideSecret()
{
    m_secret->hideSecret();
}

} // namespace keydeck
