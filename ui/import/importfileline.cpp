#include "ui/import/importfileline.h"

#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace keydeck {

ImportFileLine::ImportFileLine(QWidget *parent)
    : QWidget(parent)
    , m_path(new QLineEdit(this))
    , m_choose(new QPushButton(tr("C&hoose…"), this))
    , m_separatorLabel(new QLabel(tr("Se&parated by"), this))
    , m_separator(new QComboBox(this))
{
    auto *label = new QLabel(tr("&File"), this);
    label->setBuddy(m_path);
    m_path->setAccessibleName(tr("File"));
    m_path->setPlaceholderText(tr("CSV or JSON: type its path, choose it, or drop it here"));
    m_path->setAcceptDrops(false); // a line would take the address for text
    m_choose->setAutoDefault(false);
    m_separator->setAccessibleName(tr("Separator of the columns"));
    m_separatorLabel->setBuddy(m_separator);
    const QString names[] = {tr("Commas"), tr("Semicolons"), tr("Tabs")};
    for (size_t i = 0; i < std::size(ImportSeparators); ++i)
        m_separator->addItem(names[i], int(ImportSeparators[i]));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::Related);
    row->addWidget(label);
    row->addWidget(m_path, 1);
    row->addWidget(m_choose);
    row->addWidget(m_separatorLabel);
    row->addWidget(m_separator);
    connect(m_path, &QLineEdit::editingFinished, this, &ImportFileLine::typed);
    connect(m_path, &QLineEdit::textEdited, this, &ImportFileLine::edited);
    connect(m_choose, &QPushButton::clicked, this, &ImportFileLine::lookWanted);
    connect(m_separator, &QComboBox::activated, this, &ImportFileLine::separatorChosen);
    showTable(nullptr);
}

void ImportFileLine::setPath(const QString &path)
{
    m_path->setText(path);
}

QString ImportFileLine::path() const
{
    QString path = m_path->text().trimmed();
    if (path.startsWith(QStringLiteral("~/")))
        path.replace(0, 1, QDir::homePath());
    return path;
}

std::optional<char> ImportFileLine::separator() const
{
    return m_separator->currentIndex() < 0
        ? std::nullopt
        : std::optional(char(m_separator->currentData().toInt()));
}

void ImportFileLine::showTable(const ImportTable *table)
{
    m_separator->setCurrentIndex(table ? m_separator->findData(int(table->separator)) : -1);
    const bool isCsv = table && table->format == ImportFormat::Csv;
    m_separatorLabel->setVisible(isCsv);
    m_separator->setVisible(isCsv);
}

void ImportFileLine::takeFocus()
{
    m_path->setFocus();
}

} // namespace keydeck
