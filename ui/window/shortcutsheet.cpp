#include "ui/window/shortcutsheet.h"

#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"
#include "ui/window/actions.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QScrollArea>
#include <QScrollBar>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr QSize UsualSize(860, 540);
constexpr int MostColumns = 3;

QString plainText(const QAction &action)
{
    // A subject, as in "Undo: Edit “Alice”", is of the moment.
    return action.iconText().remove(u'&').remove(u'…');
}

QString textOf(const QList<QKeySequence> &shortcuts)
{
    QStringList texts;
    for (const QKeySequence &keys : shortcuts)
        texts.append(keys.toString(QKeySequence::NativeText));
    return texts.join(u", "_s);
}

ShortcutSheet::Line lineOf(const QAction *action)
{
    return {textOf(action->shortcuts()), plainText(*action)};
}

/// Appends the actions that have a shortcut, and takes them out of the rest.
ShortcutSheet::Group take(
    const QString &name, const QList<QAction *> &actions, QList<QAction *> *rest)
{
    ShortcutSheet::Group group{name, {}};
    for (QAction *action : actions) {
        if (rest->removeOne(action))
            group.lines.append(lineOf(action));
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
            {textOf({QKeySequence(Qt::Key_Menu), QKeySequence(Qt::SHIFT | Qt::Key_F10)}),
                tr("Chart menu")},
            {textOf({QKeySequence::Copy}), tr("Copy picture")},
            {textOf({QKeySequence::Save}), tr("Save as PNG")},
            {textOf({Qt::CTRL | Qt::SHIFT | Qt::Key_S}), tr("Save as SVG")},
            {textOf({Qt::CTRL | Qt::SHIFT | Qt::Key_E}), tr("Save figures as CSV")},
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
    sheet->QDialog::open();
}

QList<ShortcutSheet::Group> ShortcutSheet::groupsOf(const Actions &actions)
{
    QList<QAction *> rest = actions.findChildren<QAction *>(QString(), Qt::FindDirectChildrenOnly);
    rest.removeIf([](const QAction *action) { return action->shortcuts().isEmpty(); });
    const Group file = take(tr("File"),
        {actions.open, actions.newStore, actions.connectGateway, actions.reload, actions.importKeys,
            actions.exportCsv, actions.restoreBackup, actions.quit},
        &rest);
    const Group keys = take(tr("Keys"),
        {actions.create, actions.edit, actions.copyKey, actions.remove, actions.duplicate,
            actions.rotate, actions.suspend, actions.resume, actions.resetWindow, actions.notes,
            actions.trash, actions.tryLimit},
        &rest);
    const Group pages
        = take(tr("Pages"), QList<QAction *>(actions.pages.begin(), actions.pages.end()), &rest);
    Group everywhere = take(tr("Everywhere"), QList<QAction *>(rest), &rest);
    everywhere.lines.append({tr("Esc"), tr("Clear the search, close a dialog")});
    return {file, everywhere, pages, keys, chartGroup()};
}

ShortcutSheet::ShortcutSheet(const QList<Group> &groups, QWidget *window)
    : QDialog(window)
    , m_area(new QScrollArea(this))
{
    setWindowTitle(tr("Keyboard shortcuts"));
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setWidgetResizable(true);
    m_area->setAccessibleName(windowTitle());
    m_area->viewport()->setAutoFillBackground(false);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::Page, theme::Group, theme::Page, theme::Group);
    column->setSpacing(theme::Related);
    column->addWidget(new TextLabel(TextLabel::Style::Title, windowTitle(), this));
    column->addWidget(m_area, 1);
    column->addWidget(buttons);
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
