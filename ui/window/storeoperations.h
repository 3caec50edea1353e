// All that is done to an open store in the window.
#pragma once

#include "core/base/clock.h"

#include <QObject>

class QMainWindow;

namespace keydeck {

class Actions;
class AlertOperations;
class ChangeOperations;
class ClipboardGuard;
class Dialogs;
class FileOperations;
class FixOperations;
class ImportOperations;
class KeyHandOver;
class KeyOperations;
class KeyVerbs;
class LockOperations;
class MessageBar;
class Notifier;
class ReportOperations;
class StoreSession;
class WhatIfOperations;
class WorkArea;
struct SessionSettings;

/// Makes what runs the dialogs and commands, and connects it with the actions, with the undo and
/// with each other. Thread: the GUI's.
class StoreOperations final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it.
    struct Surroundings
    {
        QMainWindow &window;
        Actions &actions;
        WorkArea &workArea;
        MessageBar &messages;
        MessageBar &alertMessages;
        ClipboardGuard &clipboard;
        Dialogs &dialogs;
        Notifier &notifier;
        const Clock &clock;
    };

    explicit StoreOperations(const Surroundings &surroundings);

    /// The one that is about to be opened: no file of its own is ever written over.
    void prepare(const SessionSettings &settings);
    void setSession(StoreSession *session);
    /// Its dialogs are about the keys of a model that is about to be emptied.
    void leaveSession();

    [[nodiscard]] KeyVerbs &verbs() { return *m_verbs; }
    [[nodiscard]] ReportOperations &reports() { return *m_reports; }
    [[nodiscard]] ChangeOperations &changes() { return *m_changes; }
    [[nodiscard]] AlertOperations &alerts() { return *m_alerts; }
    [[nodiscard]] WhatIfOperations &whatIf() { return *m_whatIf; }
    [[nodiscard]] ImportOperations &imports() { return *m_imports; }
    [[nodiscard]] FileOperations &files() { return *m_files; }

private:
    void connectUndo();
    void connectFiles();
    void connectAlerts();

    Surroundings m_in;
    KeyHandOver *m_handOver;
    KeyOperations *m_keys;
    KeyVerbs *m_verbs;
    ReportOperations *m_reports;
    ChangeOperations *m_changes;
    LockOperations *m_locks;
    FixOperations *m_fixes;
    AlertOperations *m_alerts;
    WhatIfOperations *m_whatIf;
    ImportOperations *m_imports;
    FileOperations *m_files;
};

} // namespace keydeck
