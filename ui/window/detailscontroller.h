// Keeps the panel of the selected key in step with the selection, the store and the gateway.
#pragma once

#include "core/store/keyset.h"
#include "ui/charts/rangeswitch.h"

#include <QObject>
#include <QPointer>

#include <optional>

namespace keydeck {

class DetailsPanel;
class KeyModel;
class KeysPage;
class StoreSession;

class DetailsController final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it.
    DetailsController(
        DetailsPanel &panel, const KeyModel &model, KeysPage &page, QObject *parent = nullptr);

    /// nullptr: no store is open.
    void setSession(StoreSession *session);
    /// The record or the time has changed.
    void refresh();

private:
    void followSelection();
    void followRange(HistoryRange range);
    void showGateway();
    void showKnowledge();
    void showNote();

    DetailsPanel &m_panel;
    const KeyModel &m_model;
    KeysPage &m_page;
    QPointer<StoreSession> m_session;
    std::optional<KeyRef> m_shown;
};

} // namespace keydeck
