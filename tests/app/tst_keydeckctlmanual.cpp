// The manual pages: complete, and nothing in them that a formatter complains of.
#include "tests/support/ctlrunner.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace keydeck::test;
using namespace Qt::StringLiterals;

class KeydeckCtlManualTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void formattersAcceptIt_data();
    void formattersAcceptIt();
    void everyCommandAndOptionIsThere();
    void theWindowsOptionsAreThere();
};

namespace {

QString pathOf(const QString &page)
{
    return QStringLiteral(KEYDECK_BIN) + u"/../man/man1/"_s + page;
}

struct Formatted
{
    QString text;
    QByteArray complaints;
};

Formatted format(const QString &program, const QStringList &arguments)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"MANWIDTH"_s, u"200"_s);
    environment.insert(u"MANPAGER"_s, u"cat"_s);
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    if (!process.waitForFinished() || process.exitStatus() != QProcess::NormalExit)
        return {{}, program.toUtf8() + ": " + process.errorString().toUtf8()};
    return {QString::fromUtf8(process.readAllStandardOutput()), process.readAllStandardError()};
}

/// As a reader sees it, without the overstriking of terminals.
QString shown(const QString &page)
{
    QString text = format(u"mandoc"_s, {u"-Tutf8"_s, u"-Owidth=300"_s, pathOf(page)}).text;
    return text.remove(QRegularExpression(u".\b"_s));
}

} // namespace

void KeydeckCtlManualTest::formattersAcceptIt_data()
{
    QTest::addColumn<QString>("page");
    QTest::newRow("keydeckctl") << u"keydeckctl.1"_s;
    QTest::newRow("keydeck") << u"keydeck.1"_s;
}

void KeydeckCtlManualTest::formattersAcceptIt()
{
    QFETCH(QString, page);
    QVERIFY(QFile::exists(pathOf(page)));
    const Formatted linted = format(u"mandoc"_s, {u"-Tlint"_s, u"-Wwarning"_s, pathOf(page)});
    QVERIFY2(linted.text.isEmpty() && linted.complaints.isEmpty(), qPrintable(linted.text));
    const Formatted set = format(u"man"_s,
        {u"--warnings"_s, u"-E"_s, u"UTF-8"_s, u"-l"_s, u"-Tutf8"_s, u"-Z"_s, pathOf(page)});
    QVERIFY(set.text.size() > 1000);
    QCOMPARE(set.complaints, QByteArray());
}

void KeydeckCtlManualTest::everyCommandAndOptionIsThere()
{
    const QString manual = shown(u"keydeckctl.1"_s);
    const QRegularExpression leading(
        u"^  (--[a-z-]+|[a-z][a-z-]*)  "_s, QRegularExpression::MultilineOption);
    auto commands = leading.globalMatch(QString::fromUtf8(runCtl({u"--help"_s}).out));
    int count = 0;
    while (commands.hasNext()) {
        const QString command = commands.next().captured(1);
        if (command.startsWith(u'-'))
            continue;
        ++count;
        const qsizetype begin = manual.indexOf(u"\n   "_s + command + u'\n');
        QVERIFY2(begin > 0, qPrintable(command));
        const QString help = QString::fromUtf8(runCtl({command, u"--help"_s}).out);
        auto options = QRegularExpression(u"^  (--[a-z-]+)"_s, QRegularExpression::MultilineOption)
                           .globalMatch(help.left(help.indexOf(u"\nEvery command"_s)));
        while (options.hasNext())
            QVERIFY2(manual.indexOf(options.next().captured(1), begin) > 0, qPrintable(command));
        const QString example = help.section(u"\nExample:\n  "_s, 1).trimmed();
        QVERIFY2(manual.indexOf(example, begin) > 0, qPrintable(example));
    }
    QVERIFY(count > 20);
    for (const auto *section : {"EXIT STATUS", "ENVIRONMENT", "FILES", "EXAMPLES", "SEE ALSO"})
        QVERIFY2(manual.contains(u'\n' + QLatin1String(section) + u'\n'), section);
}

void KeydeckCtlManualTest::theWindowsOptionsAreThere()
{
    const QString manual = shown(u"keydeck.1"_s);
    const QString help = format(QStringLiteral(KEYDECK_BIN) + u"/keydeck"_s, {u"--help"_s}).text;
    auto options = QRegularExpression(u"--[a-z-]+"_s).globalMatch(help);
    int count = 0;
    while (options.hasNext()) {
        const QString option = options.next().captured();
        QVERIFY2(manual.contains(u"\n       "_s + option) || option == "--version"_L1,
            qPrintable(option));
        ++count;
    }
    QVERIFY(count > 8);
    QVERIFY(manual.contains(u"other options win"_s)); // a line that goes on
}

QTEST_GUILESS_MAIN(KeydeckCtlManualTest)
#include "tst_keydeckctlmanual.moc"
