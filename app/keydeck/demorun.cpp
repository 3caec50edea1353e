#include "app/keydeck/demorun.h"

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

/// The figures differ from run to run in the keys alone.
constexpr quint32 Seed = 20260118;

Result<DemoData> makeWithPast(
    const QString &directory, const QString &historyDirectory, qint64 nowMs)
{
    Result<DemoData> demo = makeDemo(directory, nowMs, Seed);
    if (!demo)
        return demo;
    if (const Result<> past = recordPast(*demo, {historyDirectory, demo->storePath}); !past)
        return tl::make_unexpected(past.error());
    return demo;
}

} // namespace

DemoRun::DemoRun(const Clock &clock, const LockSafeguards &safeguards, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_safeguards(safeguards)
{ }

DemoRun::~DemoRun()
{
    m_worker.waitForDone();
}

QString DemoRun::historyDirectory() const
{
    return m_directory.filePath(u"history"_s);
}

EditSurroundings DemoRun::records() const
{
    return {m_directory.filePath(u"records"_s), u"you@demo"_s};
}

void DemoRun::start()
{
    if (!m_directory.isValid()) {
        Q_EMIT failed(tr("The demo needs a temporary folder, and none could be made: %1")
                          .arg(m_directory.errorString()));
        return;
    }
    m_worker.start([this, directory = m_directory.filePath(u"data"_s), history = historyDirectory(),
                       now = m_clock.nowMs()] {
        QMetaObject::invokeMethod(
            this, [this, made = makeWithPast(directory, history, now)] { serve(made); },
            Qt::QueuedConnection);
    });
}

void DemoRun::serve(const Result<DemoData> &made)
{
    if (!made) {
        Q_EMIT failed(made.error().message);
        return;
    }
    m_data = *made;
    m_store = std::make_unique<KeyStore>(
        m_data.storePath, CacheSettings{}, m_clock, LockPatience::gateway(), m_safeguards);
    m_gateway = std::make_unique<DemoGatewayThread>(*m_store, m_clock, DemoGateway::Settings{});
    const Result<QUrl> url = m_gateway->start();
    if (!url) {
        Q_EMIT failed(url.error().message);
        return;
    }
    m_url = *url;
    m_traffic = std::make_unique<DemoTraffic>(*url, m_data.traffic);
    m_traffic->start();
    Q_EMIT started(*url);
}

} // namespace keydeck
