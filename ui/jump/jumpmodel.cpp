#include "ui/jump/jumpmodel.h"

#include "core/base/fingerprint.h"
#include "core/query/querycondition.h"
#include "core/query/searchfold.h"
#include "ui/keys/keytext.h"
#include "ui/widgets/notedelegate.h"

#include <QAction>

#include <algorithm>
#include <tuple>

namespace keydeck {

namespace {

/// What was typed, made ready once for all that it is compared with.
struct Typed
{
    QString text;
    QStringList words;
    QString whole; ///< it may be a whole key

    explicit Typed(const QString &typed)
        : text(searchFolded(typed.simplified()))
        , words(text.split(u' ', Qt::SkipEmptyParts))
        , whole(typed.simplified())
    { }

    /// name: what is read; all: everything that belongs to it, the name included.
    [[nodiscard]] JumpRank rankOf(QStringView name, QStringView all, QStringView key = {}) const
    {
        const bool hasAll
            = std::ranges::all_of(words, [all](const QString &word) { return hasWord(all, word); });
        if (!hasAll && (key.isEmpty() || key != whole))
            return JumpRank::None;
        return std::min(jumpRank(name, text), JumpRank::Elsewhere);
    }
};

} // namespace

void JumpModel::setTargets(const QList<JumpAction> &actions, std::shared_ptr<const KeyRows> rows,
    std::shared_ptr<const std::vector<KeyState>> states)
{
    m_fingerprints.drop();
    beginResetModel();
    m_actions = actions;
    m_rows = std::move(rows);
    m_states = std::move(states);
    m_lines.clear();
    endResetModel();
}

void JumpModel::setTyped(const QString &text)
{
    const Typed typed(text);
    std::vector<Line> lines;
    for (int i = 0; i < m_actions.size(); ++i) {
        const QString name = searchFolded(m_actions[i].text);
        // What it quotes is no name of its own: an edit that can be undone names its key.
        const QString own = name.section(u'“', 0, 0);
        const JumpRank rank = typed.rankOf(own, name);
        if (rank != JumpRank::None)
            lines.push_back({rank, i, -1});
    }
    const std::vector<Line> keys = keyLines(text);
    lines.insert(lines.end(), keys.begin(), keys.end());
    std::ranges::stable_sort(lines, {}, &Line::rank);
    beginResetModel();
    m_lines = std::move(lines);
    endResetModel();
    m_fingerprints.drop();
    m_isLooking = false;
    if (m_rows && isFingerprintStart(typed.text))
        lookForFingerprint(typed.text);
}

void JumpModel::lookForFingerprint(const QString &digits)
{
    const auto find = [rows = m_rows, digits] {
        std::vector<qsizetype> records;
        for (qsizetype i = 0; i < rows->size() && records.size() < size_t(MostKeys); ++i) {
            if (hasFingerprintStart(rows->refs[size_t(i)].key, digits))
                records.push_back(i);
        }
        return records;
    };
    if (m_rows->size() <= AtOnceKeys) {
        append(find());
        return;
    }
    m_isLooking = true;
    m_fingerprints.run(this, find, [this](const std::vector<qsizetype> &records) {
        m_isLooking = false;
        append(records);
    });
}

/// Those that are not there already for another reason.
void JumpModel::append(const std::vector<qsizetype> &records)
{
    std::vector<Line> lines;
    for (const qsizetype record : records) {
        if (std::ranges::find(m_lines, record, &Line::record) == m_lines.end())
            lines.push_back({JumpRank::Elsewhere, -1, record});
    }
    if (lines.empty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + int(lines.size()) - 1);
    m_lines.insert(m_lines.end(), lines.begin(), lines.end());
    endInsertRows();
}

/// By rank, then by name. Every key is looked at, but only the best are put into order.
std::vector<JumpModel::Line> JumpModel::keyLines(const QString &text) const
{
    const Typed typed(text);
    struct Found
    {
        JumpRank rank;
        int nameRank;
        qsizetype record;
    };
    if (!m_rows)
        return {};
    std::vector<Found> found;
    const SearchTexts &texts = m_rows->searchTexts();
    for (qsizetype i = 0; i < m_rows->size(); ++i) {
        const JumpRank rank
            = typed.rankOf(texts.name(i), texts.text(i), m_rows->refs[size_t(i)].key);
        if (rank != JumpRank::None)
            found.push_back({rank, m_rows->nameRanks[size_t(i)], i});
    }
    const auto before = [](const Found &a, const Found &b) {
        return std::tie(a.rank, a.nameRank, a.record) < std::tie(b.rank, b.nameRank, b.record);
    };
    const auto end = found.begin() + std::min<ptrdiff_t>(MostKeys, ptrdiff_t(found.size()));
    std::partial_sort(found.begin(), end, found.end(), before);
    std::vector<Line> lines;
    std::for_each(found.begin(), end, [&](const Found &each) {
        lines.push_back({each.rank, -1, each.record});
    });
    return lines;
}

std::optional<KeyRef> JumpModel::keyAt(int row) const
{
    const Line &line = m_lines[size_t(row)];
    return line.action < 0 ? std::optional(m_rows->refs[size_t(line.record)]) : std::nullopt;
}

QAction *JumpModel::actionAt(int row) const
{
    const int action = m_lines[size_t(row)].action;
    return action < 0 ? nullptr : m_actions[action].action.data();
}

int JumpModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

QString JumpModel::keyText(qsizetype record) const
{
    return displayName(m_rows->keys.at(record));
}

QString JumpModel::keyNote(qsizetype record) const
{
    const auto at = size_t(record);
    return tr("%1, %2").arg(maskedKey(m_rows->refs[at].key), statusWord((*m_states)[at].status));
}

QVariant JumpModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Line &line = m_lines[size_t(index.row())];
    const bool isKey = line.action < 0;
    const QString text = isKey ? keyText(line.record) : m_actions[line.action].text;
    const QString note = isKey ? keyNote(line.record) : m_actions[line.action].note;
    switch (role) {
    case Qt::DisplayRole:
        return text;
    case NoteDelegate::NoteRole:
    case Qt::AccessibleDescriptionRole:
        return note;
    case Qt::AccessibleTextRole:
        return isKey         ? tr("Key %1, %2").arg(text, note)
            : note.isEmpty() ? text
                             : tr("%1, %2").arg(text, note);
    default:
        return {};
    }
}

Qt::ItemFlags JumpModel::flags(const QModelIndex &index) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return Qt::NoItemFlags; // a view may ask once more for what was just taken
    const Line &line = m_lines[size_t(index.row())];
    const bool isEnabled = line.action < 0 || m_actions[line.action].isEnabled;
    return isEnabled ? QAbstractListModel::flags(index) : Qt::ItemIsSelectable;
}

} // namespace keydeck
