#include "ui/usage/usagestackmodel.h"

#include "core/base/fingerprint.h"
#include "core/base/format.h"
#include "core/rules/jsdate.h"
#include "ui/charts/chartfigures.h"
#include "ui/usage/usagetext.h"

#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

using Kind = StackLayer::Kind;

bool hasTokens(const QList<double> &tokens)
{
    return std::any_of(tokens.begin(), tokens.end(), [](double count) { return count > 0; });
}

QList<StackLayer> layersOf(const StoreUsageView &view)
{
    QHash<QString, QString> names;
    for (const UsageRank &rank : view.ranking.ranks) {
        names.insert(rank.key, rankName(rank));
    }
    QList<StackLayer> layers;
    for (const UsageStack::Layer &layer : view.stack.layers) {
        const QString id = layer.key.isEmpty() ? u"gone"_s : fingerprint(layer.key);
        layers.append({Kind::Key, id, names.value(layer.key), layer.tokens});
    }
    layers.append(
        {Kind::Others, u"others"_s, UsageStackModel::tr("All other keys"), view.stack.others});
    layers.append({Kind::Unobserved, u"unobserved"_s, UsageStackModel::tr("Not observed"),
        view.stack.unobserved});
    layers.removeIf([](const StackLayer &layer) { return !hasTokens(layer.tokens); });
    return layers;
}

} // namespace

UsageStackModel::UsageStackModel(QObject *parent) : FiguresModel(ColumnCount, parent) { }

void UsageStackModel::show(const StoreUsageView &view)
{
    const QList<StackLayer> layers = layersOf(view);
    const LocalSlots &times = view.stack.times;
    const bool sameTimes = times.length() == m_times.length() && times.count() == m_times.count()
        && times.span().fromMs == m_times.span().fromMs;
    if (sameTimes && layers == m_layers) {
        return;
    }
    beginResetModel();
    m_times = times;
    m_layers = layers;
    m_cells.clear();
    for (int slot = 0; slot < m_times.count(); ++slot) {
        for (int layer = 0; layer < m_layers.size(); ++layer) {
            if (m_layers[layer].tokens[slot] > 0) {
                m_cells.append({slot, layer});
            }
        }
    }
    endResetModel();
}

int UsageStackModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_cells.size());
}

QVariant UsageStackModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Cell &cell = m_cells.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return textOf(cell, index.column());
    case Qt::TextAlignmentRole:
        return alignmentOf(index.column());
    case FigureRole:
        return figureOf(cell, index.column());
    default:
        return {};
    }
}

QVariant UsageStackModel::textOf(const Cell &cell, int column) const
{
    switch (column) {
    case FromColumn:
        return formatExact(m_times.at(cell.slot).fromMs);
    case ToColumn:
        return formatExact(m_times.at(cell.slot).toMs);
    case TokensColumn:
        return formatCount(m_layers[cell.layer].tokens[cell.slot]);
    case ObservedColumn:
        return m_layers[cell.layer].kind == Kind::Unobserved ? tr("no") : tr("yes");
    default:
        return m_layers[cell.layer].name;
    }
}

QVariant UsageStackModel::figureOf(const Cell &cell, int column) const
{
    switch (column) {
    case FromColumn:
        return toIsoString(m_times.at(cell.slot).fromMs);
    case ToColumn:
        return toIsoString(m_times.at(cell.slot).toMs);
    case TokensColumn:
        return m_layers[cell.layer].tokens[cell.slot];
    case ObservedColumn:
        return m_layers[cell.layer].kind == Kind::Unobserved ? u"false"_s : u"true"_s;
    default:
        return m_layers[cell.layer].name;
    }
}

FiguresModel::Heading UsageStackModel::headingAt(int column) const
{
    switch (column) {
    case FromColumn:
        return {tr("From"), u"from"_s, false};
    case ToColumn:
        return {tr("To"), u"to"_s, false};
    case LayerColumn:
        return {tr("Key"), u"name"_s, false};
    case TokensColumn:
        return {tr("Tokens"), u"tokens"_s};
    default:
        return {tr("Observed"), u"observed"_s, false};
    }
}

} // namespace keydeck
