#include "ui/import/importrows.h"

#include "core/base/format.h"
#include "ui/import/importrowsmodel.h"
#include "ui/widgets/roomyheaderstyle.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>

namespace keydeck {

namespace {

constexpr int ColumnWidths[ImportRowsModel::ColumnCount] = {48, 130, 92, 84, 128, 88, 0};
constexpr int LeastHeight = 96;
constexpr int WrappedRows = 40; ///< more are too many to measure

QTableView *newTable(ImportRowsModel *model, QWidget *parent)
{
    auto *table = new QTableView(parent);
    table->setModel(model);
    table->setObjectName(QStringLiteral("importRows"));
    table->setAccessibleName(ImportRows::tr("What becomes of each row"));
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setTabKeyNavigation(false);
    table->setShowGrid(false);
    table->setAlternatingRowColors(true);
    table->setWordWrap(false);
    table->setMinimumHeight(LeastHeight);
    table->setStyle(new RoomyHeaderStyle(table));
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(
        QFontMetrics(theme::bodyFont()).height() + theme::Related);
    table->verticalHeader()->setMinimumSectionSize(table->verticalHeader()->defaultSectionSize());
    QHeaderView *header = table->horizontalHeader();
    header->setStyle(table->style());
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setStretchLastSection(true);
    header->setHighlightSections(false);
    for (int column = 0; column < ImportRowsModel::VerdictColumn; ++column)
        table->setColumnWidth(column, ColumnWidths[column]);
    return table;
}

} // namespace

ImportRows::ImportRows(QWidget *parent)
    : QWidget(parent)
    , m_model(new ImportRowsModel(this))
    , m_table(newTable(m_model, this))
    , m_chosen(new TextLabel(TextLabel::Style::Quiet, this))
    , m_onlyBad(new QCheckBox(tr("Only &bad rows"), this))
    , m_leaveOut(new QCheckBox(this))
{
    auto *choices = new QHBoxLayout;
    choices->setSpacing(theme::Group);
    choices->addWidget(m_onlyBad);
    choices->addWidget(m_leaveOut);
    choices->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::Tight);
    column->addWidget(m_table, 1);
    column->addWidget(m_chosen);
    column->addLayout(choices);
    m_chosen->setWordWrap(true);
    connect(m_onlyBad, &QCheckBox::toggled, this, [this](bool onlyBad) {
        measureNone();
        m_model->setOnlyBad(onlyBad);
        fitRows();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &ImportRows::showChosen);
    connect(m_leaveOut, &QCheckBox::toggled, this, &ImportRows::leaveOutChanged);
    setPlan(nullptr);
}

void ImportRows::setPlan(const std::shared_ptr<const ImportPlan> &plan, qint64 nowMs)
{
    measureNone();
    m_model->setPlan(plan, nowMs);
    const qsizetype bad = plan ? plan->bad : 0;
    m_onlyBad->setEnabled(bad > 0);
    if (bad == 0)
        m_onlyBad->setChecked(false);
    m_leaveOut->setEnabled(bad > 0 && plan->good() > 0);
    m_leaveOut->setText(bad == 1 ? tr("Lea&ve out the bad row")
                                 : tr("Lea&ve out the %1 bad rows").arg(formatCount(double(bad))));
    m_leaveOut->setVisible(bad > 0);
    m_onlyBad->setVisible(bad > 0);
    fitRows();
}

/// The header would measure each of the new rows, however many there are.
void ImportRows::measureNone()
{
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
}

void ImportRows::fitRows()
{
    const bool areFew = m_model->rowCount() <= WrappedRows;
    m_table->setWordWrap(areFew);
    if (areFew)
        m_table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_chosen->setVisible(!areFew);
    if (m_model->rowCount() > 0)
        m_table->selectionModel()->setCurrentIndex(
            m_model->index(0, ImportRowsModel::LineColumn), QItemSelectionModel::NoUpdate);
    showChosen();
}

void ImportRows::showChosen()
{
    const QModelIndex current = m_table->currentIndex();
    m_chosen->setText(current.isValid() ? m_model->sentence(current.row()) : QString());
}

void ImportRows::forget()
{
    m_leaveOut->setChecked(false);
    m_onlyBad->setChecked(false);
}

bool ImportRows::leavesOutBad() const
{
    return m_leaveOut->isChecked();
}

} // namespace keydeck
