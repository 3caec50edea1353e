#include "ui/shortcuts/shortcutrules.h"

#include "tests/support/uitest.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

class TestShortcutRules final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void reserved_data();
    void reserved();
    void reads_data();
    void reads();
    void writesWhatItReads();
};

void TestShortcutRules::reserved_data()
{
    QTest::addColumn<QString>("keys");
    QTest::addColumn<QString>("why"); // a part of it; empty: it is not
    const auto row = [](const QString &keys, const QString &why = {}) {
        QTest::newRow(qPrintable(keys)) << keys << why;
    };
    row(u"Ctrl+R"_s);
    row(u"Ctrl+Shift+Alt+R"_s);
    row(u"Alt+R"_s);
    row(u"Meta+R"_s);
    row(u"F9"_s);
    row(u"Shift+F9"_s);
    row(u"Ctrl+Return"_s);
    row(u"Ctrl+Del"_s);
    row(u"Alt+Left"_s);
    row(u"Ctrl+/"_s);
    row(u"R"_s, u"typing"_s);
    row(u"Shift+R"_s, u"typing"_s);
    row(u"7"_s, u"typing"_s);
    row(u"?"_s, u"typing"_s);
    row(u"Ö"_s, u"typing"_s);
    row(u"Tab"_s, u"field to field"_s);
    row(u"Ctrl+Tab"_s, u"field to field"_s);
    row(u"Shift+Backtab"_s, u"field to field"_s);
    row(u"Esc"_s, u"closes"_s);
    row(u"Ctrl+Esc"_s, u"closes"_s);
    row(u"Return"_s, u"presses buttons"_s);
    row(u"Enter"_s, u"presses buttons"_s);
    row(u"Shift+Return"_s, u"presses buttons"_s);
    row(u"Space"_s, u"presses buttons"_s);
    row(u"Del"_s, u"lists and texts"_s);
    row(u"Shift+Down"_s, u"lists and texts"_s);
    row(u"Home"_s, u"lists and texts"_s);
    row(u"Ctrl+V"_s, u"editing text"_s);
    row(u"Ctrl+A"_s, u"editing text"_s);
    row(u"Ctrl+K, Ctrl+R"_s, u"several presses"_s);
}

void TestShortcutRules::reserved()
{
    QFETCH(QString, keys);
    QFETCH(QString, why);
    const QString reason = reservedReason(QKeySequence::fromString(keys));
    QVERIFY2(reason.isEmpty() == why.isEmpty() && reason.contains(why), qPrintable(reason));
    QVERIFY(reservedReason({}).isEmpty());
}

void TestShortcutRules::reads_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("makesSense");
    QTest::newRow("none") << QString() << true;
    QTest::newRow("one") << u"Ctrl+R"_s << true;
    QTest::newRow("by hand") << u"ctrl+r"_s << true;
    QTest::newRow("several") << u"F2; Return"_s << true;
    QTest::newRow("nonsense") << u"whatever"_s << false;
    QTest::newRow("half of it") << u"Ctrl+"_s << false;
    QTest::newRow("one of them") << u"F2; Ctrl+nonsense"_s << false;
    QTest::newRow("a gap") << u"F2; "_s << false;
}

void TestShortcutRules::reads()
{
    QFETCH(QString, text);
    QTEST(parseShortcuts(text).has_value(), "makesSense");
}

void TestShortcutRules::writesWhatItReads()
{
    for (const QList<QKeySequence> &shortcuts :
        {QList<QKeySequence>(), {QKeySequence(Qt::CTRL | Qt::Key_Semicolon)},
            {QKeySequence(Qt::Key_F2), QKeySequence(Qt::CTRL | Qt::Key_Comma)},
            {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Plus)}}) {
        const auto read = parseShortcuts(storedShortcuts(shortcuts));
        QVERIFY2(read, qPrintable(storedShortcuts(shortcuts)));
        QCOMPARE(*read, shortcuts);
    }
    QCOMPARE(shortcutText({QKeySequence(Qt::Key_F2), QKeySequence(Qt::CTRL | Qt::Key_R)}),
        u"F2, Ctrl+R"_s);
}

QTEST_MAIN(TestShortcutRules)
#include "tst_shortcutrules.moc"
