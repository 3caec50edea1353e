#include "ui/health/healthpage.h"

#include "ui/health/findingdelegate.h"
#include "ui/health/fixbar.h"
#include "ui/health/healthmodel.h"
#include "ui/health/lockcard.h"
#include "ui/health/storefindingscard.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/keptplace.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/taborder.h"
#include "ui/widgets/textlabel.h"

#include <QHBoxLayout>
#include <QShortcut>
#include <QStackedLayout>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr int UnfoldedKeys = 8; // groups of up to this many are open from the start

QTreeView *newTree(QAbstractItemModel *model, QWidget *parent)
{
    auto *tree = new QTreeView(parent);
    tree->setModel(model);
    tree->setItemDelegate(new FindingDelegate(tree));
    tree->setHeaderHidden(true);
    tree->setUniformRowHeights(true);
    tree->setFrameShape(QFrame::NoFrame);
    tree->viewport()->setAutoFillBackground(false);
    tree->setExpandsOnDoubleClick(false);
    tree->setAccessibleName(HealthPage::tr("Findings and the keys they touch"));
    return tree;
}

} // namespace

HealthPage::HealthPage(QWidget *parent)
    : QWidget(parent)
    , m_update([this] { render(); })
    , m_model(new HealthModel(this))
    , m_verdict(new TextLabel(TextLabel::Style::Body, this))
    , m_problem(new Notice(this))
    , m_root(new Notice(this))
    , m_store(new StoreFindingsCard(this))
    , m_lock(new LockCard(this))
    , m_tree(newTree(m_model, this))
    , m_place(new KeptPlace(*m_tree, [this](const QModelIndex &index) { return aboutWhat(index); }))
    , m_fixes(new FixBar(*m_model, *m_tree, this))
    , m_allWell(new EmptyState(this))
    , m_stack(new QStackedLayout)
{
    m_verdict->setObjectName(u"verdict"_s);
    m_verdict->setWordWrap(true);
    m_problem->setObjectName(u"problem"_s);
    m_problem->hide();
    m_root->setObjectName(u"root"_s);
    m_root->hide();
    m_lock->setObjectName(u"lock"_s);
    setAccessibleName(tr("Health"));
    layOut();
    praise();
    connect(m_store, &StoreFindingsCard::findingsChanged, this, [this] {
        praise();
        tabInLayoutOrder(*this); // it has other buttons now
    });
    connect(m_fixes, &FixBar::fixRequested, this, &HealthPage::fixRequested);
    connect(m_tree, &QTreeView::clicked, this, &HealthPage::activate);
    // Not activated(): some styles send that along with a click.
    for (const int key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *enter = new QShortcut(key, m_tree, nullptr, nullptr, Qt::WidgetShortcut);
        connect(enter, &QShortcut::activated, this, [this] { activate(m_tree->currentIndex()); });
    }
}

/// A finding by what it says, a key by itself: both may stand in another row later.
QVariant HealthPage::aboutWhat(const QModelIndex &index) const
{
    if (m_model->isGroup(index))
        return index.data();
    const KeyRef ref = m_model->refAt(index);
    return QVariantList{ref.key, ref.occurrence};
}

void HealthPage::layOut()
{
    auto *titles = new QVBoxLayout;
    titles->setSpacing(theme::Tight);
    titles->addWidget(new TextLabel(TextLabel::Style::Title, tr("Health"), this));
    titles->addWidget(m_verdict);
    auto *head = new QHBoxLayout;
    head->setSpacing(theme::Group);
    head->addLayout(titles, 1);
    head->addWidget(m_fixes, 0, Qt::AlignBottom);
    m_stack->addWidget(m_tree);
    m_stack->addWidget(m_allWell);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::Page, theme::Page, theme::Page, theme::Page);
    layout->setSpacing(theme::Related);
    layout->addLayout(head);
    layout->addWidget(m_problem);
    layout->addWidget(m_root);
    layout->addWidget(m_store);
    layout->addWidget(m_lock);
    layout->addSpacing(theme::Related);
    layout->addLayout(m_stack, 1);
}

void HealthPage::showKeys(const KeySet &keys, qint64 nowMs)
{
    m_keys = keys;
    m_nowMs = nowMs;
    m_pending = true;
    if (isVisible()) {
        m_update.request();
    }
}

void HealthPage::leaveStore()
{
    m_finding.drop();
    m_pending = false;
}

void HealthPage::showRootNote(const QString &note)
{
    m_root->setNotice(theme::Role::Info, Mark::Info, note);
    m_root->setVisible(!note.isEmpty());
}

void HealthPage::setBlock(const QString &block)
{
    m_fixes->setBlock(block);
}

void HealthPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    Q_EMIT shown();
    if (m_pending) {
        m_update.request();
    }
}

void HealthPage::render()
{
    if (!std::exchange(m_pending, false))
        return;
    m_problem->setVisible(!m_keys.isEditable());
    if (!m_keys.isEditable()) {
        m_problem->setNotice(theme::Role::Danger, Mark::Octagon, m_keys.problem());
    }
    const auto find
        = [keys = m_keys, nowMs = m_nowMs] { return groupFindings(lintKeys(keys, nowMs)); };
    const auto show
        = [this, keys = m_keys, nowMs = m_nowMs](
              const std::vector<FindingGroup> &groups) { renderGroups(groups, keys, nowMs); };
    if (m_keys.size() <= AtOnceKeys) {
        m_finding.drop();
        show(find());
    } else {
        m_finding.run(this, find, show);
    }
}

void HealthPage::renderGroups(
    const std::vector<FindingGroup> &groups, const KeySet &keys, qint64 nowMs)
{
    m_verdict->setText(
        keys.size() == 0 ? tr("There are no records to look at.") : healthVerdict(groups, keys));
    if (m_model->setGroups(keys, groups)) {
        unfoldShortGroups();
        m_place->restore();
    }
    m_fixes->setKeys(keys, nowMs);
    m_tree->viewport()->update();
    const bool isWell = groups.empty() && keys.isEditable() && keys.size() > 0;
    m_stack->setCurrentWidget(isWell ? static_cast<QWidget *>(m_allWell) : m_tree);
}

/// Only as much as is due.
void HealthPage::praise()
{
    m_allWell->setTexts(m_store->hasFindings() ? tr("The records are well") : tr("All is well"),
        tr("Every record does at the gateway what its author meant. Well kept."));
}

void HealthPage::unfoldShortGroups()
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QModelIndex group = m_model->index(row, 0);
        m_tree->setExpanded(group, m_model->rowCount(group) <= UnfoldedKeys);
    }
}

void HealthPage::activate(const QModelIndex &index)
{
    if (m_model->isGroup(index)) {
        m_tree->setExpanded(index, !m_tree->isExpanded(index));
    } else if (index.isValid()) {
        Q_EMIT keyActivated(m_model->refAt(index));
    }
}

} // namespace keydeck
