#include "ui/profiles/profilelist.h"

#include "core/base/format.h"
#include "ui/widgets/profilecolors.h"
#include "ui/widgets/tooltip.h"

#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

namespace keydeck {

namespace {

enum DataRole
{
    SummaryRole = Qt::UserRole,
    ColorRole,
};

class ProfileDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        const QFontMetrics name(theme::strong(theme::bodyFont()));
        const QFontMetrics summary(theme::captionFont());
        return {theme::Page, name.height() + summary.height() + theme::Group};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
        const QModelIndex &index) const override
    {
        QStyleOptionViewItem empty = option;
        initStyleOption(&empty, index);
        empty.text.clear();
        empty.icon = {};
        const QWidget *widget = option.widget;
        widget->style()->drawControl(QStyle::CE_ItemViewItem, &empty, painter, widget);
        const bool chosen = option.state.testFlag(QStyle::State_Selected);
        const QPalette &palette = option.palette;
        const QColor text = palette.color(chosen ? QPalette::HighlightedText : QPalette::Text);

        painter->save();
        const QFontMetrics name(theme::strong(theme::bodyFont()));
        const QRect box = option.rect.adjusted(
            theme::Related, theme::Related, -theme::Related, -theme::Related);
        const int size = name.ascent();
        const QRectF disc(box.left(), box.top() + (name.height() - size) / 2.0, size, size);
        const auto color = ProfileColor(index.data(ColorRole).toInt());
        if (chosen) {
            painter->setPen(Qt::NoPen); // the colour has to be seen on the highlight as well
            painter->setBrush(palette.color(QPalette::Base));
            painter->setRenderHint(QPainter::Antialiasing);
            painter->drawEllipse(disc.adjusted(-2, -2, 2, 2));
        }
        theme::paintProfileDisc(painter, disc, color, palette);
        const QRect words = box.adjusted(size + theme::Related, 0, 0, 0);
        drawLine(painter, {theme::strong(theme::bodyFont()), text}, words.left(), words.top(),
            words.width(), index.data().toString());
        drawLine(painter, {theme::captionFont(), chosen ? text : theme::quietText(palette)},
            words.left(), words.top() + name.height(), words.width(),
            index.data(SummaryRole).toString());
        painter->restore();
    }

private:
    struct Look
    {
        QFont font;
        QColor color;
    };

    static void drawLine(
        QPainter *painter, const Look &look, int left, int top, int width, const QString &text)
    {
        const QFontMetrics metrics(look.font);
        painter->setFont(look.font);
        painter->setPen(look.color);
        painter->drawText(QRect(left, top, width, metrics.height()),
            Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
            metrics.elidedText(text, Qt::ElideMiddle, width));
    }
};

} // namespace

QString profileSummary(const Profile &profile)
{
    QStringList parts{displayText(profile.storePath)};
    parts += profile.gateway.isEmpty()
        ? ProfileList::tr("no gateway")
        : displayText(profile.gateway.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery));
    if (profile.readOnly)
        parts += ProfileList::tr("read-only");
    return parts.join(QStringLiteral(" · "));
}

ProfileList::ProfileList(QWidget *parent) : QListWidget(parent)
{
    setItemDelegate(new ProfileDelegate(this));
    setUniformItemSizes(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Profiles"));
    connect(this, &QListWidget::itemActivated, this, [this](const QListWidgetItem *item) {
        Q_EMIT profileActivated(Profile(m_profiles.at(row(item))));
    });
}

void ProfileList::setProfiles(const QList<Profile> &profiles)
{
    const auto current = currentProfile();
    clear();
    m_profiles = profiles;
    for (const Profile &profile : profiles) {
        const QString summary = profileSummary(profile);
        auto *item = new QListWidgetItem(displayText(profile.name), this);
        item->setData(SummaryRole, summary);
        item->setData(ColorRole, int(profile.color));
        item->setData(Qt::AccessibleTextRole, QStringLiteral("%1, %2").arg(item->text(), summary));
        item->setToolTip(plainToolTip(summary));
    }
    setCurrentRow(profiles.isEmpty() ? -1 : 0);
    if (current)
        setCurrentProfile(current->id);
}

std::optional<Profile> ProfileList::currentProfile() const
{
    const int at = currentRow();
    return at < 0 || at >= m_profiles.size() ? std::nullopt : std::optional(m_profiles.at(at));
}

void ProfileList::setCurrentProfile(const QString &id)
{
    for (int i = 0; i < int(m_profiles.size()); ++i) {
        if (m_profiles.at(i).id == id)
            setCurrentRow(i);
    }
}

void ProfileList::fitRows(int most)
{
    const int rows = std::min(int(m_profiles.size()), most);
    setFixedHeight(rows * sizeHintForRow(0) + 2 * frameWidth());
}

} // namespace keydeck
