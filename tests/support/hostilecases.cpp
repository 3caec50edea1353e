#include "tests/support/hostilecases.h"

#include "tests/support/hostileanswers.h"
#include "tests/support/rawserver.h"
#include "tests/support/silentport.h"
#include "tests/support/tlslistener.h"

using namespace Qt::StringLiterals;

namespace keydeck::test {

namespace {

using Answer = HostileServer::Answer;
using Moment = HostileServer::Moment;

constexpr int SecondMs = 1000;
constexpr qsizetype NearlyTooLong = 250'000; // for a body, with the rest of it
const QByteArray Ok = "HTTP/1.1 200 OK\r\n"_ba;
const QByteArray Chunked = Ok + "Transfer-Encoding: chunked\r\n\r\n"_ba;
const QString NotHttp = u"not HTTP"_s;
const QString CutShort = u"without a complete HTTP answer"_s;
const QString TooLong = u"answers with more than 256 KiB"_s;
const QString HeadTooLong = u"headers without end"_s;
const QString NoJson = u"not valid JSON"_s;
const QString TooLate = u"did not finish answering within 10 s"_s;
const QString Untrusted = u"could not be trusted, and nothing was sent to it"_s;

/// Nothing of ours: an address only.
class NoServer final : public HostilePlace
{
public:
    using HostilePlace::HostilePlace;
};

class NobodyListening final : public HostilePlace
{
public:
    NobodyListening() : HostilePlace({}) { m_url = m_port.url(); }

private:
    SilentPort m_port;
};

/// Collects them, by how each ends.
class Cases final
{
public:
    /// An error whose sentence says this.
    void fails(const char *name, const QString &said, const Answer &answer,
        Moment moment = Moment::Request)
    {
        m_cases += {name, [=] { return std::make_unique<HostileServer>(answer, moment); }, 0, said};
    }
    void failsAt(const char *name, const QString &said, const QUrl &url)
    {
        m_cases += {name, [=] { return std::make_unique<NoServer>(url); }, 0, said};
    }
    void failsUnheard(const char *name, const QString &said)
    {
        m_cases += {name, [] { return std::make_unique<NobodyListening>(); }, 0, said};
    }
    /// The same for a server of https, with a certificate, or none: then it speaks plain text.
    void failsAsHttps(const char *name, const QString &said, const QString &certificate,
        const Answer &answer, Moment moment = Moment::Request)
    {
        m_cases += {name, [=] { return httpsServer(certificate, {}, answer, moment); }, 0, said};
    }
    /// Nothing comes of it until time is up.
    void takesTheDeadline(const char *name, const Answer &answer, Moment moment = Moment::Request)
    {
        fails(name, TooLate, answer, moment);
        m_cases.last().takesTheDeadline = true;
    }
    void takesTheDeadlineAsHttps(const char *name, const QString &certificate, const Answer &answer,
        Moment moment = Moment::Request)
    {
        failsAsHttps(name, TooLate, certificate, answer, moment);
        m_cases.last().takesTheDeadline = true;
    }
    void neverLetsIn(const char *name)
    {
        m_cases += {name, [] { return std::make_unique<FullServer>(); }, 0, TooLate, true};
    }
    /// An answer, complete as it is.
    void answers(const char *name, int status, const QByteArray &bytes, const QString &message = {})
    {
        m_cases += {
            name, [=] { return std::make_unique<HostileServer>(saying(bytes)); }, status, message};
    }
    void answersAsHttps(
        const char *name, const QList<QByteArray> &protocols, const QByteArray &bytes)
    {
        m_cases += {name,
            [=] { return httpsServer(u"signed.crt"_s, protocols, saying(bytes), Moment::Request); },
            200, {}};
    }

    QList<HostileCase> m_cases;

private:
    static std::unique_ptr<HostilePlace> httpsServer(const QString &certificate,
        const QList<QByteArray> &protocols, const Answer &answer, Moment moment)
    {
        auto listener = certificate.isEmpty() ? std::make_unique<QTcpServer>()
                                              : tlsListener(certificate, protocols);
        auto server = std::make_unique<HostileServer>(std::move(listener), answer, moment);
        server->callItselfHttps();
        return server;
    }
};

void addSlowOnes(Cases &cases)
{
    cases.takesTheDeadline("never answers", keepingOpen({}));
    cases.neverLetsIn("never accepts the connection");
    cases.takesTheDeadline("headers one byte a second", dripping(httpAnswer("200 OK"_ba, "{}"_ba)));
    cases.takesTheDeadline("body one byte a second",
        trickling(Ok + "Content-Length: 1000\r\n\r\n"_ba, " "_ba, SecondMs));
    cases.takesTheDeadline("one chunk a second", trickling(Chunked, "1\r\n \r\n"_ba, SecondMs));
    cases.takesTheDeadline(
        "the size of a chunk one digit a second", trickling(Chunked, "0"_ba, SecondMs));
    cases.takesTheDeadline("one interim answer a second",
        trickling({}, "HTTP/1.1 102 Processing\r\n\r\n"_ba, SecondMs));
    cases.takesTheDeadline(
        "one redirect in three seconds", sayingAfter(3000, redirectTo("/stats"_ba)));
    cases.takesTheDeadline("promises more than it sends, and waits",
        keepingOpen(Ok + "Content-Length: 5000\r\n\r\n{"_ba));
    cases.takesTheDeadline(
        "never ends the last chunk", keepingOpen(Chunked + "2\r\n{}\r\n0\r\n"_ba));
    cases.takesTheDeadlineAsHttps(
        "never answers the TLS handshake", {}, keepingOpen({}), Moment::Connected);
    cases.takesTheDeadlineAsHttps("body one byte a second over TLS", u"signed.crt"_s,
        trickling(Ok + "Content-Length: 1000\r\n\r\n"_ba, " "_ba, SecondMs));
}

/// Where the reset is there before QTcpSocket of Qt 6.4 has seen that it is connected, it connects
/// again, and again, and says nothing of it. Where one of them is seen in time, it is over.
void addResetAtOnce(Cases &cases)
{
    cases.takesTheDeadline("resets at once", resettingAfter({}), Moment::Connected);
    cases.m_cases.last().orSaid = CutShort;
}

void addEndlessOnes(Cases &cases)
{
    const QByteArray blanks(64 * 1024, ' ');
    cases.fails("endless body", TooLong, pouring(Ok + "\r\n"_ba, blanks));
    cases.fails(
        "endless body of a refusal", TooLong, pouring("HTTP/1.1 401 No\r\n\r\n"_ba, blanks));
    cases.fails("endless body of an error", TooLong, pouring("HTTP/1.1 500 No\r\n\r\n"_ba, blanks));
    cases.fails("endless chunks", TooLong, pouring(Chunked, "10000\r\n"_ba + blanks + "\r\n"_ba));
    cases.fails("endless small chunks", TooLong,
        pouring(Chunked, QByteArray("1\r\n \r\n").repeated(10'000)));
    cases.fails("endless size of a chunk", HeadTooLong, pouring(Chunked, QByteArray(65536, '0')));
    cases.fails("endless trailer", HeadTooLong,
        pouring(Chunked + "0\r\n"_ba, QByteArray("X-Again: 1\r\n").repeated(5000)));
    cases.fails(
        "endless headers", HeadTooLong, pouring(Ok, QByteArray("X-Again: 1\r\n").repeated(5000)));
    cases.fails("endless interim answers", HeadTooLong,
        pouring({}, QByteArray("HTTP/1.1 100 Continue\r\n\r\n").repeated(2000)));
    cases.fails("a header line of 1 MB", HeadTooLong,
        saying(Ok + "X-Long: "_ba + QByteArray(1'000'000, 'x') + "\r\n\r\n{}"_ba));
    cases.fails("a status line of 1 MB", HeadTooLong,
        saying("HTTP/1.1 200 "_ba + QByteArray(1'000'000, 'x') + "\r\n\r\n{}"_ba));
    cases.failsAsHttps(
        "endless body over TLS", TooLong, u"signed.crt"_s, pouringInTls(Ok + "\r\n"_ba, blanks));
    cases.fails("gzip bomb", NoJson,
        saying(httpAnswer("200 OK"_ba, gzipBomb(), "Content-Encoding: gzip\r\n"_ba)));
}

void addBrokenOnes(Cases &cases)
{
    const QByteArray body = gatewayBody("\"Alice\""_ba);
    cases.fails(
        "shorter than its length", CutShort, saying(Ok + "Content-Length: 9999\r\n\r\n"_ba + body));
    cases.fails(
        "longer than its length", NoJson, saying(Ok + "Content-Length: 40\r\n\r\n"_ba + body));
    cases.fails(
        "promises 100 MB", TooLong, keepingOpen(Ok + "Content-Length: 100000000\r\n\r\n{}"_ba));
    cases.fails("a length beyond numbers", TooLong,
        keepingOpen(Ok + "Content-Length: 99999999999999999999999\r\n\r\n{}"_ba));
    cases.fails("a negative length", NotHttp, keepingOpen(Ok + "Content-Length: -1\r\n\r\n{}"_ba));
    cases.fails("two lengths", NotHttp,
        keepingOpen(Ok + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} "_ba));
    cases.fails("a chunk of 2^63", TooLong, keepingOpen(Chunked + "8000000000000000\r\n{}"_ba));
    cases.fails("a chunk of a negative size", NotHttp, keepingOpen(Chunked + "-1\r\n{}\r\n"_ba));
    cases.fails(
        "a chunk longer than its size", NotHttp, keepingOpen(Chunked + "1\r\n{}\r\n0\r\n\r\n"_ba));
    cases.fails("chunks cut short", CutShort, saying(Chunked + "5\r\n{\"st\r\n"_ba));
    cases.fails("a head without its body", CutShort, saying(Ok + "Content-Length: 500\r\n\r\n"_ba));
    cases.fails(
        "garbage", NotHttp, saying(QByteArray("\xfe\x00\xff\x80\r\n\r\n", 8).repeated(1000)));
    cases.fails("another protocol, which speaks first", NotHttp,
        keepingOpen("220 mail.example ESMTP\r\n"_ba), Moment::Connected);
    cases.fails("speaks TLS only", NotHttp, saying(QByteArray("\x15\x03\x01\x00\x02\x02\x46", 7)));
    cases.fails("speaks HTTP/2 only", NotHttp,
        keepingOpen(QByteArray("\0\0\x06\x04\0\0\0\0\0\0\x03\0\0\0\x64", 15)), Moment::Connected);
    cases.fails("switches protocols", NotHttp,
        keepingOpen("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n"_ba));
    cases.fails("closes at once", CutShort, saying({}), Moment::Connected);
    cases.fails("resets soon", CutShort, resettingSoon(), Moment::Connected);
    cases.fails("resets when asked", CutShort, resettingAfter({}));
    cases.fails(
        "resets within the body", CutShort, resettingAfter(Ok + "Content-Length: 99\r\n\r\n{"_ba));
    cases.failsUnheard("nobody listens", u"connection refused"_s);
    cases.failsAt("no such host", u"no host of that name"_s, QUrl(u"https://gateway.invalid"_s));
}

void addRedirects(Cases &cases, const QUrl &elsewhere)
{
    const QByteArray authority = elsewhere.authority().toLatin1();
    const auto row = [&](const char *name, const QByteArray &location, const QString &said) {
        cases.fails(name, said, saying(redirectTo(location)));
    };
    const QString nowhere = u"redirected to something that is no address"_s;
    row("redirect loop", "/stats"_ba, u"redirected again and again"_s);
    row("redirect to another origin", "http://"_ba + authority + "/stats?token=hunter2"_ba,
        u"redirected to http://%1, which was not followed"_s.arg(elsewhere.authority()));
    row("redirect without a scheme", "//"_ba + authority + "/stats"_ba,
        u"redirected to http://%1,"_s.arg(elsewhere.authority()));
    row("redirect to another name", "http://localhost:"_ba + QByteArray::number(elsewhere.port()),
        u"redirected to http://localhost:"_s);
    row("redirect to a user", "http://hunter2@"_ba + authority,
        u"redirected to http://%1,"_s.arg(elsewhere.authority()));
    row("redirect to a file", "file:///etc/passwd"_ba, u"redirected to file:"_s);
    row("redirect to a script", "javascript:alert(1)"_ba, u"redirected to javascript:"_s);
    row("redirect to no address", "http://[hunter2"_ba, nowhere);
    row("redirect to a long name", "http://"_ba + QByteArray("long.").repeated(5000) + "example"_ba,
        u"…, which was not followed"_s);
    row("redirect to a name from right to left", "http://example.com\xe2\x80\xae/"_ba, nowhere);
    row("redirect with markup", "http://<b>example</b>/"_ba, nowhere);
    cases.fails("redirect to nowhere", u"without saying where to"_s,
        saying(httpAnswer("302 Found"_ba, {})));
    cases.failsAsHttps("redirect from https to http",
        u"redirected to http://%1,"_s.arg(elsewhere.authority()), u"signed.crt"_s,
        saying(redirectTo("http://"_ba + authority + "/stats"_ba)));
}

void addErrors(Cases &cases, const QByteArray &key)
{
    cases.answers("401", 401,
        httpAnswer("401 Unauthorized"_ba, R"({"error":"Invalid API key"})"_ba,
            "WWW-Authenticate: Basic realm=\"x\"\r\n"_ba),
        u"Invalid API key"_s);
    cases.answers("401 that echoes the key", 401,
        httpAnswer("401 Unauthorized"_ba, R"({"error":"No such key )"_ba + key + R"("})"_ba),
        u"No such key"_s);
    cases.answers("403", 403, httpAnswer("403 Forbidden"_ba, R"({"error":"API key expired"})"_ba),
        u"API key expired"_s);
    cases.answers("404 in HTML", 404,
        httpAnswer("404 Not Found"_ba, "<html><title>No such page</title>"_ba), u"No such page"_s);
    cases.answers("404 with forty thousand titles", 404,
        httpAnswer("404 Not Found"_ba, QByteArray("<title").repeated(NearlyTooLong / 6)));
    cases.answers("404 in one long word", 404,
        httpAnswer("404 Not Found"_ba, QByteArray(NearlyTooLong, 'x')), u"xxx"_s);
    cases.answers("404 in blanks", 404,
        httpAnswer("404 Not Found"_ba,
            QByteArray(NearlyTooLong / 2, ' ') + key + QByteArray(NearlyTooLong / 2, ' ')));
    cases.answers("407", 407, httpAnswer("407 Proxy Authentication Required"_ba, "{}"_ba));
    cases.answers("429 with an absurd Retry-After", 429,
        httpAnswer("429 Too Many Requests"_ba, R"({"error":{"message":"Too many"}})"_ba,
            "Retry-After: 99999999999999999999\r\n"_ba),
        u"Too many"_s);
    cases.answers("429 with a negative Retry-After", 429,
        httpAnswer("429 Too Many Requests"_ba, "{}"_ba, "Retry-After: -1\r\n"_ba));
    cases.answers("500", 500,
        httpAnswer("500 Internal Server Error"_ba, "Internal Server Error"_ba), u"Internal"_s);
    cases.answers("503", 503, httpAnswer("503 Service Unavailable"_ba, {}));
    cases.answers("599", 599, httpAnswer("599 What"_ba, {}));
    cases.answers("204", 204, httpAnswer("204 No Content"_ba, {}));
    cases.answers("304", 304, httpAnswer("304 Not Modified"_ba, {}));
    cases.answers("an error with markup and controls", 500,
        httpAnswer("500 Oops"_ba, R"({"error":"<b>\u202e\u0000\u001b[31m\nred"})"_ba),
        u"\\u202e"_s);
    cases.answers(
        "an error of deep JSON", 500, httpAnswer("500 Oops"_ba, QByteArray(NearlyTooLong, '[')));
}

void addBodies(Cases &cases)
{
    const auto bad = [&](const char *name, const QByteArray &body, const QString &said) {
        cases.fails(name, said, saying(httpAnswer("200 OK"_ba, body)));
    };
    bad("HTML", "<html><b>Welcome</b></html>"_ba, u"HTML"_s);
    bad("empty", {}, u"empty"_s);
    bad("a list", "[]"_ba, u"not an object"_s);
    bad("deep JSON", QByteArray("{\"a\":").repeated(NearlyTooLong / 5), NoJson);
    bad("a long list", "[1"_ba + QByteArray(",1").repeated(NearlyTooLong / 2) + "]"_ba,
        u"not an object"_s);
    bad("many short lists", "[[1]"_ba + QByteArray(",[1]").repeated(NearlyTooLong / 4) + "]"_ba,
        u"not an object"_s);
    bad("many short objects",
        "{\"a\":[{\"a\":1}"_ba + QByteArray(",{\"\":1}").repeated(NearlyTooLong / 7) + "]}"_ba,
        u"is not"_s);
    bad("wrong types", R"({"status":5,"key":[],"name":{}})"_ba, u"is not"_s);
    bad("NaN", gatewayBody("NaN"_ba), NoJson);
    bad("1e999", gatewayBody("1e999"_ba), NoJson);
    bad("a number without end",
        gatewayBody("\"A\",\"total_lifetime_tokens\":"_ba + QByteArray(NearlyTooLong, '9')),
        NoJson);
    bad("not UTF-8", gatewayBody("\"\xff\xfe\""_ba), NoJson);
    bad("a byte order mark of UTF-16", "\xff\xfe{\0}\0"_ba, NoJson);

    const auto good = [&](const char *name, const QByteArray &bytes) {
        cases.answers(name, 200, httpAnswer("200 OK"_ba, bytes));
    };
    good("numbers as strings", gatewayBody("\"A\",\"token_limit_per_5h\":\"1000\""_ba));
    good("a name with markup", gatewayBody(R"("<b>Alice</b><img src=x>")"_ba));
    good("a name from right to left", gatewayBody(R"("\u202eecilA\u0000\u001b[31m")"_ba));
    good("a name without end", gatewayBody('"' + QByteArray(NearlyTooLong, 'x') + '"'));
    good("many fields",
        gatewayBody("\"A\""_ba + QByteArray(",\"a\":1").repeated(NearlyTooLong / 6)));
}

void addTlsOnes(Cases &cases)
{
    const Answer fine = saying(httpAnswer("200 OK"_ba, gatewayBody("\"Alice\""_ba)));
    cases.failsAsHttps("self-signed", Untrusted, u"test-only.crt"_s, fine);
    cases.failsAsHttps("expired", Untrusted, u"expired.crt"_s, fine);
    cases.failsAsHttps("for another host", Untrusted, u"another-host.crt"_s, fine);
    cases.failsAsHttps("TLS cut mid-way", CutShort, {},
        saying(QByteArray("\x16\x03\x03\x00\x7a\x02\x00\x00\x76\x03\x03", 11)), Moment::FirstBytes);
    cases.failsAsHttps("TLS refused", Untrusted, {},
        saying(QByteArray("\x15\x03\x03\x00\x02\x02\x28", 7)), Moment::FirstBytes);
    cases.failsAsHttps("http at the address of https", Untrusted, {},
        saying(httpAnswer("400 Bad Request"_ba, {})), Moment::FirstBytes);
    cases.failsAsHttps("reset within TLS", CutShort, u"signed.crt"_s, resettingAfter({}));
    cases.failsAsHttps("HTTP/2 over TLS, unasked", NotHttp, u"signed.crt"_s,
        keepingOpen(QByteArray("\0\0\x06\x04\0\0\0\0\0\0\x03\0\0\0\x64", 15)));
    const QByteArray body = gatewayBody("\"Alice\""_ba);
    cases.answersAsHttps("HTTP/2 offered", {"h2"_ba, "http/1.1"_ba}, httpAnswer("200 OK"_ba, body));
    cases.answersAsHttps("a long answer over TLS, without a length", {},
        Ok + "\r\n"_ba + QByteArray(NearlyTooLong, ' ') + body);
}

} // namespace

QByteArray gatewayBody(const QByteArray &name)
{
    return R"({"status":"ok","timestamp":"2026-01-18T10:30:00.000Z","key":"pk_1","model":"glm-4.7",
        "token_limit_per_5h":1000,"expiry_date":"2027-12-31T23:59:59Z",
        "created_at":"2026-01-18T00:00:00Z","last_used":"2026-01-18T10:30:00.000Z",
        "is_expired":false,"current_usage":{"tokens_used_in_current_window":400,
        "window_started_at":"2026-01-18T08:00:00.000Z",
        "window_ends_at":"2026-01-18T13:00:00.000Z","remaining_tokens":600},
        "total_lifetime_tokens":5000,"name":)"_ba
        + name + '}';
}

QList<HostileCase> hostileCases(const QUrl &elsewhere, const QByteArray &key)
{
    Cases cases;
    addSlowOnes(cases);
    addResetAtOnce(cases);
    addEndlessOnes(cases);
    addBrokenOnes(cases);
    addRedirects(cases, elsewhere);
    addErrors(cases, key);
    addBodies(cases);
    addTlsOnes(cases);
    return cases.m_cases;
}

} // namespace keydeck::test
