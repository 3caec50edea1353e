#include "ui/keys/identitydelegate.h"

#include "core/base/fingerprint.h"
#include "ui/keys/keymodel.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/tooltip.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

QFont keyFont()
{
    QFont font = theme::fixedFont();
    font.setPointSizeF(theme::captionFont().pointSizeF());
    return font;
}

void drawLine(QPainter *painter, const QFont &font, const QColor &color, const QRect &line,
    const QString &text)
{
    painter->setFont(font);
    painter->setPen(color);
    painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
        painter->fontMetrics().elidedText(text, Qt::ElideRight, line.width()));
}

} // namespace

bool IdentityDelegate::paintContent(QPainter *painter, const QStyleOptionViewItem &option,
    const QRect &area, const QModelIndex &index) const
{
    const QString name = index.data(Qt::DisplayRole).toString();
    const QFont nameFont = theme::strong(option.font);
    const int nameHeight = QFontMetrics(nameFont).height();
    const int keyHeight = QFontMetrics(keyFont()).height();
    const QRect nameLine(area.left(), area.top() + (area.height() - nameHeight - keyHeight) / 2,
        area.width(), nameHeight);
    const QRect keyLine(area.left(), nameLine.bottom() + 1, area.width(), keyHeight);

    if (name.isEmpty()) {
        drawLine(painter, option.font, quietColor(option), nameLine, tr("(no name)"));
    } else {
        drawLine(painter, nameFont, textColor(option), nameLine, name);
    }
    const QString key = index.data(KeyModel::MaskedKeyRole).toString();
    drawLine(painter, keyFont(), quietColor(option), keyLine, key);
    const int tagsAt = QFontMetrics(keyFont()).horizontalAdvance(key) + theme::Related;
    drawLine(painter, theme::captionFont(), quietColor(option), keyLine.adjusted(tagsAt, 0, 0, 0),
        index.data(KeyModel::TagsRole).toString());
    return true;
}

QString IdentityDelegate::toolTip(const QModelIndex &index) const
{
    const auto ref = index.data(KeyModel::RefRole).value<KeyRef>();
    const QString tags = index.data(KeyModel::TagsRole).toString();
    return plainToolTip(index.data(Qt::DisplayRole).toString() + u'\n'
        + tr("Fingerprint %1").arg(fingerprint(ref.key))
        + (tags.isEmpty() ? QString() : u'\n' + tr("Tags: %1").arg(tags)));
}

} // namespace keydeck
