// The window with 100,000 keys: from the file to the first row, and what a person waits for.
#include "core/base/heap.h"
#include "tests/bench/support/benchstores.h"
#include "tests/bench/support/benchtable.h"
#include "tests/bench/support/benchwindow.h"
#include "tests/support/framewatchdog.h"

#include <QFile>
#include <QFuture>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QTest>

#include <algorithm>

#include <malloc.h>

using namespace keydeck;
using namespace keydeck::bench;
using namespace Qt::StringLiterals;

namespace {

const int Keys = benchSize(100'000, 3'000);
constexpr double FrameMs = 16;
constexpr double ShownMs = 100;

QString named(const char *what)
{
    return QString::fromUtf8(what).arg(QLocale(QLocale::English).toString(Keys));
}

void print(
    const QString &what, double ms, double limit, double referenceMs = 0, const QString &than = {})
{
    printRow({what, than, {ms, referenceMs, referenceMs > 0 ? ms / referenceMs : 0}, u"ms"_s,
        Goal::within(limit)});
}

/// The worst of several that happen one after the other.
struct Waits
{
    double stallMs = 0; ///< that the event loop was not free
    double shownMs = 0; ///< from the wish to the end of the frame that has it

    void add(const Waits &other)
    {
        stallMs = std::max(stallMs, other.stallMs);
        shownMs = std::max(shownMs, other.shownMs);
    }
};

/// The same as ours in stock parts, for comparison and as the measure of what is right.
class StockProxy final
{
public:
    explicit StockProxy(QAbstractItemModel &model)
    {
        m_proxy.setFilterRole(KeyModel::SearchRole);
        m_proxy.setFilterCaseSensitivity(Qt::CaseInsensitive);
        m_proxy.setFilterKeyColumn(0);
        m_proxy.setSortRole(KeyModel::SortRole);
        m_proxy.setDynamicSortFilter(true);
        m_proxy.setSourceModel(&model);
        m_proxy.sort(KeyModel::IdentityColumn);
    }
    double search(const QString &text)
    {
        return 1e3 * secondsOf([&] { m_proxy.setFilterFixedString(text); });
    }
    double sort(int column, Qt::SortOrder order)
    {
        m_proxy.sort(-1); // or rows that are equal would stay as the last sort left them
        return 1e3 * secondsOf([&] { m_proxy.sort(column, order); });
    }
    [[nodiscard]] std::vector<int> rows() const
    {
        std::vector<int> rows;
        for (int row = 0; row < m_proxy.rowCount(); ++row)
            rows.push_back(m_proxy.mapToSource(m_proxy.index(row, 0)).row());
        return rows;
    }

private:
    QSortFilterProxyModel m_proxy;
};

class Bench final
{
public:
    explicit Bench(const QByteArray &bytes) : m_store(bytes), m_bytes(bytes) { }

    void open();
    void search();
    void sort();
    void change();

private:
    [[nodiscard]] double stockSort();
    [[nodiscard]] bool isSorted(int column, Qt::SortOrder order) const;
    /// Does it, and waits until it is there and painted.
    template <typename Wish, typename Predicate>
    [[nodiscard]] Waits waitsFor(Wish wish, Predicate isThere)
    {
        m_watchdog.restart();
        QElapsedTimer timer;
        timer.start();
        wish();
        bool came = runUntil(isThere);
        const int painted = m_painted.count();
        m_table.viewport()->update(); // the same rows as before need no frame of their own
        came = came && runUntil([&] { return m_painted.count() > painted; });
        const double shownMs = double(timer.nsecsElapsed()) / 1e6;
        m_shownAt = double(timer.msecsSinceReference()) + shownMs;
        runFor(benchSize(300, 20)); // what follows late is felt as well
        if (!came)
            qFatal("What was wished for is not shown.");
        return {m_watchdog.longestMs(), shownMs};
    }
    [[nodiscard]] std::vector<int> shownRows()
    {
        std::vector<int> rows;
        for (const qsizetype row : m_bench.window.workArea().keysPage().listedRows())
            rows.push_back(int(row));
        return rows;
    }
    test::StoreFixture m_store;
    QByteArray m_bytes;
    BenchWindow m_bench;
    QTableView &m_table = m_bench.table();
    KeyFilter &m_filter = *qobject_cast<KeyFilter *>(m_table.model());
    PaintCounter m_painted{m_table};
    test::FrameWatchdog m_watchdog;
    double m_shownAt = 0; ///< milliseconds of QElapsedTimer's clock
};

void Bench::open()
{
    QElapsedTimer timer;
    timer.start();
    m_bench.window.openStore(m_store.path());
    if (!runUntil([&] { return m_painted.count() > 0; }))
        qFatal("No key was painted.");
    const double shownMs = double(timer.nsecsElapsed()) / 1e6;
    m_watchdog.restart();
    runFor(isSmoke() ? 500 : 4000);
    print(named("%1 keys: file to first painted row"), shownMs, 500);
    print(named("%1 keys: longest stall after the first frame"), m_watchdog.longestMs(), FrameMs);
    if (m_table.model()->rowCount() != Keys)
        qFatal("Not every key is listed.");
}

void Bench::search()
{
    const QString word = u"nightly"_s;
    QStringList texts;
    for (qsizetype size = 1; size <= word.size(); ++size)
        texts.append(word.first(size));
    for (qsizetype size = word.size() - 1; size >= 4; --size)
        texts.append(word.first(size));
    texts.append(QString());
    std::vector<std::vector<int>> expected;
    double worstStock = 0;
    {
        StockProxy stock(m_bench.model()); // goes before ours is measured: it follows the model
        for (const QString &text : texts) {
            worstStock = std::max(worstStock, stock.search(text));
            expected.push_back(stock.rows());
        }
    }
    QLineEdit &line = *m_bench.window.findChild<QLineEdit *>(u"keysSearch"_s);
    line.setFocus();
    Waits worst;
    for (qsizetype n = 0; n < texts.size(); ++n) {
        const QString &text = texts[n];
        const bool isLonger = text.size() > line.text().size();
        const auto press = [&] {
            if (isLonger)
                QTest::keyClick(&line, text.back().toLatin1());
            else
                QTest::keyClick(&line, text.isEmpty() ? Qt::Key_Escape : Qt::Key_Backspace);
        };
        const Waits waits
            = waitsFor(press, [&] { return m_filter.search() == text && !m_filter.isBehind(); });
        std::fprintf(stderr, "  %-10s %6d rows: stall %.1f ms, shown %.1f ms\n", qPrintable(text),
            m_filter.rowCount(), waits.stallMs, waits.shownMs);
        worst.add(waits);
        if (shownRows() != expected[size_t(n)])
            qFatal("Other rows are shown than the reference has.");
    }
    print(named("%1 keys: longest stall of any keystroke"), worst.stallMs, FrameMs, worstStock,
        u"QSortFilterProxyModel"_s);
    print(named("%1 keys: keystroke to result shown"), worst.shownMs, ShownMs);
}

double Bench::stockSort()
{
    StockProxy stock(m_bench.model());
    double worst = 0;
    for (int column = 0; column < KeyModel::ColumnCount; ++column) {
        for (const Qt::SortOrder order : {Qt::DescendingOrder, Qt::AscendingOrder})
            worst = std::max(worst, stock.sort(column, order));
    }
    return worst;
}

bool Bench::isSorted(int column, Qt::SortOrder order) const
{
    const double sign = order == Qt::AscendingOrder ? 1 : -1;
    const auto keyAt = [&](int row) {
        return sign * m_filter.index(row, column).data(KeyModel::SortRole).toDouble();
    };
    for (int row = 1; row < m_filter.rowCount(); ++row) {
        const double before = keyAt(row - 1), after = keyAt(row);
        if (before > after
            || (before == after && m_filter.sourceRow(row - 1) > m_filter.sourceRow(row)))
            return false;
    }
    return m_filter.rowCount() == Keys;
}

void Bench::sort()
{
    const double worstStock = stockSort();
    Waits worst;
    for (int column = KeyModel::StatusColumn; column <= KeyModel::ColumnCount; ++column) {
        for (const Qt::SortOrder order : {Qt::DescendingOrder, Qt::AscendingOrder}) {
            const int by = column % KeyModel::ColumnCount; // the name last, as it is usually
            bool wasSorted = false;
            const Waits waits = waitsFor(
                [&] { m_table.sortByColumn(by, order); }, [&] { return !m_filter.isBehind(); });
            // States go on meanwhile: the order is that of the last ones that were listed.
            for (int tries = 0; tries < 20 && !wasSorted; ++tries) {
                wasSorted = !m_filter.isBehind() && isSorted(by, order);
                if (!wasSorted)
                    runFor(50);
            }
            if (!wasSorted)
                qFatal("The rows are not sorted.");
            std::fprintf(stderr, "  column %d: stall %.1f ms, shown %.1f ms\n", by, waits.stallMs,
                waits.shownMs);
            worst.add(waits);
        }
    }
    print(named("%1 keys: longest stall of any sort"), worst.stallMs, FrameMs, worstStock,
        u"QSortFilterProxyModel"_s);
    print(named("%1 keys: click to sorted rows shown"), worst.shownMs, ShownMs);
}

void Bench::change()
{
    Waits worst;
    for (int round = 0; round < (isSmoke() ? 1 : 5); ++round) {
        QByteArray bytes = m_bytes;
        qsizetype at = 0, changedAt = 0;
        for (int n = 0; n < Keys; ++n) {
            at = bytes.indexOf("\"total_lifetime_tokens\": ", at) + 25;
            if (n % 100 != round)
                continue;
            bytes[at] = bytes[at] == '9' ? '8' : '9';
            changedAt = at;
        }
        const auto isShown = [&] {
            const KeyModel &model = m_bench.window.workArea().model();
            return model.keys().bytes().at(changedAt) == bytes.at(changedAt)
                && !m_filter.isBehind();
        };
        // Written elsewhere: a gateway's write is not ours. It counts from the rename on.
        QElapsedTimer sinceReplaced;
        QFuture<void> replaced = QtFuture::makeReadyFuture();
        Waits waits = waitsFor(
            [&] {
                replaced = replaced.then(QtFuture::Launch::Async, [&] {
                    m_store.replace(bytes);
                    sinceReplaced.start();
                });
            },
            isShown);
        replaced.waitForFinished();
        waits.shownMs = m_shownAt - double(sinceReplaced.msecsSinceReference());
        std::fprintf(
            stderr, "  change: stall %.1f ms, shown %.1f ms\n", waits.stallMs, waits.shownMs);
        worst.add(waits);
    }
    print(named("%1 keys: longest stall when 1 % of them change"), worst.stallMs, FrameMs);
    print(named("%1 keys: file replaced to change shown"), worst.shownMs, ShownMs);
}

qint64 residentBytes()
{
    ::malloc_trim(0);
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QFile::ReadOnly))
        qFatal("The memory could not be measured.");
    return file.readAll().split(' ').value(1).toLongLong() * 4096;
}

/// The window with the keys against the window with an empty store.
void measureMemory(const QByteArray &bytes)
{
    BenchWindow bench;
    PaintCounter painted(bench.table());
    const test::StoreFixture empty(QByteArray("{\n  \"keys\": []\n}"));
    const test::StoreFixture full(bytes);
    bench.window.openStore(empty.path());
    runFor(1000);
    const qint64 before = residentBytes();
    bench.window.openStore(full.path());
    if (!runUntil([&] { return painted.count() > 0; }))
        qFatal("No key was painted.");
    runFor(benchSize(12'000, 500)); // until the history has it
    const double grown = double(residentBytes() - before) / 1e6;
    const double file = double(bytes.size()) / 1e6;
    printRow({named("%1 keys: memory of the window with them"), u"the file"_s,
        {grown, file, grown / file}, u"MB"_s, Goal::atMost(2)});
}

} // namespace

int main(int argc, char **argv)
{
    giveLargeValuesBack(); // as the program does
    QApplication app(argc, argv);
    const QByteArray bytes = benchStore(Keys);
    measureMemory(bytes);
    Bench bench(bytes);
    bench.open();
    bench.search();
    bench.sort();
    bench.change();
}
