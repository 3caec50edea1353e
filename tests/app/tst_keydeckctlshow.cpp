// keydeckctl show, and the selectors that name a key.
#include "core/base/fingerprint.h"
#include "tests/support/ctlrunner.h"
#include "tests/support/storefixture.h"

#include <QJsonArray>
#include <QJsonObject>
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

class KeydeckCtlShowTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void showFindsByNameIdAndKey();
    void aTypedKeyIsNotShown();
    void showSaysWhatIsDangerous();
    void showJsonIsOneObject();
    void selectorsThatFail_data();
    void selectorsThatFail();
};

void KeydeckCtlShowTest::showFindsByNameIdAndKey()
{
    const StoreFixture store(3);
    const QStringList tail{u"--json"_s, u"--store"_s, store.path()};
    const auto shown = [&](const QStringList &selector, const QByteArray &input = {}) {
        return runCtl(QStringList{u"show"_s} + selector + tail, input).json()[u"name"_s].toString();
    };
    QCOMPARE(shown({u"Example 1"_s}), u"Example 1"_s);
    QCOMPARE(shown({id(2)}), u"Example 2"_s);
    QCOMPARE(shown({fullFingerprint(sampleKeyText(2)).toUpper()}), u"Example 2"_s);
    QCOMPARE(shown({u"--key-stdin"_s}, sampleKeyText(1).toUtf8() + "\n"), u"Example 1"_s);
    QCOMPARE(shown({u"--key-stdin"_s}, sampleKeyText(1).toUtf8()), u"Example 1"_s);
}

void KeydeckCtlShowTest::aTypedKeyIsNotShown()
{
    const StoreFixture store(3);
    const QStringList command{u"show"_s, u"--key-stdin"_s, u"--store"_s, store.path()};
    const QByteArray key = sampleKeyText(2).toUtf8();
    const CtlOutcome outcome = runCtlAtTerminal(command, 100, key + '\n');
    QVERIFY2(outcome.exitCode == 0, outcome.all().constData());
    QVERIFY(outcome.out.contains("not shown"));
    QVERIFY(outcome.out.contains("Example 2"));
    QVERIFY2(!outcome.out.contains(key), outcome.out.constData());
    QCOMPARE(runCtlAtTerminal(command, 100, "\x03\n").exitCode, 2);
}

void KeydeckCtlShowTest::showSaysWhatIsDangerous()
{
    QByteArray bytes = storeBytes(1);
    bytes.replace("\"token_limit_per_5h\": 100000,", "");
    const StoreFixture store(bytes);
    const CtlOutcome outcome = runCtl({u"show"_s, id(0), u"--store"_s, store.path()});
    QCOMPARE(outcome.exitCode, 0);
    const QString text = QString::fromUtf8(outcome.out);
    QVERIFY2(text.contains(u"the gateway will never block"_s), qPrintable(text));
    for (const char *label :
        {"ID", "Name", "Status", "Limit", "This window", "Lifetime", "Expires", "Last used"})
        QVERIFY2(text.contains(u'\n' + QLatin1StringView(label))
                || text.startsWith(QLatin1StringView(label)),
            label);
}

void KeydeckCtlShowTest::showJsonIsOneObject()
{
    const StoreFixture store(2);
    const QJsonDocument shown
        = runCtl({u"show"_s, id(1), u"--json"_s, u"--store"_s, store.path()}).json();
    QVERIFY(shown.isObject());
    const QJsonArray listed
        = runCtl({u"list"_s, u"--json"_s, u"--store"_s, store.path()}).json().array();
    QCOMPARE(shown.object(), listed[1].toObject());
}

void KeydeckCtlShowTest::selectorsThatFail_data()
{
    QTest::addColumn<QString>("selector");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("named");
    QTest::newRow("unknown") << u"Nobody"_s << 5 << u"Nobody"_s;
    QTest::newRow("short id") << id(0).left(7) << 5 << id(0).left(7);
    QTest::newRow("a key") << sampleKeyText(0) << 5 << u"--key-stdin"_s;
    QTest::newRow("twins") << u"Twin"_s << 5 << id(2);
    QTest::newRow("a duplicate") << id(1) << 5 << u"record 4"_s;
    QTest::newRow("empty") << QString() << 2 << u"selector"_s;
}

void KeydeckCtlShowTest::selectorsThatFail()
{
    QFETCH(QString, selector);
    QFETCH(int, exitCode);
    QFETCH(QString, named);
    std::vector<SampleKey> keys{sampleKey(0), sampleKey(1), sampleKey(2), sampleKey(1)};
    keys[0].name = u"Twin"_s;
    keys[2].name = u"Twin"_s;
    const StoreFixture store(storeBytes(keys));
    for (const QStringList &command :
        {QStringList{u"show"_s, selector}, QStringList{u"set"_s, u"--limit"_s, u"1"_s, selector},
            QStringList{u"remove"_s, selector}}) {
        const CtlOutcome outcome = runCtl(command + QStringList{u"--store"_s, store.path()});
        QVERIFY2(outcome.exitCode == exitCode, outcome.all().constData());
        QVERIFY2(outcome.hasOneErrorLine(), outcome.err.constData());
        QVERIFY2(outcome.errorText().contains(named), outcome.err.constData());
        QVERIFY(!outcome.errorText().contains(sampleKeyText(0)));
        QVERIFY(outcome.out.isEmpty());
        QCOMPARE(store.bytes(), storeBytes(keys));
    }
}

QTEST_GUILESS_MAIN(KeydeckCtlShowTest)
#include "tst_keydeckctlshow.moc"
