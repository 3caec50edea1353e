#pragma once

#include "core/base/clock.h"
#include "core/gateway/profile.h"
#include "ui/keys/fieldhints.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace keydeck {

class Dialogs;
class HintLabel;

/// The fields of a profile, each checked while one types.
class ProfileForm final : public QWidget
{
    Q_OBJECT

public:
    /// All must outlive it.
    struct Surroundings
    {
        Dialogs &dialogs;
        const Clock &clock;
        QList<Profile> others; ///< whose names are taken
    };

    ProfileForm(const Surroundings &surroundings, const Profile &profile, QWidget *parent);

    /// As it stands in the fields.
    [[nodiscard]] Profile profile() const;
    /// Why it cannot be saved: of the first field at fault; empty when it can.
    [[nodiscard]] QString problem() const;

    enum class Start
    {
        Name,
        Gateway
    };
    /// Puts the focus there.
    void begin(Start start);
    /// What came of a test, under the gateway, until the gateway is changed.
    void showTest(const FieldHint &hint);

Q_SIGNALS:
    void changed();
    void testRequested();

private:
    enum HintNumber
    {
        NameHint,
        StoreHint,
        GatewayHint,
        PlainHttpHint,
        CertificateHint,
        BuildHint,
        PollsHint,
        HintCount
    };

    void buildFields();
    void addIdentity();
    void addGateway();
    void addHowToAsk();
    void fill();
    void connectFields();
    void addRow(const QString &label, QWidget *field, QWidget *buddy);
    void addField(QWidget *field);
    void addHint(HintNumber number, QWidget *field);
    [[nodiscard]] QWidget *withButton(QLineEdit *line, QPushButton *button);
    void noteGatewayEdited();
    void noteEdited();
    [[nodiscard]] FieldHint hint(HintNumber number) const;

    Surroundings m_in;
    Profile m_profile; ///< with what no field shows
    QGridLayout *m_grid;
    QLineEdit *m_name;
    QComboBox *m_color;
    QLineEdit *m_store;
    QPushButton *m_chooseStore;
    QCheckBox *m_readOnly;
    QLineEdit *m_gateway;
    QPushButton *m_test;
    QCheckBox *m_plainHttp;
    QLineEdit *m_certificate;
    QPushButton *m_chooseCertificate;
    QSpinBox *m_timeout;
    QComboBox *m_build;
    QSpinBox *m_ttl;
    QSpinBox *m_polls;
    HintLabel *m_hints[HintCount] = {};
    FieldHint m_tested; ///< empty: nothing was tested
    bool m_nameTouched = false;
    bool m_storeTouched = false;
};

} // namespace keydeck
