// A chart under its verdict.
#pragma once

#include "core/history/historyvalues.h"
#include "ui/charts/chartpicture.h"
#include "ui/widgets/offeredfile.h"

#include <QWidget>

class QAbstractItemModel;
class QStackedLayout;
class QToolButton;

namespace keydeck {

class ChartMenu;
class TextLabel;
class TimeChartView;

/// One sentence that says what to conclude, in as many lines as it takes, then the chart with its
/// legend, or an invitation where there is nothing to draw yet. While the chart is zoomed, a button
/// leads back. Its menu (the button, a right click, the Menu key, Shift+F10) copies the picture or
/// asks for files of it; whoever owns the window says where they go: it connects the cards that it
/// finds in itself (FileOperations::serveCharts).
class ChartCard : public QWidget
{
    Q_OBJECT

public:
    /// The name says what the chart shows: "Usage windows". Takes the chart over; the figures,
    /// which a CSV file gets (see FigureRole), must outlive the card.
    ChartCard(QWidget *chart, const QAbstractItemModel &figures, const QString &name,
        const QString &emptyText, QWidget *parent = nullptr);

    void showVerdict(const QString &verdict);
    void showEmpty();
    /// Whose usage it is, for titles and file names: a key's name. Never a key.
    void setSubject(const QString &subject) { m_subject = subject; }
    /// When somebody was recording, for a TimeChartView: the rest of the time is tinted.
    void setWatched(const QList<TimeSpan> &watched);
    void resetZoom();
    /// What a picture says of time and zone; a TimeChartView has that by itself.
    void setNote(const QString &note) { m_note = note; }

    /// The picture as it would be copied now.
    [[nodiscard]] ChartPicture::Texts pictureTexts() const;
    /// "Usage windows – Alice": what it is of, and of which key.
    [[nodiscard]] QString title() const;

Q_SIGNALS:
    void saveRequested(const keydeck::OfferedFile &file);
    /// Into the clipboard; says what.
    void pictureCopied(const QString &title);

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    [[nodiscard]] QWidget *newHead();
    [[nodiscard]] QWidget *newBody();
    void connectMenu();
    void connectView();
    void describe();
    void popUpMenu();
    /// Title, what it is, and filter are set already.
    [[nodiscard]] OfferedFile named(OfferedFile file, const QString &suffix) const;
    void copyPicture();
    void savePng();
    void saveSvg();
    void saveCsv();

    QWidget *m_chart;
    TimeChartView *m_view; ///< the chart, where it is one over time
    const QAbstractItemModel &m_figures;
    QString m_name;
    QString m_subject;
    QString m_note;
    ChartMenu *m_menu;
    TextLabel *m_verdict;
    QToolButton *m_resetZoom;
    QToolButton *m_more;
    QWidget *m_body; ///< the chart and its legend: what a picture shows
    QWidget *m_empty;
    QStackedLayout *m_stack;
};

} // namespace keydeck
