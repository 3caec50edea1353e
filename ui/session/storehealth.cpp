#include "ui/session/storehealth.h"

#include "core/store/storeaccess.h"
#include "ui/session/onworker.h"

namespace keydeck {

StoreHealth::StoreHealth(KeyStore &store, QString keepFolder, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_keepFolder(std::move(keepFolder))
    , m_clock(clock)
{
    m_worker.setMaxThreadCount(1);
}

StoreHealth::~StoreHealth()
{
    m_worker.waitForDone();
}

void StoreHealth::look(const KeySet &keys)
{
    if (std::exchange(m_looking, true))
        return;
    runOnWorker(
        m_worker, this,
        [this, keys] { return lintContent(keys) + lintFile(m_store.path(), m_clock.nowMs()); },
        [this](const QList<StoreFinding> &findings) {
            m_looking = false;
            Q_EMIT looked(findings);
        });
}

void StoreHealth::mend(const StoreFinding &finding, const KeySet &keys)
{
    runOnWorker(
        m_worker, this, [this, finding] { return mendFile(m_store, finding, m_keepFolder); },
        [this, keys](const Result<StoreMending> &mending) {
            if (mending)
                Q_EMIT mended(*mending);
            else
                Q_EMIT failed(mending.error());
            look(keys);
        });
}

void StoreHealth::giveAccessBack(uint mode, const KeySet &keys)
{
    runOnWorker(
        m_worker, this, [this, mode] { return setStoreMode(m_store.path(), mode); },
        [this, keys](const Result<> &done) {
            if (done)
                Q_EMIT accessGivenBack();
            else
                Q_EMIT failed(done.error());
            look(keys);
        });
}

void StoreHealth::preview(const KeySet &keys, const FixScope &scope)
{
    runOnWorker(
        m_worker, this,
        [keys, scope, settings = FixSettings{m_clock.nowMs()}] {
            return std::make_shared<const FixPreview>(
                FixPreview{scope, settings, keys, FixPlanner(keys, settings).plan(scope)});
        },
        [this](const std::shared_ptr<const FixPreview> &preview) { Q_EMIT previewed(preview); });
}

void StoreHealth::tally(const KeySet &before, const FixScope &scope, const FixSettings &settings)
{
    runOnWorker(
        m_worker, this,
        [before, scope, settings] { return FixPlanner(before, settings).plan(scope); },
        [this](const FixPlan &plan) { Q_EMIT tallied(changeCount(plan), qsizetype(plan.size())); });
}

} // namespace keydeck
