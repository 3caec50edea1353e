// Gives new keys to the person who made them.
#pragma once

#include "core/base/clock.h"
#include "core/store/keycodec.h"
#include "ui/widgets/offeredfile.h"

#include <QObject>
#include <QUrl>

#include <vector>

namespace keydeck {

class ClipboardGuard;

/// Opens the card over the window: what is copied there goes through the guard, and the page that
/// can be saved leaves as a signal.
///
/// Thread: the GUI's.
class KeyHandOver final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it.
    KeyHandOver(QWidget &window, ClipboardGuard &clipboard, const Clock &clock);

    /// Of one or more keys that are in the store by now. gateway: empty for none.
    void show(const std::vector<NewKey> &keys, const QUrl &gateway);

Q_SIGNALS:
    /// The page with the keys in full.
    void fileOffered(const keydeck::OfferedFile &file);

private:
    void offerPage(const std::vector<NewKey> &keys, const QUrl &gateway);

    QWidget &m_window;
    ClipboardGuard &m_clipboard;
    const Clock &m_clock;
};

} // namespace keydeck
