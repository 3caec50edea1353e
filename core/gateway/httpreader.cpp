#include "core/gateway/httpreader.h"

#include <QByteArrayList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr QByteArrayView Version = "HTTP/1.";
constexpr qsizetype StatusLineBytes = 12; // "HTTP/1.1 200"; the rest is for people
constexpr qsizetype MaximumChunkSizeBytes = 256; // the extensions after it included

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool consistsOf(QByteArrayView text, bool (*allowed)(char))
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), allowed);
}

/// Nothing: more than anybody may send.
std::optional<qsizetype> sizeWithin(qsizetype maximum, const QByteArray &digits, int base)
{
    bool ok = false;
    const qulonglong size = digits.toULongLong(&ok, base);
    return ok && size <= qulonglong(maximum) ? std::optional(qsizetype(size)) : std::nullopt;
}

bool couldBeHttp(QByteArrayView begin)
{
    const qsizetype compared = std::min(begin.size(), Version.size());
    return begin.first(compared) == Version.first(compared);
}

} // namespace

HttpReader::HttpReader(qsizetype maximumHeadBytes, qsizetype maximumBodyBytes)
    : m_headBytesLeft(maximumHeadBytes)
    , m_maximumBodyBytes(maximumBodyBytes)
{ }

void HttpReader::take(QByteArrayView bytes)
{
    if (m_part == Part::Nothing)
        return;
    m_pending.append(bytes);
    while (m_part != Part::Nothing && takePart()) { }
    if (m_part == Part::Nothing)
        m_pending.clear();
}

void HttpReader::end()
{
    if (m_part == Part::BodyToTheEnd)
        m_part = Part::Nothing;
    else if (m_part != Part::Nothing)
        fail(Fault::CutShort);
}

/// False: it takes more bytes.
bool HttpReader::takePart()
{
    switch (m_part) {
    case Part::BodyOfLength:
        return takeBody(Part::Nothing);
    case Part::Chunk:
        return takeBody(Part::ChunkEnd);
    case Part::BodyToTheEnd:
        m_bodyBytesLeft = m_maximumBodyBytes - m_body.size() + 1;
        if (!takeBody(Part::BodyToTheEnd))
            return false;
        if (m_body.size() > m_maximumBodyBytes)
            fail(Fault::BodyTooLong);
        return !m_pending.isEmpty();
    default:
        return takeLine();
    }
}

bool HttpReader::takeLine()
{
    if (m_part == Part::StatusLine && !couldBeHttp(m_pending)) {
        fail(Fault::NotHttp);
        return false;
    }
    const auto line = nextLine();
    if (!line)
        return false;
    switch (m_part) {
    case Part::StatusLine:
        readStatusLine(*line);
        break;
    case Part::Fields:
        readField(*line);
        break;
    case Part::ChunkSize:
        readChunkSize(*line);
        break;
    case Part::ChunkEnd:
        m_part = Part::ChunkSize;
        if (!line->isEmpty())
            fail(Fault::NotHttp);
        break;
    default: // the trailer, of which we want nothing
        if (line->isEmpty())
            m_part = Part::Nothing;
        break;
    }
    return true;
}

/// Up to what is left of the body or the chunk.
bool HttpReader::takeBody(Part next)
{
    const qsizetype taken = std::min(m_bodyBytesLeft, m_pending.size());
    m_body.append(QByteArrayView(m_pending).first(taken));
    m_pending.remove(0, taken);
    m_bodyBytesLeft -= taken;
    if (m_bodyBytesLeft == 0)
        m_part = next;
    return taken > 0;
}

/// Without its end. The sizes of chunks are bounded one by one, for each comes with a byte of the
/// body at least; all other lines together.
std::optional<QByteArray> HttpReader::nextLine()
{
    const bool isOfChunk = m_part == Part::ChunkSize || m_part == Part::ChunkEnd;
    const qsizetype maximum = isOfChunk ? MaximumChunkSizeBytes : m_headBytesLeft;
    const qsizetype end = m_pending.indexOf('\n');
    const qsizetype size = end < 0 ? m_pending.size() : end + 1;
    if (size > maximum) {
        fail(Fault::HeadTooLong);
        return std::nullopt;
    }
    if (end < 0)
        return std::nullopt;
    if (!isOfChunk)
        m_headBytesLeft -= size;
    QByteArray line = m_pending.first(end);
    m_pending.remove(0, size);
    if (line.endsWith('\r'))
        line.chop(1);
    return line;
}

void HttpReader::readStatusLine(const QByteArray &line)
{
    const bool isStatus = line.size() >= StatusLineBytes && isDigit(line[7]) && line[8] == ' '
        && consistsOf(QByteArrayView(line).sliced(9, 3), isDigit)
        && (line.size() == StatusLineBytes || line[StatusLineBytes] == ' ');
    m_status = isStatus ? line.mid(9, 3).toInt() : 0;
    m_part = Part::Fields;
    if (m_status < 100 || m_status == 101) // nobody asked for another protocol
        fail(Fault::NotHttp);
}

void HttpReader::readField(const QByteArray &line)
{
    if (line.isEmpty()) {
        endHead();
        return;
    }
    if (line.startsWith(' ') || line.startsWith('\t')) // more of the field before: obsolete
        return;
    const qsizetype colon = line.indexOf(':');
    if (colon <= 0) {
        fail(Fault::NotHttp);
        return;
    }
    const QByteArray name = line.first(colon).toLower();
    const QByteArray value = line.sliced(colon + 1).trimmed();
    if (name == "content-length")
        readLength(value);
    else if (name == "transfer-encoding")
        m_transferEncoding += m_transferEncoding.isEmpty() ? value : ","_ba + value;
    else if (name == "location" && m_location.isEmpty())
        m_location = value;
    else if (name == "retry-after" && m_retryAfter.isEmpty())
        m_retryAfter = value;
}

void HttpReader::readLength(const QByteArray &value)
{
    if (!consistsOf(value, isDigit) || m_length.value_or(value) != value)
        fail(Fault::NotHttp);
    m_length = value;
}

void HttpReader::forgetHead()
{
    m_part = Part::StatusLine;
    m_status = 0;
    m_location.clear();
    m_retryAfter.clear();
    m_transferEncoding.clear();
    m_length.reset();
}

void HttpReader::endHead()
{
    if (m_status < 200) {
        forgetHead();
        return;
    }
    m_hasHead = true;
    if (m_status == 204 || m_status == 304) {
        m_part = Part::Nothing;
    } else if (!m_transferEncoding.isEmpty()) {
        m_part = Part::ChunkSize;
        if (m_transferEncoding.toLower() != "chunked")
            fail(Fault::NotHttp);
    } else if (!m_length) {
        m_part = Part::BodyToTheEnd;
    } else if (const auto size = sizeWithin(m_maximumBodyBytes, *m_length, 10)) {
        m_bodyBytesLeft = *size;
        m_part = *size == 0 ? Part::Nothing : Part::BodyOfLength;
    } else {
        fail(Fault::BodyTooLong);
    }
}

void HttpReader::readChunkSize(const QByteArray &line)
{
    const QByteArray digits = line.split(';').constFirst().trimmed();
    if (!consistsOf(digits, isHexDigit)) {
        fail(Fault::NotHttp);
        return;
    }
    const auto size = sizeWithin(m_maximumBodyBytes - m_body.size(), digits, 16);
    m_bodyBytesLeft = size.value_or(0);
    m_part = m_bodyBytesLeft == 0 ? Part::Trailer : Part::Chunk;
    if (!size)
        fail(Fault::BodyTooLong);
}

void HttpReader::fail(Fault fault)
{
    if (!hasFault())
        m_fault = fault;
    m_part = Part::Nothing;
}

} // namespace keydeck
