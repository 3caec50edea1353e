// A clipboard for secrets: they leave it again on their own.
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>

class QClipboard;

namespace keydeck {

/// Clears the clipboard after a while, and on destruction, but only while it still holds what was
/// copied here. Clipboard managers are asked to keep no record of it.
class ClipboardGuard final : public QObject
{
    Q_OBJECT

public:
    static constexpr int DefaultSeconds = 10;

    explicit ClipboardGuard(
        QClipboard &clipboard, QObject *parent = nullptr, int seconds = DefaultSeconds);
    ~ClipboardGuard() override;

    void copy(const QString &secret);
    /// Now, if it is still ours.
    void clear();

Q_SIGNALS:
    /// Once a second from the copy on; 0: it is cleared, or somebody else's by now.
    void secondsLeft(int seconds);

private:
    void tick();
    [[nodiscard]] bool isOurs() const;

    QClipboard &m_clipboard;
    QTimer m_second;
    QByteArray m_digest; ///< of the secret, which need not be kept
    int m_seconds;
    int m_left = 0;
};

} // namespace keydeck
