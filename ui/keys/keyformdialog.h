// What the dialogs that create and edit a key have in common.
#pragma once

#include "core/command/command.h"
#include "ui/keys/keyform.h"

#include <QDialog>
#include <QPointer>

#include <memory>

class QPushButton;
class QVBoxLayout;

namespace keydeck {

class MessageBar;

/// Shown with open(), never exec(). It submits a command and waits for showDone() or showFailure();
/// after a failure everything that was typed is still there.
class KeyFormDialog : public QDialog
{
    Q_OBJECT

public:
    /// The store took the edit: closes.
    void showDone();
    void showFailure(const Error &error);
    [[nodiscard]] MessageBar &messageBar() { return *m_bar; }

Q_SIGNALS:
    void submitted(const std::shared_ptr<const keydeck::Command> &command);

protected:
    bool event(QEvent *event) override;

    struct Words
    {
        QString title;
        QString subtitle; ///< may be empty; fixed font
        QString verb; ///< on the button
        QString busy; ///< on the button meanwhile
    };

    KeyFormDialog(
        const Words &words, const QStringList &models, const Clock &clock, QWidget *parent);

    [[nodiscard]] KeyForm &form() { return *m_form; }
    [[nodiscard]] const KeyForm &form() const { return *m_form; }
    [[nodiscard]] const Clock &clock() const { return m_clock; }

    [[nodiscard]] virtual bool isReady() const = 0;
    [[nodiscard]] virtual std::shared_ptr<const Command> makeCommand() = 0;
    void setVerb(const QString &verb);
    /// Call it when isReady() may have changed.
    void updateButton();

private:
    void submit();
    void setBusy(bool busy);

    const Clock &m_clock;
    Words m_words;
    MessageBar *m_bar;
    KeyForm *m_form;
    QPushButton *m_submit = nullptr;
    QPointer<QWidget> m_focused; ///< before it was busy
    bool m_busy = false;
};

} // namespace keydeck
