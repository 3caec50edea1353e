#include "ui/profiles/profileframe.h"

#include "core/base/format.h"
#include "ui/profiles/profilechip.h"
#include "ui/widgets/profilecolors.h"

#include <QDir>
#include <QEvent>
#include <QMainWindow>
#include <QMenuBar>
#include <QPainter>
#include <QStatusBar>

namespace keydeck {

QString sessionName(const SessionSettings &settings)
{
    if (!settings.profile.name.isEmpty())
        return displayText(settings.profile.name);
    return settings.isDemo ? ProfileFrame::tr("Demo")
                           : displayText(QDir::toNativeSeparators(settings.storePath));
}

ProfileStrip::ProfileStrip(QWidget *parent) : QWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void ProfileStrip::setColor(ProfileColor color)
{
    m_color = color;
    update();
}

void ProfileStrip::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme::profileColors(m_color, palette()).shape);
}

ProfileFrame::ProfileFrame(QMainWindow &window)
    : QObject(&window)
    , m_window(window)
    , m_strip(new ProfileStrip(&window))
    , m_chip(new ProfileChip(&window))
{
    if (window.menuBar()->isNativeMenuBar())
        window.statusBar()->addPermanentWidget(m_chip);
    else
        window.menuBar()->setCornerWidget(m_chip);
    m_chip->hide();
    window.installEventFilter(this);
    connect(m_chip, &ProfileChip::clicked, this, &ProfileFrame::chipClicked);
}

void ProfileFrame::setSession(const SessionSettings &settings)
{
    const ProfileBadge &badge = settings.profile;
    const bool hasProfile = !badge.name.isEmpty();
    m_strip->setColor(badge.color);
    m_strip->setVisible(hasProfile);
    m_chip->setBadge(badge, settings.readOnly);
    m_window.setContentsMargins(0, hasProfile ? ProfileStrip::Height : 0, 0, 0);
    place();
    m_window.setWindowTitle(tr("%1 – Keydeck").arg(sessionName(settings)));
}

bool ProfileFrame::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        place();
    return QObject::eventFilter(watched, event);
}

void ProfileFrame::place()
{
    m_strip->setGeometry(0, 0, m_window.width(), ProfileStrip::Height);
    m_strip->raise();
}

} // namespace keydeck
