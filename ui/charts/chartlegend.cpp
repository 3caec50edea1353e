#include "ui/charts/chartlegend.h"

#include "ui/charts/legendbutton.h"
#include "ui/charts/timechartview.h"
#include "ui/widgets/theme.h"

#include <algorithm>

namespace keydeck {

ChartLegend::ChartLegend(TimeChartView *chart, QWidget *parent) : QWidget(parent), m_chart(chart)
{
    // Not Fixed, which would keep it to the one line of its sizeHint().
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(tr("Legend"));
    connect(chart, &TimeChartView::legendChanged, this, &ChartLegend::follow);
    follow();
}

void ChartLegend::follow()
{
    const QList<LegendEntry> &entries = m_chart->legend();
    const bool same = std::equal(entries.begin(), entries.end(), m_buttons.begin(), m_buttons.end(),
        [](const LegendEntry &entry, const LegendButton *button) {
            return entry.id == button->entry().id;
        });
    if (!same) {
        rebuild(entries);
    }
    for (qsizetype i = 0; i < entries.size(); ++i) {
        m_buttons.at(i)->setEntry(entries.at(i));
        m_buttons.at(i)->setChecked(m_chart->isShown(entries.at(i).id));
    }
    setVisible(entries.size() > 1);
    arrange();
    updateGeometry();
}

void ChartLegend::rebuild(const QList<LegendEntry> &entries)
{
    QString focused; // entries come and go while somebody steps through them
    for (const LegendButton *button : std::as_const(m_buttons)) {
        focused = button->hasFocus() ? button->entry().id : focused;
    }
    qDeleteAll(m_buttons);
    m_buttons.clear();
    QWidget *before = m_chart;
    for (const LegendEntry &entry : entries) {
        auto *button = new LegendButton(entry, this);
        setTabOrder(before, button); // else it would be the last of the window
        before = button;
        connect(button, &LegendButton::clicked, m_chart,
            [chart = m_chart, id = entry.id](bool shown) { chart->setShown(id, shown); });
        button->show();
        m_buttons << button;
        if (entry.id == focused) {
            button->setFocus();
        }
    }
}

QList<QRect> ChartLegend::places(int width) const
{
    QList<QRect> places;
    QPoint at;
    for (const LegendButton *button : m_buttons) {
        const QSize size = button->sizeHint();
        if (at.x() > 0 && at.x() + size.width() > width) {
            at = QPoint(0, at.y() + size.height());
        }
        places << QRect(at, size);
        at.rx() += size.width() + theme::Tight;
    }
    return places;
}

void ChartLegend::arrange()
{
    const QList<QRect> rects = places(width());
    for (qsizetype i = 0; i < rects.size(); ++i) {
        m_buttons.at(i)->setGeometry(rects.at(i));
    }
}

int ChartLegend::heightForWidth(int width) const
{
    const QList<QRect> rects = places(width);
    return rects.isEmpty() ? 0 : rects.last().bottom() + 1;
}

QSize ChartLegend::sizeHint() const
{
    constexpr int Wide = 10'000;
    const QList<QRect> rects = places(Wide);
    return rects.isEmpty() ? QSize(0, 0)
                           : QSize(rects.last().right() + 1, rects.last().bottom() + 1);
}

QSize ChartLegend::minimumSizeHint() const
{
    int width = 0;
    for (const LegendButton *button : m_buttons) {
        width = std::max(width, button->sizeHint().width());
    }
    return {width, m_buttons.isEmpty() ? 0 : m_buttons.first()->sizeHint().height()};
}

void ChartLegend::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace keydeck
