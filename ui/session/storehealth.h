// What is the matter with the store, and what fixes would do, for the GUI thread.
#pragma once

#include "core/rules/fixplan.h"
#include "core/store/storemending.h"

#include <QObject>
#include <QThreadPool>

#include <memory>

namespace keydeck {

/// What fixes would change, worked out on one snapshot.
struct FixPreview
{
    FixScope scope;
    FixSettings settings;
    KeySet keys;
    FixPlan plan;
};

/// Looks at the content and the file, mends the file, and works out previews, on a worker of its
/// own. Edits of the records and repairs of the content are commands, for StoreController.
///
/// Thread: the one it lives in. The destructor waits for what is under way.
class StoreHealth final : public QObject
{
    Q_OBJECT

public:
    /// The store and the clock must outlive it. What is moved away is kept in that folder; empty:
    /// nothing is.
    StoreHealth(KeyStore &store, QString keepFolder, const Clock &clock, QObject *parent = nullptr);
    ~StoreHealth() override;

    /// looked() follows; nothing while the last look is under way.
    void look(const KeySet &keys);

    /// What mendFile() mends: mended() or failed() follows, and a look.
    void mend(const StoreFinding &finding, const KeySet &keys);
    /// The undo of what took the others' access away: accessGivenBack() or failed() follows.
    void giveAccessBack(uint mode, const KeySet &keys);

    /// previewed() follows.
    void preview(const KeySet &keys, const FixScope &scope);
    /// What fixes of that store came to: tallied() follows.
    void tally(const KeySet &before, const FixScope &scope, const FixSettings &settings);

Q_SIGNALS:
    void looked(const QList<keydeck::StoreFinding> &findings);
    void mended(const keydeck::StoreMending &mending);
    void accessGivenBack();
    void failed(const keydeck::Error &error);
    void tallied(qsizetype changes, qsizetype keys);
    void previewed(const std::shared_ptr<const keydeck::FixPreview> &preview);

private:
    KeyStore &m_store;
    QString m_keepFolder;
    const Clock &m_clock;
    bool m_looking = false;
    QThreadPool m_worker;
};

} // namespace keydeck
