#include "core/store/keycodec.h"

#include "core/base/format.h"
#include "core/base/heap.h"
#include "core/store/formerrecords.h"
#include "core/store/jsonscanner.h"
#include "core/store/jsontext.h"

#include <algorithm>
#include <limits>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

/// About the smallest record that the gateway writes: to reserve by.
constexpr qsizetype TypicalRecordBytes = 400;
/// As many bytes of a store as there is a window in them, at most.
constexpr qsizetype TypicalWindowBytes = 150;
constexpr int NoField = -1; ///< not one of the gateway's

/// One reading of a store. The gateway's rules: JSON.parse, then data.keys.find(k => k.key === …).
class StoreReader final
{
public:
    StoreReader(StoreData &data, const StoreData &former)
        : m_data(data)
        , m_former(former)
        , m_scanner(data.bytes)
    { }

    void read();

private:
    bool readRoot();
    bool readKeys();
    bool readRecord();
    bool takeOver();
    bool readInto(RecordSpans &record);
    bool readWindows(RecordSpans &record);
    bool readWindow();
    Span spanFrom(qsizetype begin) const
    {
        return {quint32(begin), quint32(m_scanner.offset() - begin)};
    }
    bool refuses(qsizetype maximum, const QString &what);
    void reportFault();
    void reportShape();
    void fails(const QString &problem);

    StoreData &m_data;
    FormerRecords m_former;
    JsonScanner m_scanner;
    ObjectShape m_recordShape;
    ObjectShape m_windowShape;
    bool m_isObject = false;
    bool m_isRefused = false;
    qsizetype m_firstNull = -1;
};

void StoreReader::read()
{
    if (readRoot() && m_scanner.expectEnd()) {
        reportShape();
    } else if (m_isRefused) {
        m_data.records = {};
        m_data.windows = {};
    } else {
        reportFault();
    }
}

bool StoreReader::readRoot()
{
    m_scanner.skipSpace();
    m_isObject = m_scanner.peek() == '{';
    if (!m_isObject)
        return m_scanner.skipValue();
    return m_scanner.eachMember([this](QByteArrayView name) {
        return jsonNameIs(name, "keys") ? readKeys() : m_scanner.skipValue();
    });
}

bool StoreReader::readKeys()
{
    m_data.records.clear(); // of two "keys" the last one counts
    m_data.windows.clear();
    m_data.keysArray = {};
    m_former.restart();
    m_firstNull = -1;
    if (m_scanner.peek() != '[')
        return m_scanner.skipValue();
    m_data.records.reserve(size_t(m_data.bytes.size() / TypicalRecordBytes));
    m_data.windows.reserve(size_t(m_data.bytes.size() / TypicalWindowBytes));
    preferLargePages(m_data.records.data(), m_data.records.capacity() * sizeof(RecordSpans));
    preferLargePages(m_data.windows.data(), m_data.windows.capacity() * sizeof(WindowSpans));
    const qsizetype begin = m_scanner.offset();
    if (!m_scanner.eachElement([this] { return readRecord(); }))
        return false;
    m_data.keysArray = spanFrom(begin);
    return true;
}

bool StoreReader::readRecord()
{
    if (m_data.records.size() >= size_t(MaximumRecords))
        return refuses(MaximumRecords, u"entries in \"keys\""_s);
    if (takeOver())
        return true;
    m_data.records.emplace_back();
    const bool isRead = readInto(m_data.records.back());
    if (!isRead)
        m_data.records.pop_back();
    return isRead;
}

/// Comparing a record with a former one is ten times as quick as reading it.
bool StoreReader::takeOver()
{
    const RecordSpans *const former
        = m_former.next(QByteArrayView(m_data.bytes).sliced(m_scanner.offset()));
    if (!former)
        return false;
    if (m_data.windows.size() + size_t(std::max(former->windowCount, 0)) > size_t(MaximumWindows))
        return false; // reading it says so
    m_data.append(m_former.store(), *former, m_scanner.offset());
    m_scanner.pass(former->text.size);
    return true;
}

bool StoreReader::readInto(RecordSpans &record)
{
    const qsizetype begin = m_scanner.offset();
    const auto meaningOf = [](QByteArrayView name) {
        const std::optional<KeyField> field = fieldNamed(name);
        return field ? int(*field) : NoField;
    };
    const auto readMember = [&](int field) {
        const qsizetype valueBegin = m_scanner.offset();
        if (!(field == int(KeyField::UsageWindows) ? readWindows(record) : m_scanner.skipValue()))
            return false;
        if (field != NoField)
            record.fields[size_t(field)] = spanFrom(valueBegin);
        return true;
    };
    if (m_scanner.peek() == 'n' && m_firstNull < 0)
        m_firstNull = qsizetype(m_data.records.size()) - 1;
    if (!(m_scanner.peek() == '{' ? m_scanner.eachMemberLike(m_recordShape, meaningOf, readMember)
                                  : m_scanner.skipValue()))
        return false;
    record.text = spanFrom(begin);
    return true;
}

/// Of two members of that name the last one counts here as well.
bool StoreReader::readWindows(RecordSpans &record)
{
    record.firstWindow = quint32(m_data.windows.size());
    record.windowCount = RecordSpans::NoWindows;
    if (m_scanner.peek() != '[')
        return m_scanner.skipValue();
    bool hasNull = false;
    const auto readEntry = [&] {
        hasNull = hasNull || m_scanner.peek() == 'n';
        return readWindow();
    };
    if (!m_scanner.eachElement(readEntry))
        return false;
    if (!hasNull)
        record.windowCount = qint32(m_data.windows.size() - record.firstWindow);
    return true;
}

bool StoreReader::readWindow()
{
    if (m_data.windows.size() >= size_t(MaximumWindows))
        return refuses(MaximumWindows, u"entries in \"usage_windows\""_s);
    WindowSpans &window = m_data.windows.emplace_back();
    const auto meaningOf = [](QByteArrayView name) {
        const std::optional<WindowField> field = windowFieldNamed(name);
        return field ? int(*field) : NoField;
    };
    const auto readMember = [&](int field) {
        const qsizetype begin = m_scanner.offset();
        if (!m_scanner.skipValue())
            return false;
        if (field != NoField)
            (field == int(WindowField::Start) ? window.start : window.tokens) = spanFrom(begin);
        return true;
    };
    return m_scanner.peek() == '{' ? m_scanner.eachMemberLike(m_windowShape, meaningOf, readMember)
                                   : m_scanner.skipValue();
}

/// Whatever comes behind is not looked at.
bool StoreReader::refuses(qsizetype maximum, const QString &what)
{
    const JsonFault place = m_scanner.fault();
    fails(
        u"The store has more than %1 %2 (line %3, column %4), which Keydeck does not open. Remove "
        "what does not belong into it, or restore a backup."_s.arg(formatCount(double(maximum)),
            what, QString::number(place.line), QString::number(place.column)));
    m_isRefused = true;
    return false;
}

void StoreReader::reportFault()
{
    const JsonFault fault = m_scanner.fault();
    if (fault.tooDeep) {
        fails(
            u"The store is nested deeper than %1 levels at line %2, column %3; the gateway cannot "
            "write such a store back and answers with status 500. Restore a backup."_s
                .arg(JsonMaximumDepth)
                .arg(fault.line)
                .arg(fault.column));
        return;
    }
    m_data.reading = GatewayReading::SeesNoKeys;
    m_data.problem
        = u"The store is not valid JSON at line %1, column %2: %3; the gateway reads it as "
          "a store without keys, and refuses every key. Repair the text there or restore "
          "a backup."_s.arg(fault.line)
              .arg(fault.column)
              .arg(fault.what);
}

void StoreReader::reportShape()
{
    if (!m_isObject)
        fails(u"The store is not a JSON object with a list named \"keys\"; the gateway fails every "
              "request with status 500. Restore a backup or start a new store."_s);
    else if (m_data.keysArray.size == 0)
        fails(u"The store has no list named \"keys\"; the gateway fails every request with status "
              "500. Restore a backup or write \"keys\": [] into it."_s);
    else if (m_firstNull >= 0)
        fails(u"Entry %1 of \"keys\" is null; the gateway fails every request whose key does not "
              "stand before it with status 500. Remove that entry from the store."_s.arg(
                  m_firstNull + 1));
}

void StoreReader::fails(const QString &problem)
{
    m_data.reading = GatewayReading::Fails;
    m_data.problem = problem;
}

} // namespace

KeySet decodeStore(QByteArray bytes, const FileIdentity &identity, const KeySet &former)
{
    StoreData data;
    data.bytes = std::move(bytes);
    if (data.bytes.size() > MaximumStoreBytes) {
        data.reading = GatewayReading::Fails;
        data.problem = u"The store is larger than %1 MiB, which Keydeck does not open. Remove what "
                       "does not belong into it."_s.arg(MaximumStoreBytes >> 20);
    } else {
        StoreReader(data, former.data()).read();
    }
    return KeySet(std::move(data), identity);
}

QByteArray emptyStore()
{
    return "{\n  \"keys\": []\n}";
}

} // namespace keydeck
