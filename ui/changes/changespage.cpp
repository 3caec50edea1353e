#include "ui/changes/changespage.h"

#include "core/base/format.h"
#include "ui/changes/changesmodel.h"
#include "ui/changes/changesview.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/searchlinecontroller.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"
#include "ui/window/actions.h"

#include <QAction>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr int SearchWidth = 280;

QString editCount(qsizetype count)
{
    return count == 1 ? ChangesPage::tr("1 edit")
                      : ChangesPage::tr("%1 edits").arg(formatCount(double(count)));
}

} // namespace

QString changesVerdict(const QList<ChangeEntry> &entries, qint64 nowMs)
{
    const auto isEdit
        = [](const ChangeEntry &entry) { return entry.kind != ChangeEntry::Kind::Accepted; };
    const auto last = std::find_if(entries.rbegin(), entries.rend(), isEdit);
    if (last == entries.rend())
        return ChangesPage::tr("No edit with Keydeck yet.");
    const auto count = std::count_if(entries.begin(), entries.end(), isEdit);
    const QString sentence = count == 1 ? ChangesPage::tr("%1 with Keydeck, %2 by %3.")
                                        : ChangesPage::tr("%1 with Keydeck, the last %2 by %3.");
    return sentence.arg(
        editCount(count), formatRelative(last->atMs, nowMs), displayText(last->author));
}

ChangesPage::ChangesPage(Actions &actions, QWidget *parent)
    : QWidget(parent)
    , m_actions(actions)
    , m_update([this] { render(); })
    , m_model(new ChangesModel(this))
    , m_view(new ChangesView(*m_model, this))
    , m_verdict(new TextLabel(TextLabel::Style::Body, this))
    , m_search(new QLineEdit(this))
    , m_searching(new SearchLineController(*m_search))
    , m_nothing(new EmptyState(this))
    , m_noMatch(new EmptyState(this))
    , m_stack(new QStackedLayout)
{
    m_verdict->setObjectName(u"verdict"_s);
    m_verdict->setElided(true);
    m_search->setObjectName(u"changesSearch"_s);
    m_search->setPlaceholderText(tr("Search name, fingerprint, author…"));
    m_search->setAccessibleName(tr("Search the changes"));
    m_search->setMaximumWidth(SearchWidth);
    setAccessibleName(tr("Changes"));
    layOut();
    connect(m_searching, &SearchLineController::searched, this, [this](const QString &text) {
        m_searched = text.trimmed();
        list();
    });
    connect(m_view, &ChangesView::keyActivated, this, &ChangesPage::activate);
    setKept(true);
    render();
    list();
}

void ChangesPage::setKept(bool isKept)
{
    if (isKept)
        m_nothing->setTexts(tr("Nothing has been changed yet"),
            tr("Every edit with Keydeck will be listed here: what it changed, when, by whom, and "
               "the way back."));
    else
        m_nothing->setTexts(tr("No edit is noted"),
            tr("Keydeck has no folder to keep changes and backups in: set HOME or XDG_DATA_HOME."));
}

void ChangesPage::layOut()
{
    auto *head = new QVBoxLayout;
    head->setSpacing(theme::Tight);
    head->addWidget(new TextLabel(TextLabel::Style::Title, tr("Changes"), this));
    head->addWidget(m_verdict);
    auto *clear = m_noMatch->addButton(tr("Clear search"));
    connect(clear, &QPushButton::clicked, m_searching, &SearchLineController::clear);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_nothing);
    m_stack->addWidget(m_noMatch);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::Page, theme::Page, theme::Page, theme::Page);
    layout->setSpacing(theme::Related);
    layout->addLayout(head);
    layout->addWidget(buildTools());
    layout->addLayout(m_stack, 1);
}

QWidget *ChangesPage::buildTools()
{
    auto *tools = new QWidget(this);
    auto *row = new QHBoxLayout(tools);
    row->setContentsMargins(0, theme::Tight, 0, theme::Tight);
    row->setSpacing(theme::Tight);
    for (QAction *action : {m_actions.undo, m_actions.redo, m_actions.restoreBackup})
        row->addWidget(newActionButton(action, tools));
    row->addStretch(1);
    row->addWidget(m_search, 2);
    return tools;
}

void ChangesPage::showChanges(const QList<ChangeEntry> &entries, qint64 nowMs)
{
    m_entries = entries;
    m_nowMs = nowMs;
    m_pending = true;
    if (isVisible())
        m_update.request();
}

void ChangesPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_pending)
        m_update.request();
}

void ChangesPage::showSpreads(const QHash<QString, KeySpread> &spreads, const GatewayTraits &traits)
{
    m_spreads = spreads;
    m_traits = traits;
}

void ChangesPage::render()
{
    m_pending = false;
    m_verdict->setText(changesVerdict(m_entries, m_nowMs));
    if (!m_model->entries().isSharedWith(m_entries))
        list();
    m_model->setSpreads(m_spreads, m_traits);
    m_model->setNow(m_nowMs);
}

void ChangesPage::list()
{
    m_model->setEdits(m_entries, matchingEdits(m_entries, m_searched));
    // Without what was searched for, which may be a key.
    m_noMatch->setTexts(tr("No edit matches"),
        m_entries.size() == 1
            ? tr("The one edit has nothing of the kind.")
            : tr("None of %1 has anything of the kind.").arg(editCount(m_entries.size())));
    QWidget *nothing = m_entries.isEmpty() ? m_nothing : m_noMatch;
    m_stack->setCurrentWidget(m_model->rowCount() > 0 ? static_cast<QWidget *>(m_view) : nothing);
}

void ChangesPage::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void ChangesPage::search(const QString &text)
{
    m_search->setText(text);
    m_searching->search();
}

void ChangesPage::activate(const QModelIndex &index)
{
    const NotedChange &change = m_model->changeAt(index);
    Q_EMIT keyActivated(fingerprintNow(m_model->entries(), m_model->entryAt(index), change),
        index.data().toString());
}

} // namespace keydeck
