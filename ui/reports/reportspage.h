// Where reports are put together.
#pragma once

#include "core/report/reportformat.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QStackedLayout;

namespace keydeck {

class DocumentView;
class EmptyState;
class Notice;
class ReportWishForm;
class TemplateBar;

/// The wish on the left, the report as it will read on the right, and how to save it below. Shows
/// what it is given; what is wanted leaves as signals.
class ReportsPage final : public QWidget
{
    Q_OBJECT

public:
    explicit ReportsPage(QWidget *parent = nullptr);

    [[nodiscard]] ReportWishForm &form() { return *m_form; }
    [[nodiscard]] TemplateBar &templates() { return *m_templates; }
    [[nodiscard]] DocumentView &preview() { return *m_preview; }

    [[nodiscard]] ReportFormat format() const;
    [[nodiscard]] ReportStyle style() const;

    void showDocument(const Document &document);
    /// Nothing to show, and why: two texts.
    void showNothing(const QString &heading, const QString &sentence);
    /// A report is on its way.
    void setMaking(bool isMaking) { m_isMaking = isMaking; }
    [[nodiscard]] bool isSettled() const { return !m_isMaking; }
    /// What is shown is not what is wished: it cannot be saved.
    void setStale(bool isStale);
    /// The file will have what the preview has not.
    void showReveals(bool reveals);
    [[nodiscard]] bool hasReport() const;

Q_SIGNALS:
    void saveRequested();
    void shown();

protected:
    void showEvent(QShowEvent *event) override;

private:
    [[nodiscard]] QWidget *newFoot();
    void followFormat();

    ReportWishForm *m_form;
    TemplateBar *m_templates;
    DocumentView *m_preview;
    EmptyState *m_empty;
    QStackedLayout *m_stack;
    Notice *m_reveals;
    QComboBox *m_format;
    QLabel *m_separatorLabel;
    QComboBox *m_separator;
    QCheckBox *m_mark;
    QLabel *m_paperLabel;
    QComboBox *m_paper;
    QPushButton *m_save;
    bool m_isMaking = false;
};

} // namespace keydeck
