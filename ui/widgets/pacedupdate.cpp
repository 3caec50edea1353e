#include "ui/widgets/pacedupdate.h"

#include <QElapsedTimer>

namespace keydeck {

PacedUpdate::PacedUpdate(std::function<void()> update, QObject *parent)
    : QObject(parent)
    , m_update(std::move(update))
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (m_wanted) {
            run();
        }
    });
}

void PacedUpdate::request()
{
    if (m_pause.isActive()) {
        m_wanted = true;
    } else {
        run();
    }
}

void PacedUpdate::run()
{
    m_wanted = false;
    QElapsedTimer timer;
    timer.start();
    m_update();
    if (const qint64 spent = timer.elapsed(); spent > 1) {
        m_pause.start(int(spent) * PauseFactor);
    }
}

} // namespace keydeck
