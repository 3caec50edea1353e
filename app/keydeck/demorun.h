// The demo: made-up keys with a past, a gateway that serves them, and people who use it.
#pragma once

#include "app/demo/demogatewaythread.h"
#include "app/demo/demostore.h"
#include "core/changes/storeeditor.h"

#include <QTemporaryDir>
#include <QThreadPool>

#include <memory>

namespace keydeck {

/// Everything is in a temporary folder that goes with it.
///
/// Thread: the GUI's; what blocks happens on a worker.
class DemoRun final : public QObject
{
    Q_OBJECT

public:
    /// safeguards: for the locks that its gateway takes.
    DemoRun(const Clock &clock, const LockSafeguards &safeguards, QObject *parent = nullptr);
    ~DemoRun() override;

    /// started() or failed() follows.
    void start();

    /// Empty until it has started.
    [[nodiscard]] QUrl gateway() const { return m_url; }
    [[nodiscard]] QString storePath() const { return m_data.storePath; }
    [[nodiscard]] QString historyDirectory() const;
    [[nodiscard]] EditSurroundings records() const;

Q_SIGNALS:
    void started(const QUrl &gateway);
    void failed(const QString &message);

private:
    void serve(const Result<DemoData> &made);

    const Clock &m_clock;
    LockSafeguards m_safeguards;
    QTemporaryDir m_directory;
    DemoData m_data;
    QUrl m_url;
    std::unique_ptr<KeyStore> m_store;
    std::unique_ptr<DemoGatewayThread> m_gateway;
    std::unique_ptr<DemoTraffic> m_traffic;
    QThreadPool m_worker;
};

} // namespace keydeck
