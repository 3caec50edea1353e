#include "ui/profiles/profileoperations.h"

#include "core/base/format.h"
#include "ui/profiles/profilesdialog.h"
#include "ui/widgets/messagebar.h"
#include "ui/window/actions.h"

#include <QAction>
#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace keydeck {

namespace {

constexpr int UndoOfferMs = 30'000;

/// "gateway" of "/srv/gateway/data/apikeys.json": what tells it from others.
QString suggestedName(const QString &storePath)
{
    QDir folder = QFileInfo(storePath).absoluteDir();
    if (folder.dirName() == QStringLiteral("data"))
        folder.cdUp();
    const QString name = folder.dirName();
    return name.isEmpty() ? QFileInfo(storePath).completeBaseName() : name;
}

QString freeName(const QString &wanted, const QList<Profile> &taken)
{
    Profile profile;
    profile.name = wanted;
    for (int n = 2; !checkProfileName(profile, taken) && n < 100; ++n)
        profile.name = QStringLiteral("%1 %2").arg(wanted).arg(n);
    return profile.name;
}

} // namespace

ProfileOperations::ProfileOperations(const Surroundings &surroundings, QObject *parent)
    : QObject(parent)
    , m_in(surroundings)
{
    const Actions &actions = m_in.actions;
    for (QAction *action : {actions.profiles, actions.newProfile})
        Actions::setReason(action, m_in.keeper ? QString() : tr("No profiles are kept here."));
    connect(actions.profiles, &QAction::triggered, this, &ProfileOperations::manage);
    connect(actions.newProfile, &QAction::triggered, this, &ProfileOperations::create);
    connect(actions.connectGateway, &QAction::triggered, this, &ProfileOperations::connectGateway);
    tellTrouble();
}

void ProfileOperations::setSession(const SessionSettings &session)
{
    m_session = session;
}

QList<Profile> ProfileOperations::profiles() const
{
    return m_in.keeper ? m_in.keeper->profiles().value_or(QList<Profile>()) : QList<Profile>();
}

void ProfileOperations::tellTrouble()
{
    if (!m_in.keeper)
        return;
    if (const auto read = m_in.keeper->profiles(); !read)
        bar().showMessage({theme::Role::Warning, read.error().message, {}, 0, true});
}

bool ProfileOperations::mayHaveProfile() const
{
    return !m_session.storePath.isEmpty() && !m_session.isDemo;
}

QWidget *ProfileOperations::front() const
{
    return m_list ? static_cast<QWidget *>(m_list) : &m_in.window;
}

MessageBar &ProfileOperations::bar() const
{
    return m_list ? m_list->messages() : m_in.messages;
}

/// The one that it was opened with; else what its store would have been opened with today.
Profile ProfileOperations::profileOfSession() const
{
    for (const Profile &profile : profiles()) {
        if (profile.id == m_session.profile.id)
            return profile;
    }
    Profile profile
        = newProfile(freeName(suggestedName(m_session.storePath), profiles()), m_session.storePath);
    profile.gateway = m_session.gateway.baseUrl;
    profile.readOnly = m_session.readOnly;
    if (m_session.gateway.allowPlainHttp)
        profile.plainHttpOrigin = originOf(profile.gateway);
    return profile;
}

void ProfileOperations::create()
{
    const bool lacksOne = mayHaveProfile() && m_session.profile.id.isEmpty();
    showDialog(ProfileDialog::Purpose::New, lacksOne ? profileOfSession() : newProfile({}, {}));
}

void ProfileOperations::edit(const Profile &profile)
{
    showDialog(ProfileDialog::Purpose::Edit, profile);
}

void ProfileOperations::connectGateway()
{
    if (mayHaveProfile())
        showDialog(ProfileDialog::Purpose::Connect, profileOfSession());
}

void ProfileOperations::showDialog(ProfileDialog::Purpose purpose, const Profile &profile)
{
    if (!m_in.keeper || m_dialog)
        return;
    m_dialog = new ProfileDialog(purpose, profile, {m_in.dialogs, m_in.clock, profiles()}, front());
    connect(m_dialog, &ProfileDialog::submitted, this, &ProfileOperations::save);
    m_dialog->open();
}

void ProfileOperations::save(const Profile &profile)
{
    m_dialog->showBusy();
    m_in.keeper->save(
        profile, [this, profile](const Result<> &saved) { noteSaved(profile, saved); });
}

/// The dialog may have been closed meanwhile.
void ProfileOperations::noteSaved(const Profile &profile, const Result<> &saved)
{
    if (!saved) {
        if (m_dialog)
            m_dialog->showFailure(saved.error().message);
        else
            tellFailure(saved.error());
        return;
    }
    if (m_dialog)
        m_dialog->accept();
    noteChanged();
    const bool isOfSession = m_session.profile.id.isEmpty()
        ? isSameStore(profile.storePath, m_session.storePath) && !m_session.isDemo
        : profile.id == m_session.profile.id;
    if (isOfSession)
        Q_EMIT sessionRequested(m_in.keeper->sessionFor(profile));
}

void ProfileOperations::manage()
{
    if (!m_in.keeper || m_list)
        return;
    m_list = new ProfilesDialog(&m_in.window);
    connect(m_list, &ProfilesDialog::newRequested, this, &ProfileOperations::create);
    connect(m_list, &ProfilesDialog::editRequested, this, &ProfileOperations::edit);
    connect(m_list, &ProfilesDialog::removeRequested, this, &ProfileOperations::remove);
    connect(m_list, &ProfilesDialog::openRequested, this, [this](const Profile &profile) {
        m_list->accept();
        open(profile);
    });
    m_list->open();
    m_list->showProfiles(profiles());
    tellTrouble();
}

void ProfileOperations::open(const Profile &profile)
{
    if (m_in.keeper)
        Q_EMIT sessionRequested(m_in.keeper->sessionFor(profile));
}

void ProfileOperations::remove(const Profile &profile)
{
    m_in.keeper->remove(
        profile.id, [this, profile](const Result<> &removed) { noteRemoved(profile, removed); });
}

void ProfileOperations::noteRemoved(const Profile &profile, const Result<> &removed)
{
    if (!removed) {
        tellFailure(removed.error());
        return;
    }
    noteChanged();
    bar().showMessage({theme::Role::Ok,
        tr("Removed the profile “%1”; its store is as it was.").arg(displayText(profile.name)),
        {{tr("Undo"), [this, profile] { putBack(profile); }}}, UndoOfferMs, true});
}

void ProfileOperations::putBack(const Profile &profile)
{
    m_in.keeper->save(profile, [this, name = displayText(profile.name)](const Result<> &saved) {
        noteChanged();
        if (saved)
            bar().showMessage({theme::Role::Ok, tr("The profile “%1” is back.").arg(name), {},
                UndoOfferMs, true});
        else
            tellFailure(saved.error());
    });
}

void ProfileOperations::tellFailure(const Error &error)
{
    bar().showMessage({theme::Role::Danger, error.message, {}, 0, true});
}

void ProfileOperations::noteChanged()
{
    if (m_list)
        m_list->showProfiles(profiles());
    Q_EMIT changed();
}

} // namespace keydeck
