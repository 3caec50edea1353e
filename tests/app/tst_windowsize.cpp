// The size that the window is given on the command line.
#include "app/keydeck/application.h"

#include <QRegularExpression>
#include <QScreen>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;

class TestWindowSize final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support )"_s));
    }
    void isForOneRun();
    void fitsOnTheScreen();
    void picturesAreAsLargeAsWanted();
};

namespace {

/// What the window is like that such a run begins with; it is another one at its end.
QRect run(const QString &file, QSize asked, const QString &pictures = {})
{
    WindowSettings settings(file);
    Options options;
    options.size = asked;
    options.snapshotDirectory = pictures;
    Application application(options, settings);
    return application.window().geometry();
}

void leaveAt(const QString &file, const QRect &place)
{
    WindowSettings settings(file);
    Application application({}, settings);
    application.window().setGeometry(place);
}

} // namespace

void TestWindowSize::isForOneRun()
{
    const QTemporaryDir home;
    const QString file = home.filePath(u"keydeck.ini"_s);
    leaveAt(file, {10, 20, 730, 520});
    const QRect usual = run(file, {});
    QCOMPARE(usual.size(), QSize(730, 520));
    QCOMPARE(run(file, {750, 600}).size(), QSize(750, 600));
    QCOMPARE(run(file, {}), usual);

    const QString unused = home.filePath(u"first.ini"_s); // nothing is kept of such a first run
    const QRect first = run(unused, {});
    QVERIFY(QFile::remove(unused));
    QCOMPARE(run(unused, {750, 600}).size(), QSize(750, 600));
    QCOMPARE(run(unused, {}), first);
}

void TestWindowSize::fitsOnTheScreen()
{
    const QTemporaryDir home;
    const QString file = home.filePath(u"keydeck.ini"_s);
    const QRect room = QGuiApplication::primaryScreen()->availableGeometry();
    QVERIFY2(room.contains(run(file, {9000, 9000})), "larger than the screen");
    leaveAt(file, {60, 70, 730, 520});
    QVERIFY2(room.contains(run(file, {room.width() - 5, room.height() - 5})), "beside the screen");
}

void TestWindowSize::picturesAreAsLargeAsWanted()
{
    const QTemporaryDir home;
    const QString file = home.filePath(u"keydeck.ini"_s);
    QCOMPARE(run(file, {2000, 1500}, home.path()).size(), QSize(2000, 1500));
}

QTEST_MAIN(TestWindowSize)
#include "tst_windowsize.moc"
