#include "core/gateway/pollqueue.h"

#include <algorithm>
#include <array>
#include <utility>

namespace keydeck {

namespace {

constexpr qsizetype MostTries = 16; // of a sweep through keys that are all in use

enum class Turn
{
    Selected,
    Spreading,
    Sweep,
};
constexpr std::array Turns{
    Turn::Selected, Turn::Spreading, Turn::Selected, Turn::Spreading, Turn::Selected, Turn::Sweep};

} // namespace

void PollQueue::setSweep(const QStringList &keys)
{
    m_sweep = keys;
    m_swept = keys.isEmpty() ? 0 : m_swept % keys.size();
}

void PollQueue::setSilent(const QStringList &keys)
{
    m_silent = QSet<QString>(keys.begin(), keys.end());
}

QString PollQueue::next(const Gate &gate)
{
    if (!m_once.isEmpty())
        return std::exchange(m_once, QString());
    const Turn turn = Turns[m_turn];
    m_turn = (m_turn + 1) % Turns.size();
    QString key;
    if (turn == Turn::Sweep)
        key = sweptOne(gate);
    else if (turn == Turn::Spreading)
        key = spreadingOne(gate);
    if (key.isEmpty())
        key = selectedOne(gate);
    return key.isEmpty() ? spreadingOne(gate) : key;
}

QString PollQueue::nextForCache(const Gate &gate)
{
    const QString key = sweptOne(gate);
    return key.isEmpty() ? next(gate) : key;
}

bool PollQueue::isEmpty() const
{
    const auto mayBe = [&](const QString &key) { return !m_silent.contains(key); };
    return m_once.isEmpty() && (m_selected.isEmpty() || !mayBe(m_selected))
        && std::none_of(m_spreading.begin(), m_spreading.end(), mayBe)
        && std::none_of(m_sweep.begin(), m_sweep.end(), mayBe);
}

bool PollQueue::mayAsk(const QString &key, const Gate &gate) const
{
    return !key.isEmpty() && !m_silent.contains(key) && (!gate || gate(key));
}

QString PollQueue::selectedOne(const Gate &gate) const
{
    return mayAsk(m_selected, gate) ? m_selected : QString();
}

QString PollQueue::spreadingOne(const Gate &gate)
{
    while (!m_spreading.isEmpty()) {
        const QString key = m_spreading.takeFirst();
        if (mayAsk(key, gate))
            return key;
    }
    return {};
}

/// The selected key has turns enough.
QString PollQueue::sweptOne(const Gate &gate)
{
    const qsizetype tries = std::min(m_sweep.size(), MostTries);
    for (qsizetype tried = 0; tried < tries; ++tried) {
        const QString &key = m_sweep[m_swept];
        m_swept = (m_swept + 1) % m_sweep.size();
        if (key != m_selected && mayAsk(key, gate))
            return key;
    }
    return {};
}

} // namespace keydeck
