#include "ui/health/fixdialog.h"

#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace keydeck {

namespace {

constexpr QSize UsualSize(980, 420);
constexpr int ColumnWidths[FixTable::ColumnCount] = {130, 190, 170, 190, 0};
constexpr int WrappedRows = 20; ///< more are too many to measure

QTableView *newTable(FixTable *model, QWidget *parent)
{
    auto *table = new QTableView(parent);
    table->setModel(model);
    table->setAccessibleName(FixDialog::tr("What changes"));
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setTabKeyNavigation(false);
    table->setShowGrid(false);
    table->setAlternatingRowColors(true);
    table->setWordWrap(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(
        QFontMetrics(theme::bodyFont()).height() + theme::Related);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->horizontalHeader()->setStretchLastSection(true);
    table->horizontalHeader()->setHighlightSections(false);
    const bool isOfKeys
        = model->rowCount() > 0 && !model->index(0, FixTable::Key).data().toString().isEmpty();
    for (const int column : {FixTable::Key, FixTable::Field, FixTable::Remark})
        table->setColumnHidden(column, !isOfKeys);
    for (int column = 0; column < FixTable::Remark; ++column)
        table->setColumnWidth(column, ColumnWidths[column]);
    if (!isOfKeys)
        table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    if (model->rowCount() <= WrappedRows) {
        table->setWordWrap(true);
        table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    }
    return table;
}

} // namespace

FixDialog::FixDialog(const Question &question, std::vector<FixRow> rows, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Fix"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(parent ? UsualSize.boundedTo(parent->size()) : UsualSize);
    auto *sentence = new TextLabel(TextLabel::Style::Quiet, question.sentence, this);
    sentence->setWordWrap(true);
    auto *table = newTable(new FixTable(std::move(rows), this), this);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    auto *make = buttons->addButton(question.verb, QDialogButtonBox::AcceptRole);
    make->setObjectName(QStringLiteral("makeFixes"));
    make->setAutoDefault(false);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::Page, theme::Page, theme::Page, theme::Group);
    column->setSpacing(theme::Related);
    column->addWidget(new TextLabel(TextLabel::Style::Title, question.heading, this));
    column->addWidget(sentence);
    column->addWidget(table, 1);
    column->addWidget(buttons);
    buttons->button(QDialogButtonBox::Cancel)->setDefault(true);
    buttons->button(QDialogButtonBox::Cancel)->setFocus();
}

} // namespace keydeck
