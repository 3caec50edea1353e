#include "ui/health/fixbar.h"

#include "ui/health/healthmodel.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/tooltip.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPushButton>
#include <QTreeView>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

void setReason(QPushButton *button, const QString &whyNot, const QString &usual)
{
    const QString toolTip = whyNot.isEmpty() ? usual : whyNot;
    button->setEnabled(whyNot.isEmpty());
    setPlainToolTip(*button, toolTip);
}

} // namespace

FixBar::FixBar(const HealthModel &model, QTreeView &tree, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_tree(tree)
    , m_menuFix(new QAction(tr("Fi&x…"), this))
    , m_fix(new QPushButton(tr("Fi&x…"), this))
    , m_fixAll(new QPushButton(tr("Fix &all…"), this))
{
    m_fix->setObjectName(u"fix"_s);
    m_fixAll->setObjectName(u"fixAll"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::Related);
    row->addWidget(m_fix);
    row->addWidget(m_fixAll);
    tree.addAction(m_menuFix);
    tree.setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(m_fix, &QPushButton::clicked, this, &FixBar::fixCurrent);
    connect(m_menuFix, &QAction::triggered, this, &FixBar::fixCurrent);
    connect(m_fixAll, &QPushButton::clicked, this, [this] { Q_EMIT fixRequested({}); });
    connect(tree.selectionModel(), &QItemSelectionModel::currentChanged, this, &FixBar::refresh);
    refresh();
}

void FixBar::setKeys(const KeySet &keys, qint64 nowMs)
{
    m_keys = keys;
    m_nowMs = nowMs;
    m_planner.reset();
    refresh();
}

void FixBar::setBlock(const QString &block)
{
    m_block = block;
    refresh();
}

void FixBar::refresh()
{
    const QString whyNot = m_block.isEmpty() ? whyNotCurrent() : m_block;
    setReason(m_fix, whyNot, tr("Show what the fix of this finding changes, and make it"));
    m_menuFix->setEnabled(whyNot.isEmpty());
    setReason(m_fixAll, m_block.isEmpty() ? whyNotAll() : m_block,
        tr("Show what all automatic fixes change, and make them in one write"));
}

QString FixBar::whyNotCurrent() const
{
    const QModelIndex current = m_tree.currentIndex();
    if (!current.isValid())
        return tr("Choose a finding, or a key below one.");
    return isFixable(current)
        ? QString()
        : tr("There is no automatic fix. %1").arg(fixAdvice(m_model.findingAt(current).id));
}

QString FixBar::whyNotAll() const
{
    if (m_model.rowCount() == 0)
        return tr("There is nothing to fix in the records.");
    for (int row = 0; row < m_model.rowCount(); ++row) {
        if (isFixable(m_model.index(row, 0)))
            return {};
    }
    return tr("None of the findings has an automatic fix.");
}

/// Of a finding, for one of its keys at least.
bool FixBar::isFixable(const QModelIndex &index) const
{
    const Finding finding = m_model.findingAt(index);
    if (!FixPlanner::hasFix(finding.id))
        return false;
    return std::ranges::any_of(m_model.recordsAt(index), [&](qsizetype record) {
        return record < m_keys.size() && !planner().changes(record, finding).isEmpty();
    });
}

void FixBar::fixCurrent()
{
    const QModelIndex current = m_tree.currentIndex();
    if (!current.isValid() || !m_fix->isEnabled())
        return;
    FixScope scope;
    scope.targets.emplace();
    const QString id = m_model.findingAt(current).id;
    const std::vector<KeyRef> refs = m_keys.refs();
    for (const qsizetype record : m_model.recordsAt(current))
        scope.targets->push_back({refs[size_t(record)], id});
    Q_EMIT fixRequested(scope);
}

const FixPlanner &FixBar::planner() const
{
    if (!m_planner)
        m_planner = std::make_unique<FixPlanner>(m_keys, FixSettings{m_nowMs});
    return *m_planner;
}

} // namespace keydeck
