// What any Qt Widgets + Charts program has to do: a window with a chart of one series and a table.
// Says "painted" on stderr once it was painted for the first time, and stays.
#include <QApplication>
#include <QChartView>
#include <QElapsedTimer>
#include <QLineSeries>
#include <QMainWindow>
#include <QSplitter>
#include <QStandardItemModel>
#include <QTableView>

#include <cmath>
#include <cstdio>

namespace {

class BareWindow final : public QMainWindow
{
public:
    BareWindow()
    {
        auto *series = new QLineSeries;
        for (int i = 0; i < 100; ++i)
            series->append(i, std::sin(i / 10.0));
        auto *view = new QChartView;
        view->chart()->addSeries(series);
        view->chart()->createDefaultAxes();
        for (int row = 0; row < m_model.rowCount(); ++row) {
            for (int column = 0; column < m_model.columnCount(); ++column)
                m_model.setData(m_model.index(row, column), row * column);
        }
        auto *table = new QTableView;
        table->setModel(&m_model);
        auto *middle = new QSplitter(Qt::Vertical);
        middle->addWidget(table);
        middle->addWidget(view);
        setCentralWidget(middle);
        resize(1280, 800);
    }

    /// A paint of this comes before those of what is in it; the answer comes after all of them.
    bool event(QEvent *event) override
    {
        if (event->type() == QEvent::Paint && !std::exchange(m_isPainted, true))
            QMetaObject::invokeMethod(
                this, [] { std::fputs("painted\n", stderr); }, Qt::QueuedConnection);
        return QMainWindow::event(event);
    }

private:
    QStandardItemModel m_model{30, 8};
    bool m_isPainted = false;
};

} // namespace

int main(int argc, char *argv[])
{
    QApplication app(argc, argv);
    BareWindow window;
    window.show();
    return app.exec();
}
