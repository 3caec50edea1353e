#include "ui/window/detailscontroller.h"

#include "ui/details/detailspanel.h"
#include "ui/keys/keyspage.h"
#include "ui/session/storesession.h"

namespace keydeck {

DetailsController::DetailsController(
    DetailsPanel &panel, const KeyModel &model, KeysPage &page, QObject *parent)
    : QObject(parent)
    , m_panel(panel)
    , m_model(model)
    , m_page(page)
{
    connect(&page, &KeysPage::selectionChanged, this, &DetailsController::followSelection);
    connect(&panel, &DetailsPanel::askRequested, this, [this] {
        if (m_session && m_shown)
            m_session->gateway().askOnce(m_shown->key);
    });
    connect(&panel, &DetailsPanel::rangeChanged, this, &DetailsController::followRange);
}

void DetailsController::setSession(StoreSession *session)
{
    m_session = session;
    m_shown.reset();
    m_panel.clear();
    if (!session)
        return;
    followRange(m_panel.range());
    connect(session, &StoreSession::historyReady, this, [this](const KeyHistory &history) {
        if (m_shown)
            m_panel.showHistory(history, m_model.nowMs());
    });
    connect(session, &StoreSession::statsAnswered, this, [this](const StatsAnswer &answer) {
        if (m_shown)
            m_panel.showStats(answer, m_model.nowMs());
    });
    connect(&session->gateway(), &GatewayController::stateChanged, this,
        &DetailsController::showGateway);
    connect(&session->gateway(), &GatewayController::knowledgeChanged, this,
        &DetailsController::showKnowledge);
    connect(&session->notes(), &NotesController::changed, this, &DetailsController::showNote);
    m_panel.showChanges({});
    connect(&session->changes(), &ChangesController::changed, this,
        [this] { m_panel.showChanges(m_session->changes().list().entries); });
}

void DetailsController::followRange(HistoryRange range)
{
    if (m_session)
        m_session->lookBack(rangeMs(range));
}

void DetailsController::followSelection()
{
    const std::optional<KeyRef> current = m_page.currentKey();
    if (current == m_shown)
        return;
    m_shown = current;
    if (!m_shown)
        m_panel.clear();
    if (m_session)
        m_session->followKey(m_shown ? m_shown->key : QString());
    refresh();
    showGateway();
    const auto answer
        = m_shown && m_session ? m_session->gateway().answerOf(m_shown->key) : std::nullopt;
    if (answer)
        m_panel.showStats(*answer, m_model.nowMs());
}

void DetailsController::refresh()
{
    const int row = m_shown ? m_model.rowOf(*m_shown) : -1;
    if (row >= 0)
        m_panel.showKey(m_model.keyAt(row), m_model.findingsAt(row), m_model.nowMs());
    showNote();
    showKnowledge();
}

void DetailsController::showNote()
{
    if (m_session && m_shown)
        m_panel.showNote(m_session->notes().notes().noteOf(m_shown->key), m_model.nowMs());
}

void DetailsController::showGateway()
{
    if (!m_session || !m_shown)
        return;
    const GatewayState &state = m_session->gateway().state();
    if (!m_session->gateway().isConfigured())
        m_panel.showNoGateway();
    else if (!state.failure.isEmpty())
        m_panel.showGatewayFailure(state.failure, state.staleSinceMs);
}

void DetailsController::showKnowledge()
{
    if (!m_session || !m_shown || !m_session->gateway().isConfigured())
        return;
    const GatewayController &gateway = m_session->gateway();
    GatewayKnowledge knowledge;
    knowledge.traits = gateway.traits();
    knowledge.isDetected = gateway.isDetected();
    knowledge.pollsPerMinute = gateway.pollsPerMinute();
    knowledge.canBeSet = !m_session->settings().isDemo;
    // Of duplicate keys the gateway knows the first only.
    if (m_shown->occurrence == 0)
        knowledge.spread = gateway.spreadOf(m_shown->key);
    knowledge.quietUntilMs = gateway.quietUntilMs(m_shown->key);
    knowledge.clockSkewMs = gateway.state().clockSkewMs;
    knowledge.alarm = gateway.state().blindness;
    m_panel.showKnowledge(knowledge, m_model.nowMs());
}

} // namespace keydeck
