#pragma once

#include "core/gateway/profile.h"

#include <QDialog>

class QPushButton;
class QStackedLayout;

namespace keydeck {

class MessageBar;
class ProfileList;

/// All profiles: to open, make, change and remove them. Changes nothing by itself.
class ProfilesDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit ProfilesDialog(QWidget *parent = nullptr);

    void showProfiles(const QList<Profile> &profiles);
    [[nodiscard]] MessageBar &messages() { return *m_bar; }

Q_SIGNALS:
    void openRequested(const keydeck::Profile &profile);
    void newRequested();
    void editRequested(const keydeck::Profile &profile);
    void removeRequested(const keydeck::Profile &profile);

private:
    void layOut();
    void connectButtons();
    void updateButtons();

    MessageBar *m_bar;
    ProfileList *m_list;
    QStackedLayout *m_stack;
    QPushButton *m_open;
    QPushButton *m_new;
    QPushButton *m_edit;
    QPushButton *m_remove;
};

} // namespace keydeck
