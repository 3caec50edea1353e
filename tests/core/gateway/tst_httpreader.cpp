// A response in pieces of every size reads the same, and none takes more than it may.
#include "core/gateway/httpreader.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;

namespace {

constexpr qsizetype HeadBytes = 1000;
constexpr qsizetype BodyBytes = 100;

HttpReader readInPieces(const QByteArray &response, qsizetype size)
{
    HttpReader reader(HeadBytes, BodyBytes);
    for (qsizetype at = 0; at < response.size(); at += size)
        reader.take(
            QByteArrayView(response).sliced(at).first(std::min(size, response.size() - at)));
    return reader;
}

} // namespace

class TestHttpReader final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void readsResponses_data();
    void readsResponses();
    void seesFaults_data();
    void seesFaults();
    void readsTwoFields();
    void knowsAHeadBeforeItsBody();
};

void TestHttpReader::readsResponses_data()
{
    QTest::addColumn<QByteArray>("response");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("endsItself"); // or with the connection

    const auto row = [](const char *name, const QByteArray &response, int status,
                         const QByteArray &body, bool endsItself = true) {
        QTest::newRow(name) << response << status << body << endsItself;
    };
    const QByteArray head = "HTTP/1.1 200 OK\r\n"_ba;
    const QByteArray chunked = head + "Transfer-Encoding: chunked\r\n\r\n"_ba;
    row("length", head + "Content-Length: 5\r\n\r\nhello"_ba, 200, "hello"_ba);
    row("length of nothing", head + "Content-Length: 0\r\n\r\n"_ba, 200, {});
    row("as much as it may", head + "Content-Length: 100\r\n\r\n"_ba + QByteArray(100, 'x'), 200,
        QByteArray(100, 'x'));
    row("length twice", head + "Content-Length: 5\r\ncontent-length:5\r\n\r\nhello"_ba, 200,
        "hello"_ba);
    row("more than its length", head + "Content-Length: 4\r\n\r\nhello"_ba, 200, "hell"_ba);
    row("to the end", head + "\r\nhello"_ba, 200, "hello"_ba, false);
    row("nothing to the end", head + "\r\n"_ba, 200, {}, false);
    row("line feeds alone", "HTTP/1.1 200 OK\nContent-Length: 2\n\nok"_ba, 200, "ok"_ba);
    row("HTTP/1.0", "HTTP/1.0 404 Not Found\r\n\r\nno"_ba, 404, "no"_ba, false);
    row("no reason", "HTTP/1.1 500\r\nContent-Length: 1\r\n\r\nx"_ba, 500, "x"_ba);
    row("chunks", chunked + "5\r\nhello\r\n6;a=b\r\n world\r\n0\r\n\r\n"_ba, 200, "hello world"_ba);
    row("chunks with a trailer", chunked + "00A\r\n0123456789\r\n0\r\nX: 1\r\nY: 2\r\n\r\n"_ba, 200,
        "0123456789"_ba);
    row("chunks before a length",
        head
            + "Content-Length: 1\r\nTransfer-Encoding: Chunked\r\n\r\n"
              "2\r\nok\r\n0\r\n\r\n"_ba,
        200, "ok"_ba);
    row("no chunk", chunked + "0\r\n\r\n"_ba, 200, {});
    row("no content", "HTTP/1.1 204 No Content\r\nContent-Length: 9\r\n\r\n"_ba, 204, {});
    row("not modified", "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n"_ba, 304, {});
    row("interim responses",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n"
        "Content-Length: 50\r\n\r\n"_ba
            + head + "Content-Length: 2\r\n\r\nok"_ba,
        200, "ok"_ba);
    row("a field in two lines", head + "X: 1\r\n  2\r\nContent-Length: 2\r\n\r\nok"_ba, 200,
        "ok"_ba);
}

void TestHttpReader::readsResponses()
{
    QFETCH(QByteArray, response);
    QFETCH(bool, endsItself);
    for (const qsizetype size : {qsizetype(1), qsizetype(2), qsizetype(7), response.size()}) {
        HttpReader reader = readInPieces(response, size);
        QVERIFY(!reader.hasFault());
        QCOMPARE(reader.isComplete(), endsItself);
        reader.end();
        QVERIFY(reader.isComplete());
        QVERIFY(reader.hasHead());
        QTEST(reader.status(), "status");
        QTEST(reader.body(), "body");
    }
}

void TestHttpReader::seesFaults_data()
{
    using Fault = HttpReader::Fault;
    QTest::addColumn<QByteArray>("response");
    QTest::addColumn<HttpReader::Fault>("fault");

    const auto row = [](const char *name, const QByteArray &response, Fault fault) {
        QTest::newRow(name) << response << fault;
    };
    const QByteArray head = "HTTP/1.1 200 OK\r\n"_ba;
    const QByteArray chunked = head + "Transfer-Encoding: chunked\r\n\r\n"_ba;
    row("nothing", {}, Fault::CutShort);
    row("within the status", "HTTP/1."_ba, Fault::CutShort);
    row("within the fields", head + "Content-Le"_ba, Fault::CutShort);
    row("within the body", head + "Content-Length: 5\r\n\r\nhell"_ba, Fault::CutShort);
    row("within a chunk", chunked + "5\r\nhel"_ba, Fault::CutShort);
    row("before the last chunk", chunked + "5\r\nhello\r\n"_ba, Fault::CutShort);
    row("within the trailer", chunked + "0\r\nX: 1\r\n"_ba, Fault::CutShort);
    row("after an interim response", "HTTP/1.1 100 Continue\r\n\r\n"_ba, Fault::CutShort);

    row("another protocol", "SSH-2.0-OpenSSH"_ba, Fault::NotHttp);
    row("the next HTTP", "HTTP/2 200\r\n\r\n"_ba, Fault::NotHttp);
    row("no digits", "HTTP/1.1 2OO OK\r\n\r\n"_ba, Fault::NotHttp);
    row("two digits", "HTTP/1.1 20\r\n\r\n"_ba, Fault::NotHttp);
    row("four digits", "HTTP/1.1 2000\r\n\r\n"_ba, Fault::NotHttp);
    row("status 0", "HTTP/1.1 000 OK\r\n\r\n"_ba, Fault::NotHttp);
    row("switched protocols", "HTTP/1.1 101 Switching Protocols\r\n\r\n"_ba, Fault::NotHttp);
    row("a line without a colon", head + "what\r\n\r\n"_ba, Fault::NotHttp);
    row("a field without a name", head + ": 1\r\n\r\n"_ba, Fault::NotHttp);
    row("no length", head + "Content-Length: five\r\n\r\n"_ba, Fault::NotHttp);
    row("a negative length", head + "Content-Length: -1\r\n\r\n"_ba, Fault::NotHttp);
    row("two lengths", head + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nok"_ba,
        Fault::NotHttp);
    row("two encodings", head + "Transfer-Encoding: gzip, chunked\r\n\r\n"_ba, Fault::NotHttp);
    row("no size of a chunk", chunked + "\r\nhello"_ba, Fault::NotHttp);
    row("a size with a sign", chunked + "-5\r\nhello"_ba, Fault::NotHttp);
    row("a size with a prefix", chunked + "0x5\r\nhello"_ba, Fault::NotHttp);
    row("a chunk longer than its size", chunked + "2\r\nhello\r\n0\r\n\r\n"_ba, Fault::NotHttp);

    row("a head without end", head + QByteArray("X: 1\r\n").repeated(200), Fault::HeadTooLong);
    row("a line without end", head + "X: "_ba + QByteArray(1000, 'x'), Fault::HeadTooLong);
    row("a reason without end", "HTTP/1.1 200 "_ba + QByteArray(1000, 'x'), Fault::HeadTooLong);
    row("interim responses without end", QByteArray("HTTP/1.1 100 Continue\r\n\r\n").repeated(50),
        Fault::HeadTooLong);
    row("a trailer without end", chunked + "0\r\n"_ba + QByteArray("X: 1\r\n").repeated(200),
        Fault::HeadTooLong);
    row("a size without end", chunked + QByteArray(300, '0'), Fault::HeadTooLong);

    row("a long length", head + "Content-Length: 101\r\n\r\n"_ba, Fault::BodyTooLong);
    row("a length beyond numbers", head + "Content-Length: 99999999999999999999999\r\n\r\n"_ba,
        Fault::BodyTooLong);
    row("a body without end", head + "\r\n"_ba + QByteArray(101, 'x'), Fault::BodyTooLong);
    row("a long chunk", chunked + "65\r\n"_ba, Fault::BodyTooLong);
    row("a chunk of 2^63", chunked + "8000000000000000\r\n"_ba, Fault::BodyTooLong);
    row("a chunk of 2^64 + 5", chunked + "10000000000000005\r\nhello"_ba, Fault::BodyTooLong);
    row("chunks without end", chunked + QByteArray("1\r\nx\r\n").repeated(101), Fault::BodyTooLong);
}

void TestHttpReader::seesFaults()
{
    QFETCH(QByteArray, response);
    for (const qsizetype size : {qsizetype(1), qsizetype(7), qsizetype(4096)}) {
        HttpReader reader = readInPieces(response, size);
        reader.end();
        QVERIFY(!reader.isComplete());
        QTEST(reader.fault(), "fault");
        reader.take("HTTP/1.1 200 OK\r\n\r\n");
        reader.end();
        QTEST(reader.fault(), "fault");
        QVERIFY(reader.body().size() <= BodyBytes + 1);
    }
}

void TestHttpReader::readsTwoFields()
{
    const HttpReader reader = readInPieces("HTTP/1.1 429 Too Many Requests\r\nX-Location: /x\r\n"
                                           "LOCATION:  /a b \r\nLocation: /c\r\n"
                                           "Retry-After:120\r\nContent-Length: 0\r\n\r\n"_ba,
        3);
    QCOMPARE(reader.location(), "/a b"_ba);
    QCOMPARE(reader.retryAfter(), "120"_ba);
    const HttpReader after = readInPieces("HTTP/1.1 103 Early Hints\r\nLocation: /x\r\n\r\n"
                                          "HTTP/1.1 204 No Content\r\n\r\n"_ba,
        3);
    QVERIFY(after.location().isEmpty());
}

void TestHttpReader::knowsAHeadBeforeItsBody()
{
    HttpReader reader(HeadBytes, BodyBytes);
    reader.take("HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 9\r\n");
    QVERIFY(!reader.hasHead());
    reader.take("\r\n");
    QVERIFY(reader.hasHead());
    QVERIFY(!reader.isComplete());
}

QTEST_APPLESS_MAIN(TestHttpReader)
#include "tst_httpreader.moc"
