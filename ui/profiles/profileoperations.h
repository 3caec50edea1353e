// What is done with profiles, from the question to what came of it.
#pragma once

#include "ui/profiles/profiledialog.h"
#include "ui/profiles/profilekeeper.h"

#include <QPointer>

namespace keydeck {

class Actions;
class MessageBar;
class ProfilesDialog;

/// Shows the dialogs, has the keeper keep what is decided there, and says how it went.
///
/// Thread: the GUI's.
class ProfileOperations final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it.
    struct Surroundings
    {
        QWidget &window;
        Actions &actions;
        ProfileKeeper *keeper; ///< nullptr: there are no profiles
        Dialogs &dialogs;
        MessageBar &messages;
        const Clock &clock;
    };

    explicit ProfileOperations(const Surroundings &surroundings, QObject *parent = nullptr);

    /// What is open: its profile is opened again when it is saved. A demo has none, and keeps none.
    void setSession(const SessionSettings &session);
    /// By name; empty where there are none, or they cannot be read.
    [[nodiscard]] QList<Profile> profiles() const;

    void create();
    void edit(const Profile &profile);
    /// The profile of what is open, or a new one for it, with its gateway first.
    void connectGateway();
    void manage();
    void open(const Profile &profile);

Q_SIGNALS:
    void changed();
    void sessionRequested(const keydeck::SessionSettings &settings);

private:
    /// Says so where the profiles cannot be read.
    void tellTrouble();
    void showDialog(ProfileDialog::Purpose purpose, const Profile &profile);
    void save(const Profile &profile);
    void noteSaved(const Profile &profile, const Result<> &saved);
    void remove(const Profile &profile);
    void noteRemoved(const Profile &profile, const Result<> &removed);
    void putBack(const Profile &profile);
    void noteChanged();
    void tellFailure(const Error &error);
    [[nodiscard]] QWidget *front() const;
    [[nodiscard]] MessageBar &bar() const;
    [[nodiscard]] bool mayHaveProfile() const;
    [[nodiscard]] Profile profileOfSession() const;

    Surroundings m_in;
    SessionSettings m_session; ///< an empty store path: none is open
    QPointer<ProfileDialog> m_dialog;
    QPointer<ProfilesDialog> m_list;
};

} // namespace keydeck
