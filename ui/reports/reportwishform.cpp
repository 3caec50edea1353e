#include "ui/reports/reportwishform.h"

#include "core/base/format.h"
#include "ui/keys/hintlabel.h"
#include "ui/usage/periodbar.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QScrollBar>
#include <QToolButton>

namespace keydeck {

namespace {

constexpr int ShownColumns = 9;
constexpr int FormWidth = 340;

} // namespace

ReportWishForm::ReportWishForm(QWidget *parent)
    : ScrollArea(parent)
    , m_keys(new QComboBox)
    , m_query(new QLineEdit)
    , m_hint(new HintLabel)
    , m_period(new PeriodBar)
    , m_grouping(new QComboBox)
    , m_columns(new QListWidget)
    , m_title(new QLineEdit)
{
    auto *body = new QWidget(this);
    auto *form = new QFormLayout(body);
    form->setRowWrapPolicy(QFormLayout::WrapAllRows);
    form->setContentsMargins(0, 0, theme::Group, 0);
    form->setVerticalSpacing(theme::Tight);
    m_title->setPlaceholderText(tr("API keys"));
    form->addRow(tr("&Title"), m_title);
    buildKeys(*form);
    form->addRow(tr("Period"), m_period);
    m_grouping->addItems({tr("No groups"), tr("Model"), tr("Status"), tr("Tags")});
    form->addRow(tr("&Group by"), m_grouping);
    buildColumns(*form);
    m_course = addCheck(*form, tr("Chart: tokens &over time"), tr("The period, slot by slot"));
    m_ranking = addCheck(*form, tr("Chart: &who used the most"), tr("A bar for each key"));
    m_reveal = addCheck(*form, tr("Whole keys in the file"),
        tr("In full, not masked: whoever has the file can use them"));
    for (QWidget *each :
        std::initializer_list<QWidget *>{m_keys, m_query, m_grouping, m_columns, m_title}) {
        if (auto *label = qobject_cast<QLabel *>(form->labelForField(each)))
            each->setAccessibleName(label->text().remove(u'&'));
    }
    setWidget(body);
    setAccessibleName(tr("What the report tells"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFixedWidth(FormWidth);
    setSpec({});

    connect(m_title, &QLineEdit::textChanged, this, &ReportWishForm::tell);
    connect(m_query, &QLineEdit::textChanged, this, &ReportWishForm::tell);
    connect(m_period, &PeriodBar::choiceChanged, this, &ReportWishForm::tell);
    connect(m_grouping, &QComboBox::currentIndexChanged, this, &ReportWishForm::tell);
    connect(m_keys, &QComboBox::currentIndexChanged, this, [this] {
        followKeys();
        tell();
    });
    connect(m_columns, &QListWidget::itemChanged, this, &ReportWishForm::tell);
    connect(m_columns->model(), &QAbstractItemModel::rowsMoved, this, &ReportWishForm::tell);
    for (const QCheckBox *check : {m_course, m_ranking, m_reveal})
        connect(check, &QCheckBox::toggled, this, &ReportWishForm::tell);
}

void ReportWishForm::buildKeys(QFormLayout &form)
{
    m_keys->addItems({tr("All keys"), tr("Keys that a search finds"), QString()});
    m_query->setPlaceholderText(tr("Like status:blocked or tag:team-a"));
    m_query->setClearButtonEnabled(true);
    form.addRow(tr("Keys"), m_keys);
    form.addRow(tr("Search"), m_query);
    m_hint->setObjectName(QStringLiteral("reportQueryHint"));
    form.addRow(m_hint);
    setSelected(0);
    followKeys();
}

void ReportWishForm::buildColumns(QFormLayout &form)
{
    m_columns->setDragDropMode(QAbstractItemView::InternalMove);
    m_columns->setToolTip(
        tr("Checked ones are in the report, in this order. Drag them, or move the "
           "current one with the buttons below"));
    const int row = QFontMetrics(theme::bodyFont()).height() + theme::Tight;
    m_columns->setFixedHeight(ShownColumns * row);
    form.addRow(tr("&Columns"), m_columns);
    auto *buttons = new QWidget;
    auto *line = new QHBoxLayout(buttons);
    line->setContentsMargins(0, 0, 0, theme::Related);
    const auto add = [&](const QString &text, const QString &toolTip, int by) {
        auto *button = new QToolButton(buttons);
        button->setText(text);
        button->setToolTip(toolTip);
        button->setFocusPolicy(Qt::TabFocus);
        connect(button, &QToolButton::clicked, this, [this, by] { moveColumn(by); });
        line->addWidget(button);
    };
    add(tr("Move up"), tr("Further to the left in the report"), -1);
    add(tr("Move down"), tr("Further to the right in the report"), 1);
    line->addStretch(1);
    form.addRow(buttons);
}

QCheckBox *ReportWishForm::addCheck(QFormLayout &form, const QString &text, const QString &toolTip)
{
    auto *check = new QCheckBox(text);
    check->setToolTip(toolTip);
    form.addRow(check);
    return check;
}

ReportSpec ReportWishForm::spec() const
{
    ReportSpec spec;
    spec.title = m_title->text().trimmed();
    spec.period = m_period->choice();
    spec.query = keys() == ReportKeys::Found ? m_query->text().trimmed() : QString();
    spec.grouping = ReportGrouping(m_grouping->currentIndex());
    spec.hasCourse = m_course->isChecked();
    spec.hasRanking = m_ranking->isChecked();
    spec.fields.clear();
    for (int row = 0; row < m_columns->count(); ++row) {
        const QListWidgetItem *item = m_columns->item(row);
        if (item->checkState() == Qt::Checked)
            spec.fields.append(ReportField(item->data(Qt::UserRole).toInt()));
    }
    return spec;
}

void ReportWishForm::setSpec(const ReportSpec &spec)
{
    m_isFilling = true;
    m_title->setText(spec.title);
    m_period->setChoice(spec.period);
    m_grouping->setCurrentIndex(int(spec.grouping));
    m_query->setText(spec.query);
    m_keys->setCurrentIndex(int(spec.query.isEmpty() ? ReportKeys::All : ReportKeys::Found));
    m_course->setChecked(spec.hasCourse);
    m_ranking->setChecked(spec.hasRanking);
    QList<ReportField> fields = spec.fields;
    for (int field = 0; field < ReportFields; ++field) {
        if (!fields.contains(ReportField(field)))
            fields.append(ReportField(field));
    }
    m_columns->clear();
    for (const ReportField field : fields) {
        auto *item = new QListWidgetItem(reportFieldTitle(field), m_columns);
        item->setData(Qt::UserRole, int(field));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable
            | Qt::ItemIsDragEnabled);
        item->setCheckState(spec.fields.contains(field) ? Qt::Checked : Qt::Unchecked);
    }
    m_columns->setCurrentRow(0);
    m_isFilling = false;
    followKeys();
    tell();
}

ReportKeys ReportWishForm::keys() const
{
    return ReportKeys(m_keys->currentIndex());
}

void ReportWishForm::setKeys(ReportKeys keys)
{
    m_keys->setCurrentIndex(int(keys));
}

bool ReportWishForm::revealsKeys() const
{
    return m_reveal->isChecked();
}

void ReportWishForm::forgetReveal()
{
    m_reveal->setChecked(false);
}

void ReportWishForm::setSelected(qsizetype count)
{
    m_keys->setItemText(int(ReportKeys::Selected),
        tr("Keys selected on their page (%1)").arg(formatCount(double(count))));
}

void ReportWishForm::setNow(qint64 nowMs)
{
    m_period->setNow(nowMs);
}

void ReportWishForm::showQueryError(const QString &message)
{
    m_hint->setHint({message.isEmpty() ? theme::Role::Neutral : theme::Role::Warning, message});
}

void ReportWishForm::followKeys()
{
    const bool isSearch = keys() == ReportKeys::Found;
    m_query->setEnabled(isSearch);
    m_query->setToolTip(isSearch ? tr("Written as on the Keys page; F1 there explains it")
                                 : tr("Choose “Keys that a search finds” to search"));
}

void ReportWishForm::moveColumn(int by)
{
    const int row = m_columns->currentRow();
    if (row < 0 || row + by < 0 || row + by >= m_columns->count())
        return;
    m_isFilling = true;
    m_columns->insertItem(row + by, m_columns->takeItem(row));
    m_columns->setCurrentRow(row + by);
    m_isFilling = false;
    tell();
}

void ReportWishForm::tell()
{
    if (!m_isFilling)
        Q_EMIT changed();
}

} // namespace keydeck
