// What the window remembers of a store.
#include "app/keydeck/windowsettings.h"

#include <QFile>
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
    void lockAfter_data();
    void lockAfter();
    void shortcutsAreKept();
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

void TestWindowSettings::lockAfter_data()
{
    QTest::addColumn<QVariant>("written");
    QTest::addColumn<int>("read");
    QTest::newRow("nobody chose") << QVariant() << 0;
    QTest::newRow("5") << QVariant(5) << 5;
    QTest::newRow("a text") << QVariant(u"15"_s) << 15;
    QTest::newRow("not a number") << QVariant(u"soon"_s) << 0;
    QTest::newRow("negative") << QVariant(-1) << 0;
    QTest::newRow("for ever") << QVariant(99'999'999) << 1440;
}

void TestWindowSettings::lockAfter()
{
    QFETCH(QVariant, written);
    const QTemporaryDir home;
    const QString file = home.filePath(u"keydeck.ini"_s);
    if (written.isValid())
        QSettings(file, QSettings::IniFormat).setValue(u"lockAfterMinutes"_s, written);
    QTEST(WindowSettings(file).lockAfter(), "read");
    WindowSettings(file).setLockAfter(30);
    QCOMPARE(WindowSettings(file).lockAfter(), 30);
}

void TestWindowSettings::shortcutsAreKept()
{
    const QTemporaryDir home;
    const QString file = home.filePath(u"keydeck.ini"_s);
    QVERIFY(WindowSettings(file).shortcuts().isEmpty());
    const ShortcutTexts some{{u"rotate"_s, u"Ctrl+,"_s}, {u"redo"_s, u"F9; Ctrl+;"_s},
        {u"lock"_s, QString()}, {u"ofAnotherVersion"_s, u"Ctrl+J"_s}};
    WindowSettings(file).setShortcuts(some);
    QCOMPARE(WindowSettings(file).shortcuts(), some);
    WindowSettings(file).setShortcuts({{u"lock"_s, u"F12"_s}});
    QCOMPARE(WindowSettings(file).shortcuts(), (ShortcutTexts{{u"lock"_s, u"F12"_s}}));
    WindowSettings(file).setShortcuts({});
    QVERIFY(WindowSettings(file).shortcuts().isEmpty());
    {
        QFile written(file); // by hand
        QVERIFY(written.open(QIODevice::WriteOnly));
        written.write("[shortcuts]\nrotate=Ctrl+,\n");
    }
    QCOMPARE(WindowSettings(file).shortcuts(), (ShortcutTexts{{u"rotate"_s, u"Ctrl+,"_s}}));
}

QTEST_GUILESS_MAIN(TestWindowSettings)
#include "tst_windowsettings.moc"
