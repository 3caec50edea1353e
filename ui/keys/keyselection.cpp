#include "ui/keys/keyselection.h"

#include "ui/keys/keystable.h"
#include "ui/keys/keytext.h"

#include <QItemSelectionModel>

#include <algorithm>
#include <utility>

namespace keydeck {

KeySelection::KeySelection(KeysTable &table, KeyFilter &filter, const KeyModel &model)
    : QObject(&table)
    , m_table(table)
    , m_filter(filter)
    , m_model(model)
{
    const QItemSelectionModel *selection = table.selectionModel();
    connect(selection, &QItemSelectionModel::selectionChanged, this, &KeySelection::note);
    connect(selection, &QItemSelectionModel::currentChanged, this, &KeySelection::note);
}

std::vector<int> KeySelection::rows() const
{
    // Its ranges, which are whole rows: selectedRows() takes a second for a hundred thousand.
    std::vector<int> rows;
    for (const QItemSelectionRange &range : m_table.selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            if (m_filter.sourceRow(row) >= 0)
                rows.push_back(row);
        }
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

std::optional<KeyRef> KeySelection::current() const
{
    const std::vector<int> selected = rows();
    const QModelIndex current = m_table.currentIndex();
    if (selected.empty() || !current.isValid())
        return m_isHidden ? m_current : std::nullopt;
    const bool among = std::binary_search(selected.begin(), selected.end(), current.row());
    return m_model.refAt(m_filter.sourceRow(among ? current.row() : selected.front()));
}

std::vector<KeyRef> KeySelection::keys() const
{
    if (m_isHidden)
        return {*m_current};
    std::vector<KeyRef> refs;
    for (const int row : rows())
        refs.push_back(m_model.refAt(m_filter.sourceRow(row)));
    return refs;
}

QString KeySelection::hiddenSentence() const
{
    const int source = m_isHidden ? m_model.rowOf(*m_current) : -1;
    if (source < 0)
        return {};
    const QString name = displayName(m_model.keyAt(source));
    return m_filter.isInClosedGroup(source)
        ? tr("The selected key “%1” is in a closed group.").arg(name)
        : tr("The selected key “%1” does not match.").arg(name);
}

bool KeySelection::select(const std::vector<KeyRef> &refs)
{
    for (const int source : m_model.rowsOf(refs)) {
        if (source >= 0 && m_filter.rowOf(source) < 0 && m_filter.isInClosedGroup(source))
            m_filter.openGroupOf(source);
    }
    if (!m_filter.isWishListed())
        return false;
    const std::vector<int> found = listed(refs);
    if (!found.empty())
        selectRows(found, found.front());
    return found.size() == refs.size();
}

void KeySelection::selectRows(const std::vector<int> &rows, int current)
{
    makeCurrent(current);
    if (rows.size() > 1)
        m_table.selectToo(rows);
    m_table.scrollTo(m_filter.index(current, 0));
}

void KeySelection::remember()
{
    if (!m_remembered)
        m_remembered = {keys(), current()};
}

void KeySelection::recall()
{
    const Remembered kept = *std::exchange(m_remembered, std::nullopt);
    const std::vector<int> found = listed(kept.keys);
    if (found.empty()) {
        m_current = kept.current;
        follow();
        return;
    }
    const int source = kept.current ? m_model.rowOf(*kept.current) : -1;
    const int row = m_filter.rowOf(source);
    selectRows(found, row < 0 ? found.front() : row);
}

void KeySelection::selectFirst()
{
    for (int row = 0; row < m_filter.rowCount(); ++row) {
        if (!m_filter.groupAt(row)) {
            makeCurrent(row);
            return;
        }
    }
}

/// Where those of them that are listed stand, from above.
std::vector<int> KeySelection::listed(const std::vector<KeyRef> &refs) const
{
    std::vector<int> found;
    for (const int source : m_model.rowsOf(refs)) {
        if (const int row = source < 0 ? -1 : m_filter.rowOf(source); row >= 0)
            found.push_back(row);
    }
    std::sort(found.begin(), found.end());
    return found;
}

/// Unlike the table's selectRow() this does not depend on the keys that are held down.
void KeySelection::makeCurrent(int row)
{
    m_table.selectionModel()->setCurrentIndex(
        m_filter.index(row, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void KeySelection::note()
{
    if (m_filtering)
        return;
    m_isHidden = m_isHidden && rows().empty();
    m_current = current();
    Q_EMIT changed();
}

/// When the current row goes, the view makes some other one current and selects it, which nobody
/// asked for; where there is no current row, it only forgets that the row was selected.
void KeySelection::prepare()
{
    m_filtering = true;
    const int row = m_table.currentIndex().row();
    if (row >= 0 && !m_filter.isRowStaying(row))
        m_table.selectionModel()->setCurrentIndex({}, QItemSelectionModel::NoUpdate);
}

void KeySelection::follow()
{
    m_filtering = true;
    keep();
    m_filtering = false;
}

/// The key that the person chose is selected again as soon as it is listed. Until then it stays the
/// current one, unless others that were selected along with it are listed still.
void KeySelection::keep()
{
    const int source = m_current ? m_model.rowOf(*m_current) : -1;
    const int row = m_filter.rowOf(source);
    QItemSelectionModel &selection = *m_table.selectionModel();
    m_isHidden = source >= 0 && row < 0 && rows().empty();
    const int current = m_table.currentIndex().row();
    if (row >= 0 && !selection.isRowSelected(row) && current >= 0 && m_filter.groupAt(current)) {
        selection.select(m_filter.index(row, 0),
            QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows); // the focus stays
    } else if (row >= 0 && !selection.isRowSelected(row)) {
        makeCurrent(row);
    } else if (row >= 0 && current < 0) { // the group that had the focus is gone
        selection.setCurrentIndex(m_filter.index(row, 0), QItemSelectionModel::NoUpdate);
    } else if (row < 0 && !rows().empty()) {
        const QModelIndex first = m_filter.index(rows().front(), 0);
        selection.setCurrentIndex(first, QItemSelectionModel::NoUpdate);
        m_current = this->current();
    }
}

} // namespace keydeck
