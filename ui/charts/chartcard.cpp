#include "ui/charts/chartcard.h"

#include "core/report/csvwriter.h"
#include "ui/charts/chartfigures.h"
#include "ui/charts/chartlegend.h"
#include "ui/charts/chartmenu.h"
#include "ui/charts/timechartview.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QRegularExpression>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

/// "Usage windows – Payments (EU)" -> "usage-windows-payments-eu": safe on any file system.
QString fileStem(const QString &title)
{
    static const QRegularExpression others(
        u"[^\\p{L}\\p{N}]+"_s, QRegularExpression::UseUnicodePropertiesOption);
    QStringList words = title.toLower().split(others, Qt::SkipEmptyParts);
    constexpr int MostCharacters = 80;
    return words.join(u'-').left(MostCharacters);
}

} // namespace

ChartCard::ChartCard(QWidget *chart, const QAbstractItemModel &figures, const QString &name,
    const QString &emptyText, QWidget *parent)
    : QWidget(parent)
    , m_chart(chart)
    , m_view(qobject_cast<TimeChartView *>(chart))
    , m_figures(figures)
    , m_name(name)
    , m_menu(new ChartMenu(this))
    , m_verdict(new TextLabel(TextLabel::Style::Body, this))
    , m_empty(new EmptyState({}, emptyText, this))
    , m_stack(new QStackedLayout)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::Tight);
    layout->addWidget(newHead());
    layout->addLayout(m_stack, 1);
    m_empty->setMinimumHeight(chart->minimumHeight());
    m_stack->addWidget(newBody());
    m_stack->addWidget(m_empty);
    connectMenu();
    if (m_view) {
        connectView();
    }
    showEmpty();
}

QWidget *ChartCard::newHead()
{
    auto *head = new QWidget(this);
    m_verdict->setObjectName(u"chartVerdict"_s);
    m_verdict->setWordWrap(true); // never cut: it may be the figure that would be lost
    m_resetZoom = new QToolButton(head);
    m_resetZoom->setObjectName(u"resetZoom"_s);
    m_resetZoom->setText(tr("Show all"));
    m_resetZoom->setToolTip(tr("Show the whole range again (0, or double-click the chart)"));
    m_resetZoom->setAutoRaise(true);
    m_resetZoom->setFocusPolicy(Qt::TabFocus);
    m_resetZoom->hide();
    m_more = new QToolButton(head);
    m_more->setObjectName(u"chartMenu"_s);
    m_more->setIcon(icon(u"view-more"_s));
    m_more->setAutoRaise(true);
    m_more->setFocusPolicy(Qt::TabFocus);
    m_more->setToolTip(tr("Copy or save this chart (Menu or Shift+F10)"));
    m_more->setAccessibleName(tr("Copy or save the chart “%1”").arg(m_name));
    connect(m_more, &QToolButton::clicked, this, &ChartCard::popUpMenu);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::Tight);
    row->addWidget(m_verdict, 1);
    row->addWidget(m_resetZoom);
    row->addWidget(m_more);
    return head;
}

QWidget *ChartCard::newBody()
{
    m_body = new QWidget(this);
    auto *column = new QVBoxLayout(m_body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_chart, 1);
    if (m_view) {
        column->addWidget(new ChartLegend(m_view, m_body));
    }
    return m_body;
}

void ChartCard::connectMenu()
{
    connect(m_menu, &ChartMenu::copyRequested, this, &ChartCard::copyPicture);
    connect(m_menu, &ChartMenu::pngRequested, this, &ChartCard::savePng);
    connect(m_menu, &ChartMenu::svgRequested, this, &ChartCard::saveSvg);
    connect(m_menu, &ChartMenu::csvRequested, this, &ChartCard::saveCsv);
    auto *open = new QAction(tr("Chart menu"), this);
    open->setShortcuts({QKeySequence(Qt::Key_Menu), QKeySequence(Qt::SHIFT | Qt::Key_F10)});
    open->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(open, &QAction::triggered, this, &ChartCard::popUpMenu);
    addAction(open);
}

void ChartCard::connectView()
{
    connect(m_resetZoom, &QToolButton::clicked, m_view, &TimeChartView::resetZoom);
    connect(m_view, &TimeChartView::readoutChanged, this, &ChartCard::describe);
    connect(m_view, &TimeChartView::zoomedChanged, m_resetZoom, [this](bool zoomed) {
        if (!zoomed && m_resetZoom->hasFocus()) {
            m_view->setFocus(); // rather than wherever it would go
        }
        m_resetZoom->setVisible(zoomed);
    });
}

/// What a screen reader says of the chart: the verdict, then what the crosshair says.
void ChartCard::describe()
{
    QStringList texts{m_verdict->text()};
    if (m_view && !m_view->readout().isEmpty()) {
        texts.prepend(m_view->readout());
    }
    m_chart->setAccessibleDescription(texts.join(u'\n'));
}

void ChartCard::showVerdict(const QString &verdict)
{
    m_verdict->setText(verdict);
    describe();
    m_stack->setCurrentWidget(m_body);
    m_menu->setChartEnabled(true);
    m_more->setVisible(true);
}

void ChartCard::showEmpty()
{
    m_verdict->clear();
    m_stack->setCurrentWidget(m_empty);
    m_menu->setChartEnabled(false);
    m_more->setVisible(false);
}

void ChartCard::setWatched(const QList<TimeSpan> &watched)
{
    if (m_view) {
        m_view->setWatched(watched);
    }
}

void ChartCard::resetZoom()
{
    if (m_view) {
        m_view->resetZoom();
    }
}

void ChartCard::popUpMenu()
{
    if (m_more->isVisible()) {
        m_menu->popup(m_more->mapToGlobal(m_more->rect().bottomLeft()));
    }
}

void ChartCard::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Keyboard) {
        popUpMenu();
    } else if (m_more->isVisible()) {
        m_menu->popup(event->globalPos());
    }
}

QString ChartCard::title() const
{
    return m_subject.isEmpty() ? m_name : tr("%1 – %2").arg(m_name, m_subject);
}

ChartPicture::Texts ChartCard::pictureTexts() const
{
    return {title(), m_verdict->text(), m_view ? m_view->timeNote() : m_note};
}

OfferedFile ChartCard::named(OfferedFile file, const QString &suffix) const
{
    file.name = fileStem(title()) + u'.' + suffix;
    file.suffix = suffix;
    return file;
}

void ChartCard::copyPicture()
{
    QGuiApplication::clipboard()->setImage(ChartPicture(*m_body, pictureTexts()).image());
    Q_EMIT pictureCopied(title());
}

void ChartCard::savePng()
{
    OfferedFile file = named(
        {tr("Save as PNG"), tr("picture of the chart"), {}, tr("PNG pictures (*.png)"), {}, {}},
        u"png"_s);
    file.content
        = [image = ChartPicture(*m_body, pictureTexts()).image()] { return pngBytes(image); };
    Q_EMIT saveRequested(file);
}

void ChartCard::saveSvg()
{
    OfferedFile file = named(
        {tr("Save as SVG"), tr("drawing of the chart"), {}, tr("SVG drawings (*.svg)"), {}, {}},
        u"svg"_s);
    file.content = [svg = ChartPicture(*m_body, pictureTexts()).svg()] { return svg; };
    Q_EMIT saveRequested(file);
}

void ChartCard::saveCsv()
{
    OfferedFile file = named({tr("Save figures as CSV"), tr("figures of the chart"), {},
                                 tr("CSV files (*.csv)"), {}, {}},
        u"csv"_s);
    file.content = [figures = figuresOf(m_figures)] { return csvText(figures); };
    Q_EMIT saveRequested(file);
}

} // namespace keydeck
