// Which stretch of time the Usage page is about.
#pragma once

#include "core/usage/reportperiod.h"

#include <QWidget>

class QButtonGroup;
class QDateEdit;

namespace keydeck {

/// Four buttons, of which one is down; Alt+1 to Alt+4 press them. The last one opens two dates,
/// which are days of the local calendar and never in the future.
class PeriodBar final : public QWidget
{
    Q_OBJECT

public:
    explicit PeriodBar(QWidget *parent = nullptr);

    [[nodiscard]] PeriodChoice choice() const;
    void setChoice(const PeriodChoice &choice);
    /// The dates go no further than the day of that moment.
    void setNow(qint64 nowMs);

Q_SIGNALS:
    void choiceChanged(const keydeck::PeriodChoice &choice);

private:
    void addButton(PeriodChoice::Kind kind, const QString &text, const QString &toolTip);
    [[nodiscard]] QDateEdit *newDate(const QString &name);
    void showDates();
    void tell();

    QButtonGroup *m_buttons;
    QWidget *m_dates;
    QDateEdit *m_first;
    QDateEdit *m_last;
    PeriodChoice m_told;
    bool m_isDated = false; ///< the dates were chosen, or given their first ones
};

} // namespace keydeck
