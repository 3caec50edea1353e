#include "ui/window/shortcutsheet.h"

#include "ui/shortcuts/shortcutrules.h"
#include "ui/widgets/scrollarea.h"
#include "ui/widgets/taborder.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"
#include "ui/window/actions.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QPushButton>
#include <QScrollBar>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr QSize UsualSize(880, 590);
constexpr int MostColumns = 3;

/// Those of the actions that have a shortcut.
ShortcutSheet::Group groupOf(const Actions::Group &of)
{
    ShortcutSheet::Group group{of.name, {}};
    for (const QAction *action : of.actions) {
        if (!action->shortcuts().isEmpty())
            group.lines.append({shortcutText(action->shortcuts()), Actions::nameOf(*action)});
    }
    return group;
}

ShortcutSheet::Group chartGroup()
{
    const auto tr = [](const char *text) { return ShortcutSheet::tr(text); };
    return {tr("Charts"),
        {
            {tr("Left, Right"), tr("Value to value; zoomed in: move")},
            {tr("Shift+Left, Shift+Right"), tr("Value to value, always")},
            {tr("+, -"), tr("Zoom in, zoom out")},
            {tr("0, Home"), tr("Show all again")},
            {tr("Ctrl+wheel"), tr("Zoom; without Ctrl once clicked")},
            {tr("Drag, double click"), tr("Move, show all again")},
            {tr("Tab, Space"), tr("To the legend, hide or show")},
            {tr("Alt+1 … Alt+5"), tr("How far back")},
            {shortcutText({QKeySequence(Qt::Key_Menu), QKeySequence(Qt::SHIFT | Qt::Key_F10)}),
                tr("Chart menu")},
            {shortcutText({QKeySequence::Copy}), tr("Copy picture")},
            {shortcutText({QKeySequence::Save}), tr("Save as PNG")},
            {shortcutText({Qt::CTRL | Qt::SHIFT | Qt::Key_S}), tr("Save as SVG")},
            {shortcutText({Qt::CTRL | Qt::SHIFT | Qt::Key_E}), tr("Save figures as CSV")},
        }};
}

int lengthOf(const ShortcutSheet::Group &group)
{
    return int(group.lines.size()) + 2; // its heading, and a space
}

/// In order, none longer than it must be.
QList<QList<ShortcutSheet::Group>> columnsOf(const QList<ShortcutSheet::Group> &groups, int count)
{
    int longest = 0, all = 0;
    for (const ShortcutSheet::Group &group : groups) {
        longest = std::max(longest, lengthOf(group));
        all += lengthOf(group);
    }
    for (int most = std::max(longest, all / count);; ++most) {
        QList<QList<ShortcutSheet::Group>> columns{{}};
        int length = 0;
        for (const ShortcutSheet::Group &group : groups) {
            if (length > 0 && length + lengthOf(group) > most) {
                columns.append(QList<ShortcutSheet::Group>());
                length = 0;
            }
            columns.last().append(group);
            length += lengthOf(group);
        }
        if (columns.size() <= count)
            return columns;
    }
}

void addGroup(QGridLayout *grid, const ShortcutSheet::Group &group)
{
    const int first = grid->rowCount();
    auto *heading = new TextLabel(TextLabel::Style::Heading, group.name);
    heading->setContentsMargins(0, first > 1 ? theme::Related : 0, 0, 0);
    grid->addWidget(heading, first, 0, 1, 2);
    for (const ShortcutSheet::Line &line : group.lines) {
        const int row = grid->rowCount();
        auto *keys = new TextLabel(TextLabel::Style::Fixed, line.keys);
        keys->setFont(theme::captionFont());
        keys->setWordWrap(true); // several of them take several lines
        keys->setMinimumWidth(keys->fontMetrics().horizontalAdvance(u"Ctrl+Shift+M, "_s));
        auto *text = new TextLabel(TextLabel::Style::Body, line.text);
        text->setWordWrap(true);
        for (TextLabel *label : {keys, text})
            label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        grid->addWidget(keys, row, 0, Qt::AlignTop);
        grid->addWidget(text, row, 1, Qt::AlignTop);
    }
}

} // namespace

void ShortcutSheet::open(const Actions &actions, QWidget *window)
{
    if (auto *present = window->findChild<ShortcutSheet *>(QString(), Qt::FindDirectChildrenOnly)) {
        present->raise();
        present->activateWindow();
        return;
    }
    auto *sheet = new ShortcutSheet(groupsOf(actions), window);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    connect(sheet, &ShortcutSheet::changeRequested, actions.changeShortcuts, [sheet, &actions] {
        sheet->close();
        actions.changeShortcuts->trigger();
    });
    sheet->QDialog::open();
}

QList<ShortcutSheet::Group> ShortcutSheet::groupsOf(const Actions &actions)
{
    QList<Group> groups;
    for (const Actions::Group &group : actions.groups())
        groups.append(groupOf(group));
    groups[1].lines.append({tr("Esc"), tr("Clear the search, close a dialog")});
    groups.append(chartGroup());
    groups.removeIf([](const Group &group) { return group.lines.isEmpty(); });
    return groups;
}

ShortcutSheet::ShortcutSheet(const QList<Group> &groups, QWidget *window)
    : QDialog(window)
    , m_area(new ScrollArea(this))
{
    setWindowTitle(tr("Keyboard shortcuts"));
    m_area->setAccessibleName(windowTitle());
    m_area->viewport()->setAutoFillBackground(false);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto *change = buttons->addButton(tr("Change…"), QDialogButtonBox::ActionRole);
    change->setAutoDefault(false);
    change->setToolTip(tr("Give actions the keys that suit you"));
    connect(change, &QPushButton::clicked, this, &ShortcutSheet::changeRequested);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::Page, theme::Group, theme::Page, theme::Group);
    column->setSpacing(theme::Related);
    column->addWidget(new TextLabel(TextLabel::Style::Title, windowTitle(), this));
    column->addWidget(m_area, 1);
    column->addWidget(buttons);
    tabInLayoutOrder(*this);
    const QSize room = window ? UsualSize.boundedTo(window->size()) : UsualSize;
    resize(room);
    arrange(groups);
}

/// As many columns as the width has room for.
void ShortcutSheet::arrange(const QList<Group> &groups)
{
    const QMargins margins = layout()->contentsMargins();
    const int room = width() - margins.left() - margins.right()
        - style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    for (int count = MostColumns; count > 0; --count) {
        QWidget *columns = newColumns(groups, count);
        m_area->setWidget(columns); // which deletes the one before
        columns->setAutoFillBackground(false);
        if (columns->minimumSizeHint().width() <= room)
            break;
    }
}

QWidget *ShortcutSheet::newColumns(const QList<Group> &groups, int count)
{
    auto *page = new QWidget;
    auto *row = new QHBoxLayout(page);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::Page);
    for (const QList<Group> &column : columnsOf(groups, count)) {
        auto *grid = new QGridLayout;
        grid->setHorizontalSpacing(theme::Related);
        grid->setVerticalSpacing(theme::Tight);
        grid->setColumnStretch(1, 1);
        for (const Group &group : column)
            addGroup(grid, group);
        grid->setRowStretch(grid->rowCount(), 1);
        row->addLayout(grid, 1);
    }
    return page;
}

bool ShortcutSheet::fits() const
{
    return m_area->verticalScrollBar()->maximum() == 0
        && m_area->horizontalScrollBar()->maximum() == 0;
}

} // namespace keydeck
