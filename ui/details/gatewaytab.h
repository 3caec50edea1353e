// What the gateway says about the selected key.
#pragma once

#include "core/gateway/statsclient.h"
#include "core/rules/keystatus.h"

#include <QWidget>

class QTableView;

namespace keydeck {

class GatewayComparison;
class Notice;
class TextLabel;

/// The gateway's /stats beside the file's figures, with the answer's age and latency. While the
/// gateway cannot be reached, its last figures stay and are marked as stale.
class GatewayTab final : public QWidget
{
    Q_OBJECT

public:
    explicit GatewayTab(QWidget *parent = nullptr);

    /// Another key: what was said about the one before is gone.
    void startKey();
    void setFile(const ApiKey &key, const KeyState &state, qint64 nowMs);
    void showStats(const StatsAnswer &answer, qint64 nowMs);
    /// staleSinceMs: when the figures were last right; 0 when there never were any.
    void showFailure(const QString &message, qint64 staleSinceMs);
    void showNoGateway();

private:
    enum class Source
    {
        None, ///< no gateway is configured
        Waiting,
        Answered,
        Failed,
    };
    void render();
    void renderAnswer();
    void renderFailure();
    [[nodiscard]] QString verdict() const;
    [[nodiscard]] QString explanation() const;

    GatewayComparison *m_comparison;
    TextLabel *m_verdict;
    TextLabel *m_meta;
    Notice *m_notice;
    QTableView *m_table;
    Source m_source = Source::Waiting;
    StatsAnswer m_answer;
    QString m_failure;
    qint64 m_staleSinceMs = 0;
    qint64 m_nowMs = 0;
};

} // namespace keydeck
