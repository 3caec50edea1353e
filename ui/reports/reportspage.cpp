#include "ui/reports/reportspage.h"

#include "ui/reports/documentview.h"
#include "ui/reports/reportwishform.h"
#include "ui/reports/templatebar.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/taborder.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStackedLayout>

namespace keydeck {

namespace {

constexpr char Separators[] = {',', ';', '\t'};
constexpr int ShortestChoice = 10;

} // namespace

ReportsPage::ReportsPage(QWidget *parent)
    : QWidget(parent)
    , m_form(new ReportWishForm(this))
    , m_templates(new TemplateBar(this))
    , m_preview(new DocumentView(this))
    , m_empty(new EmptyState(this))
    , m_stack(new QStackedLayout)
    , m_reveals(new Notice(theme::Role::Warning, Mark::Triangle,
          tr("The file will have the keys in full, and whoever has it can use them. Here they stay "
             "masked."),
          this))
    , m_format(new QComboBox(this))
    , m_separatorLabel(new QLabel(tr("Between cells"), this))
    , m_separator(new QComboBox(this))
    , m_mark(new QCheckBox(tr("For Excel"), this))
    , m_paperLabel(new QLabel(tr("Paper"), this))
    , m_paper(new QComboBox(this))
    , m_save(new QPushButton(tr("&Save report…"), this))
{
    auto *left = new QVBoxLayout;
    left->setSpacing(theme::Related);
    left->addWidget(new TextLabel(TextLabel::Style::Title, tr("Reports"), this));
    left->addWidget(m_templates);
    left->addWidget(m_form, 1);
    m_templates->setFixedWidth(m_form->width() - theme::Group);
    auto *right = new QVBoxLayout;
    right->setSpacing(theme::Related);
    m_stack->addWidget(m_preview);
    m_stack->addWidget(m_empty);
    right->addLayout(m_stack, 1);
    right->addWidget(m_reveals);
    m_reveals->hide();
    right->addWidget(newFoot());
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme::Page, theme::Group, theme::Page, theme::Group);
    row->setSpacing(theme::Related);
    row->addLayout(left);
    row->addLayout(right, 1);
    connect(m_save, &QPushButton::clicked, this, &ReportsPage::saveRequested);
    followFormat();
    tabInLayoutOrder(*this);
}

QWidget *ReportsPage::newFoot()
{
    auto *foot = new QWidget(this);
    for (const ReportFormat format : AllReportFormats)
        m_format->addItem(reportFormatTitle(format), int(format));
    m_format->setCurrentIndex(m_format->findData(int(ReportFormat::Html)));
    m_format->setAccessibleName(tr("Format"));
    m_separator->addItems({tr("Commas"), tr("Semicolons"), tr("Tabs")});
    m_separator->setAccessibleName(tr("Between cells"));
    m_separator->setToolTip(tr("What stands between the cells of a line"));
    m_mark->setToolTip(tr("Begin with a byte order mark, so that Excel reads names with accents"));
    m_separatorLabel->setBuddy(m_separator);
    m_paper->addItems({tr("A4"), tr("Letter")});
    m_paper->setAccessibleName(tr("Paper"));
    m_paperLabel->setBuddy(m_paper);
    auto *formatLabel = new QLabel(tr("Format"), foot);
    formatLabel->setBuddy(m_format);
    auto *options = new QHBoxLayout;
    auto *row = new QHBoxLayout;
    for (QHBoxLayout *each : {options, row}) {
        each->setSpacing(theme::Related);
        each->addStretch(1);
    }
    for (QWidget *each : std::initializer_list<QWidget *>{
             m_separatorLabel, m_separator, m_mark, m_paperLabel, m_paper})
        options->addWidget(each);
    for (QWidget *each : std::initializer_list<QWidget *>{formatLabel, m_format, m_save})
        row->addWidget(each);
    for (QComboBox *each : {m_format, m_separator, m_paper}) {
        each->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        each->setMinimumContentsLength(ShortestChoice);
    }
    auto *rows = new QVBoxLayout(foot);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(theme::Related);
    rows->addLayout(options);
    rows->addLayout(row);
    connect(m_format, &QComboBox::currentIndexChanged, this, &ReportsPage::followFormat);
    return foot;
}

ReportFormat ReportsPage::format() const
{
    return ReportFormat(m_format->currentData().toInt());
}

ReportStyle ReportsPage::style() const
{
    ReportStyle style;
    style.csv = {Separators[m_separator->currentIndex()], m_mark->isChecked()};
    style.pdf.paper = PdfOptions::Paper(m_paper->currentIndex());
    return style;
}

void ReportsPage::showDocument(const Document &document)
{
    m_preview->showDocument(document);
    m_stack->setCurrentWidget(m_preview);
}

void ReportsPage::showNothing(const QString &heading, const QString &sentence)
{
    m_preview->showDocument({});
    m_empty->setTexts(heading, sentence);
    m_stack->setCurrentWidget(m_empty);
}

void ReportsPage::setStale(bool isStale)
{
    m_save->setEnabled(!isStale && hasReport());
    m_save->setToolTip(isStale ? tr("The report is being made")
            : hasReport()      ? tr("Write the report to a file")
                               : tr("There is no report to save"));
}

void ReportsPage::showReveals(bool reveals)
{
    m_reveals->setVisible(reveals);
}

bool ReportsPage::hasReport() const
{
    return m_stack->currentWidget() == m_preview && !m_preview->isEmpty();
}

void ReportsPage::followFormat()
{
    const bool isCsv = format() == ReportFormat::Csv;
    m_separator->setVisible(isCsv);
    m_separatorLabel->setVisible(isCsv);
    m_mark->setVisible(isCsv);
    for (QWidget *each : std::initializer_list<QWidget *>{m_paperLabel, m_paper})
        each->setVisible(format() == ReportFormat::Pdf);
}

void ReportsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    Q_EMIT shown();
}

} // namespace keydeck
