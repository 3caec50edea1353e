// The store, for the GUI thread: everything slow happens on workers, and values come back.
#pragma once

#include "core/changes/storeeditor.h"
#include "core/gateway/adminedits.h"
#include "core/store/lockdoctor.h"
#include "core/store/storewatcher.h"
#include "ui/keys/keyrows.h"
#include "ui/session/latestwork.h"

#include <QHash>
#include <QObject>
#include <QThreadPool>

#include <memory>

namespace keydeck {

/// What goes on around the store.
struct StoreGlance
{
    LockReport lock;
    CacheStatistics cache;
    QString rootNote; ///< see core/store/storenotes.h
};

/// What a load brought besides usage.
struct StoreNews
{
    std::vector<AdminEdit> edits; ///< since the load before
    /// Every key once, where they are not those of before, or stand elsewhere.
    std::optional<QStringList> keys;
    QHash<QString, qsizetype> places = {}; ///< with them: the record that the gateway uses, by key
};

/// Loads on start(), whenever the file changes, and after each of our own edits, so that the GUI
/// learns of its own edit as it learns of anybody's. One load is under way at a time; whatever asks
/// for another one meanwhile gets one that begins after it.
///
/// Reading and what needs the lock run on two workers of one thread each: a lock that is held for
/// seconds must not stop the table.
///
/// Thread: the one it lives in. The destructor waits for what is under way.
class StoreController final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive the controller. The editor is one of that store.
    StoreController(
        KeyStore &store, StoreEditor &editor, const Clock &clock, QObject *parent = nullptr);
    ~StoreController() override;

    void start();
    void reload();
    /// What is kept about the keys beside the store: the rows get their tags from it.
    void setNotes(const KeyNotes &notes);

    /// Runs the command on the store as it then stands, with a copy before and a note after it.
    void run(std::shared_ptr<const Command> command);

    /// The gateway's own look-up, through the cache: lookedUp() follows, unless the lock could not
    /// be had, when nothing does.
    void lookUp(const QString &key);

    /// Derives the states of the present keys anew, since time went on. Skipped while the last
    /// derivation is under way, and so often that it takes a twentieth of a worker's time at most.
    void deriveStates();

    /// Looks at the lock and the cache: glanced() follows. The more often, the surer it is how long
    /// a lock has not changed.
    void glance();

    /// Removes a lock that was left behind, after the person has confirmed it (LockDoctor::clear):
    /// lockCleared() or lockNotCleared() follows, and a glance.
    void clearLock(const LockReport &confirmed);

Q_SIGNALS:
    void loaded(const std::shared_ptr<const keydeck::KeyRows> &rows);
    /// Before each loaded(), of the same rows.
    void newsSeen(
        const std::shared_ptr<const keydeck::KeyRows> &rows, const keydeck::StoreNews &news);
    /// With every load: suspicious where the store looks wiped.
    void shrinkageSeen(const keydeck::Shrinkage &shrinkage);
    void loadFailed(const keydeck::Error &error);
    void commandDone(
        const std::shared_ptr<const keydeck::Command> &command, const keydeck::EditOutcome &edit);
    void commandFailed(
        const std::shared_ptr<const keydeck::Command> &command, const keydeck::Error &error);
    void lookedUp(const QString &key, bool found);
    void statesDerived(const keydeck::KeyRows *of, const keydeck::KeyStates &states, qint64 nowMs);
    void glanced(const keydeck::StoreGlance &glance);
    void lockCleared();
    void lockNotCleared(const keydeck::Error &error);

private:
    void load();
    /// A load, and what can be told from the one before.
    struct Loaded
    {
        std::shared_ptr<const KeyRows> rows;
        Shrinkage shrinkage;
        StoreNews news;
    };
    [[nodiscard]] Result<Loaded> read(const KeyRows *previous, const KeyNotes &notes);
    void finishLoad(const Result<Loaded> &result);
    void prepareSearch();

    KeyStore &m_store;
    StoreEditor &m_editor;
    const Clock &m_clock;
    LockDoctor m_doctor; ///< its look() belongs to m_reader
    StoreWatcher m_watcher;
    std::shared_ptr<const KeyRows> m_rows;
    KeyNotes m_notes;
    bool m_loading = false;
    bool m_loadAgain = false;
    bool m_deriving = false;
    qint64 m_deriveNotBeforeMs = 0; ///< monotonic
    QThreadPool m_reader;
    QThreadPool m_locker;
    LatestWork m_preparing{LatestWork::Kind::Background}; ///< what a search will look through
};

} // namespace keydeck
