#pragma once

#include "ui/profiles/connectiontest.h"
#include "ui/profiles/profileform.h"

#include <QDialog>

namespace keydeck {

class MessageBar;

/// A new profile, or one to change. It stays open until the caller says that it is saved.
class ProfileDialog final : public QDialog
{
    Q_OBJECT

public:
    enum class Purpose
    {
        New,
        Edit,
        Connect, ///< the gateway first
    };

    ProfileDialog(Purpose purpose, const Profile &profile,
        const ProfileForm::Surroundings &surroundings, QWidget *parent = nullptr);

    [[nodiscard]] ProfileForm &form() { return *m_form; }
    /// What was submitted is being kept.
    void showBusy();
    void showFailure(const QString &message);

Q_SIGNALS:
    void submitted(const keydeck::Profile &profile);

private:
    [[nodiscard]] QWidget *newScrolledForm();
    void test();
    void showTested(bool answered, const QString &sentence);
    void updateButton();

    MessageBar *m_bar;
    ProfileForm *m_form;
    QPushButton *m_save = nullptr;
    ConnectionTest m_test;
    bool m_isBusy = false;
    QUrl m_tested; ///< the address that it is about
};

} // namespace keydeck
