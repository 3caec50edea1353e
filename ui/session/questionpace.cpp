#include "ui/session/questionpace.h"

#include <algorithm>

namespace keydeck {

QuestionPace::QuestionPace(QObject *parent) : QObject(parent)
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (m_isWanted)
            Q_EMIT due();
    });
}

void QuestionPace::request()
{
    m_isWanted = true;
    if (!m_isAsking && !m_pause.isActive())
        Q_EMIT due();
}

void QuestionPace::requestNow()
{
    m_isUrgent = m_isAsking;
    m_pause.stop();
    request();
}

void QuestionPace::asked()
{
    m_isWanted = false;
    m_isAsking = true;
    m_since.start();
}

void QuestionPace::answered()
{
    m_isAsking = false;
    if (m_isUrgent) {
        m_isUrgent = false;
        Q_EMIT due();
        return;
    }
    m_pause.start(int(std::max<qint64>(LeastPauseMs, PauseFactor * m_since.elapsed())));
}

} // namespace keydeck
