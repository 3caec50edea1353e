#include "ui/profiles/profiledialog.h"

#include "ui/widgets/messagebar.h"
#include "ui/widgets/taborder.h"
#include "ui/widgets/textlabel.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace keydeck {

namespace {

constexpr QSize UsualSize(640, 620);

QString titleOf(ProfileDialog::Purpose purpose)
{
    switch (purpose) {
    case ProfileDialog::Purpose::New:
        return ProfileDialog::tr("New profile");
    case ProfileDialog::Purpose::Edit:
        return ProfileDialog::tr("Edit profile");
    case ProfileDialog::Purpose::Connect:
        break;
    }
    return ProfileDialog::tr("Connect to gateway");
}

} // namespace

ProfileDialog::ProfileDialog(Purpose purpose, const Profile &profile,
    const ProfileForm::Surroundings &surroundings, QWidget *parent)
    : QDialog(parent)
    , m_bar(new MessageBar(this))
    , m_form(new ProfileForm(surroundings, profile, this))
    , m_test(surroundings.clock)
{
    setWindowTitle(titleOf(purpose));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *advice = new TextLabel(TextLabel::Style::Quiet,
        purpose == Purpose::Connect
            ? tr("Where the running gateway answers. It is kept in the profile of this store.")
            : tr("A store and its gateway, under a name and a colour that the window shows."),
        this);
    advice->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_save = buttons->addButton(
        purpose == Purpose::New ? tr("Create profile") : tr("Save"), QDialogButtonBox::AcceptRole);
    m_save->setDefault(true);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this,
        [this] { Q_EMIT submitted(m_form->profile()); });
    connect(m_form, &ProfileForm::changed, this, &ProfileDialog::updateButton);
    connect(m_form, &ProfileForm::testRequested, this, &ProfileDialog::test);
    connect(&m_test, &ConnectionTest::finished, this, &ProfileDialog::showTested);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::Page, theme::Page, theme::Page, theme::Group);
    column->setSpacing(theme::Related);
    column->addWidget(new TextLabel(TextLabel::Style::Title, windowTitle(), this));
    column->addWidget(advice);
    column->addWidget(m_bar);
    column->addWidget(newScrolledForm(), 1);
    column->addWidget(buttons);
    tabInLayoutOrder(*this);
    resize(UsualSize.boundedTo(parent ? parent->window()->size() : UsualSize));
    m_form->begin(
        purpose == Purpose::Connect ? ProfileForm::Start::Gateway : ProfileForm::Start::Name);
    updateButton();
}

/// On a small or a magnified screen the fields scroll, and the buttons stay.
QWidget *ProfileDialog::newScrolledForm()
{
    auto *area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    auto *content = new QWidget(area);
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, theme::Related, theme::Related, theme::Related);
    column->addWidget(m_form);
    column->addStretch(1);
    area->setWidget(content);
    return area;
}

void ProfileDialog::showBusy()
{
    m_isBusy = true;
    updateButton();
}

void ProfileDialog::showFailure(const QString &message)
{
    m_isBusy = false;
    updateButton();
    m_bar->showMessage({theme::Role::Danger, message, {}, 0, true});
}

void ProfileDialog::test()
{
    m_tested = m_form->profile().gateway;
    m_form->showTest({theme::Role::Neutral, tr("Asking…")});
    m_test.start(gatewaySettings(m_form->profile()));
}

void ProfileDialog::showTested(bool answered, const QString &sentence)
{
    if (m_form->profile().gateway != m_tested)
        return; // another address stands there by now
    m_form->showTest({answered ? theme::Role::Neutral : theme::Role::Warning,
        answered ? QStringLiteral("✓ ") + sentence : sentence});
}

void ProfileDialog::updateButton()
{
    const QString problem = m_form->problem();
    m_save->setEnabled(problem.isEmpty() && !m_isBusy);
    m_save->setToolTip(m_isBusy ? tr("It is being saved.") : problem);
}

} // namespace keydeck
