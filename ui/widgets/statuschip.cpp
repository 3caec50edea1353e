#include "ui/widgets/statuschip.h"

#include "core/rules/shadowed.h"
#include "ui/widgets/accessiblerole.h"
#include "ui/widgets/tooltip.h"

#include <QFontMetrics>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

QString moreText(qsizetype more)
{
    return more > 0 ? u"+%1"_s.arg(more) : QString();
}

} // namespace

ChipFace statusFace(KeyStatus status)
{
    return {markOf(status), roleOf(status), statusWord(status)};
}

ChipFace shadowedFace()
{
    return {Mark::Cross, theme::Role::Danger, shadowedWord()};
}

QSize statusChipSize(const ChipFace &face, qsizetype more)
{
    const QFontMetrics metrics(theme::captionFont());
    QSize size = chipSize(face.word, metrics);
    if (more > 0) {
        size.rwidth() += theme::Tight + metrics.horizontalAdvance(moreText(more));
    }
    return size;
}

void paintStatusChip(QPainter *painter, const QRect &rect, const ChipFace &face, qsizetype more,
    const QPalette &palette, const QColor &quiet)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(theme::captionFont());
    const QFontMetrics metrics = painter->fontMetrics();

    const QString others = moreText(more);
    const int reserved = others.isEmpty() ? 0 : theme::Tight + metrics.horizontalAdvance(others);
    QSize size = chipSize(face.word, metrics);
    size.setWidth(qMin(size.width(), rect.width() - reserved));
    const QRect chip(QPoint(rect.left(), rect.top() + (rect.height() - size.height()) / 2), size);
    paintChip(painter, chip, face, palette);

    if (!others.isEmpty()) {
        painter->setPen(quiet);
        painter->drawText(
            QRect(chip.right() + 1 + theme::Tight, rect.top(), reserved, rect.height()),
            Qt::AlignLeft | Qt::AlignVCenter, others);
    }
    painter->restore();
}

StatusChip::StatusChip(QWidget *parent) : QWidget(parent)
{
    setAccessibleRole(*this, QAccessible::StaticText);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void StatusChip::setState(const KeyState &state, qint64 nowMs)
{
    m_face = statusFace(state.status);
    m_more = qMax(0, state.all.size() - 1);
    setAccessibleName(tr("Status: %1").arg(statusWords(state)));
    setPlainToolTip(*this, statusNote(state, nowMs));
    updateGeometry();
    update();
}

void StatusChip::setShadowed(const QString &note)
{
    m_face = shadowedFace();
    m_more = 0;
    setAccessibleName(tr("Status: %1").arg(m_face.word));
    setPlainToolTip(*this, note);
    updateGeometry();
    update();
}

QSize StatusChip::sizeHint() const
{
    return statusChipSize(m_face, m_more);
}

void StatusChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintStatusChip(&painter, rect(), m_face, m_more, palette(), theme::quietText(palette()));
}

QString statusWords(const KeyState &state)
{
    QStringList words;
    for (auto status = std::rbegin(AllKeyStatuses); status != std::rend(AllKeyStatuses); ++status) {
        if (state.all.contains(*status))
            words << statusWord(*status);
    }
    return words.join(u", "_s);
}

QString statusNote(const KeyState &state, qint64 nowMs)
{
    return statusWords(state) + u'\n' + statusAdvice(state, nowMs);
}

QString statusToolTip(const KeyState &state, qint64 nowMs)
{
    return plainToolTip(statusNote(state, nowMs));
}

} // namespace keydeck
