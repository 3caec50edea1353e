#include "ui/details/factstab.h"

#include "core/base/fingerprint.h"
#include "core/base/format.h"
#include "core/rules/jsdate.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/tooltip.h"

#include <QGridLayout>
#include <QVBoxLayout>

#include <cmath>
#include <memory>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

QString exactNote(const JsonValue &value, std::optional<qint64> atMs)
{
    const QString raw = displayText(value.toString());
    return atMs ? formatExact(*atMs) + u'\n' + raw : raw;
}

} // namespace

FactsTab::FactsTab(QWidget *parent)
    : QWidget(parent)
    , m_facts(new QGridLayout)
    , m_notices(new QVBoxLayout)
{
    m_facts->setHorizontalSpacing(theme::Group);
    m_facts->setVerticalSpacing(theme::Tight);
    m_facts->setColumnStretch(1, 1);
    m_notices->setSpacing(theme::Tight);

    auto *facts = new QVBoxLayout;
    facts->addLayout(m_facts);
    facts->addStretch();
    m_notices->addWidget(new TextLabel(TextLabel::Style::Heading, tr("Findings"), this));
    m_notices->addStretch();

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(theme::Group, theme::Related, theme::Group, theme::Related);
    layout->setSpacing(theme::Page);
    layout->addLayout(facts, 1);
    layout->addLayout(m_notices, 1);
}

void FactsTab::showKey(
    const ApiKey &key, const KeyState &state, const QList<Finding> &findings, qint64 nowMs)
{
    const double limit = state.rate.limit;
    setFact(tr("Limit"),
        std::isnan(limit) ? tr("none") : tr("%1 tokens in 5 hours").arg(formatCount(limit)));
    const QString model = displayText(effectiveModel(key));
    setFact(tr("Model"),
        key.value(KeyField::Model).toString().isEmpty() ? tr("%1, the gateway’s default").arg(model)
                                                        : model);
    const JsonValue expiry = key.value(KeyField::ExpiryDate);
    setFact(tr("Expires"),
        state.expiresMs ? tr("%1 (%2)").arg(
            formatExact(*state.expiresMs), formatRelative(*state.expiresMs, nowMs))
                        : tr("never"),
        exactNote(expiry, state.expiresMs));
    const auto lastUsed = lastUsedMs(key);
    setFact(tr("Last used"), lastUsed ? formatRelative(*lastUsed, nowMs) : tr("never used"),
        exactNote(key.value(KeyField::LastUsed), lastUsed));
    const JsonValue created = key.value(KeyField::CreatedAt);
    const auto createdMs = parseJsDate(created.toString());
    setFact(tr("Created"), createdMs ? formatRelative(*createdMs, nowMs) : tr("unknown"),
        exactNote(created, createdMs));
    setFact(tr("Lifetime"),
        tr("%1 tokens").arg(formatCount(key.value(KeyField::TotalLifetimeTokens).toNumber())));
    setFact(tr("Fingerprint"), fingerprint(key.key()), fullFingerprint(key.key()));
    showFindings(findings);
}

void FactsTab::setFact(const QString &label, const QString &text, const QString &toolTip)
{
    TextLabel *&value = m_values[label];
    if (!value) {
        const int row = m_facts->rowCount();
        value = new TextLabel(TextLabel::Style::Body, this);
        value->setElided(true);
        m_facts->addWidget(new TextLabel(TextLabel::Style::Quiet, label, this), row, 0);
        m_facts->addWidget(value, row, 1);
    }
    value->setText(text);
    value->setAccessibleName(tr("%1: %2").arg(label, text));
    setPlainToolTip(*value, toolTip);
}

void FactsTab::showFindings(const QList<Finding> &findings)
{
    QStringList shown{QString()}; // never equal to the empty list of the beginning
    for (const Finding &finding : findings) {
        shown << finding.id + u'\n' + finding.message;
    }
    if (shown == m_shownFindings) {
        return;
    }
    m_shownFindings = shown;
    while (m_notices->count() > 2) { // the heading and the stretch at the end stay
        const std::unique_ptr<QLayoutItem> item(m_notices->takeAt(1));
        delete item->widget();
    }
    const auto add = [this](theme::Role role, Mark mark, const QString &text) {
        m_notices->insertWidget(m_notices->count() - 1, new Notice(role, mark, text, this));
    };
    for (const Finding &finding : findings) {
        add(roleOf(finding.severity), markOf(finding.severity), displayText(finding.message));
    }
    if (findings.isEmpty()) {
        add(theme::Role::Ok, Mark::Check, tr("This record means to the gateway what it says."));
    }
}

} // namespace keydeck
