#include "ui/keys/searchhelp.h"

#include "core/query/queryterms.h"
#include "ui/widgets/scrollarea.h"
#include "ui/widgets/taborder.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr QSize UsualSize(640, 660);

void addHeading(QGridLayout *grid, const QString &text)
{
    const int row = grid->rowCount();
    auto *heading = new TextLabel(TextLabel::Style::Heading, text);
    heading->setContentsMargins(0, row > 1 ? theme::Related : 0, 0, 0);
    grid->addWidget(heading, row, 0, 1, 2);
}

void addLine(QGridLayout *grid, const QString &typed, const QString &meaning)
{
    const int row = grid->rowCount();
    QString lines = typed;
    auto *left = new TextLabel(TextLabel::Style::Fixed, lines.replace(u"   "_s, u"\n"_s));
    left->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *right = new TextLabel(TextLabel::Style::Body, meaning);
    right->setWordWrap(true);
    grid->addWidget(left, row, 0, Qt::AlignTop);
    grid->addWidget(right, row, 1, Qt::AlignTop);
}

QWidget *newSheet()
{
    auto *sheet = new QWidget;
    auto *grid = new QGridLayout(sheet);
    grid->setContentsMargins(0, 0, theme::Related, 0);
    grid->setHorizontalSpacing(theme::Group);
    grid->setVerticalSpacing(theme::Tight);
    grid->setColumnStretch(1, 1);
    addHeading(grid, SearchHelp::tr("Words"));
    for (const QueryExample &example : queryExamples())
        addLine(grid, example.query, example.meaning);
    addHeading(grid, SearchHelp::tr("Terms"));
    for (const QueryTerm &term : queryTerms())
        addLine(grid, term.examples, term.meaning);
    addHeading(grid, SearchHelp::tr("Statuses"));
    auto *statuses = new TextLabel(TextLabel::Style::Fixed, queryStatusWords());
    statuses->setWordWrap(true);
    grid->addWidget(statuses, grid->rowCount(), 0, 1, 2);
    grid->setRowStretch(grid->rowCount(), 1);
    return sheet;
}

} // namespace

void SearchHelp::open(QWidget *window)
{
    auto *help = window->findChild<SearchHelp *>(QString(), Qt::FindDirectChildrenOnly);
    if (!help) {
        help = new SearchHelp(window);
        help->setAttribute(Qt::WA_DeleteOnClose);
    }
    help->show();
    help->raise();
    help->activateWindow();
}

SearchHelp::SearchHelp(QWidget *window) : QDialog(window)
{
    setWindowTitle(tr("How to search"));
    auto *area = new ScrollArea(this);
    area->setAccessibleName(windowTitle());
    area->viewport()->setAutoFillBackground(false);
    area->setWidget(newSheet());
    area->widget()->setAutoFillBackground(false);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::Page, theme::Group, theme::Page, theme::Group);
    column->setSpacing(theme::Related);
    column->addWidget(new TextLabel(TextLabel::Style::Title, windowTitle(), this));
    column->addWidget(area, 1);
    column->addWidget(buttons);
    tabInLayoutOrder(*this);
    resize(window ? UsualSize.boundedTo(window->size()) : UsualSize);
}

} // namespace keydeck
