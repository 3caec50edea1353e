// A key that is masked unless somebody looks at it.
#pragma once

#include <QTimer>
#include <QWidget>

class QToolButton;

namespace keydeck {

class TextLabel;

/// Shows the masked key with Show and Copy. A shown key hides itself again after revealMs, when the
/// focus leaves this widget, when the window loses the focus, and when another key takes its place.
/// The text cannot be selected: copying goes through copyRequested(), so that the clipboard can be
/// cleared afterwards.
class SecretLabel final : public QWidget
{
    Q_OBJECT

public:
    static constexpr int RevealMs = 30'000;

    explicit SecretLabel(QWidget *parent = nullptr, int revealMs = RevealMs);

    void setSecret(const QString &secret);
    [[nodiscard]] bool isRevealed() const { return m_timer.isActive(); }

    void reveal();
    void hideSecret();

Q_SIGNALS:
    void copyRequested();
    void revealedChanged(bool revealed);

protected:
    void hideEvent(QHideEvent *event) override;

private:
    void followFocus(const QWidget *now);
    void render();

    QString m_secret;
    QTimer m_timer;
    TextLabel *m_text;
    QToolButton *m_show;
    QToolButton *m_copy;
};

} // namespace keydeck
