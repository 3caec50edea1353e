#include "app/keydeck/demorun.h"

#include "app/demo/demoedits.h"
#include "app/demo/demonotes.h"

#include <future>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

/// The figures differ from run to run in the keys alone.
constexpr quint32 Seed = 20260118;

/// Where everything goes.
struct Folders
{
    QString data;
    QString history;
    QString records;
};

Result<DemoData> makeWithPast(const Folders &folders, qint64 nowMs)
{
    Result<DemoData> demo = makeDemo(folders.data, nowMs, Seed);
    if (!demo)
        return demo;
    // Beside each other: neither needs the other, and both wait for the disk.
    auto edits = std::async(
        std::launch::async, [&] { return makePastEdits(*demo, folders.records, nowMs); });
    const Result<> recorded = recordPast(*demo, {folders.history, demo->storePath});
    const Result<> edited = edits.get();
    if (!recorded || !edited)
        return tl::make_unexpected((recorded ? edited : recorded).error());
    const NotesFile notes(folders.records, folders.history);
    return makeNotes(*demo, notes).map([&] { return *demo; });
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
    const Folders folders{m_directory.filePath(u"data"_s), historyDirectory(), records().folder};
    m_worker.start([this, folders, now = m_clock.nowMs()] {
        QMetaObject::invokeMethod(
            this, [this, made = makeWithPast(folders, now)] { serve(made); }, Qt::QueuedConnection);
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
