#include "ui/changes/changesmodel.h"

#include "core/base/fingerprint.h"
#include "core/base/format.h"
#include "core/changes/changetext.h"
#include "ui/widgets/tooltip.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

// What is below an edit carries the edit's place in the listing plus one: unlike its row, that
// stays when edits are added.
constexpr quintptr EditId = 0;

QString nameOf(const NotedChange &change)
{
    const QString name = displayText(change.name);
    return name.isEmpty() ? ChangesModel::tr("(no name)") : name;
}

QString shortFingerprint(const NotedChange &change)
{
    return displayText(change.fingerprint.left(FingerprintDigits));
}

/// A line for each field.
QString allOf(const NotedChange &change)
{
    if (change.kind != ChangeKind::Edited)
        return changeText(change);
    QStringList lines;
    for (const FieldChange &field : change.fields)
        lines.append(fieldText(field));
    return lines.join(u'\n');
}

} // namespace

bool ChangesModel::continues(const QList<ChangeEntry> &entries, const ChangeListing &listing) const
{
    if (entries.size() < m_entries.size() || listing.size() < m_listing.size())
        return false;
    return std::equal(m_listing.begin(), m_listing.end(), listing.begin())
        && std::equal(m_entries.begin(), m_entries.end(), entries.begin(),
            [](const ChangeEntry &a, const ChangeEntry &b) { return a.id == b.id; });
}

void ChangesModel::setEdits(const QList<ChangeEntry> &entries, ChangeListing listing)
{
    if (!continues(entries, listing)) {
        beginResetModel();
        m_entries = entries;
        m_listing = std::move(listing);
        endResetModel();
        return;
    }
    const int added = int(listing.size() - m_listing.size());
    if (added > 0)
        beginInsertRows({}, 0, added - 1);
    m_entries = entries;
    m_listing = std::move(listing);
    if (added > 0)
        endInsertRows();
}

void ChangesModel::setSpreads(const QHash<QString, KeySpread> &spreads, const GatewayTraits &traits)
{
    m_traits = traits;
    m_spreads = spreadsOfEdits(m_entries, spreads);
}

void ChangesModel::setNow(qint64 nowMs)
{
    m_nowMs = nowMs;
    if (!m_listing.empty()) {
        Q_EMIT dataChanged(
            index(0, 0), index(rowCount() - 1, 0), {TimeRole, SpreadRole, SpreadWordRole});
    }
}

size_t ChangesModel::placeOf(const QModelIndex &index) const
{
    return index.internalId() == EditId ? m_listing.size() - 1 - size_t(index.row())
                                        : size_t(index.internalId() - 1);
}

const ChangeEntry &ChangesModel::entryOf(const QModelIndex &index) const
{
    return m_entries[entryAt(index)];
}

qsizetype ChangesModel::entryAt(const QModelIndex &index) const
{
    return m_listing[placeOf(index)].entry;
}

ChangesModel::RowKind ChangesModel::kindOf(const QModelIndex &index) const
{
    if (index.internalId() == EditId)
        return RowKind::Edit;
    const bool isNote = index.row() == 0 && !entryNote(entryOf(index)).isEmpty();
    return isNote ? RowKind::Note : RowKind::Key;
}

const NotedChange &ChangesModel::changeAt(const QModelIndex &index) const
{
    const ChangeEntry &entry = entryOf(index);
    const int notes = entryNote(entry).isEmpty() ? 0 : 1;
    return entry.changes[size_t(m_listing[placeOf(index)].changes[size_t(index.row() - notes)])];
}

QModelIndex ChangesModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(placeOf(parent) + 1) : EditId);
}

QModelIndex ChangesModel::parent(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == EditId)
        return {};
    return createIndex(int(m_listing.size() - 1 - placeOf(index)), 0, EditId);
}

int ChangesModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_listing.size());
    if (parent.internalId() != EditId)
        return 0;
    const int notes = entryNote(entryOf(parent)).isEmpty() ? 0 : 1;
    return notes + int(m_listing[placeOf(parent)].changes.size());
}

int ChangesModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant ChangesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RowKind kind = kindOf(index);
    if (role == KindRole)
        return int(kind);
    switch (kind) {
    case RowKind::Edit:
        return editData(index, role);
    case RowKind::Note:
        return noteData(entryOf(index), role);
    case RowKind::Key:
        return keyData(changeAt(index), role);
    }
    return {};
}

QVariant ChangesModel::editData(const QModelIndex &index, int role) const
{
    const ChangeEntry &entry = entryOf(index);
    const QString author = displayText(entry.author);
    switch (role) {
    case Qt::DisplayRole:
        return entryTitle(entry);
    case Qt::AccessibleTextRole:
        return tr("%1, %2 by %3")
                   .arg(entryTitle(entry), formatRelative(entry.atMs, m_nowMs), author)
            + spreadNote(entry);
    case Qt::AccessibleDescriptionRole:
        return entryNote(entry);
    case Qt::ToolTipRole:
        return plainToolTip(
            tr("%1\n%2 by %3").arg(entryTitle(entry), formatExact(entry.atMs), author)
            + spreadNote(entry));
    case TimeRole:
        return formatRelative(entry.atMs, m_nowMs);
    case AuthorRole:
        return author;
    case CountRole:
        return int(m_listing[placeOf(index)].changes.size());
    case NotedRole:
        return !entryNote(entry).isEmpty();
    case SpreadRole:
    case SpreadWordRole:
        return spreadData(entry, role);
    default:
        return {};
    }
}

QVariant ChangesModel::spreadData(const ChangeEntry &entry, int role) const
{
    const auto spread = m_spreads.constFind(entry.id);
    if (spread == m_spreads.cend())
        return {};
    return role == SpreadRole ? QVariant(int(spread->stage)) : spreadWord(*spread, m_nowMs);
}

/// On a line of its own; empty where nothing is known.
QString ChangesModel::spreadNote(const ChangeEntry &entry) const
{
    const auto spread = m_spreads.constFind(entry.id);
    return spread == m_spreads.cend() ? QString()
                                      : u'\n' + spreadAdvice(*spread, m_traits, m_nowMs);
}

QVariant ChangesModel::noteData(const ChangeEntry &entry, int role) const
{
    if (role == Qt::DisplayRole)
        return entryNote(entry);
    return role == Qt::ToolTipRole ? plainToolTip(entryNote(entry)) : QVariant();
}

QVariant ChangesModel::keyData(const NotedChange &change, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return nameOf(change);
    case Qt::AccessibleTextRole:
        return tr("%1, fingerprint %2, %3")
            .arg(nameOf(change), shortFingerprint(change), changeText(change));
    case Qt::ToolTipRole:
        return plainToolTip(tr("%1\nfingerprint %2\n%3")
                                .arg(nameOf(change), shortFingerprint(change), allOf(change)));
    case FingerprintRole:
        return shortFingerprint(change);
    case ChangeRole:
        return changeText(change);
    default:
        return {};
    }
}

} // namespace keydeck
