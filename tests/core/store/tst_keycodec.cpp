#include "core/store/keycodec.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;

class TestKeyCodec final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void readsWhatTheGatewayReads_data();
    void readsWhatTheGatewayReads();
};

void TestKeyCodec::readsWhatTheGatewayReads_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<GatewayReading>("reading");
    QTest::addColumn<QStringList>("keys");
    QTest::addColumn<QString>("problem"); // a part of it

    using enum GatewayReading;
    const QString refused = u"not valid JSON"_s;
    const QString noList = u"no list named"_s;
    const QString noObject = u"not a JSON object"_s;
    QTest::newRow("empty store") << emptyStore() << Keys << QStringList() << QString();
    QTest::newRow("one key") << QByteArray(R"({"keys":[{"key":"a"}]})") << Keys
                             << QStringList{u"a"_s} << QString();
    QTest::newRow("escaped names") << QByteArray(R"({"\u006beys":[{"\u006bey":"\u0061"}]})") << Keys
                                   << QStringList{u"a"_s} << QString();
    QTest::newRow("last keys wins")
        << QByteArray(R"({"keys":[{"key":"a"}],"x":1,"keys":[{"key":"b","key":"c"}]})") << Keys
        << QStringList{u"c"_s} << QString();
    QTest::newRow("entries that are no objects")
        << QByteArray(R"({"keys":[5,"x",[],true]})") << Keys << QStringList(4) << QString();
    QTest::newRow("nothing") << QByteArray() << SeesNoKeys << QStringList()
                             << u"line 1, column 1"_s;
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf{\"keys\":[]}") << SeesNoKeys
                                     << QStringList() << u"byte order mark"_s;
    QTest::newRow("cut short") << QByteArray("{\n\"keys\":[{\"key\":\"a\"},{\"key\"") << SeesNoKeys
                               << QStringList{u"a"_s} << u"line 2, column 27: the text ends here"_s;
    QTest::newRow("text behind") << QByteArray(R"({"keys":[{"key":"a"}]} x)") << SeesNoKeys
                                 << QStringList{u"a"_s} << refused;
    QTest::newRow("null") << QByteArray("null") << Fails << QStringList() << noObject;
    QTest::newRow("list") << QByteArray("[]") << Fails << QStringList() << noObject;
    QTest::newRow("empty object") << QByteArray("{}") << Fails << QStringList() << noList;
    QTest::newRow("keys null") << QByteArray(R"({"keys":null})") << Fails << QStringList()
                               << noList;
    QTest::newRow("keys text") << QByteArray(R"({"keys":"abc"})") << Fails << QStringList()
                               << noList;
    QTest::newRow("last keys is no list")
        << QByteArray(R"({"keys":[{"key":"a"}],"keys":0})") << Fails << QStringList() << noList;
    QTest::newRow("null entry") << QByteArray(R"({"keys":[{"key":"a"},null]})") << Fails
                                << QStringList{u"a"_s, QString()} << u"Entry 2"_s;
}

void TestKeyCodec::readsWhatTheGatewayReads()
{
    QFETCH(QByteArray, bytes);
    QFETCH(GatewayReading, reading);
    QFETCH(QStringList, keys);
    QFETCH(QString, problem);

    const KeySet set = decodeStore(bytes);
    QCOMPARE(set.gatewayReading(), reading);
    QCOMPARE(set.isEditable(), reading == GatewayReading::Keys);
    QCOMPARE(set.problem().isEmpty(), problem.isEmpty());
    QVERIFY2(set.problem().contains(problem), qPrintable(set.problem()));
    QStringList found;
    for (qsizetype i = 0; i < set.size(); ++i)
        found.append(set.at(i).key());
    QCOMPARE(found, keys);
}

QTEST_GUILESS_MAIN(TestKeyCodec)
#include "tst_keycodec.moc"
