// What is kept beside the store about its keys, for the GUI thread.
#pragma once

#include "core/notes/notesfile.h"
#include "core/notes/suspending.h"
#include "core/store/fileidentity.h"
#include "ui/session/changescontroller.h"

#include <QObject>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <optional>

namespace keydeck {

/// Reads the notes on start(), after each change of ours, and when another Keydeck wrote them; on a
/// worker of its own.
///
/// Thread: the one it lives in. The destructor waits for what is under way.
class NotesController final : public QObject
{
    Q_OBJECT

public:
    using Preparation = std::function<Result<PreparedEdit>(const NotesFile &file)>;
    using Prepared = std::function<void(const Result<std::shared_ptr<PreparedEdit>> &edit)>;
    using Changed = std::function<void(const Result<QString> &saying)>;

    /// The store controller must outlive it.
    NotesController(NotesFile file, StoreController &store, QObject *parent = nullptr);
    ~NotesController() override;

    void start() { refresh(); }

    /// None until changed().
    [[nodiscard]] const KeyNotes &notes() const { return m_notes; }

    /// Prepares an edit that has to do with notes, and hands it on.
    void prepare(Preparation work, Prepared done);
    /// Changes the notes; what the person should hear besides comes back.
    void change(NotesFile::Work work, Changed done);

Q_SIGNALS:
    void changed();
    /// They cannot be read; a sentence, once for each reason.
    void failed(const QString &message);

private:
    void refresh();
    void take(const Result<KeyNotes> &notes);

    NotesFile m_file;
    KeyNotes m_notes;
    std::optional<FileIdentity> m_read; ///< as it was read; belongs to m_worker
    QString m_failure; ///< as it was said last
    bool m_refreshing = false;
    QThreadPool m_worker;
};

} // namespace keydeck
