// The shape of the house: dependencies run app -> ui -> core, and some habits stay outside.
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

/// "core/store/keystore.cpp:12: #include <QWidget>" for every line of the room that matches.
QStringList linesMatching(const QString &room, const QRegularExpression &pattern)
{
    const QString root = QStringLiteral(KEYDECK_SOURCE);
    QStringList hits;
    QDirIterator files(
        root + u'/' + room, {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            return {u"cannot read "_s + file.fileName()};
        for (int line = 1; !file.atEnd(); ++line) {
            const QString text = QString::fromUtf8(file.readLine()).trimmed();
            if (pattern.match(text).hasMatch())
                hits
                    << u"%1:%2: %3"_s.arg(file.fileName().mid(root.size() + 1)).arg(line).arg(text);
        }
    }
    return hits;
}

QString textOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

class TestHouse final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rules_data();
    void rules();
    void theStoreIsNotWrittenByQt();
    void theFaultsPageNamesTestsThatExist();
    void searchFindsWhatIsThere();
};

void TestHouse::rules_data()
{
    QTest::addColumn<QString>("room");
    QTest::addColumn<QString>("pattern");

    QTest::newRow("core is not graphical")
        << u"core"_s
        << uR"(^#include <(QtGui|QtWidgets|QtCharts|QGuiApplication|QApplication|QWidget|QPainter|QPixmap|QImage|QColor|QFont|QPalette|QIcon|QDialog|QMessageBox|QChart))"_s;
    QTest::newRow("core does not reach up") << u"core"_s << uR"(^#include "(ui|app|tests)/)"_s;
    QTest::newRow("ui does not reach up") << u"ui"_s << uR"(^#include "(app|tests)/)"_s;
    QTest::newRow("app does not lean on tests") << u"app"_s << uR"(^#include "tests/)"_s;
    for (const QString &room : {u"core"_s, u"ui"_s, u"app"_s}) {
        QTest::addRow("no nested event loop in %s", qPrintable(room))
            << room << uR"(processEvents|QEventLoop)"_s;
        QTest::addRow("no string-based connect in %s", qPrintable(room))
            << room << uR"(\b(SIGNAL|SLOT)\()"_s;
        QTest::addRow("TLS errors are never ignored in %s", qPrintable(room))
            << room << u"ignoreSslErrors"_s;
    }
    // Its commit() reports success after a short write, and the new file is not the old one's
    // owner's.
    QTest::newRow("no QSaveFile in core") << u"core"_s << u"QSaveFile"_s;
    QTest::newRow("no modal message box in ui")
        << u"ui"_s << uR"(QMessageBox::(information|warning|critical|question)\()"_s;
}

void TestHouse::rules()
{
    QFETCH(QString, room);
    QFETCH(QString, pattern);
    const QRegularExpression expression(pattern);
    QVERIFY2(expression.isValid(), qPrintable(expression.errorString()));
    const QStringList hits = linesMatching(room, expression);
    QVERIFY2(hits.isEmpty(), qPrintable(hits.join(u'\n')));
}

// QJsonDocument sorts fields and writes numbers anew: good for messages and notes of our own only.
void TestHouse::theStoreIsNotWrittenByQt()
{
    const QRegularExpression json(u"QJsonDocument"_s);
    const QRegularExpression ours(u"^core/store/(lock|guardian|jsonvalue)"_s);
    QStringList hits = linesMatching(u"core/store"_s, json);
    QVERIFY(hits.removeIf([&](const QString &hit) { return ours.match(hit).hasMatch(); }) > 0);
    hits += linesMatching(u"core/command"_s, json);
    QVERIFY2(hits.isEmpty(), qPrintable(hits.join(u'\n')));
}

// "`tst_name` (part, part)": the parts are functions or rows of that test.
void TestHouse::theFaultsPageNamesTestsThatExist()
{
    QHash<QString, QString> tests;
    QDirIterator files(QStringLiteral(KEYDECK_SOURCE) + u"/tests"_s, {u"tst_*.cpp"_s}, QDir::Files,
        QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        tests.insert(QFileInfo(path).completeBaseName(), textOf(path));
    }
    const QString page = textOf(QStringLiteral(KEYDECK_SOURCE) + u"/docs/faults.md"_s);
    const QRegularExpression name(uR"(`(tst_\w+)`(?:\s\(([^)]*)\))?)"_s);
    int named = 0;
    for (const auto &match : name.globalMatch(page)) {
        const QString test = match.captured(1);
        QVERIFY2(tests.contains(test), qPrintable(test));
        for (const QString &part : match.captured(2).split(u", "_s, Qt::SkipEmptyParts))
            QVERIFY2(tests.value(test).contains(part), qPrintable(test + u": "_s + part));
        ++named;
    }
    QVERIFY(named > 20);
    for (auto test = tests.constBegin(); test != tests.constEnd(); ++test) {
        const bool isDescribed = page.contains(u'`' + test.key() + u'`');
        QVERIFY2(isDescribed || !test.key().startsWith(u"tst_fault"_s), qPrintable(test.key()));
    }
}

// The other tests say nothing unless the search itself works.
void TestHouse::searchFindsWhatIsThere()
{
    const QRegularExpression expression(uR"(^#include "core/base/clock.h")"_s);
    QVERIFY(!linesMatching(u"core"_s, expression).isEmpty());
}

QTEST_GUILESS_MAIN(TestHouse)
#include "tst_house.moc"
