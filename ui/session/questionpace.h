// When to ask the history again for something that it takes a while to add up.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace keydeck {

/// One question at a time. After an answer it pauses PauseFactor times as long as that one took,
/// and LeastPauseMs at the least, so that many keys do not keep the recorder from recording; what
/// is requested meanwhile is due after that.
///
/// Thread: the one it lives in.
class QuestionPace final : public QObject
{
    Q_OBJECT

public:
    static constexpr int LeastPauseMs = 2'000;
    static constexpr int PauseFactor = 15;

    explicit QuestionPace(QObject *parent = nullptr);

    /// There may be something new.
    void request();
    /// Somebody waits for it: no pause, but never two questions at once.
    void requestNow();

    // From whoever asks, in turn.
    void asked();
    void answered();

Q_SIGNALS:
    /// Ask now; who cannot, does not call asked(), and hears of it at the next request.
    void due();

private:
    QTimer m_pause;
    QElapsedTimer m_since; ///< the last question
    bool m_isAsking = false;
    bool m_isWanted = false;
    bool m_isUrgent = false;
};

} // namespace keydeck
