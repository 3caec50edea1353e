// Another limit for the selected keys.
#pragma once

#include "core/base/result.h"
#include "core/forecast/limiteffect.h"
#include "ui/forecast/windowtrial.h"

#include <QDialog>

class QStackedLayout;

namespace keydeck {

class EmptyState;
class MessageBar;
class WhatIfPanel;

/// Shown with open(), never exec(). It waits for showTrial(), asks for what applyRequested() says,
/// and waits for showDone() or showFailure().
class WhatIfDialog final : public QDialog
{
    Q_OBJECT

public:
    /// of: "“Payments”" or "3 keys". present: their limit, NaN where they differ.
    struct Question
    {
        QString of;
        double present = 0;
    };
    explicit WhatIfDialog(const Question &question, QWidget *parent = nullptr);

    /// Why nothing can be applied; empty when it can.
    void setLocked(const QString &reason);
    /// What the keys use now; anew as that goes on.
    void setOpenWindows(const OpenWindows &open);
    void showTrial(const WindowTrialPointer &trial);
    /// The history could not be read.
    void showNoTrial(const QString &message);
    /// It shows what it is to show.
    [[nodiscard]] bool isSettled() const { return m_settled; }
    /// The store took the edit: closes.
    void showDone() { accept(); }
    void showFailure(const Error &error);

Q_SIGNALS:
    void applyRequested(double limit);

private:
    MessageBar *m_bar;
    WhatIfPanel *m_panel;
    EmptyState *m_waiting;
    QStackedLayout *m_stack;
    bool m_settled = false;
};

} // namespace keydeck
