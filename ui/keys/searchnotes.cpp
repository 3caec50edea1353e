#include "ui/keys/searchnotes.h"

#include "ui/widgets/notice.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace keydeck {

SearchNotes::SearchNotes(QWidget *parent)
    : QWidget(parent)
    , m_errors(new Notice(this))
    , m_hidden(new QWidget(this))
    , m_hiddenText(new TextLabel(TextLabel::Style::Body, m_hidden))
{
    m_errors->setObjectName(QStringLiteral("searchErrors"));
    m_hidden->setObjectName(QStringLiteral("hiddenSelection"));
    m_hiddenText->setElided(true);
    auto *show = new QToolButton(m_hidden);
    show->setText(tr("Show it"));
    show->setToolTip(
        tr("Open its group, or clear the search and the status, so that the key is listed"));
    show->setFocusPolicy(Qt::TabFocus);
    auto *row = new QHBoxLayout(m_hidden);
    row->setContentsMargins(theme::Related, 0, 0, 0);
    row->setSpacing(theme::Related);
    row->addWidget(m_hiddenText);
    row->addWidget(show);
    row->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::Tight);
    column->addWidget(m_errors);
    column->addWidget(m_hidden);
    connect(show, &QToolButton::clicked, this, &SearchNotes::showRequested);
    m_errors->hide();
    m_hidden->hide();
    follow();
}

void SearchNotes::showErrors(const QList<QueryError> &errors)
{
    QStringList sentences;
    for (const QueryError &error : errors)
        sentences += error.message;
    const QString text = sentences.join(u'\n');
    if (!text.isEmpty() && text != m_errors->text())
        m_errors->setNotice(theme::Role::Warning, Mark::Triangle, text);
    m_errors->setVisible(!text.isEmpty());
    follow();
}

void SearchNotes::showHidden(const QString &sentence)
{
    if (!sentence.isEmpty())
        m_hiddenText->setText(sentence);
    m_hidden->setVisible(!sentence.isEmpty());
    follow();
}

void SearchNotes::follow()
{
    setVisible(!m_errors->isHidden() || !m_hidden->isHidden());
}

} // namespace keydeck
