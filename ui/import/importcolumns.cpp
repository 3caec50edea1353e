#include "ui/import/importcolumns.h"

#include "core/base/clock.h"
#include "core/base/fingerprint.h"
#include "core/import/importecho.h"
#include "core/rules/validator.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>

namespace keydeck {

namespace {

constexpr int FieldRows = 5; ///< beside each other: two groups
constexpr int LabelColumn = 0, ChoiceColumn = 1, DefaultColumn = 2, SecondGroup = 3;
constexpr int ChoiceLetters = 12;
constexpr int MostSamples = 2;
constexpr size_t SampledRows = 500; ///< looking on for a cell that is not blank takes time
constexpr qsizetype SampleLetters = 24;

QString sample(const QString &cell, bool isSecret)
{
    const QString shown = isSecret ? maskedKey(cell) : echoedCell(cell);
    return shown.size() > SampleLetters ? shown.left(SampleLetters - 1) + u'…' : shown;
}

} // namespace

ImportColumns::ImportColumns(const Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_clock(clock)
    , m_prefix(newDefault(tr("How new keys begin"), QStringLiteral("pk_")))
    , m_limit(newDefault(tr("Token limit where none is given"), QStringLiteral("100,000")))
    , m_expiry(newDefault(tr("Expiry where none is given"), QStringLiteral("+365d")))
    , m_model(newDefault(tr("Model where none is given"), {}))
{
    m_prefix->setToolTip(tr("A row without a key gets a new one: this and 32 random digits"));
    m_limit->setPlaceholderText(tr("Rows need one"));
    m_expiry->setPlaceholderText(tr("Rows need one"));
    m_model->setPlaceholderText(tr("The gateway's default"));

    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(theme::Related);
    grid->setVerticalSpacing(theme::Tight);
    grid->addWidget(new TextLabel(TextLabel::Style::Caption, tr("Column"), this), 0, ChoiceColumn);
    grid->addWidget(
        new TextLabel(TextLabel::Style::Caption, tr("Where blank"), this), 0, DefaultColumn);
    grid->addWidget(new TextLabel(TextLabel::Style::Caption, tr("Column"), this), 0,
        SecondGroup + ChoiceColumn);
    const QString labels[ImportFieldCount] = {tr("&Name"), tr("&Key"), tr("&Limit"), tr("E&xpires"),
        tr("&Model"), tr("C&reated"), tr("&Tags"), tr("N&ote"), tr("O&wner"), tr("Cont&act")};
    for (int field = 0; field < ImportFieldCount; ++field)
        addField(grid, ImportField(field), labels[field]);
    const std::pair<ImportField, QLineEdit *> defaults[]
        = {{ImportField::Key, m_prefix}, {ImportField::Limit, m_limit},
            {ImportField::Expiry, m_expiry}, {ImportField::Model, m_model}};
    for (const auto &[field, line] : defaults)
        grid->addWidget(line, 1 + int(field), DefaultColumn);
    orderTabs();
    for (const int column : {ChoiceColumn, DefaultColumn, SecondGroup + ChoiceColumn})
        grid->setColumnStretch(column, column == DefaultColumn ? 2 : 3);
}

QLineEdit *ImportColumns::newDefault(const QString &name, const QString &text)
{
    auto *line = new QLineEdit(text, this);
    line->setAccessibleName(name);
    connect(line, &QLineEdit::textChanged, this, &ImportColumns::changed);
    return line;
}

/// Line by line, what is beside a chooser after it.
void ImportColumns::orderTabs()
{
    QLineEdit *const beside[FieldRows] = {nullptr, m_prefix, m_limit, m_expiry, m_model};
    QWidget *last = nullptr;
    for (int field = 0; field < ImportFieldCount; ++field) {
        QWidget *choice = m_choices[size_t(field)];
        if (last)
            setTabOrder(last, choice);
        last = choice;
        if (field < FieldRows && beside[field]) {
            setTabOrder(choice, beside[field]);
            last = beside[field];
        }
    }
}

void ImportColumns::addField(QGridLayout *grid, ImportField field, const QString &label)
{
    const int row = 1 + int(field) % FieldRows;
    const int group = int(field) < FieldRows ? 0 : SecondGroup;
    auto *choice = new QComboBox(this);
    choice->setAccessibleName(tr("Column of: %1").arg(QString(label).remove(u'&')));
    choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    choice->setMinimumContentsLength(ChoiceLetters);
    choice->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto *buddy = new QLabel(label, this);
    buddy->setBuddy(choice);
    if (group > 0)
        buddy->setContentsMargins(theme::Related, 0, 0, 0);
    grid->addWidget(buddy, row, group + LabelColumn);
    grid->addWidget(choice, row, group + ChoiceColumn);
    m_choices[size_t(field)] = choice;
    connect(choice, &QComboBox::currentIndexChanged, this, [this, field] {
        if (field == ImportField::Key)
            fillChoices(mapping()); // another column's cells are masked
        Q_EMIT changed();
    });
}

void ImportColumns::setTable(const std::shared_ptr<const ImportTable> &table)
{
    m_table = table;
    fillChoices(ImportMapping::guessed(table->columns));
    Q_EMIT changed();
}

QString ImportColumns::choiceText(int column, bool isSecret) const
{
    QStringList samples;
    const size_t last = std::min(m_table->rows.size(), SampledRows);
    for (size_t row = 0; row < last; ++row) {
        const QString cell = m_table->rows[row].cells.value(column).trimmed();
        if (!cell.isEmpty())
            samples.append(sample(cell, isSecret));
        if (samples.size() == MostSamples)
            break;
    }
    const QString label = m_table->columnLabel(column);
    return samples.isEmpty() ? label : tr("%1: %2").arg(label, samples.join(QStringLiteral(", ")));
}

void ImportColumns::fillChoices(const ImportMapping &mapping)
{
    const int guessedKey = ImportMapping::guessed(m_table->columns).columnOf(ImportField::Key);
    QStringList texts{tr("(none)")};
    for (int column = 0; column < m_table->columns.size(); ++column)
        texts.append(choiceText(
            column, column == mapping.columnOf(ImportField::Key) || column == guessedKey));
    for (int field = 0; field < ImportFieldCount; ++field) {
        QComboBox *choice = m_choices[size_t(field)];
        const QSignalBlocker quiet(choice);
        choice->clear();
        choice->addItems(texts);
        choice->setCurrentIndex(mapping.columnOf(ImportField(field)) + 1);
    }
}

ImportMapping ImportColumns::mapping() const
{
    ImportMapping mapping;
    for (int field = 0; field < ImportFieldCount; ++field)
        mapping.setColumn(
            ImportField(field), std::max(0, m_choices[size_t(field)]->currentIndex()) - 1);
    return mapping;
}

ImportDefaults ImportColumns::defaults() const
{
    ImportDefaults defaults;
    if (const auto limit = checkLimit(m_limit->text()))
        defaults.tokenLimitPer5h = *limit;
    if (const auto expiry = checkExpiry(m_expiry->text(), m_clock.nowMs()))
        defaults.expiryDate = *expiry;
    defaults.model = checkModel(m_model->text()).value_or(QString());
    defaults.prefix = m_prefix->text();
    return defaults;
}

QString ImportColumns::problem() const
{
    const auto problemOf
        = [](const auto &checked) { return checked ? QString() : checked.error().message; };
    const auto unlessBlank = [](const QLineEdit *line, const QString &problem) {
        return line->text().trimmed().isEmpty() ? QString() : problem; // then rows need one
    };
    const QString problems[] = {unlessBlank(m_limit, problemOf(checkLimit(m_limit->text()))),
        unlessBlank(m_expiry, problemOf(checkExpiry(m_expiry->text(), m_clock.nowMs()))),
        problemOf(checkModel(m_model->text())), problemOf(checkKey(generateKey(m_prefix->text())))};
    for (const QString &problem : problems) {
        if (!problem.isEmpty())
            return problem;
    }
    return {};
}

} // namespace keydeck
