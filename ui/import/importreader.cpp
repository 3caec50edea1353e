#include "ui/import/importreader.h"

#include "core/import/importfile.h"
#include "ui/session/onworker.h"

#include <QFileInfo>

#include <atomic>

namespace keydeck {

namespace {

constexpr int FileShare = 20; ///< percent of the reading that goes to the disk

} // namespace

struct ImportReader::Job
{
    std::atomic<bool> isStopped = false;
    std::atomic<int> percent = 0;
};

ImportReader::ImportReader(QObject *parent) : QObject(parent)
{
    m_worker.setMaxThreadCount(1);
}

ImportReader::~ImportReader()
{
    stop();
    m_worker.waitForDone();
}

void ImportReader::stop()
{
    if (m_job)
        m_job->isStopped = true;
    m_job.reset();
}

template <typename Work, typename Done>
void ImportReader::start(Work work, Done done)
{
    stop();
    m_job = std::make_shared<Job>();
    runOnWorker(
        m_worker, this, [job = m_job, work = std::move(work)] { return work(job); },
        [this, job = m_job, done = std::move(done)](const auto &value) {
            if (job != m_job)
                return;
            m_job.reset();
            done(value);
        });
}

ImportProgress ImportReader::progress(const std::shared_ptr<Job> &job, int from, int to)
{
    return [this, job, from, to](qint64 done, qint64 total) {
        const int percent = from + int((to - from) * done / std::max<qint64>(1, total));
        if (job->percent.exchange(percent) != percent) {
            QMetaObject::invokeMethod(
                this,
                [this, job, percent] {
                    if (job == m_job)
                        Q_EMIT progressed(percent);
                },
                Qt::QueuedConnection);
        }
        return !job->isStopped;
    };
}

void ImportReader::read(const QString &path, const ImportReading &how)
{
    start(
        [this, path, how](const std::shared_ptr<Job> &job) {
            return readImportFile(path, progress(job, 0, FileShare))
                .and_then([&](const QByteArray &bytes) {
                    return readImportTable(
                        bytes, QFileInfo(path).fileName(), how, progress(job, FileShare, 100));
                })
                .map([](ImportTable &&table) {
                    return Table(std::make_shared<ImportTable>(std::move(table)));
                });
        },
        [this](const Result<Table> &table) {
            if (table)
                Q_EMIT tableRead(*table);
            else
                Q_EMIT failed(table.error());
        });
}

void ImportReader::plan(const Table &table, const ImportWish &wish, const KeySet &store)
{
    start(
        [this, table, wish, store](const std::shared_ptr<Job> &job) {
            auto plan = planImport(*table, wish, store, progress(job, 0, 100));
            return plan ? Plan(std::make_shared<ImportPlan>(*std::move(plan))) : Plan();
        },
        [this](const Plan &plan) {
            if (plan)
                Q_EMIT planned(plan);
        });
}

} // namespace keydeck
