// What a server says to one GET.
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace keydeck {

/// Reads one HTTP/1.0 or 1.1 response as its bytes arrive, and holds no more of it than it was
/// allowed to, whatever the server says: interim responses (100 to 199) are skipped, but count as
/// part of the head. Bodies are those with a length, in chunks, or until the connection ends.
/// Compression is left as it is.
///
/// Our own because QNetworkAccessManager of Qt 6.4 reads heads, sizes of chunks and the bodies of a
/// 401 to their end before anybody can say stop.
class HttpReader final
{
public:
    enum class Fault
    {
        None,
        NotHttp,
        HeadTooLong,
        BodyTooLong,
        CutShort, ///< the connection ended first
    };

    HttpReader(qsizetype maximumHeadBytes, qsizetype maximumBodyBytes);

    /// The next bytes. Those after a complete response, or a fault, are ignored.
    void take(QByteArrayView bytes);
    /// There are no more.
    void end();

    /// The head of a final response is there.
    [[nodiscard]] bool hasHead() const { return m_hasHead; }
    [[nodiscard]] bool isComplete() const { return m_part == Part::Nothing && !hasFault(); }
    [[nodiscard]] bool hasFault() const { return m_fault != Fault::None; }
    [[nodiscard]] Fault fault() const { return m_fault; }

    [[nodiscard]] int status() const { return m_status; }
    /// Two fields of the head, the first of each; empty: not said.
    [[nodiscard]] const QByteArray &location() const { return m_location; }
    [[nodiscard]] const QByteArray &retryAfter() const { return m_retryAfter; }
    [[nodiscard]] const QByteArray &body() const { return m_body; }

private:
    enum class Part
    {
        StatusLine,
        Fields,
        BodyOfLength,
        BodyToTheEnd,
        ChunkSize,
        Chunk,
        ChunkEnd,
        Trailer,
        Nothing, ///< complete, or a fault
    };

    [[nodiscard]] bool takePart();
    [[nodiscard]] bool takeLine();
    [[nodiscard]] bool takeBody(Part next);
    [[nodiscard]] std::optional<QByteArray> nextLine();
    void readStatusLine(const QByteArray &line);
    void readField(const QByteArray &line);
    void readLength(const QByteArray &value);
    void readChunkSize(const QByteArray &line);
    void endHead();
    void forgetHead();
    void fail(Fault fault);

    qsizetype m_headBytesLeft;
    qsizetype m_maximumBodyBytes;
    Part m_part = Part::StatusLine;
    Fault m_fault = Fault::None;
    QByteArray m_pending; ///< not understood yet: at most a line and what came with it
    int m_status = 0;
    bool m_hasHead = false;
    QByteArray m_location;
    QByteArray m_retryAfter;
    QByteArray m_transferEncoding;
    std::optional<QByteArray> m_length; ///< as it was said
    qsizetype m_bodyBytesLeft = 0; ///< of the body, or of the chunk
    QByteArray m_body;
};

} // namespace keydeck
