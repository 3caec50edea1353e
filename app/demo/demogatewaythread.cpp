#include "app/demo/demogatewaythread.h"

using namespace Qt::StringLiterals;

namespace keydeck {

DemoGatewayThread::DemoGatewayThread(
    KeyStore &store, const Clock &clock, const DemoGateway::Settings &settings)
    : m_gateway(new DemoGateway(store, clock, settings))
{
    m_gateway->moveToThread(&m_thread);
    // Its sockets belong to its thread, and end there.
    QObject::connect(&m_thread, &QThread::finished, m_gateway, &QObject::deleteLater);
    m_thread.setObjectName(u"demo gateway"_s);
    m_thread.start();
}

DemoGatewayThread::~DemoGatewayThread()
{
    m_thread.quit();
    m_thread.wait();
}

Result<QUrl> DemoGatewayThread::start()
{
    Result<quint16> port;
    QMetaObject::invokeMethod(
        m_gateway, [&] { port = m_gateway->start(); }, Qt::BlockingQueuedConnection);
    return port.map([](quint16 number) { return QUrl(u"http://127.0.0.1:%1"_s.arg(number)); });
}

} // namespace keydeck
