#include "ui/keys/keymodel.h"

#include "core/base/clock.h"
#include "core/base/fingerprint.h"
#include "core/base/format.h"
#include "core/base/retire.h"
#include "core/rules/shadowed.h"
#include "ui/keys/keytext.h"
#include "ui/widgets/tooltip.h"

#include <QHash>

#include <algorithm>
#include <numeric>

namespace keydeck {

namespace {

/// More changed stretches than this are signalled as one: a view repaints what it shows anyway.
constexpr size_t MostStretches = 16;

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

KeyModel::KeyModel(QObject *parent) : OrderedRows(parent) { }

void KeyModel::setKeys(const KeySet &keys, qint64 nowMs)
{
    setRows(KeyRows::of(keys, nowMs, rows().get()));
}

void KeyModel::setRows(std::shared_ptr<const KeyRows> rows)
{
    const RowsDifference difference
        = rows->isAfter(*m_keys.rows) ? rows->difference : differenceBetween(*m_keys.rows, *rows);
    if (difference.newOf)
        moveOver(std::move(rows), *difference.newOf);
    else
        takeOver(std::move(rows));
    const qint64 now = SystemClock::instance().monotonicMs();
    for (const int record : difference.changed)
        m_changedMs[size_t(record)] = now;
    signalChanges(difference.changed);
    Q_EMIT refreshed();
}

void KeyModel::takeOver(std::shared_ptr<const KeyRows> rows)
{
    m_keys.rows = std::move(rows);
    m_keys.states = {m_keys.rows, &m_keys.rows->states}; // shares the rows' life
    m_keys.nowMs = std::max(m_keys.nowMs, m_keys.rows->nowMs);
}

void KeyModel::moveOver(std::shared_ptr<const KeyRows> rows, const std::vector<int> &newOf)
{
    const qint64 now = SystemClock::instance().monotonicMs();
    std::vector<qint64> changedMs(size_t(rows->size()), m_keys.rows->refs.empty() ? 0 : now);
    for (size_t i = 0; i < newOf.size(); ++i) {
        if (newOf[i] >= 0)
            changedMs[size_t(newOf[i])] = m_changedMs[i];
    }
    std::vector<int> kept = order();
    std::erase_if(kept, [&](int old) { return newOf[size_t(old)] < 0; });
    followPlan(planOrder(order(), kept));
    takeOver(std::move(rows));
    renumber([&](int old) { return newOf[size_t(old)]; });
    m_changedMs = std::move(changedMs);
    std::vector<int> fileOrder(size_t(m_keys.size()));
    std::iota(fileOrder.begin(), fileOrder.end(), 0);
    followPlan(planOrder(order(), fileOrder));
}

/// Given from above, when rows are in the order of records.
void KeyModel::signalChanges(const std::vector<int> &changed)
{
    std::vector<std::pair<int, int>> stretches;
    for (const int row : changed) {
        if (!stretches.empty() && stretches.back().second + 1 == row)
            stretches.back().second = row;
        else
            stretches.emplace_back(row, row);
    }
    if (stretches.size() > MostStretches)
        stretches = {{stretches.front().first, stretches.back().second}};
    for (const auto &[first, last] : stretches)
        Q_EMIT dataChanged(index(first, 0), index(last, ColumnCount - 1));
}

void KeyModel::setNow(qint64 nowMs)
{
    setStates(rows().get(), keyStates(rows(), nowMs), nowMs);
}

void KeyModel::setStates(const KeyRows *of, KeyStates states, qint64 nowMs)
{
    if (of != rows().get())
        return;
    m_keys.states = std::move(states);
    m_keys.nowMs = nowMs;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, StatusColumn), index(rowCount() - 1, LastUsedColumn));
    Q_EMIT refreshed();
}

void KeyModel::setDayCourses(DayCourses courses)
{
    // Those of before go away elsewhere.
    std::ignore = retiredOnWorker(
        std::make_unique<DayCourses>(std::exchange(m_keys.day, std::move(courses))));
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, DayColumn), index(rowCount() - 1, DayColumn));
    Q_EMIT refreshed();
}

int KeyModel::rowOf(const KeyRef &ref) const
{
    const auto isIt = [&](int row) { return m_keys.rows->refs[item(row)] == ref; };
    if (m_lastFound < rowCount() && isIt(m_lastFound))
        return m_lastFound;
    for (int row = 0; row < rowCount(); ++row) {
        if (isIt(row))
            return m_lastFound = row;
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
        const auto place = places.constFind(m_keys.rows->refs[item(row)]);
        if (place != places.cend())
            rows[*place] = row;
    }
    return rows;
}

std::optional<KeyRef> KeyModel::findFingerprint(const QString &full) const
{
    const std::vector<KeyRef> &refs = m_keys.rows->refs;
    if (full.size() != FullFingerprintDigits)
        return std::nullopt; // of somebody's journal
    const auto found = std::ranges::find_if(
        refs, [&full](const KeyRef &ref) { return hasFingerprintStart(ref.key, full); });
    return found == refs.end() ? std::nullopt : std::optional(*found);
}

KeyRef KeyModel::refAt(int row) const
{
    return m_keys.rows->refs[item(row)];
}

ApiKey KeyModel::keyAt(int row) const
{
    return m_keys.rows->keys.at(qsizetype(item(row)));
}

const KeyState &KeyModel::stateAt(int row) const
{
    return m_keys.stateAt(int(item(row)));
}

QList<Finding> KeyModel::findingsAt(int row) const
{
    return m_keys.rows->findings[item(row)];
}

DayCourse KeyModel::dayCourseAt(int row) const
{
    return m_keys.dayCourseAt(int(item(row)));
}

const QStringList &KeyModel::tagsAt(int row) const
{
    return m_keys.rows->tags[item(row)];
}

QStringView KeyModel::searchTextAt(int row) const
{
    return m_keys.rows->searchTexts().text(qsizetype(item(row)));
}

double KeyModel::sortKeyAt(int row, int column) const
{
    return m_keys.sortKeyAt(int(item(row)), column);
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
    case StatusColumn:
        if (isShadowed(m_keys.rows->findings[item(row)]))
            return shadowedWord();
        [[fallthrough]];
    default:
        return cellText(index.column(), keyAt(row), stateAt(row), m_keys.nowMs);
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
            return dayToolTip(dayCourseAt(row), m_keys.nowMs);
        if (index.column() == TagsColumn)
            return plainToolTip(textAt(index));
        return cellToolTip(index.column(), keyAt(row), stateAt(row),
            m_keys.rows->findings[item(row)], m_keys.nowMs);
    case Qt::AccessibleTextRole:
        if (index.column() == DayColumn)
            return dayNote(dayCourseAt(row), m_keys.nowMs);
        if (index.column() == TagsColumn
            || (index.column() == StatusColumn && isShadowed(m_keys.rows->findings[item(row)])))
            return textAt(index);
        return cellSpoken(index.column(), keyAt(row), stateAt(row), m_keys.nowMs)
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
