#include "ui/details/gatewaytab.h"

#include "core/base/format.h"
#include "ui/details/gatewaycomparison.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/tooltip.h"

#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

QTableView *newTable(GatewayComparison *model, QWidget *parent)
{
    auto *table = new QTableView(parent);
    table->setModel(model);
    table->setFrameShape(QFrame::NoFrame);
    table->viewport()->setAutoFillBackground(false);
    table->setShowGrid(false);
    table->setSelectionMode(QAbstractItemView::NoSelection);
    table->setTabKeyNavigation(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + theme::Tight);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setDefaultSectionSize(220);
    table->setAccessibleName(GatewayTab::tr("The file's figures beside the gateway's"));
    return table;
}

} // namespace

GatewayTab::GatewayTab(QWidget *parent)
    : QWidget(parent)
    , m_comparison(new GatewayComparison(this))
    , m_verdict(new TextLabel(TextLabel::Style::Body, this))
    , m_meta(new TextLabel(TextLabel::Style::Caption, this))
    , m_notice(new Notice(this))
    , m_table(newTable(m_comparison, this))
{
    m_verdict->setObjectName(u"gatewayVerdict"_s);
    m_verdict->setElided(true);
    m_meta->setObjectName(u"gatewayMeta"_s);
    m_notice->setObjectName(u"gatewayNotice"_s);
    auto *line = new QHBoxLayout;
    line->addWidget(m_verdict, 1);
    line->addWidget(m_meta);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::Group, theme::Related, theme::Group, theme::Tight);
    layout->setSpacing(theme::Tight);
    layout->addLayout(line);
    layout->addWidget(m_notice);
    layout->addWidget(m_table, 1);
    render();
}

void GatewayTab::startKey()
{
    m_comparison->setGateway({});
    m_answer = {};
    m_staleSinceMs = 0;
    if (m_source == Source::Answered) {
        m_source = Source::Waiting;
    }
    render();
}

void GatewayTab::setFile(const ApiKey &key, const KeyState &state, qint64 nowMs)
{
    m_comparison->setFile(key, state);
    m_nowMs = nowMs;
    render();
}

void GatewayTab::showStats(const StatsAnswer &answer, qint64 nowMs)
{
    m_source = Source::Answered;
    m_answer = answer;
    m_nowMs = nowMs;
    m_comparison->setGateway(answer.sample);
    render();
}

void GatewayTab::showFailure(const QString &message, qint64 staleSinceMs)
{
    m_source = Source::Failed;
    m_failure = message;
    m_staleSinceMs = staleSinceMs > 0 ? staleSinceMs : m_answer.receivedMs;
    render();
}

void GatewayTab::showNoGateway()
{
    m_source = Source::None;
    m_comparison->setGateway({});
    render();
}

void GatewayTab::render()
{
    m_notice->hide();
    m_meta->clear();
    m_table->setVisible(m_source != Source::None);
    switch (m_source) {
    case Source::None:
        m_verdict->clear();
        m_notice->setNotice(theme::Role::Info, Mark::Info,
            tr("No gateway is configured, so only the file is shown. Start Keydeck with "
               "--gateway URL, for example --gateway http://127.0.0.1:3000, to see what the "
               "gateway says about this key."));
        m_notice->show();
        break;
    case Source::Waiting:
        m_verdict->setText(tr("Asking the gateway…"));
        break;
    case Source::Answered:
        renderAnswer();
        break;
    case Source::Failed:
        renderFailure();
        break;
    }
}

void GatewayTab::renderAnswer()
{
    m_verdict->setText(verdict());
    m_meta->setText(tr("status %1 · %2 ms · %3")
                        .arg(m_answer.httpStatus)
                        .arg(m_answer.latencyMs)
                        .arg(formatRelative(m_answer.receivedMs, m_nowMs)));
    m_meta->setToolTip(plainToolTip(tr("Answered at %1").arg(formatExact(m_answer.receivedMs))));
    if (!m_answer.sample) {
        m_notice->setNotice(theme::Role::Warning, Mark::Triangle, explanation());
        m_notice->show();
    }
}

void GatewayTab::renderFailure()
{
    m_verdict->setText(m_comparison->hasGateway()
            ? tr("These figures are stale since %1.").arg(formatExact(m_staleSinceMs))
            : tr("The gateway has not answered for this key yet."));
    if (m_comparison->hasGateway()) {
        m_meta->setText(tr("stale · %1").arg(formatRelative(m_staleSinceMs, m_nowMs)));
        m_meta->setToolTip({});
    }
    m_notice->setNotice(theme::Role::Danger, Mark::Octagon, displayText(m_failure));
    m_notice->show();
}

QString GatewayTab::verdict() const
{
    if (!m_answer.sample) {
        return tr("The gateway refuses this key.");
    }
    const int differences = m_comparison->differences();
    if (differences == 0) {
        return tr("The file and the gateway agree.");
    }
    return (differences == 1 ? tr("1 figure differs: ")
                             : tr("%1 figures differ: ").arg(differences))
        + tr("one of the two was read earlier, or the gateway still uses a cached record.");
}

QString GatewayTab::explanation() const
{
    const QString words = m_answer.message.isEmpty()
        ? QString()
        : u" (“"_s + displayText(m_answer.message) + u"”)"_s;
    switch (m_answer.httpStatus) {
    case 401:
        return tr("The gateway does not know this key%1. It reads another file, or remembers from "
                  "before the key was made that there is none, which it forgets within 5 minutes.")
            .arg(words);
    case 403:
        return tr("The gateway refuses this key because it has expired%1. Give it a later expiry "
                  "to let it in again.")
            .arg(words);
    case 429:
        return tr("The gateway blocks this key because it is over its limit%1. It lets it in again "
                  "%2, or at once when the limit is raised.")
            .arg(words,
                m_answer.retryAfterS > 0
                    ? tr("in %1").arg(formatDuration(qint64(m_answer.retryAfterS) * 1000))
                    : tr("when the window ends"));
    default:
        return tr("The gateway answered with status %1%2.").arg(m_answer.httpStatus).arg(words);
    }
}

} // namespace keydeck
