#include "ui/filters/filteroperations.h"

#include "core/query/query.h"
#include "ui/filters/savedfilterlist.h"
#include "ui/filters/savefilterdialog.h"
#include "ui/keys/keyspage.h"
#include "ui/widgets/messagebar.h"

#include <algorithm>

namespace keydeck {

FilterOperations::FilterOperations(const Surroundings &surroundings, QObject *parent)
    : QObject(parent)
    , m_in(surroundings)
{
    SavedFilterList &list = m_in.list;
    connect(&list, &SavedFilterList::chosen, this, &FilterOperations::show);
    connect(&list, &SavedFilterList::renameRequested, this, &FilterOperations::rename);
    connect(&list, &SavedFilterList::removeRequested, this, &FilterOperations::remove);
    connect(&m_counter, &FilterCounter::counted, &list, &SavedFilterList::setCounts);
    connect(&m_in.model, &KeyModel::refreshed, this, &FilterOperations::count);
    connect(&m_in.page, &KeysPage::selectionChanged, this,
        [this] { m_in.list.setQuery(m_in.page.query()); });
}

void FilterOperations::setFilters(const QList<SavedFilter> &filters)
{
    m_filters = filters;
    m_in.list.setFilters(filters);
    m_in.list.setQuery(m_in.page.query());
    count();
}

void FilterOperations::count()
{
    if (!m_filters.isEmpty())
        m_counter.count(m_filters, {m_in.model.rows(), m_in.model.states(), m_in.model.nowMs()});
}

void FilterOperations::take(const QList<SavedFilter> &filters)
{
    setFilters(filters);
    Q_EMIT changed(filters);
}

/// Empty where it can be.
QString FilterOperations::whyNotSaved(const QString &query) const
{
    if (query.isEmpty())
        return tr("There is nothing to save: search for something first.");
    if (holdsKey(query, m_in.model.keys()))
        return tr("This search holds what looks like a whole key, and a filter is kept as it is "
                  "typed. Search for the name, the fingerprint or the last four characters.");
    const Query understood(query);
    return understood.errors().isEmpty() ? QString() : understood.errors().constFirst().message;
}

void FilterOperations::save()
{
    const QString query = m_in.page.query();
    if (const QString whyNot = whyNotSaved(query); !whyNot.isEmpty()) {
        m_in.messages.showMessage({theme::Role::Warning, whyNot, {}, 0, true});
        return;
    }
    auto *dialog = new SaveFilterDialog(query, m_filters, &m_in.window);
    connect(dialog, &QDialog::accepted, this, [this, dialog, query] {
        add(m_filters.size(), {dialog->name(), query});
    });
    dialog->open();
}

void FilterOperations::add(qsizetype at, const SavedFilter &filter)
{
    QList<SavedFilter> filters = m_filters;
    filters.insert(std::min(at, filters.size()), filter);
    take(filters);
}

void FilterOperations::show(int row)
{
    const QString query = m_filters[row].query;
    Q_EMIT pageRequested();
    m_in.page.showQuery(query);
}

void FilterOperations::rename(int row, const QString &name)
{
    if (row >= m_filters.size())
        return; // deleted meanwhile
    QList<SavedFilter> filters = m_filters;
    filters.removeAt(row);
    const Result<QString> checked = checkFilterName(name, filters);
    if (!checked) {
        m_in.messages.showMessage({theme::Role::Warning, checked.error().message, {}, 0, true});
        return;
    }
    filters.insert(row, {*checked, m_filters[row].query});
    take(filters);
}

void FilterOperations::remove(int row)
{
    const SavedFilter filter = m_filters[row];
    QList<SavedFilter> filters = m_filters;
    filters.removeAt(row);
    take(filters);
    const auto undo = [this, row, filter] {
        if (!checkFilterName(filter.name, m_filters))
            return; // another one has its name by now
        add(row, filter);
        m_in.messages.dismiss();
    };
    m_in.messages.showMessage(
        {theme::Role::Info, tr("The filter “%1” is deleted; its keys are not.").arg(filter.name),
            {{tr("Undo"), undo}}, 0, true});
}

} // namespace keydeck
