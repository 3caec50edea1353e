// The pictures of a window that cannot do all it usually does: nothing there, nothing yet, no way.
#include "app/keydeck/snapshots.h"

#include "app/keydeck/snapshotpicture.h"
#include "core/command/createkeys.h"
#include "core/command/editkeys.h"
#include "core/rules/jsdate.h"
#include "core/rules/validator.h"
#include "core/store/keycodec.h"
#include "core/store/keystore.h"
#include "ui/keys/keyformdialog.h"
#include "ui/keys/keyspage.h"
#include "ui/widgets/messagebar.h"
#include "ui/window/workarea.h"

#include <QAction>
#include <QCoreApplication>
#include <QLineEdit>
#include <QPushButton>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 SomeLimit = 100'000;

/// A store with one key, on a path that has none. Blocks on the disk, as do edits of it below.
Result<> makeStoreWithAKey(const QString &path, qint64 nowMs)
{
    return StoreFile(path).create(emptyStore()).and_then([&] {
        const NewKey key{generateKey(), u"Data platform"_s, {}, SomeLimit,
            toIsoString(nowMs + 90 * 24 * 60 * 60 * 1000LL), toIsoString(nowMs)};
        return KeyStore(path, {}, SystemClock::instance())
            .apply(CreateKeys({key}))
            .map([](const auto &) {});
    });
}

/// What somebody else makes of its limit.
Result<> changeLimit(const QString &path, const KeyRef &ref)
{
    const EditKeys edit({{ref, {{KeyField::TokenLimitPer5h, "50000", {}}}}});
    return KeyStore(path, {}, SystemClock::instance()).apply(edit).map([](const auto &) {});
}

/// As a person types.
void typeLimit(QDialog &dialog, const QString &text)
{
    for (QLineEdit *line : dialog.findChildren<QLineEdit *>()) {
        if (line->accessibleName() == QCoreApplication::translate("KeyForm", "Token limit"))
            line->setText(text);
    }
}

} // namespace

void Snapshots::planOddities()
{
    const auto opened = [this] { return m_opened; };
    if (m_options.demo || !m_options.storePath.isEmpty())
        addStep(
            u"read-only"_s,
            [this] {
                SessionSettings settings = window().session()->settings();
                settings.readOnly = true;
                open(settings);
            },
            opened);
    addStep(
        u"empty"_s,
        [this] {
            const QString path = m_scratch.filePath(u"apikeys.json"_s);
            if (const Result<> made = StoreFile(path).create(emptyStore()); !made)
                end(made.error().message);
            else
                open(scratchSession(path));
        },
        opened);
    addStep(u"loading"_s, [this] { window().workArea().keysPage().setLoaded(false); });
    planQuarrels();
    addStep(
        u"locked"_s,
        [this] {
            const QString path = m_scratch.filePath(u"apikeys.json"_s);
            QDir().mkdir(FileLock::lockPath(path)); // as a gateway that was killed would leave it
            open(scratchSession(path));
            window().workArea().showPage(Actions::HealthPageNumber);
        },
        [this] { return window().storeMessages().isVisible(); });
    addStep(
        u"error"_s, [this] { open(scratchSession(m_scratch.filePath(u"no-such-store.json"_s))); },
        [this] { return window().storeMessages().isVisible(); });
}

/// Of one key: somebody else is quicker, or at it for too long.
void Snapshots::planQuarrels()
{
    const QString path = m_scratch.filePath(u"shared.json"_s);
    const auto edit = [this](const QString &limit) {
        window().actions().edit->trigger();
        typeLimit(*openDialog(window()), limit);
    };
    const auto hasSaid = [this] {
        auto *dialog = qobject_cast<KeyFormDialog *>(openDialog(window()));
        return dialog && dialog->messageBar().isVisible();
    };
    addStep(
        u"one-key"_s,
        [this, path] {
            if (const Result<> made = makeStoreWithAKey(path, SystemClock::instance().nowMs());
                !made)
                end(made.error().message);
            else
                open(scratchSession(path));
        },
        [this] { return m_opened && window().workArea().keysPage().currentKey(); });
    addStep(
        u"conflict"_s,
        [this, path, edit] {
            edit(u"250000"_s);
            if (const Result<> done
                = changeLimit(path, *window().workArea().keysPage().currentKey());
                !done)
                end(done.error().message);
        },
        hasSaid);
    addStep(
        u"busy"_s,
        [this, path, edit] {
            edit(u"300000"_s);
            QDir().mkdir(FileLock::lockPath(path)); // as a gateway that does not come to an end
            for (auto *button : openDialog(window())->findChildren<QPushButton *>()) {
                if (button->isDefault())
                    button->click();
            }
        },
        hasSaid);
}

void Snapshots::open(const SessionSettings &settings)
{
    m_opened = false;
    window().openSession(settings);
    window().workArea().showPage(Actions::KeysPageNumber);
}

SessionSettings Snapshots::scratchSession(const QString &path) const
{
    SessionSettings settings;
    settings.storePath = path;
    settings.isDemo = true; // not one to remember
    return settings;
}

} // namespace keydeck
