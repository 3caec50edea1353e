#include "ui/keys/keyspage.h"

#include "core/query/querycompletion.h"
#include "core/query/queryterms.h"
#include "ui/keys/keycolumns.h"
#include "ui/keys/keygrouping.h"
#include "ui/keys/keysearch.h"
#include "ui/keys/keyselection.h"
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
    , m_selection(new KeySelection(*m_table, m_filter, model))
    , m_grouping(new KeyGrouping(m_filter, this))
    , m_columns(new KeyColumns(*m_table, *m_grouping))
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
    connect(m_search, &KeySearch::changed, this, &KeysPage::forgetAwaited);
    connect(m_search, &KeySearch::entered, this, &KeysPage::enterTable);
    connect(m_table, &KeysTable::choosing, this, &KeysPage::forgetAwaited);
    connect(m_selectionBar, &SelectionBar::noneRequested, this, &KeysPage::forgetAwaited);
    connect(m_selectionBar, &SelectionBar::noneRequested, m_table, &KeysTable::clearSelection);
    connect(m_stack, &KeysStack::clearRequested, this, &KeysPage::clearFilters);
    connect(m_notes, &SearchNotes::showRequested, this, [this] { selectKey(*currentKey()); });
    connect(&m_model, &KeyModel::refreshed, this, [this] {
        m_search->setVocabulary({m_model.rows()->models, m_model.rows()->tagsInUse});
    });
    connect(&m_filter, &KeyFilter::aboutToUpdate, m_selection, &KeySelection::prepare);
    connect(&m_filter, &KeyFilter::updated, this, &KeysPage::followFilter);
    connect(m_selection, &KeySelection::changed, this, &KeysPage::showSelection);
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
    auto *statuses = new StatusFilterBar(m_filter, head);
    connect(statuses, &StatusFilterBar::choosing, this, &KeysPage::forgetAwaited);
    auto *counts = new QHBoxLayout;
    counts->addWidget(statuses, 1);
    counts->addWidget(m_search->matches());
    column->addLayout(counts);
    column->addWidget(m_selectionBar);
    return head;
}

std::optional<KeyRef> KeysPage::currentKey() const
{
    return m_selection->current();
}

std::vector<KeyRef> KeysPage::selectedKeys() const
{
    return m_selection->keys();
}

void KeysPage::selectKey(const KeyRef &ref)
{
    selectKeys({ref});
}

void KeysPage::selectKeys(const std::vector<KeyRef> &refs)
{
    m_awaited = refs;
    selectAwaited();
}

void KeysPage::selectAwaited()
{
    if (m_awaited.empty() || !m_filter.isWishListed() || m_model.rowOf(m_awaited.front()) < 0)
        return;
    const std::vector<KeyRef> refs = std::exchange(m_awaited, {});
    if (m_selection->select(refs))
        return;
    if (m_filter.isWishListed())
        clearFilters();
    if (m_filter.isWishListed())
        m_selection->select(refs);
    else
        m_awaited = refs;
}

void KeysPage::forgetAwaited()
{
    m_awaited.clear();
    m_selection->forget();
    m_entersTable = false;
    m_selectsFirst = false;
}

void KeysPage::showStatus(KeyStatus status)
{
    forgetAwaited();
    m_search->clear();
    m_filter.setStatus(status);
}

void KeysPage::focusSearch()
{
    m_search->takeFocus();
}

std::vector<qsizetype> KeysPage::listedRows()
{
    m_filter.catchUp();
    std::vector<qsizetype> rows;
    rows.reserve(size_t(m_filter.rowCount()));
    for (int row = 0; row < m_filter.rowCount(); ++row) {
        if (!m_filter.groupAt(row))
            rows.push_back(m_filter.sourceRow(row));
    }
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
    forgetAwaited();
    m_filter.setStatus(std::nullopt);
    m_search->setText(query);
}

void KeysPage::setLoaded(bool loaded)
{
    if (!loaded)
        forgetAwaited();
    else if (!m_loaded)
        m_selectsFirst = true;
    m_loaded = loaded;
    followFilter();
}

void KeysPage::prepareFor(const KeySet &keys)
{
    if (m_loaded && !keys.isEditable())
        m_selection->remember();
}

void KeysPage::setFailure(const QString &failure)
{
    if (std::exchange(m_failure, failure) != failure)
        followFilter();
}

void KeysPage::showContextMenu(const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const int row = m_table->rowAt(at.y());
    if (row >= 0 && m_filter.groupAt(row)) { // what is done to keys would be done to others
        m_grouping->addTo(*menu);
        menu->popup(m_table->viewport()->mapToGlobal(at));
        return;
    }
    menu->addActions({m_actions.edit, m_actions.duplicate, m_actions.copyKey});
    menu->addSeparator();
    QMenu *renew = menu->addMenu(tr("Re&new"));
    renew->addActions(QList<QAction *>(m_actions.renew.begin(), m_actions.renew.end()));
    menu->addActions(
        {m_actions.rotate, m_actions.suspend, m_actions.resume, m_actions.resetWindow});
    menu->addSeparator();
    menu->addActions({m_actions.notes, m_actions.tryLimit, m_actions.report, m_actions.statement,
        m_actions.statementPage});
    menu->addSeparator();
    menu->addAction(m_actions.remove);
    menu->popup(m_table->viewport()->mapToGlobal(at));
}

void KeysPage::clearFilters()
{
    m_search->clear();
    m_filter.setStatus(std::nullopt);
}

void KeysPage::showSelection()
{
    m_notes->showHidden(m_selection->hiddenSentence());
    m_selectionBar->showCount(qsizetype(m_selection->rows().size()));
    Q_EMIT selectionChanged();
}

void KeysPage::followFilter()
{
    m_selection->follow();
    m_notes->showErrors(m_filter.query().errors());
    m_panel->setVisible(m_model.rowCount() > 0);
    const KeySet &keys = m_model.keys();
    const QString problem = m_loaded ? keys.problem() : QString(); // before, there is no store yet
    m_stack->follow(m_filter, m_loaded, m_failure.isEmpty() ? problem : m_failure);
    if (m_selection->isRemembering() && keys.isEditable() && m_filter.isWishListed())
        m_selection->recall();
    showMatches();
    showSelection();
    if (m_entersTable)
        enterTable();
    const bool isReadable = keys.isEditable() || keys.size() > 0;
    if (isReadable && m_filter.isWishListed() && std::exchange(m_selectsFirst, false))
        m_selection->selectFirst();
    selectAwaited();
}

void KeysPage::showMatches()
{
    int matches = 0;
    for (int row = 0; m_filter.isGrouped() && row < m_filter.rowCount(); ++row) {
        if (const KeyGroup *group = m_filter.groupAt(row))
            matches += group->keys;
    }
    m_search->showMatches(m_filter.isGrouped() ? matches : m_filter.rowCount(), m_model.rowCount(),
        !m_filter.query().isEmpty() || m_filter.status());
}

/// What is done there is done to what was found: where nothing of it is selected, its first key is.
void KeysPage::enterTable()
{
    m_entersTable = !m_filter.isWishListed();
    if (m_entersTable || m_filter.rowCount() == 0)
        return;
    if (m_selection->rows().empty())
        m_selection->selectFirst();
    m_table->setFocus(Qt::OtherFocusReason);
}

QByteArray KeysPage::saveState() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << qint32(KeyModel::ColumnCount) << m_columns->saveState() << m_splitter->saveState()
           << m_grouping->saveState();
    return state;
}

void KeysPage::restoreState(const QByteArray &state)
{
    qint32 columns = 0, grouping = 0;
    QByteArray sections, splitter;
    QDataStream stream(state);
    stream >> columns;
    if (columns == KeyModel::ColumnCount) // else it is of a version with other columns
        stream >> sections >> splitter >> grouping;
    m_columns->restoreState(sections);
    m_grouping->restoreState(grouping);
    if (!splitter.isEmpty())
        m_splitter->restoreState(splitter);
}

} // namespace keydeck
