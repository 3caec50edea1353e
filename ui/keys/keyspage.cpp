#include "ui/keys/keyspage.h"

#include "ui/keys/keystable.h"
#include "ui/keys/keytext.h"
#include "ui/keys/statusfilterbar.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/searchlinecontroller.h"
#include "ui/widgets/theme.h"
#include "ui/window/actions.h"

#include <QAction>
#include <QDataStream>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>

namespace keydeck {

namespace {

constexpr int SearchWidth = 280;
constexpr int TableShare = 3, PanelShare = 4;

enum StackPage
{
    TablePage,
    NothingPage,
    NoKeysPage,
    NoMatchPage
};

} // namespace

KeysPage::KeysPage(KeyModel &model, Actions &actions, QWidget *panel, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_actions(actions)
    , m_panel(panel)
    , m_filter(model)
    , m_table(new KeysTable(m_filter, this))
    , m_search(new QLineEdit(this))
    , m_searching(new SearchLineController(*m_search))
    , m_stack(new QStackedWidget(this))
    , m_splitter(new QSplitter(Qt::Vertical, this))
{
    for (QAction *action : {actions.edit, actions.copyKey, actions.remove})
        m_table->addAction(action);
    m_splitter->addWidget(buildTableStack());
    m_splitter->addWidget(panel);
    m_splitter->setStretchFactor(0, TableShare);
    m_splitter->setStretchFactor(1, PanelShare);
    m_splitter->setCollapsible(0, false);
    m_splitter->setSizes({TableShare * 100, PanelShare * 100});

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHead());
    column->addWidget(m_splitter, 1);

    connect(m_table, &QTableView::doubleClicked, actions.edit, &QAction::trigger);
    connect(m_table, &QTableView::customContextMenuRequested, this, &KeysPage::showContextMenu);
    connect(m_searching, &SearchLineController::searched, &m_filter, &KeyFilter::setSearch);
    connect(&m_filter, &KeyFilter::aboutToUpdate, this, [this] { m_filtering = true; });
    connect(&m_filter, &KeyFilter::updated, this, &KeysPage::followFilter);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
        &KeysPage::noteSelection);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this,
        &KeysPage::noteSelection);
    followFilter();
}

QWidget *KeysPage::buildHead()
{
    m_search->setObjectName(QStringLiteral("keysSearch"));
    m_search->setPlaceholderText(tr("Search name, model, fingerprint…"));
    m_search->setAccessibleName(tr("Search the keys"));
    m_search->setMaximumWidth(SearchWidth);
    auto *head = new QWidget(this);
    auto *tools = new QHBoxLayout;
    tools->setSpacing(theme::Tight);
    for (QAction *action : {m_actions.create, m_actions.edit, m_actions.copyKey, m_actions.remove})
        tools->addWidget(newActionButton(action, head));
    tools->addStretch(1);
    tools->addWidget(m_search, 2);

    auto *column = new QVBoxLayout(head);
    column->setContentsMargins(theme::Related, theme::Related, theme::Group, theme::Related);
    column->setSpacing(theme::Related);
    column->addLayout(tools);
    column->addWidget(new StatusFilterBar(m_filter, head));
    column->addWidget(buildSelectionBar());
    return head;
}

QWidget *KeysPage::buildSelectionBar()
{
    m_selectionBar = new QWidget(this);
    m_selectionCount = new QLabel(m_selectionBar);
    auto *row = new QHBoxLayout(m_selectionBar);
    row->setContentsMargins(theme::Related, 0, 0, 0);
    row->addWidget(m_selectionCount);
    row->addWidget(newActionButton(m_actions.edit, m_selectionBar));
    row->addWidget(newActionButton(m_actions.suspend, m_selectionBar));
    row->addWidget(newActionButton(m_actions.tryLimit, m_selectionBar));
    row->addWidget(newActionButton(m_actions.remove, m_selectionBar));
    auto *none = new QToolButton(m_selectionBar);
    none->setText(tr("Select none"));
    none->setAutoRaise(true);
    row->addWidget(none);
    row->addStretch(1);
    connect(none, &QToolButton::clicked, this, [this] { m_table->clearSelection(); });
    m_selectionBar->hide();
    return m_selectionBar;
}

QWidget *KeysPage::buildTableStack()
{
    auto *noKeys = new EmptyState(tr("No keys yet"),
        tr("This store is empty: the gateway refuses every request until there is a key."));
    auto *newKey = noKeys->addButton(m_actions.create->text().remove(u'&'));
    connect(newKey, &QPushButton::clicked, m_actions.create, &QAction::trigger);
    m_noMatch = new EmptyState;
    auto *clear = m_noMatch->addButton(tr("Clear search"));
    connect(clear, &QPushButton::clicked, this, &KeysPage::clearFilters);

    m_stack->insertWidget(TablePage, m_table);
    m_stack->insertWidget(NothingPage, new QWidget);
    m_stack->insertWidget(NoKeysPage, noKeys);
    m_stack->insertWidget(NoMatchPage, m_noMatch);
    return m_stack;
}

std::optional<KeyRef> KeysPage::currentKey() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    const QModelIndex current = m_table->currentIndex();
    if (rows.isEmpty() || !current.isValid())
        return std::nullopt;
    const bool among = m_table->selectionModel()->isRowSelected(current.row());
    return m_model.refAt(m_filter.sourceRow(among ? current.row() : rows.first().row()));
}

std::vector<KeyRef> KeysPage::selectedKeys() const
{
    QModelIndexList rows = m_table->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    std::vector<KeyRef> refs;
    refs.reserve(size_t(rows.size()));
    for (const QModelIndex &row : rows)
        refs.push_back(m_model.refAt(m_filter.sourceRow(row.row())));
    return refs;
}

void KeysPage::selectKey(const KeyRef &ref)
{
    int row = m_filter.rowOf(m_model.rowOf(ref));
    if (row < 0 && m_model.rowOf(ref) >= 0) {
        clearFilters();
        row = m_filter.rowOf(m_model.rowOf(ref));
    }
    if (row < 0)
        return;
    makeCurrent(row);
    m_table->scrollTo(m_filter.index(row, 0));
}

/// Unlike the table's selectRow() this does not depend on the keys that are held down.
void KeysPage::makeCurrent(int row)
{
    m_table->selectionModel()->setCurrentIndex(
        m_filter.index(row, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void KeysPage::showStatus(KeyStatus status)
{
    m_searching->clear();
    m_filter.setStatus(status);
}

void KeysPage::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

std::vector<qsizetype> KeysPage::listedRows() const
{
    std::vector<qsizetype> rows;
    rows.reserve(size_t(m_filter.rowCount()));
    for (int row = 0; row < m_filter.rowCount(); ++row)
        rows.push_back(m_filter.sourceRow(row));
    return rows;
}

void KeysPage::search(const QString &text)
{
    m_search->setText(text);
    m_searching->search();
}

void KeysPage::setLoaded(bool loaded)
{
    const bool first = loaded && !std::exchange(m_loaded, loaded);
    followFilter();
    if (first && m_filter.rowCount() > 0)
        makeCurrent(0);
}

void KeysPage::showContextMenu(const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions({m_actions.edit, m_actions.duplicate, m_actions.copyKey});
    menu->addSeparator();
    QMenu *renew = menu->addMenu(tr("Re&new"));
    renew->addActions(QList<QAction *>(m_actions.renew.begin(), m_actions.renew.end()));
    menu->addActions(
        {m_actions.rotate, m_actions.suspend, m_actions.resume, m_actions.resetWindow});
    menu->addSeparator();
    menu->addActions({m_actions.notes, m_actions.tryLimit});
    menu->addSeparator();
    menu->addAction(m_actions.remove);
    menu->popup(m_table->viewport()->mapToGlobal(at));
}

void KeysPage::clearFilters()
{
    m_searching->clear();
    m_filter.setStatus(std::nullopt);
}

void KeysPage::noteSelection()
{
    if (m_filtering)
        return;
    m_current = currentKey();
    const auto count = m_table->selectionModel()->selectedRows().size();
    m_selectionCount->setText(tr("%1 selected").arg(keyCount(count)));
    m_selectionBar->setVisible(count > 1);
    Q_EMIT selectionChanged();
}

/// When the current row is filtered out the view picks some other one, which nobody asked for: the
/// key that the person chose is current again as soon as it is listed, and none is until then.
void KeysPage::followFilter()
{
    m_filtering = true;
    const int row = m_current ? m_filter.rowOf(m_model.rowOf(*m_current)) : -1;
    if (m_current && row < 0 && m_model.rowOf(*m_current) >= 0) {
        m_table->selectionModel()->clear();
    } else if (row >= 0 && !m_table->selectionModel()->isRowSelected(row)) {
        makeCurrent(row);
    }
    m_filtering = false;
    const bool anyListed = m_filter.rowCount() > 0, anyKeys = m_model.rowCount() > 0;
    m_panel->setVisible(anyKeys);
    m_stack->setCurrentIndex(anyListed ? TablePage
            : anyKeys                  ? NoMatchPage
            : m_loaded                 ? NoKeysPage
                                       : NothingPage);
    if (!anyListed && anyKeys)
        m_noMatch->setTexts(tr("No key matches"),
            m_filter.search().isEmpty()
                ? tr("No key has this status.")
                : tr("None of %1 has “%2”.").arg(keyCount(m_model.rowCount()), m_filter.search()));
    Q_EMIT selectionChanged();
}

QByteArray KeysPage::saveState() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << qint32(KeyModel::ColumnCount) << m_table->horizontalHeader()->saveState()
           << m_splitter->saveState();
    return state;
}

void KeysPage::restoreState(const QByteArray &state)
{
    qint32 columns = 0;
    QByteArray header, splitter;
    QDataStream stream(state);
    stream >> columns;
    if (columns == KeyModel::ColumnCount) // else it is of a version with other columns
        stream >> header >> splitter;
    if (!header.isEmpty())
        m_table->horizontalHeader()->restoreState(header);
    if (!splitter.isEmpty())
        m_splitter->restoreState(splitter);
    QHeaderView *shown = m_table->horizontalHeader();
    m_filter.sort(shown->sortIndicatorSection(), shown->sortIndicatorOrder());
}

} // namespace keydeck
