#include "ui/keys/keymodel.h"

#include "core/base/clock.h"
#include "core/base/fingerprint.h"
#include "core/base/format.h"
#include "ui/keys/keytext.h"
#include "ui/widgets/tooltip.h"

#include <QHash>

#include <limits>
#include <numeric>

namespace keydeck {

namespace {

constexpr double Never = std::numeric_limits<double>::infinity();

Qt::Alignment alignment(int column)
{
    switch (column) {
    case KeyModel::LifetimeColumn:
    case KeyModel::DayColumn:
        return Qt::AlignRight | Qt::AlignVCenter;
    default:
        return Qt::AlignLeft | Qt::AlignVCenter;
    }
}

} // namespace

KeyModel::KeyModel(QObject *parent)
    : OrderedRows(parent)
    , m_rows(std::make_shared<KeyRows>())
    , m_states(m_rows, &m_rows->states)
{ }

void KeyModel::setKeys(const KeySet &keys, qint64 nowMs)
{
    setRows(KeyRows::of(keys, nowMs, m_rows.get()));
}

void KeyModel::setRows(std::shared_ptr<const KeyRows> rows)
{
    const std::vector<int> newOf = newPlaces(m_rows->refs, rows->refs);
    const qint64 now = SystemClock::instance().monotonicMs();
    std::vector<char> changed(size_t(rows->size()), 0);
    std::vector<qint64> changedMs(size_t(rows->size()), m_rows->refs.empty() ? 0 : now);
    for (size_t i = 0; i < newOf.size(); ++i) {
        if (newOf[i] < 0)
            continue;
        const auto target = size_t(newOf[i]);
        changed[target]
            = m_rows->digests[i] != rows->digests[target] || m_rows->tags[i] != rows->tags[target];
        changedMs[target] = changed[target] ? now : m_changedMs[i];
    }

    shrink([&](int old) { return newOf[size_t(old)] < 0; });
    takeOver(std::move(rows), newOf);
    m_changedMs = std::move(changedMs);
    std::vector<int> fileOrder(size_t(m_rows->size()));
    std::iota(fileOrder.begin(), fileOrder.end(), 0);
    grow(fileOrder, int(m_rows->size()));
    signalChanges(changed);
    Q_EMIT refreshed();
}

void KeyModel::takeOver(std::shared_ptr<const KeyRows> rows, const std::vector<int> &newOf)
{
    m_rows = std::move(rows);
    m_states = {m_rows, &m_rows->states}; // shares the rows' life
    m_nowMs = std::max(m_nowMs, m_rows->nowMs);
    renumber([&](int old) { return newOf[size_t(old)]; });
}

void KeyModel::signalChanges(const std::vector<char> &changed)
{
    const int rows = rowCount();
    for (int first = 0; first < rows; ++first) {
        if (!changed[size_t(first)])
            continue;
        int last = first;
        while (last + 1 < rows && changed[size_t(last) + 1])
            ++last;
        Q_EMIT dataChanged(index(first, 0), index(last, ColumnCount - 1));
        first = last;
    }
}

void KeyModel::setNow(qint64 nowMs)
{
    setStates(m_rows.get(), keyStates(m_rows->keys, nowMs), nowMs);
}

void KeyModel::setStates(const KeyRows *of, std::vector<KeyState> states, qint64 nowMs)
{
    if (of != m_rows.get())
        return;
    m_states = std::make_shared<const std::vector<KeyState>>(std::move(states));
    m_nowMs = nowMs;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, StatusColumn), index(rowCount() - 1, LastUsedColumn));
    Q_EMIT refreshed();
}

void KeyModel::setDayCourses(DayCourses courses)
{
    m_day = std::move(courses);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, DayColumn), index(rowCount() - 1, DayColumn));
    Q_EMIT refreshed();
}

int KeyModel::rowOf(const KeyRef &ref) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (m_rows->refs[item(row)] == ref)
            return row;
    }
    return -1;
}

std::vector<int> KeyModel::rowsOf(const std::vector<KeyRef> &refs) const
{
    QHash<KeyRef, size_t> places;
    for (size_t place = 0; place < refs.size(); ++place)
        places.insert(refs[place], place);
    std::vector<int> rows(refs.size(), -1);
    for (int row = 0; row < rowCount() && !refs.empty(); ++row) {
        const auto place = places.constFind(m_rows->refs[item(row)]);
        if (place != places.cend())
            rows[*place] = row;
    }
    return rows;
}

std::optional<KeyRef> KeyModel::findFingerprint(const QString &full) const
{
    for (size_t i = 0; i < m_rows->refs.size() && !full.isEmpty(); ++i) {
        // It is part of the search text, which spares working it out for each key.
        const bool maybe = m_rows->searchText(qsizetype(i)).contains(full);
        if (maybe && fullFingerprint(m_rows->refs[i].key) == full)
            return m_rows->refs[i];
    }
    return std::nullopt;
}

KeyRef KeyModel::refAt(int row) const
{
    return m_rows->refs[item(row)];
}

ApiKey KeyModel::keyAt(int row) const
{
    return m_rows->keys.at(qsizetype(item(row)));
}

const KeyState &KeyModel::stateAt(int row) const
{
    return (*m_states)[item(row)];
}

QList<Finding> KeyModel::findingsAt(int row) const
{
    return m_rows->findings[item(row)];
}

DayCourse KeyModel::dayCourseAt(int row) const
{
    const KeyRef &ref = m_rows->refs[item(row)];
    return ref.occurrence == 0 ? m_day.of(ref.key) : DayCourse();
}

const QStringList &KeyModel::tagsAt(int row) const
{
    return m_rows->tags[item(row)];
}

QStringView KeyModel::searchTextAt(int row) const
{
    return m_rows->searchText(qsizetype(item(row)));
}

QueryFacts KeyModel::factsAt(int row) const
{
    return m_rows->facts(qsizetype(item(row)), stateAt(row));
}

double KeyModel::sortKeyAt(int row, int column) const
{
    const KeyState &state = stateAt(row);
    switch (column) {
    case IdentityColumn:
        return m_rows->nameRanks[item(row)];
    case StatusColumn:
        return double(state.status);
    case WindowColumn:
        return state.rate.usedPercent();
    case ResetsColumn:
        return state.rate.started ? double(state.rate.endMs) : Never;
    case LifetimeColumn:
        return keyAt(row).value(KeyField::TotalLifetimeTokens).toNumber();
    case DayColumn:
        return dayCourseAt(row).total();
    case ExpiresColumn:
        return state.expiresMs ? double(*state.expiresMs) : Never;
    case LastUsedColumn:
        return double(lastUsedMs(keyAt(row)).value_or(0));
    case ModelColumn:
        return m_rows->modelRanks[item(row)];
    case TagsColumn:
        return m_rows->tagRanks[item(row)];
    default:
        return 0;
    }
}

int KeyModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(order().size());
}

int KeyModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString KeyModel::shownTags(int row) const
{
    return displayText(tagsAt(row).join(QStringLiteral(", ")));
}

QString KeyModel::textAt(const QModelIndex &index) const
{
    const int row = index.row();
    switch (index.column()) {
    case DayColumn:
        return dayText(dayCourseAt(row));
    case TagsColumn:
        return shownTags(row);
    default:
        return cellText(index.column(), keyAt(row), stateAt(row), m_nowMs);
    }
}

QVariant KeyModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int row = index.row();
    switch (role) {
    case Qt::DisplayRole:
        return textAt(index);
    case Qt::ToolTipRole:
        if (index.column() == DayColumn)
            return dayToolTip(dayCourseAt(row), m_nowMs);
        if (index.column() == TagsColumn)
            return plainToolTip(textAt(index));
        return cellToolTip(
            index.column(), keyAt(row), stateAt(row), m_rows->findings[item(row)], m_nowMs);
    case Qt::AccessibleTextRole:
        if (index.column() == DayColumn)
            return dayNote(dayCourseAt(row), m_nowMs);
        if (index.column() == TagsColumn)
            return textAt(index);
        return cellSpoken(index.column(), keyAt(row), stateAt(row), m_nowMs)
            + (index.column() == IdentityColumn && !tagsAt(row).isEmpty()
                    ? tr(", tags %1").arg(shownTags(row))
                    : QString());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(alignment(index.column()));
    case RefRole:
        return QVariant::fromValue(refAt(row));
    case StateRole:
        return QVariant::fromValue(stateAt(row));
    case MaskedKeyRole:
        return maskedKey(refAt(row).key);
    case DayRole:
        return QVariant::fromValue(dayCourseAt(row));
    case FindingsRole:
        return QVariant::fromValue(findingsAt(row));
    case SortRole:
        return sortKeyAt(row, index.column());
    case SearchRole:
        return searchTextAt(row).toString();
    case TagsRole:
        return shownTags(row);
    case ChangedRole:
        return m_changedMs[item(row)];
    default:
        return {};
    }
}

QVariant KeyModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::DisplayRole)
        return columnTitle(section);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(alignment(section));
    if (role == Qt::ToolTipRole)
        return columnToolTip(section);
    return {};
}

} // namespace keydeck
