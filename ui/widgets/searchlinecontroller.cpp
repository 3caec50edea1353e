#include "ui/widgets/searchlinecontroller.h"

#include "ui/widgets/icons.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>

namespace keydeck {

SearchLineController::SearchLineController(QLineEdit &line, int pauseMs)
    : QObject(&line)
    , m_line(line)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseMs);
    line.setClearButtonEnabled(true);
    line.addAction(icon(QStringLiteral("edit-find")), QLineEdit::LeadingPosition)
        ->setText(tr("Search"));
    if (auto *clear = line.findChild<QAction *>(QStringLiteral("_q_qlineeditclearaction")))
        clear->setText(tr("Clear the search"));
    line.installEventFilter(this);
    connect(&line, &QLineEdit::textChanged, this, [this] { m_pause.start(); });
    connect(&line, &QLineEdit::returnPressed, this, &SearchLineController::search);
    connect(&m_pause, &QTimer::timeout, this, &SearchLineController::search);
}

void SearchLineController::clear()
{
    m_line.clear();
    search();
}

bool SearchLineController::eventFilter(QObject *watched, QEvent *event)
{
    const bool escape = event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape;
    if (escape && !m_line.text().isEmpty()) {
        clear();
        return true;
    }
    return QObject::eventFilter(watched, event);
}

void SearchLineController::search()
{
    m_pause.stop();
    if (m_line.text() == m_last)
        return;
    m_last = m_line.text();
    Q_EMIT searched(m_last);
}

} // namespace keydeck
