#include "ui/details/changestab.h"

#include "core/base/fingerprint.h"
#include "ui/changes/changesmodel.h"
#include "ui/changes/changesview.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/theme.h"

#include <QStackedLayout>
#include <QVBoxLayout>

namespace keydeck {

ChangesTab::ChangesTab(QWidget *parent)
    : QWidget(parent)
    , m_model(new ChangesModel(this))
    , m_view(new ChangesView(*m_model, this))
    , m_empty(new EmptyState({},
          tr("This key has not been changed with Keydeck yet. Its edits will be listed here."),
          this))
    , m_stack(new QStackedLayout)
{
    m_view->setAccessibleName(tr("Edits of this key"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::Group, theme::Tight, 0, 0);
    layout->addLayout(m_stack);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    list();
}

void ChangesTab::showKey(const QString &key, qint64 nowMs)
{
    m_model->setNow(nowMs);
    const QString now = fullFingerprint(key);
    if (now == std::exchange(m_fingerprint, now))
        return;
    m_pending = true;
    if (isVisible())
        list();
}

void ChangesTab::showChanges(const QList<ChangeEntry> &entries)
{
    m_entries = entries;
    m_pending = true;
    if (isVisible())
        list();
}

void ChangesTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_pending)
        list();
}

void ChangesTab::list()
{
    m_pending = false;
    m_model->setEdits(m_entries, editsOfKey(m_entries, m_fingerprint));
    m_stack->setCurrentWidget(m_model->rowCount() > 0 ? static_cast<QWidget *>(m_view) : m_empty);
}

} // namespace keydeck
