// What can be done at the moment, and why the rest cannot.
#pragma once

#include "ui/session/storesession.h"

#include <QPointer>

namespace keydeck {

class Actions;
class ChangeOperations;
class ImportOperations;
class KeyVerbs;
class StoreBanner;
class WhatIfOperations;
class WorkArea;

/// Enables the window's actions, or has them say why they cannot be used; locks the widgets that
/// edit along with them. Follows the session, the selection and the journal by itself.
///
/// Thread: the GUI's. One session at a time.
class ActionStates final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it.
    struct Surroundings
    {
        Actions &actions;
        WorkArea &workArea;
        const StoreBanner &banner;
        ChangeOperations &changes;
        WhatIfOperations &whatIf;
        const KeyVerbs &verbs;
        ImportOperations &imports;
    };

    explicit ActionStates(const Surroundings &surroundings, QObject *parent = nullptr);

    /// nullptr: none is open. The others of the surroundings have to know of it already: what it
    /// decides by is theirs.
    void setSession(StoreSession *session);

private:
    void update();
    void updateVerbs(const QString &block, const std::vector<KeyRef> &selected);
    void updateUndo(const QString &block);
    [[nodiscard]] QString editBlock() const;

    Surroundings m_in;
    QPointer<StoreSession> m_session;
    bool m_isRead = false; ///< the session's store was, at least once
};

} // namespace keydeck
