#include "ui/keys/keyspage.h"

#include "core/query/querycompletion.h"
#include "core/query/queryterms.h"
#include "ui/keys/keycolumns.h"
#include "ui/keys/keysearch.h"
#include "ui/keys/keysstack.h"
#include "ui/keys/keystable.h"
#include "ui/keys/keytext.h"
#include "ui/keys/searchnotes.h"
#include "ui/keys/selectionbar.h"
#include "ui/keys/statusfilterbar.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/theme.h"
#include "ui/window/actions.h"

#include <QAction>
#include <QDataStream>
#include <QHBoxLayout>
#include <QMenu>
#include <QSplitter>

namespace keydeck {

namespace {

constexpr int TableShare = 3, PanelShare = 4;

} // namespace

KeysPage::KeysPage(KeyModel &model, Actions &actions, QWidget *panel, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_actions(actions)
    , m_panel(panel)
    , m_filter(model)
    , m_table(new KeysTable(m_filter, this))
    , m_columns(new KeyColumns(*m_table))
    , m_search(new KeySearch(actions, this))
    , m_notes(new SearchNotes(this))
    , m_selectionBar(new SelectionBar(actions, this))
    , m_stack(new KeysStack(m_table, actions, this))
    , m_splitter(new QSplitter(Qt::Vertical, this))
{
    for (QAction *action : {actions.edit, actions.copyKey, actions.remove, actions.saveFilter})
        m_table->addAction(action);
    m_splitter->addWidget(m_stack);
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
    connect(m_search, &KeySearch::searched, &m_filter, &KeyFilter::setSearch);
    connect(m_selectionBar, &SelectionBar::noneRequested, m_table, &KeysTable::clearSelection);
    connect(m_stack, &KeysStack::clearRequested, this, &KeysPage::clearFilters);
    connect(m_notes, &SearchNotes::showRequested, this, [this] { selectKey(*m_current); });
    connect(&m_model, &KeyModel::refreshed, this, [this] {
        m_search->setVocabulary({m_model.rows()->models, m_model.rows()->tagsInUse});
    });
    connect(&m_filter, &KeyFilter::aboutToUpdate, this, &KeysPage::prepareForFilter);
    connect(&m_filter, &KeyFilter::updated, this, &KeysPage::followFilter);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
        &KeysPage::noteSelection);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this,
        &KeysPage::noteSelection);
    followFilter();
}

QWidget *KeysPage::buildHead()
{
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
    column->addWidget(m_notes);
    column->addWidget(new StatusFilterBar(m_filter, head));
    column->addWidget(m_selectionBar);
    return head;
}

std::optional<KeyRef> KeysPage::currentKey() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    const QModelIndex current = m_table->currentIndex();
    if (rows.isEmpty() || !current.isValid())
        return m_isHidden ? m_current : std::nullopt;
    const bool among = m_table->selectionModel()->isRowSelected(current.row());
    return m_model.refAt(m_filter.sourceRow(among ? current.row() : rows.first().row()));
}

std::vector<KeyRef> KeysPage::selectedKeys() const
{
    if (m_isHidden)
        return {*m_current};
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
    m_awaited = row < 0 ? std::optional(ref) : std::nullopt;
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
    m_search->clear();
    m_filter.setStatus(status);
}

void KeysPage::focusSearch()
{
    m_search->takeFocus();
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
}

QString KeysPage::query() const
{
    const QString text = m_search->text().simplified();
    const auto status = m_filter.status();
    return status ? (text + QStringLiteral(" status:") + queryStatusWord(*status)).trimmed() : text;
}

void KeysPage::showQuery(const QString &query)
{
    m_filter.setStatus(std::nullopt);
    m_search->setText(query);
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
    m_search->clear();
    m_filter.setStatus(std::nullopt);
}

void KeysPage::noteSelection()
{
    if (m_filtering)
        return;
    m_isHidden = m_isHidden && !m_table->selectionModel()->hasSelection();
    m_current = currentKey();
    showSelection();
}

void KeysPage::showSelection()
{
    m_notes->showHidden(
        m_isHidden ? displayName(m_model.keyAt(m_model.rowOf(*m_current))) : QString());
    m_selectionBar->showCount(m_table->selectionModel()->selectedRows().size());
    Q_EMIT selectionChanged();
}

/// When the current row goes, the view makes some other one current and selects it, which nobody
/// asked for; where there is no current row, it only forgets that the row was selected.
void KeysPage::prepareForFilter()
{
    m_filtering = true;
    if (m_current && !m_filter.isStaying(m_model.rowOf(*m_current)))
        m_table->selectionModel()->setCurrentIndex({}, QItemSelectionModel::NoUpdate);
}

void KeysPage::followFilter()
{
    m_filtering = true;
    keepSelection();
    m_filtering = false;
    m_notes->showErrors(m_filter.query().errors());
    m_panel->setVisible(m_model.rowCount() > 0);
    m_stack->follow(m_filter, m_loaded);
    showSelection();
    if (m_awaited && m_model.rowOf(*m_awaited) >= 0)
        selectKey(KeyRef(*m_awaited));
}

/// The key that the person chose is selected again as soon as it is listed. Until then it stays the
/// current one, unless others that were selected along with it are listed still.
void KeysPage::keepSelection()
{
    const int source = m_current ? m_model.rowOf(*m_current) : -1;
    const int row = m_filter.rowOf(source);
    QItemSelectionModel &selection = *m_table->selectionModel();
    m_isHidden = source >= 0 && row < 0 && !selection.hasSelection();
    if (row >= 0 && !selection.isRowSelected(row)) {
        makeCurrent(row);
    } else if (row < 0 && selection.hasSelection()) {
        const QModelIndex first = selection.selectedRows().constFirst();
        selection.setCurrentIndex(first, QItemSelectionModel::NoUpdate);
        m_current = currentKey();
    }
}

QByteArray KeysPage::saveState() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << qint32(KeyModel::ColumnCount) << m_columns->saveState() << m_splitter->saveState();
    return state;
}

void KeysPage::restoreState(const QByteArray &state)
{
    qint32 columns = 0;
    QByteArray sections, splitter;
    QDataStream stream(state);
    stream >> columns;
    if (columns == KeyModel::ColumnCount) // else it is of a version with other columns
        stream >> sections >> splitter;
    m_columns->restoreState(sections);
    if (!splitter.isEmpty())
        m_splitter->restoreState(splitter);
}

} // namespace keydeck
