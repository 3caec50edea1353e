#include "ui/profiles/profileform.h"

#include "core/base/format.h"
#include "ui/keys/hintlabel.h"
#include "ui/profiles/profilefields.h"
#include "ui/widgets/profilecolors.h"
#include "ui/widgets/textlabel.h"
#include "ui/window/dialogs.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr int LineWidth = 160;

/// Only lines of text and hints need all the room there is.
Qt::Alignment alignmentOf(const QWidget &field)
{
    const bool isShort = qobject_cast<const QSpinBox *>(&field)
        || qobject_cast<const QComboBox *>(&field) || qobject_cast<const QAbstractButton *>(&field);
    return isShort ? Qt::AlignLeft : Qt::Alignment();
}

QSpinBox *newSpinBox(int least, int most, const QString &suffix, QWidget *parent)
{
    auto *box = new QSpinBox(parent);
    box->setRange(least, most);
    box->setSuffix(suffix);
    return box;
}

} // namespace

ProfileForm::ProfileForm(const Surroundings &surroundings, const Profile &profile, QWidget *parent)
    : QWidget(parent)
    , m_in(surroundings)
    , m_profile(profile)
    , m_grid(new QGridLayout(this))
    , m_name(new QLineEdit(this))
    , m_color(new QComboBox(this))
    , m_store(new QLineEdit(this))
    , m_chooseStore(new QPushButton(tr("C&hoose…"), this))
    , m_readOnly(new QCheckBox(tr("&Read-only: nothing can be changed through this profile"), this))
    , m_gateway(new QLineEdit(this))
    , m_test(new QPushButton(tr("&Test the connection"), this))
    , m_plainHttp(new QCheckBox(this))
    , m_certificate(new QLineEdit(this))
    , m_chooseCertificate(new QPushButton(tr("Ch&oose…"), this))
    , m_timeout(newSpinBox(Profile::LeastTimeoutS, Profile::MostTimeoutS, tr(" s"), this))
    , m_build(new QComboBox(this))
    , m_ttl(newSpinBox(Profile::LeastTtlS, Profile::MostTtlS, tr(" s"), this))
    , m_polls(newSpinBox(0, Profile::MostPollsPerMinute, tr(" a minute"), this))
{
    buildFields();
    fill();
    connectFields();
    noteEdited();
}

void ProfileForm::buildFields()
{
    for (int i = 0; i < ProfileColorCount; ++i)
        m_color->addItem(
            theme::profileIcon(ProfileColor(i)), theme::profileColorName(ProfileColor(i)));
    m_build->addItem(tr("Detect it"), int(GatewayBuild::Unknown));
    for (const GatewayBuild build :
        {GatewayBuild::Plain, GatewayBuild::Cached, GatewayBuild::Batching})
        m_build->addItem(buildName(build), int(build));
    m_store->setPlaceholderText(u"/srv/gateway/data/apikeys.json"_s);
    m_gateway->setPlaceholderText(u"http://127.0.0.1:3000"_s);
    m_certificate->setPlaceholderText(tr("The system's authorities alone"));
    m_chooseStore->setAccessibleName(tr("Choose the store"));
    m_chooseCertificate->setAccessibleName(tr("Choose the certificate"));
    for (QLineEdit *line : {m_name, m_store, m_gateway, m_certificate})
        line->setMinimumWidth(LineWidth);
    for (QPushButton *button : {m_chooseStore, m_test, m_chooseCertificate})
        button->setAutoDefault(false);

    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(theme::Group);
    m_grid->setVerticalSpacing(theme::Related);
    m_grid->setColumnStretch(1, 1);
    addIdentity();
    addGateway();
    addHowToAsk();
}

void ProfileForm::addIdentity()
{
    addRow(tr("&Name"), m_name, m_name);
    addHint(NameHint, m_name);
    addRow(tr("Co&lour"), m_color, m_color);
    addRow(tr("&Store"), withButton(m_store, m_chooseStore), m_store);
    addHint(StoreHint, m_store);
    addField(m_readOnly);
}

void ProfileForm::addGateway()
{
    addRow(tr("&Gateway"), m_gateway, m_gateway);
    addHint(GatewayHint, m_gateway);
    addField(m_test);
    addField(m_plainHttp);
    addHint(PlainHttpHint, m_plainHttp);
    addRow(tr("&CA certificate"), withButton(m_certificate, m_chooseCertificate), m_certificate);
    addHint(CertificateHint, m_certificate);
}

void ProfileForm::addHowToAsk()
{
    addRow(tr("Time to &answer"), m_timeout, m_timeout);
    addRow(tr("&Build"), m_build, m_build);
    addHint(BuildHint, m_build);
    addRow(tr("Cache &forgets after"), m_ttl, m_ttl);
    addRow(tr("&Questions"), m_polls, m_polls);
    addHint(PollsHint, m_polls);
}

void ProfileForm::addRow(const QString &label, QWidget *field, QWidget *buddy)
{
    auto *words = new QLabel(label, this);
    words->setBuddy(buddy);
    buddy->setAccessibleName(QString(label).remove(u'&'));
    m_grid->addWidget(words, m_grid->rowCount(), 0);
    m_grid->addWidget(field, m_grid->rowCount() - 1, 1, alignmentOf(*field));
}

void ProfileForm::addField(QWidget *field)
{
    m_grid->addWidget(field, m_grid->rowCount(), 1, alignmentOf(*field));
}

void ProfileForm::addHint(HintNumber number, QWidget *field)
{
    m_hints[number] = new HintLabel(this);
    m_hints[number]->setField(field);
    m_grid->addWidget(m_hints[number], m_grid->rowCount(), 1);
}

QWidget *ProfileForm::withButton(QLineEdit *line, QPushButton *button)
{
    auto *both = new QWidget(this);
    auto *row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::Related);
    row->addWidget(line, 1);
    row->addWidget(button);
    return both;
}

void ProfileForm::fill()
{
    m_name->setText(m_profile.name);
    m_color->setCurrentIndex(int(m_profile.color));
    m_store->setText(m_profile.storePath);
    m_readOnly->setChecked(m_profile.readOnly);
    m_gateway->setText(m_profile.gateway.toString());
    m_plainHttp->setChecked(m_profile.allowsPlainHttp());
    m_certificate->setText(m_profile.caCertificateFile);
    m_timeout->setValue(m_profile.timeoutS);
    m_build->setCurrentIndex(std::max(0, m_build->findData(int(m_profile.build))));
    m_ttl->setValue(m_profile.ttlS);
    m_polls->setValue(m_profile.pollsPerMinute);
}

void ProfileForm::connectFields()
{
    connect(m_name, &QLineEdit::textEdited, this, [this] { m_nameTouched = true; });
    connect(m_store, &QLineEdit::textChanged, this, [this] { m_storeTouched = true; });
    connect(m_gateway, &QLineEdit::textChanged, this, &ProfileForm::noteGatewayEdited);
    connect(m_plainHttp, &QCheckBox::clicked, this, [this](bool yes) {
        m_profile.plainHttpOrigin = yes ? originOf(profile().gateway) : QString();
        noteEdited();
    });
    for (QLineEdit *line : {m_name, m_store, m_certificate})
        connect(line, &QLineEdit::textChanged, this, &ProfileForm::noteEdited);
    for (QSpinBox *box : {m_timeout, m_ttl, m_polls})
        connect(box, &QSpinBox::valueChanged, this, &ProfileForm::noteEdited);
    for (QComboBox *box : {m_color, m_build})
        connect(box, &QComboBox::currentIndexChanged, this, &ProfileForm::noteEdited);
    connect(m_readOnly, &QCheckBox::toggled, this, &ProfileForm::noteEdited);
    connect(m_test, &QPushButton::clicked, this, &ProfileForm::testRequested);
    connect(m_chooseStore, &QPushButton::clicked, this, [this] {
        m_in.dialogs.askStoreToOpen(this, [this](const QString &path) { m_store->setText(path); });
    });
    connect(m_chooseCertificate, &QPushButton::clicked, this, [this] {
        m_in.dialogs.askCertificateToOpen(
            this, [this](const QString &path) { m_certificate->setText(path); });
    });
}

Profile ProfileForm::profile() const
{
    Profile profile = m_profile;
    profile.name = m_name->text().trimmed();
    profile.color = ProfileColor(m_color->currentIndex());
    profile.storePath = m_store->text().trimmed();
    profile.readOnly = m_readOnly->isChecked();
    profile.gateway = QUrl(m_gateway->text().trimmed(), QUrl::StrictMode);
    profile.caCertificateFile = m_certificate->text().trimmed();
    profile.timeoutS = m_timeout->value();
    profile.build = GatewayBuild(m_build->currentData().toInt());
    profile.ttlS = m_ttl->value();
    profile.pollsPerMinute = m_polls->value();
    return profile;
}

QString ProfileForm::problem() const
{
    for (int number = 0; number < HintCount; ++number) {
        if (const FieldHint found = hint(HintNumber(number)); !found.isAcceptable())
            return found.text;
    }
    return {};
}

void ProfileForm::begin(Start start)
{
    QLineEdit *line = start == Start::Name ? m_name : m_gateway;
    line->setFocus();
    line->selectAll();
}

void ProfileForm::showTest(const FieldHint &hint)
{
    m_tested = hint;
    noteEdited();
}

/// The yes is for one origin: another one is asked for anew, and the first keeps its yes.
void ProfileForm::noteGatewayEdited()
{
    m_tested = {};
    m_plainHttp->setChecked(profile().allowsPlainHttp());
    noteEdited();
}

FieldHint ProfileForm::hint(HintNumber number) const
{
    const Profile now = profile();
    switch (number) {
    case NameHint:
        return profileNameHint(now, m_in.others);
    case StoreHint:
        return profileStoreHint(now);
    case GatewayHint:
        return profileGatewayHint(now);
    case CertificateHint:
        return caCertificateHint(now);
    case BuildHint:
        return gatewayBuildHint(now);
    case PollsHint:
        return pollsHint(now);
    default:
        return {};
    }
}

void ProfileForm::noteEdited()
{
    const Profile now = profile();
    const bool asksForYes = isPlainHttpElsewhere(now.gateway);
    for (int number = 0; number < HintCount; ++number) {
        FieldHint shown = hint(HintNumber(number));
        const bool untouched = (number == NameHint && !m_nameTouched && now.name.isEmpty())
            || (number == StoreHint && !m_storeTouched && now.storePath.isEmpty());
        if (untouched)
            shown.role = theme::Role::Neutral;
        if (number == GatewayHint && shown.isAcceptable() && !m_tested.text.isEmpty())
            shown = m_tested;
        if (number == PlainHttpHint && asksForYes && now.allowsPlainHttp())
            shown = {theme::Role::Warning,
                tr("Anybody between this computer and that one can read the keys and use them.")};
        m_hints[number]->setHint(shown);
        m_hints[number]->setVisible(!shown.text.isEmpty());
    }
    m_plainHttp->setText(tr("Send keys to %1 &unencrypted")
                             .arg(displayText(now.gateway.host()).replace(u'&', u"&&"_s)));
    m_plainHttp->setVisible(asksForYes);
    m_test->setEnabled(!now.gateway.isEmpty());
    m_test->setToolTip(now.gateway.isEmpty() ? tr("Enter the gateway's address first.")
                                             : tr("Ask its /health, which takes no key"));
    for (QWidget *each : std::initializer_list<QWidget *>{m_timeout, m_build, m_polls})
        each->setEnabled(!now.gateway.isEmpty());
    m_ttl->setEnabled(!now.gateway.isEmpty() && now.build != GatewayBuild::Plain);
    Q_EMIT changed();
}

} // namespace keydeck
