// How long the start took is said to who asks, once.
#include "app/keydeck/application.h"
#include "app/keydeck/startlog.h"
#include "tests/support/storefixture.h"
#include "tests/support/uitest.h"
#include "ui/window/workarea.h"

#include <QLoggingCategory>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

QStringList &said()
{
    static QStringList lines;
    return lines;
}

void note(QtMsgType, const QMessageLogContext &context, const QString &message)
{
    if (qstrcmp(context.category, "keydeck.start") == 0)
        said().append(message);
}

} // namespace

class TestStartLog final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isSilentUnlessAsked();
    void saysWhenTheWindowAndItsKeysWerePainted();
};

void TestStartLog::isSilentUnlessAsked()
{
    QVERIFY(!StartLog::isWanted());
    QLoggingCategory::setFilterRules(u"keydeck.start.debug=true"_s);
    QVERIFY(StartLog::isWanted());
}

void TestStartLog::saysWhenTheWindowAndItsKeysWerePainted()
{
    QLoggingCategory::setFilterRules(u"keydeck.start.debug=true"_s);
    const QtMessageHandler before = qInstallMessageHandler(note);
    const QTemporaryDir home;
    const StoreFixture fixture(7);
    WindowSettings settings(home.filePath(u"keydeck.ini"_s));
    Options options;
    options.storePath = fixture.path();
    Application application(options, settings);
    QElapsedTimer sinceMain;
    sinceMain.start();
    const StartLog startLog(application.window(), sinceMain);
    application.start();
    QTRY_COMPARE(said().size(), 2);
    application.window().workArea().update();
    application.window().repaint();
    QCoreApplication::processEvents();
    qInstallMessageHandler(before);

    QCOMPARE(said().size(), 2);
    static const QRegularExpression paint(u"^first paint \\d+ ms after main$"_s);
    static const QRegularExpression keys(u"^7 keys \\d+ ms after main$"_s);
    QVERIFY2(paint.match(said()[0]).hasMatch(), qPrintable(said()[0]));
    QVERIFY2(keys.match(said()[1]).hasMatch(), qPrintable(said()[1]));
}

QTEST_MAIN(TestStartLog)
#include "tst_startlog.moc"
