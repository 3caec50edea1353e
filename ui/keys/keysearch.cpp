#include "ui/keys/keysearch.h"

#include "core/base/format.h"
#include "ui/keys/keytext.h"
#include "ui/keys/querycompleter.h"
#include "ui/keys/searchhelp.h"
#include "ui/widgets/searchlinecontroller.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"
#include "ui/window/actions.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>

namespace keydeck {

namespace {

constexpr int LineWidth = 340;
constexpr int PauseMs = 20; // few keys are listed quickly, and many elsewhere

QToolButton *newIconButton(QAction *action, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(action->iconText());
    return button;
}

} // namespace

KeySearch::KeySearch(Actions &actions, QWidget *parent)
    : QWidget(parent)
    , m_line(new QLineEdit(this))
    , m_matches(new TextLabel(TextLabel::Style::Quiet, this))
    , m_searching(new SearchLineController(*m_line, PauseMs))
    , m_completer(new QueryCompleter(*m_line))
{
    m_line->setObjectName(QStringLiteral("keysSearch"));
    m_line->setPlaceholderText(tr("Search, or status:blocked used>80%…"));
    m_line->setAccessibleName(tr("Search the keys"));
    m_line->setAccessibleDescription(
        tr("Down proposes terms, Return goes to the keys, F1 says how a search is written"));
    m_line->setMaximumWidth(LineWidth);
    m_line->addAction(actions.saveFilter);
    auto *help = new QToolButton(this);
    help->setObjectName(QStringLiteral("searchHelp"));
    help->setText(QStringLiteral("?"));
    help->setAutoRaise(true);
    help->setFocusPolicy(Qt::TabFocus);
    help->setAccessibleName(tr("How to search"));
    help->setToolTip(tr("How a search is written (F1 in the line)"));
    auto *save = newIconButton(actions.saveFilter, this);
    save->setObjectName(QStringLiteral("saveFilter"));
    save->hide();

    m_matches->setObjectName(QStringLiteral("searchMatches"));
    m_matches->hide();

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::Tight);
    row->addStretch(1); // takes what the line, which is never wider than that, leaves
    row->addWidget(m_line, 100);
    row->addWidget(save);
    row->addWidget(help);
    auto *explain = new QAction(tr("How to search"), m_line);
    explain->setShortcut(QKeySequence(Qt::Key_F1));
    explain->setShortcutContext(Qt::WidgetShortcut);
    m_line->addAction(explain);
    connect(explain, &QAction::triggered, this, [this] { SearchHelp::open(window()); });
    connect(help, &QToolButton::clicked, explain, &QAction::trigger);
    connect(m_line, &QLineEdit::textChanged, save,
        [save](const QString &text) { save->setVisible(!text.trimmed().isEmpty()); });
    connect(m_line, &QLineEdit::textChanged, this, &KeySearch::changed);
    connect(m_searching, &SearchLineController::searched, this, &KeySearch::searched);
    connect(m_line, &QLineEdit::returnPressed, this, &KeySearch::entered);
}

QString KeySearch::text() const
{
    return m_line->text();
}

void KeySearch::setText(const QString &text)
{
    m_completer->close();
    m_line->setText(text);
    m_searching->search();
}

void KeySearch::takeFocus()
{
    m_line->setFocus(Qt::ShortcutFocusReason);
    m_line->selectAll();
}

QWidget *KeySearch::matches() const
{
    return m_matches;
}

void KeySearch::showMatches(int matches, int all, bool isNarrowed)
{
    m_matches->setVisible(isNarrowed);
    if (!isNarrowed)
        return;
    m_matches->setText(tr("%1 of %2").arg(formatCount(matches), formatCount(all)));
    m_matches->setAccessibleName(tr("%1 of %2 match").arg(formatCount(matches), keyCount(all)));
}

void KeySearch::setVocabulary(const QueryVocabulary &vocabulary)
{
    m_completer->setVocabulary(vocabulary);
}

} // namespace keydeck
