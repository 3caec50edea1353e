#include "ui/profiles/profilesdialog.h"

#include "ui/profiles/profilelist.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/taborder.h"
#include "ui/widgets/textlabel.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace keydeck {

namespace {

constexpr QSize UsualSize(640, 440);

} // namespace

ProfilesDialog::ProfilesDialog(QWidget *parent)
    : QDialog(parent)
    , m_bar(new MessageBar(this))
    , m_list(new ProfileList(this))
    , m_stack(new QStackedLayout)
    , m_open(new QPushButton(tr("&Open"), this))
    , m_new(new QPushButton(tr("&New…"), this))
    , m_edit(new QPushButton(tr("&Edit…"), this))
    , m_remove(new QPushButton(tr("&Remove"), this))
{
    setWindowTitle(tr("Profiles"));
    setAttribute(Qt::WA_DeleteOnClose);
    layOut();
    connectButtons();
    resize(UsualSize);
    updateButtons();
}

void ProfilesDialog::layOut()
{
    auto *advice = new TextLabel(TextLabel::Style::Quiet,
        tr("Each is a store and its gateway, under a name and a colour that the window shows."),
        this);
    advice->setWordWrap(true);
    m_stack->addWidget(m_list);
    m_stack->addWidget(new EmptyState(tr("No profile yet"),
        tr("Make one for each gateway that you look after, so that you always see which one you "
           "are about to change."),
        this));
    auto *beside = new QVBoxLayout;
    beside->setSpacing(theme::Related);
    for (QPushButton *button : {m_open, m_new, m_edit, m_remove}) {
        button->setAutoDefault(false);
        beside->addWidget(button);
    }
    beside->addStretch(1);
    auto *row = new QHBoxLayout;
    row->setSpacing(theme::Group);
    row->addLayout(m_stack, 1);
    row->addLayout(beside);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::Page, theme::Page, theme::Page, theme::Group);
    column->setSpacing(theme::Related);
    column->addWidget(new TextLabel(TextLabel::Style::Title, windowTitle(), this));
    column->addWidget(advice);
    column->addWidget(m_bar);
    column->addLayout(row, 1);
    column->addWidget(buttons);
    tabInLayoutOrder(*this);
}

void ProfilesDialog::connectButtons()
{
    const auto say = [this](void (ProfilesDialog::*signal)(const Profile &)) {
        return [this, signal] {
            if (const auto profile = m_list->currentProfile())
                Q_EMIT(this->*signal)(*profile);
        };
    };
    connect(m_list, &QListWidget::currentRowChanged, this, &ProfilesDialog::updateButtons);
    connect(m_list, &ProfileList::profileActivated, this, &ProfilesDialog::openRequested);
    connect(m_open, &QPushButton::clicked, this, say(&ProfilesDialog::openRequested));
    connect(m_edit, &QPushButton::clicked, this, say(&ProfilesDialog::editRequested));
    connect(m_remove, &QPushButton::clicked, this, say(&ProfilesDialog::removeRequested));
    connect(m_new, &QPushButton::clicked, this, &ProfilesDialog::newRequested);
    auto *byDelete = new QAction(this);
    byDelete->setShortcut(QKeySequence::Delete);
    byDelete->setShortcutContext(Qt::WidgetShortcut);
    m_list->addAction(byDelete);
    connect(byDelete, &QAction::triggered, m_remove, &QPushButton::click);
}

void ProfilesDialog::showProfiles(const QList<Profile> &profiles)
{
    m_list->setProfiles(profiles);
    m_stack->setCurrentIndex(profiles.isEmpty() ? 1 : 0);
    updateButtons();
    if (profiles.isEmpty())
        m_new->setFocus();
    else
        m_list->setFocus();
}

void ProfilesDialog::updateButtons()
{
    const bool hasCurrent = m_list->currentProfile().has_value();
    for (QPushButton *button : {m_open, m_edit, m_remove}) {
        button->setEnabled(hasCurrent);
        button->setToolTip(hasCurrent ? QString() : tr("Choose a profile first."));
    }
    if (hasCurrent)
        m_remove->setToolTip(tr("Forget the profile; its store stays as it is"));
}

} // namespace keydeck
