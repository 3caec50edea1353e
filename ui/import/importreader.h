// Reads and plans imports for the GUI thread.
#pragma once

#include "core/import/importplan.h"

#include <QObject>
#include <QThreadPool>

#include <memory>

namespace keydeck {

/// On a worker, one job at a time: a new one stops the last, of which nothing is heard any more.
///
/// Thread: the one it lives in. The destructor stops what is under way, and waits for it.
class ImportReader final : public QObject
{
    Q_OBJECT

public:
    using Table = std::shared_ptr<const ImportTable>;
    using Plan = std::shared_ptr<const ImportPlan>;

    explicit ImportReader(QObject *parent = nullptr);
    ~ImportReader() override;

    /// tableRead() or failed() follows.
    void read(const QString &path, const ImportReading &how);
    /// planned() follows.
    void plan(const Table &table, const ImportWish &wish, const KeySet &store);
    void stop();
    [[nodiscard]] bool isBusy() const { return m_job != nullptr; }

Q_SIGNALS:
    void progressed(int percent);
    void tableRead(const keydeck::ImportReader::Table &table);
    void failed(const keydeck::Error &error);
    void planned(const keydeck::ImportReader::Plan &plan);

private:
    struct Job;

    template <typename Work, typename Done>
    void start(Work work, Done done);
    /// For the worker: tells in how far it is between two percentages.
    [[nodiscard]] ImportProgress progress(const std::shared_ptr<Job> &job, int from, int to);

    std::shared_ptr<Job> m_job; ///< nullptr: there is nothing to do
    QThreadPool m_worker;
};

} // namespace keydeck
