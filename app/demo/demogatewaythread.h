// The demo gateway beside a window.
#pragma once

#include "app/demo/demogateway.h"

#include <QThread>

namespace keydeck {

/// Runs a DemoGateway on a thread of its own, so that a request that waits for the store's lock
/// holds up nobody. Made, started and destroyed on one thread; its destructor ends what is running.
class DemoGatewayThread final
{
public:
    /// The store and the clock outlive it, and are used from its thread.
    DemoGatewayThread(KeyStore &store, const Clock &clock, const DemoGateway::Settings &settings);
    ~DemoGatewayThread();
    Q_DISABLE_COPY_MOVE(DemoGatewayThread)

    /// "http://127.0.0.1:PORT" once it listens. Call it once.
    [[nodiscard]] Result<QUrl> start();

private:
    DemoGateway *m_gateway; ///< deleted by its thread as that ends
    QThread m_thread;
};

} // namespace keydeck
