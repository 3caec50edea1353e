// What a report is to tell, as a person chooses it.
#pragma once

#include "core/report/reportformat.h"

#include "ui/widgets/scrollarea.h"

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QListWidget;

namespace keydeck {

class HintLabel;
class PeriodBar;

/// Which of the store's keys.
enum class ReportKeys
{
    All,
    Found, ///< by a search
    Selected, ///< on the Keys page
};

/// The keys, the period, the columns and their order, the groups, the charts. Tells of each change
/// at once; whatever is chosen makes a report.
class ReportWishForm final : public ScrollArea
{
    Q_OBJECT

public:
    explicit ReportWishForm(QWidget *parent = nullptr);

    [[nodiscard]] ReportSpec spec() const;
    /// Of a template, or for other keys.
    void setSpec(const ReportSpec &spec);
    [[nodiscard]] ReportKeys keys() const;
    void setKeys(ReportKeys keys);
    [[nodiscard]] bool revealsKeys() const;
    /// For another store it is to be asked for anew.
    void forgetReveal();

    /// How many are selected on the Keys page.
    void setSelected(qsizetype count);
    /// The period's dates go no further than that day.
    void setNow(qint64 nowMs);
    /// What of the search is not understood, a sentence; empty: all of it is.
    void showQueryError(const QString &message);

Q_SIGNALS:
    void changed();

private:
    void buildKeys(QFormLayout &form);
    void buildColumns(QFormLayout &form);
    [[nodiscard]] QCheckBox *addCheck(
        QFormLayout &form, const QString &text, const QString &toolTip);
    void followKeys();
    void moveColumn(int by);
    void tell();

    QComboBox *m_keys;
    QLineEdit *m_query;
    HintLabel *m_hint;
    PeriodBar *m_period;
    QComboBox *m_grouping;
    QListWidget *m_columns;
    QCheckBox *m_course = nullptr;
    QCheckBox *m_ranking = nullptr;
    QCheckBox *m_reveal = nullptr;
    QLineEdit *m_title;
    bool m_isFilling = false;
};

} // namespace keydeck
