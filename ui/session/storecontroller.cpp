#include "ui/session/storecontroller.h"

#include "core/store/storenotes.h"
#include "ui/session/onworker.h"

namespace keydeck {

namespace {

constexpr qint64 DeriveShare = 20;

/// Of rows that were made after the others.
std::vector<AdminEdit> adminEdits(const KeyRows &before, const KeyRows &rows)
{
    const RowsDifference &difference = rows.difference;
    // Nearly every write books usage: the rows know already which records to look at.
    if (!difference.newOf && isUsageAlone(before.keys, rows.keys, difference.changed))
        return {};
    return adminEditsBetween(before.keys, rows.keys);
}

void noteKeys(const KeyRows &rows, StoreNews *news)
{
    news->keys = firstKeys(rows);
    news->places.reserve(rows.size());
    for (qsizetype i = 0; i < rows.size(); ++i) {
        if (rows.refs[size_t(i)].occurrence == 0)
            news->places.insert(rows.refs[size_t(i)].key, i);
    }
}

} // namespace

StoreController::StoreController(
    KeyStore &store, StoreEditor &editor, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_editor(editor)
    , m_clock(clock)
    , m_doctor(store.path(), store.safeguards(), clock)
    , m_watcher(store.path())
{
    m_reader.setMaxThreadCount(1);
    m_locker.setMaxThreadCount(1);
    connect(&m_watcher, &StoreWatcher::changed, this, &StoreController::reload);
}

StoreController::~StoreController()
{
    m_locker.waitForDone();
    m_reader.waitForDone();
}

void StoreController::start()
{
    reload();
    glance();
}

void StoreController::reload()
{
    if (m_loading)
        m_loadAgain = true;
    else
        load();
}

void StoreController::setNotes(const KeyNotes &notes)
{
    const bool isNews = !m_notes.isEmpty() || !notes.isEmpty();
    m_notes = notes;
    if (isNews)
        reload();
}

void StoreController::load()
{
    m_loading = true;
    m_loadAgain = false;
    runOnWorker(
        m_reader, this,
        [this, previous = m_rows, notes = m_notes] { return read(previous.get(), notes); },
        [this](const Result<Loaded> &result) { finishLoad(result); });
}

/// On the worker.
Result<StoreController::Loaded> StoreController::read(
    const KeyRows *previous, const KeyNotes &notes)
{
    Result<KeySet> keys = m_store.load(previous ? previous->keys : KeySet());
    // Read again for another reason, as for its notes: one copy of the bytes is enough.
    if (keys && previous && keys->identity() == previous->keys.identity()
        && keys->sameContent(previous->keys))
        keys = previous->keys;
    if (!keys) {
        m_store.invalidateCache();
        return tl::make_unexpected(keys.error());
    }
    m_store.observe(*keys);
    // What can be told apart of an unusable store says little.
    const Shrinkage shrinkage = keys->isEditable() ? m_editor.saw(keys->size()) : Shrinkage();
    Loaded loaded{KeyRows::of(*keys, m_clock.nowMs(), previous, notes), shrinkage, {}};
    if (previous)
        loaded.news.edits = adminEdits(*previous, *loaded.rows);
    const bool areElsewhere = loaded.rows->difference.newOf.has_value();
    if (!previous || areElsewhere || !loaded.news.edits.empty() || !previous->keys.isEditable())
        noteKeys(*loaded.rows, &loaded.news);
    return loaded;
}

void StoreController::finishLoad(const Result<Loaded> &result)
{
    m_loading = false;
    if (result) {
        m_rows = result->rows;
        Q_EMIT shrinkageSeen(result->shrinkage);
        Q_EMIT newsSeen(m_rows, result->news);
        Q_EMIT loaded(m_rows);
        prepareSearch();
    } else {
        Q_EMIT loadFailed(result.error());
    }
    if (m_loadAgain && !m_loading)
        load();
}

/// Of many keys before somebody types, who would wait for it.
void StoreController::prepareSearch()
{
    if (m_rows->size() <= AtOnceKeys)
        return;
    m_preparing.run(
        this,
        [rows = m_rows] {
            std::ignore = rows->searchTexts();
            return true;
        },
        [](bool) {});
}

void StoreController::run(std::shared_ptr<const Command> command)
{
    runOnWorker(
        m_locker, this, [this, command] { return m_editor.run(*command); },
        [this, command](const Result<EditOutcome> &result) {
            if (!result) {
                Q_EMIT commandFailed(command, result.error());
                return;
            }
            if (result->written)
                reload();
            Q_EMIT commandDone(command, *result);
        });
}

void StoreController::lookUp(const QString &key)
{
    runOnWorker(
        m_locker, this,
        [this, key] {
            return m_store.findApiKey(key).map([](const FoundKey &found) { return bool(found); });
        },
        [this, key](const Result<bool> &found) {
            if (found)
                Q_EMIT lookedUp(key, *found);
        });
}

void StoreController::deriveStates()
{
    if (m_deriving || !m_rows || m_clock.monotonicMs() < m_deriveNotBeforeMs)
        return;
    m_deriving = true;
    struct Derived
    {
        KeyStates states;
        qint64 nowMs;
        qint64 tookMs;
    };
    runOnWorker(
        m_reader, this,
        [this, rows = m_rows] {
            const qint64 begin = m_clock.monotonicMs();
            const qint64 now = m_clock.nowMs();
            KeyStates states = keyStates(rows, now);
            return Derived{std::move(states), now, m_clock.monotonicMs() - begin};
        },
        [this, rows = m_rows](const Derived &derived) {
            m_deriving = false;
            m_deriveNotBeforeMs = m_clock.monotonicMs() + DeriveShare * derived.tookMs;
            Q_EMIT statesDerived(rows.get(), derived.states, derived.nowMs);
        });
}

void StoreController::glance()
{
    runOnWorker(
        m_reader, this,
        [this] {
            return StoreGlance{
                m_doctor.look(), m_store.cacheStatistics(), rootNote(m_store.path())};
        },
        [this](const StoreGlance &glance) { Q_EMIT glanced(glance); });
}

void StoreController::clearLock(const LockReport &confirmed)
{
    runOnWorker(
        m_locker, this, [this, confirmed] { return m_doctor.clear(confirmed); },
        [this](const Result<> &cleared) {
            glance();
            if (cleared)
                Q_EMIT lockCleared();
            else
                Q_EMIT lockNotCleared(cleared.error());
        });
}

} // namespace keydeck
