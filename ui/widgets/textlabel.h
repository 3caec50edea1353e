// The labels of the visual language.
#pragma once

#include <QLabel>

namespace keydeck {

/// Plain text in one of the design's few styles; never markup, whoever wrote the text. Follows the
/// application's font and palette while they change.
class TextLabel final : public QLabel
{
    Q_OBJECT

public:
    enum class Style
    {
        Title, ///< large and strong; to a screen reader a heading, as the next
        Heading, ///< strong
        Figure, ///< the one number that matters, as large as a title
        Body,
        Quiet, ///< body in the secondary colour
        Caption, ///< small, in the secondary colour
        Fixed, ///< keys and times
    };

    explicit TextLabel(Style style, QWidget *parent = nullptr);
    TextLabel(Style style, const QString &text, QWidget *parent = nullptr);

    /// One line that is cut with an ellipsis where it is too long, and then whole in its tooltip.
    void setElided(bool elided);

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void applyStyle();
    [[nodiscard]] bool isCut() const;

    Style m_style;
    bool m_elided = false;
};

} // namespace keydeck
