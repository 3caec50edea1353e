#include "ui/usage/sharemodel.h"

#include "core/base/format.h"
#include "ui/charts/chartfigures.h"
#include "ui/usage/barcelldelegate.h"
#include "ui/usage/usagetext.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace keydeck {

ShareModel::ShareModel(ShareBy by, QObject *parent)
    : FiguresModel(ColumnCount, parent)
    , m_by(by) { }

void ShareModel::show(const UsageRanking &ranking)
{
    const QList<UsageShare> shares = usageShares(ranking, m_by);
    if (shares == m_shares) {
        return;
    }
    beginResetModel();
    m_shares = shares;
    m_tokens = ranking.tokens;
    endResetModel();
}

int ShareModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shares.size());
}

double ShareModel::shareOf(const UsageShare &share) const
{
    return m_tokens > 0 ? share.tokens / m_tokens : 0;
}

QVariant ShareModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const UsageShare &share = m_shares.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return textOf(share, index.column());
    case Qt::TextAlignmentRole:
        return alignmentOf(index.column());
    case FigureRole:
    case SortRole:
        return valueOf(share, index.column());
    case BarRole:
        return index.column() == TokensColumn ? QVariant(shareOf(share)) : QVariant();
    default:
        return {};
    }
}

QVariant ShareModel::textOf(const UsageShare &share, int column) const
{
    switch (column) {
    case NameColumn:
        return shareName(share, m_by);
    case KeysColumn:
        return share.id.isEmpty() ? u"–"_s : formatCount(double(share.keys));
    case TokensColumn:
        return formatCount(share.tokens);
    default:
        return percentText(shareOf(share));
    }
}

QVariant ShareModel::valueOf(const UsageShare &share, int column) const
{
    switch (column) {
    case NameColumn:
        return shareName(share, m_by);
    case KeysColumn:
        return qint64(share.keys);
    case TokensColumn:
        return share.tokens;
    default:
        return std::round(shareOf(share) * 10'000) / 100;
    }
}

FiguresModel::Heading ShareModel::headingAt(int column) const
{
    switch (column) {
    case NameColumn:
        return m_by == ShareBy::Model ? Heading{tr("Model"), u"model"_s, false}
                                      : Heading{tr("Status now"), u"status"_s, false};
    case KeysColumn:
        return {tr("Keys"), u"keys"_s};
    case TokensColumn:
        return {tr("Tokens"), u"tokens"_s};
    default:
        return {tr("Share"), u"percent"_s};
    }
}

} // namespace keydeck
