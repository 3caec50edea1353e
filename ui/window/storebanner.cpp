#include "ui/window/storebanner.h"

#include "ui/widgets/messagebar.h"

namespace keydeck {

StoreBanner::StoreBanner(MessageBar &bar, QObject *parent) : QObject(parent), m_bar(bar) { }

QString StoreBanner::readOnlySentence()
{
    return tr("This store was opened read-only: nothing in it can be changed here.");
}

void StoreBanner::setSession(StoreSession *session)
{
    m_session = session;
    m_isLoaded = false;
    m_failure.clear();
    m_problem.clear();
    m_shrinkage = {};
    m_lock = {};
    m_bar.dismiss();
    if (!session)
        return;
    connect(&session->store(), &StoreController::shrinkageSeen, this,
        [this](const Shrinkage &shrinkage) { m_shrinkage = shrinkage; });
    connect(&session->store(), &StoreController::loaded, this,
        [this](const std::shared_ptr<const KeyRows> &rows) {
            m_isLoaded = true;
            m_failure.clear();
            m_problem = rows->keys.problem();
            update();
        });
    connect(&session->store(), &StoreController::loadFailed, this, [this](const Error &error) {
        m_failure = error.message;
        update();
    });
    connect(&session->store(), &StoreController::glanced, this, [this](const StoreGlance &glance) {
        m_lock = glance.lock;
        update();
    });
}

void StoreBanner::update()
{
    const auto say
        = [this](theme::Role role, const QString &text, const QList<MessageBar::Action> &actions) {
              if (!m_bar.isVisibleTo(m_bar.parentWidget()) || m_bar.text() != text)
                  m_bar.showMessage({role, text, actions, 0, false});
          };
    using Offers = QList<MessageBar::Action>;
    const MessageBar::Action openAnother{
        tr("Open another…"), [this] { Q_EMIT openAnotherRequested(); }};
    const Offers restore = canRestore()
        ? Offers{{tr("Restore a backup…"), [this] { Q_EMIT restoreRequested(); }}}
        : Offers();
    if (!m_failure.isEmpty())
        say(theme::Role::Danger, m_failure,
            Offers{{tr("Try again"), [this] { m_session->store().reload(); }}} + restore
                + Offers{openAnother});
    else if (!m_problem.isEmpty())
        say(theme::Role::Danger, m_problem,
            Offers{{tr("See what can be done"), [this] { Q_EMIT healthRequested(); }}} + restore
                + Offers{openAnother});
    else if (m_shrinkage.isSuspicious())
        say(theme::Role::Danger, m_shrinkage.sentence(),
            restore + Offers{{tr("Take it as it is"), [this] { Q_EMIT acceptRequested(); }}});
    else if (m_lock.isAlarming())
        say(m_lock.condition == LockCondition::Stale ? theme::Role::Danger : theme::Role::Warning,
            lockAlarm(), {{tr("Look at the lock"), [this] { Q_EMIT healthRequested(); }}});
    else if (m_isLoaded && m_session->settings().readOnly)
        say(theme::Role::Info, readOnlySentence(), {});
    else
        m_bar.dismiss();
}

bool StoreBanner::canRestore() const
{
    const SessionSettings &settings = m_session->settings();
    return !settings.readOnly && !settings.records.folder.isEmpty();
}

/// Without the time that goes on, so that it is announced once.
QString StoreBanner::lockAlarm() const
{
    return tr("%1 %2").arg(m_lock.condition == LockCondition::Stale
            ? tr("The store's lock seems to be left behind.")
            : tr("The store's lock is held for longer than the gateway waits."),
        m_lock.gatewayEffect());
}

} // namespace keydeck
