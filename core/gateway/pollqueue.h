// Whose turn it is to be asked for at /stats.
#pragma once

#include <QSet>
#include <QStringList>

#include <functional>

namespace keydeck {

/// Turns go round: three times the selected key, twice a key whose edit is spreading, and once one
/// of the rest (the sweep). A turn that nobody of its kind wants goes to the selected key, then to
/// the spreading ones; never to the sweep, which keeps to a sixth of the turns, however few else
/// there are. Silent keys are never asked for.
class PollQueue final
{
public:
    /// Empty: none.
    void select(const QString &key) { m_selected = key; }
    [[nodiscard]] const QString &selected() const { return m_selected; }
    /// The longest waiting first.
    void setSpreading(const QStringList &keys) { m_spreading = keys; }
    /// Every key that may be asked for; the sweep goes on where it was.
    void setSweep(const QStringList &keys);
    void setSilent(const QStringList &keys);

    /// Whether a key may be asked for at the moment.
    using Gate = std::function<bool(const QString &key)>;

    /// The next turn's key; empty: this turn nobody is asked for. Of the sweep a few keys are
    /// tried.
    [[nodiscard]] QString next(const Gate &gate = {});
    /// A key to ask /cache-stats with: rather one that is not selected, whose own turn comes.
    [[nodiscard]] QString nextForCache(const Gate &gate);
    /// The key has the next turn, once, whatever else holds.
    void askOnce(const QString &key) { m_once = key; }
    [[nodiscard]] bool hasOnce() const { return !m_once.isEmpty(); }
    /// Anybody at all may have a turn.
    [[nodiscard]] bool isEmpty() const;
    /// The selected key's turn is next: it was selected just now.
    void restart() { m_turn = 0; }

private:
    [[nodiscard]] bool mayAsk(const QString &key, const Gate &gate) const;
    [[nodiscard]] QString selectedOne(const Gate &gate) const;
    [[nodiscard]] QString spreadingOne(const Gate &gate);
    [[nodiscard]] QString sweptOne(const Gate &gate);

    QString m_once;
    QString m_selected;
    QStringList m_spreading;
    QStringList m_sweep;
    QSet<QString> m_silent;
    qsizetype m_swept = 0; ///< the place in the sweep
    size_t m_turn = 0;
};

} // namespace keydeck
