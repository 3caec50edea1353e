#include "ui/profiles/profilechip.h"

#include "core/base/format.h"
#include "ui/widgets/profilecolors.h"
#include "ui/widgets/tooltip.h"

#include <QMouseEvent>
#include <QPainter>

namespace keydeck {

namespace {

constexpr int VerticalPadding = 3;
constexpr int Rounding = 2; // of a text's width, which else is cut for a part of a pixel

QFont chipFont()
{
    return theme::strong(theme::captionFont());
}

} // namespace

ProfileChip::ProfileChip(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    hide();
}

void ProfileChip::setBadge(const ProfileBadge &badge, bool readOnly)
{
    m_badge = badge;
    m_readOnly = readOnly;
    setAccessibleName(tr("Profile: %1").arg(text()));
    setPlainToolTip(*this,
        readOnly ? tr("The profile of this window: nothing can be changed through it")
                 : tr("The profile of this window"));
    hide(); // a menu bar makes room for what is shown anew
    updateGeometry();
    setVisible(!badge.name.isEmpty());
    update();
}

QString ProfileChip::text() const
{
    const QString name = displayText(m_badge.name);
    return m_readOnly ? tr("%1 · read-only").arg(name) : name;
}

QSize ProfileChip::sizeHint() const
{
    const QFontMetrics metrics(chipFont());
    const int wide = 2 * theme::Related + metrics.ascent() + theme::Tight
        + metrics.horizontalAdvance(text()) + Rounding;
    return {std::min(wide, LongestWidth) + theme::Related, metrics.height() + 2 * VerticalPadding};
}

/// With air at its right, where the window ends.
QRect ProfileChip::chipRect() const
{
    const int high = QFontMetrics(chipFont()).height() + 2 * VerticalPadding;
    return {0, (height() - high) / 2, width() - theme::Related, high};
}

void ProfileChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(chipFont());
    const QFontMetrics metrics(chipFont());
    const theme::RoleColors colors = theme::profileColors(m_badge.color, palette());
    const QRect chip = chipRect();
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.fill);
    painter.drawRoundedRect(chip, theme::Radius, theme::Radius);
    const int size = metrics.ascent() - 2;
    const QRectF disc(
        chip.left() + theme::Related, chip.top() + (chip.height() - size) / 2.0, size, size);
    theme::paintProfileDisc(&painter, disc, m_badge.color, palette());
    const QRect words
        = chip.adjusted(theme::Related + metrics.ascent() + theme::Tight, 0, -theme::Related, 0);
    painter.setPen(colors.text);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
        metrics.elidedText(text(), Qt::ElideMiddle, words.width()));
}

void ProfileChip::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        Q_EMIT clicked();
}

} // namespace keydeck
