// What the terminal program says of a file that is no store, or not one to edit.
#include "core/base/fingerprint.h"
#include "tests/support/ctlrunner.h"
#include "tests/support/storefixture.h"

#include <QDir>
#include <QRegularExpression>
#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

QString id(int n)
{
    return fingerprint(sampleKeyText(n));
}

} // namespace

class KeydeckCtlStoresTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void badStoresAreExplained_data();
    void badStoresAreExplained();
    void aHugeFileIsRefused();
    void aLinkIsRead();
};

void KeydeckCtlStoresTest::badStoresAreExplained_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("an object without keys") << "{}"_ba;
    QTest::newRow("an array") << "[]"_ba;
    QTest::newRow("keys of null") << "{\"keys\":null}"_ba;
    QTest::newRow("an entry of null") << "{\"keys\":[null]}"_ba;
    QTest::newRow("null") << "null"_ba;
    QTest::newRow("truncated") << storeBytes(3).left(700);
    QTest::newRow("a byte order mark") << QByteArray("\xef\xbb\xbf" + storeBytes(1));
    QTest::newRow("empty") << ""_ba;
    QTest::newRow("no JSON") << "<html><body>Not here</body></html>"_ba;
    QTest::newRow("a raw control character") << storeBytes(1).replace("Example 0", "Exam\x01ple");
    QTest::newRow("missing") << QByteArray();
    QTest::newRow("a directory") << QByteArray();
}

void KeydeckCtlStoresTest::badStoresAreExplained()
{
    QFETCH(QByteArray, bytes);
    const StoreFixture store(bytes);
    const QByteArray tag = QTest::currentDataTag();
    if (tag == "missing" || tag == "a directory")
        QVERIFY(QFile::remove(store.path()));
    if (tag == "a directory")
        QVERIFY(QDir().mkdir(store.path()));
    const QStringList listing = store.listing();

    for (const char *line :
        {"list", "list --json", "show A", "report", "set A --limit 1", "remove A",
            "create --name A --limit 1 --expires +1d", "stats --gateway http://127.0.0.1:1 A"}) {
        const QStringList command = QString::fromLatin1(line).split(u' ');
        const CtlOutcome outcome = runCtl(command + QStringList{u"--store"_s, store.path()});
        QVERIFY2(outcome.exitCode == 4, (line + "\n"_ba + outcome.all()).constData());
        QVERIFY2(outcome.hasOneErrorLine(), outcome.err.constData());
        QVERIFY2(outcome.errorText().contains(store.path()), outcome.err.constData());
        QVERIFY(outcome.out.isEmpty());
        QCOMPARE(store.bytes(), bytes);
        QCOMPARE(store.listing(), listing);
    }
}

void KeydeckCtlStoresTest::aHugeFileIsRefused()
{
    const StoreFixture store(0);
    QFile file(store.path());
    QVERIFY(file.resize(300LL * 1024 * 1024)); // sparse
    const CtlOutcome outcome = runCtl({u"list"_s, u"--store"_s, store.path()});
    QVERIFY2(outcome.exitCode == 4 && outcome.hasOneErrorLine(), outcome.all().constData());
    QVERIFY2(outcome.errorText().contains(store.path()), outcome.err.constData());
}

void KeydeckCtlStoresTest::aLinkIsRead()
{
    const StoreFixture store(2);
    const QString link = store.directory() + u"/link.json"_s;
    QVERIFY(QFile::link(store.path(), link));
    for (const char *line : {"list", "show Example", "report"}) {
        QStringList command = QString::fromLatin1(line).split(u' ');
        if (command.size() > 1)
            command[1] = id(0);
        const CtlOutcome outcome = runCtl(command + QStringList{u"--store"_s, link});
        QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
    }
}

QTEST_GUILESS_MAIN(KeydeckCtlStoresTest)
#include "tst_keydeckctlstores.moc"
