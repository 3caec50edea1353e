#include "ui/welcome/welcomepage.h"

#include "core/base/format.h"
#include "ui/profiles/profilelist.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/tooltip.h"
#include "ui/window/actions.h"

#include <QAction>
#include <QCommandLinkButton>
#include <QListWidget>
#include <QScrollArea>
#include <QVBoxLayout>

namespace keydeck {

namespace {

constexpr int ColumnWidth = 520;
constexpr int LogoSize = 64;
constexpr int ProfileRows = 5;
constexpr int RecentRows = 5;

QCommandLinkButton *linkButton(QAction *action, const QString &description, QWidget *parent)
{
    QString title = action->text();
    title.remove(u'&').remove(QStringLiteral("…"));
    auto *button = new QCommandLinkButton(title, description, parent);
    button->setIcon(action->icon());
    button->setAccessibleDescription(description);
    QObject::connect(button, &QAbstractButton::clicked, action, &QAction::trigger);
    return button;
}

} // namespace

WelcomePage::WelcomePage(Actions &actions, QWidget *parent)
    : QWidget(parent)
    , m_profilesTitle(new TextLabel(TextLabel::Style::Heading, tr("Profiles"), this))
    , m_profiles(new ProfileList(this))
    , m_recentTitle(new TextLabel(TextLabel::Style::Heading, tr("Opened before"), this))
    , m_recent(new QListWidget(this))
{
    m_profiles->setFrameShape(QFrame::NoFrame);
    m_recent->setAccessibleName(tr("Stores opened before"));
    m_recent->setFrameShape(QFrame::NoFrame);
    connect(m_profiles, &ProfileList::profileActivated, this, &WelcomePage::profileChosen);
    connect(m_recent, &QListWidget::itemActivated, this, [this](const QListWidgetItem *item) {
        Q_EMIT recentChosen(item->data(Qt::UserRole).toString());
    });

    auto *middle = new QWidget;
    middle->setLayout(newColumn(actions));
    middle->setFixedWidth(ColumnWidth);
    auto *whole = new QWidget;
    auto *row = new QHBoxLayout(whole);
    row->addWidget(middle, 0, Qt::AlignHCenter);
    auto *area = new QScrollArea(this); // both lists may be long, and the window low
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidgetResizable(true);
    area->setWidget(whole);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(area);
    setProfiles({});
    setRecent({});
}

QVBoxLayout *WelcomePage::newColumn(Actions &actions)
{
    auto *logo = new QLabel(this);
    logo->setPixmap(applicationIcon().pixmap(LogoSize));
    auto *column = new QVBoxLayout;
    column->setSpacing(theme::Related);
    column->addStretch(1);
    column->addWidget(logo);
    column->addWidget(new TextLabel(TextLabel::Style::Title, tr("Keydeck"), this));
    column->addWidget(new TextLabel(TextLabel::Style::Quiet,
        tr("The API keys of your gateway: who may use how much, and who does."), this));
    column->addSpacing(theme::Related);
    column->addWidget(m_profilesTitle);
    column->addWidget(m_profiles);
    column->addWidget(linkButton(actions.open,
        tr("The file that the gateway's DATA_FILE names, often data/apikeys.json"), this));
    column->addWidget(linkButton(actions.newStore, tr("An empty file for a new gateway"), this));
    column->addWidget(linkButton(actions.newProfile,
        tr("A store and its gateway, under a name and a colour that the window shows"), this));
    column->addWidget(
        linkButton(actions.demo, tr("Made-up keys and traffic; nothing of it stays"), this));
    column->addSpacing(theme::Related);
    column->addWidget(m_recentTitle);
    column->addWidget(m_recent);
    column->addStretch(2);
    return column;
}

void WelcomePage::setProfiles(const QList<Profile> &profiles)
{
    m_profiles->setProfiles(profiles);
    m_profiles->fitRows(ProfileRows);
    m_profiles->setVisible(!profiles.isEmpty());
    m_profilesTitle->setVisible(!profiles.isEmpty());
}

void WelcomePage::setRecent(const QStringList &paths)
{
    m_recent->clear();
    for (const QString &path : paths) {
        auto *item = new QListWidgetItem(
            icon(QStringLiteral("document-open-recent")), displayText(path), m_recent);
        item->setData(Qt::UserRole, path);
        item->setToolTip(plainToolTip(path));
    }
    const int rows = std::min(int(paths.size()), RecentRows);
    m_recent->setFixedHeight(rows * (m_recent->sizeHintForRow(0) + theme::Tight));
    m_recent->setVisible(rows > 0);
    m_recentTitle->setVisible(rows > 0);
    if (rows > 0)
        m_recent->setCurrentRow(0);
}

} // namespace keydeck
