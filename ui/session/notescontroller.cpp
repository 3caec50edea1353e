#include "ui/session/notescontroller.h"

#include "core/store/storefile.h"
#include "ui/session/onworker.h"

namespace keydeck {

NotesController::NotesController(NotesFile file, StoreController &store, QObject *parent)
    : QObject(parent)
    , m_file(std::move(file))
{
    m_worker.setMaxThreadCount(1);
    connect(&store, &StoreController::commandDone, this, &NotesController::refresh);
    connect(&store, &StoreController::glanced, this, &NotesController::refresh);
}

NotesController::~NotesController()
{
    m_worker.waitForDone();
}

void NotesController::refresh()
{
    if (m_file.path().isEmpty() || std::exchange(m_refreshing, true))
        return;
    runOnWorker(
        m_worker, this,
        [this]() -> std::optional<Result<KeyNotes>> {
            const FileIdentity now = StoreFile(m_file.path()).identity();
            if (now == m_read)
                return std::nullopt;
            m_read = now;
            return m_file.load();
        },
        [this](const std::optional<Result<KeyNotes>> &notes) {
            m_refreshing = false;
            if (notes)
                take(*notes);
        });
}

void NotesController::take(const Result<KeyNotes> &notes)
{
    if (notes) {
        m_notes = *notes;
        m_failure.clear();
        Q_EMIT changed();
    } else if (std::exchange(m_failure, notes.error().message) != m_failure) {
        Q_EMIT failed(m_failure);
    }
}

void NotesController::prepare(Preparation work, Prepared done)
{
    using Shared = std::shared_ptr<PreparedEdit>;
    runOnWorker(
        m_worker, this,
        [this, work = std::move(work)] {
            return work(m_file).map(
                [](PreparedEdit &&edit) { return Shared(new PreparedEdit(std::move(edit))); });
        },
        [this, done = std::move(done)](const Result<Shared> &edit) {
            refresh();
            done(edit);
        });
}

void NotesController::change(NotesFile::Work work, Changed done)
{
    runOnWorker(
        m_worker, this, [this, work = std::move(work)] { return m_file.change(work); },
        [this, done = std::move(done)](const Result<ChangedNotes> &changed) {
            refresh();
            done(changed.map([](const ChangedNotes &notes) { return notes.saying; }));
        });
}

} // namespace keydeck
