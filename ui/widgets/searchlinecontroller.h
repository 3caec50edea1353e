// A search line that waits for a pause in the typing.
#pragma once

#include <QObject>
#include <QTimer>

class QLineEdit;

namespace keydeck {

/// Return searches at once, Escape clears. The line gets a search icon and a clear button.
class SearchLineController final : public QObject
{
    Q_OBJECT

public:
    static constexpr int DefaultPauseMs = 120;

    /// The line must outlive the controller.
    explicit SearchLineController(QLineEdit &line, int pauseMs = DefaultPauseMs);

    void clear();
    /// Without waiting for the pause.
    void search();

Q_SIGNALS:
    /// The text as it is after the pause; each text once.
    void searched(const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QLineEdit &m_line;
    QTimer m_pause;
    QString m_last;
};

} // namespace keydeck
