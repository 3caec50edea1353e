// What the window remembers of a store.
#include "app/keydeck/windowsettings.h"

#include <QRegularExpression>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;

class TestWindowSettings final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    void filtersAreKeptForEachStore();
    void whatSomebodyWroteIntoTheFileIsChecked();
};

void TestWindowSettings::filtersAreKeptForEachStore()
{
    const QTemporaryDir home;
    const QString file = home.filePath(u"keydeck.ini"_s);
    const QString store = u"/srv/a gateway/apikeys.json"_s;
    const QList<SavedFilter> filters{
        {u"Über 80 %, \"hot\""_s, u"used>80% name:\"a, b\""_s}, {u"B"_s, u"-test"_s}};
    WindowSettings(file).setFiltersOf(store, filters);
    QCOMPARE(WindowSettings(file).filtersOf(store), filters);
    QVERIFY(WindowSettings(file).filtersOf(u"/srv/other.json"_s).isEmpty());
    WindowSettings(file).setFiltersOf(store, {filters[1]});
    QCOMPARE(WindowSettings(file).filtersOf(store), QList<SavedFilter>{filters[1]});
    WindowSettings(file).setFiltersOf(store, {});
    QVERIFY(WindowSettings(file).filtersOf(store).isEmpty());
}

void TestWindowSettings::whatSomebodyWroteIntoTheFileIsChecked()
{
    const QTemporaryDir home;
    const QString file = home.filePath(u"keydeck.ini"_s);
    QSettings(file, QSettings::IniFormat)
        .setValue(u"filters/%2Fsrv%2Fa.json"_s,
            QStringList{u"One"_s, u"used>80%"_s, u"ONE"_s, u"expired"_s, u""_s, u"bob"_s,
                u"Empty"_s, u""_s, u"Odd"_s});
    QCOMPARE(WindowSettings(file).filtersOf(u"/srv/a.json"_s),
        (QList<SavedFilter>{{u"One"_s, u"used>80%"_s}}));
}

QTEST_GUILESS_MAIN(TestWindowSettings)
#include "tst_windowsettings.moc"
