// Another limit, tried on the windows that were.
#pragma once

#include "core/forecast/limiteffect.h"
#include "ui/forecast/windowtrial.h"

#include <QWidget>

class QPushButton;

namespace keydeck {

class ChartCard;
class LimitControl;
class MessageBar;
class TextLabel;
class TrialModel;
class TrialView;

/// A sentence, the windows against the tried limit, a slider with a box for it, and the button that
/// makes it the limit. Where that would block keys at once, a warning says so beforehand. Only asks
/// for it: applyRequested().
class WhatIfPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit WhatIfPanel(QWidget *parent = nullptr);

    /// Other keys: what was tried on those before is gone.
    void startKeys();
    /// The first trial sets the limit to try: the present one, else the suggested one.
    void showTrial(const WindowTrialPointer &trial);
    /// NaN: there is none, or not the same one for all keys.
    void setPresentLimit(double limit);
    /// What the keys use at this moment.
    void setOpenWindows(const OpenWindows &open);
    /// Why no limit can be applied; empty when it can.
    void setLocked(const QString &reason);

    [[nodiscard]] double limit() const;
    void setLimit(double limit);
    [[nodiscard]] QString sentence() const;
    /// Whom the limit would block at once; empty for none.
    [[nodiscard]] QString warning() const;
    void focusLimit();

Q_SIGNALS:
    void applyRequested(double limit);

private:
    [[nodiscard]] QWidget *newActions();
    void begin();
    void render();
    void renderApply();
    void renderWarning();

    TrialModel *m_model;
    TrialView *m_view;
    ChartCard *m_card;
    LimitControl *m_control;
    MessageBar *m_warning;
    TextLabel *m_note;
    QPushButton *m_suggest;
    QPushButton *m_apply;
    double m_present;
    OpenWindows m_open;
    QString m_lock;
    bool m_begun = false; ///< a limit to try was set for these keys
};

} // namespace keydeck
