// A line that says what happened, and what can be done about it.
#pragma once

#include "ui/widgets/theme.h"

#include <QFrame>
#include <QTimer>

#include <functional>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace keydeck {

/// One message at a time, above what it is about; it never covers anything and never takes the
/// focus. Text is plain text. Screen readers are told of it.
class MessageBar final : public QFrame
{
    Q_OBJECT

public:
    struct Action
    {
        QString text; ///< a verb
        std::function<void()> run;
    };
    struct Message
    {
        theme::Role role = theme::Role::Info;
        QString text;
        QList<Action> actions;
        int vanishAfterMs = 0; ///< 0: stays until it is closed or replaced
        bool closable = true;
    };

    explicit MessageBar(QWidget *parent = nullptr);

    void showMessage(const Message &message);
    /// Of the message that is shown: its actions stay, and nobody is alerted anew.
    void setText(const QString &text);
    void dismiss();

    [[nodiscard]] QString text() const;
    [[nodiscard]] theme::Role role() const { return m_role; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    void setActions(const QList<Action> &actions);
    void applyColors();

    theme::Role m_role = theme::Role::Info;
    QLabel *m_sign = nullptr;
    QLabel *m_text = nullptr;
    QHBoxLayout *m_actions = nullptr;
    QToolButton *m_close = nullptr;
    QTimer m_vanish;
};

} // namespace keydeck
