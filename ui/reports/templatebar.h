// Reports that are kept under a name.
#pragma once

#include "core/report/reportspec.h"

#include <QWidget>

class QComboBox;
class QToolButton;

namespace keydeck {

/// Chooses one, keeps the present wish under a name, forgets one. A name that is there already is
/// replaced: what it was can be chosen again from the offer to undo.
class TemplateBar final : public QWidget
{
    Q_OBJECT

public:
    explicit TemplateBar(QWidget *parent = nullptr);

    void setTemplates(const QList<ReportTemplate> &templates);
    [[nodiscard]] const QList<ReportTemplate> &templates() const { return m_templates; }

Q_SIGNALS:
    void chosen(const keydeck::ReportSpec &spec);
    /// The present wish is to be kept under that name.
    void keepRequested(const QString &name);
    void forgetRequested(const QString &name);

private:
    void keep();
    void follow();

    QList<ReportTemplate> m_templates;
    QComboBox *m_names;
    QToolButton *m_keep = nullptr;
    QToolButton *m_forget = nullptr;
};

} // namespace keydeck
