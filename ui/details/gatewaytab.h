// What the gateway says about the selected key.
#pragma once

#include "core/gateway/drift.h"
#include "core/rules/keystatus.h"
#include "ui/details/gatewayknowledge.h"

#include <QWidget>

class QPushButton;
class QTableView;

namespace keydeck {

class GatewayComparison;
class Notice;
class TextLabel;

/// The gateway's /stats beside the file's figures, why they differ where they do, and what is known
/// of the gateway. While it cannot be reached, its last figures stay and are marked as stale.
class GatewayTab final : public QWidget
{
    Q_OBJECT

public:
    explicit GatewayTab(QWidget *parent = nullptr);

    /// Another key: what was said about the one before is gone.
    void startKey();
    void setFile(const ApiKey &key, const KeyState &state, qint64 nowMs);
    void showStats(const StatsAnswer &answer, qint64 nowMs);
    void showKnowledge(const GatewayKnowledge &knowledge);
    /// staleSinceMs: when the figures were last right; 0 when there never were any.
    void showFailure(const QString &message, qint64 staleSinceMs);
    void showNoGateway();

Q_SIGNALS:
    /// The person wants to change how the gateway is watched.
    void settingsRequested();
    /// The person wants the gateway asked for the key now.
    void askRequested();

private:
    enum class Source
    {
        None, ///< no gateway is configured
        Waiting,
        Answered,
        Failed,
    };
    void layOut();
    void render();
    void renderWaiting();
    void renderAnswer();
    void renderNotice();
    void renderFailure();
    void renderKnowledge();
    [[nodiscard]] DriftSides sides() const;

    GatewayComparison *m_comparison;
    TextLabel *m_verdict;
    TextLabel *m_meta;
    Notice *m_notice;
    QTableView *m_table;
    TextLabel *m_build;
    QPushButton *m_ask;
    QPushButton *m_settings;
    ApiKey m_key;
    GatewayKnowledge m_knowledge;
    QList<Drift> m_drifts;
    qint64 m_changedMs = 0; ///< when the record was last seen to change
    Source m_source = Source::Waiting;
    StatsAnswer m_answer;
    QString m_failure;
    qint64 m_staleSinceMs = 0;
    qint64 m_nowMs = 0;
};

} // namespace keydeck
