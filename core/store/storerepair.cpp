#include "core/store/storerepair.h"

#include "core/store/jsonscanner.h"
#include "core/store/jsontext.h"
#include "core/store/keycodec.h"
#include "core/store/recordtext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr QByteArrayView ByteOrderMark = "\xef\xbb\xbf";

QString readsAsEmpty(const QString &what)
{
    return u"%1: the gateway will read it as a store without keys and refuse every key, and a "
           "batching one will overwrite it with an empty store."_s.arg(what);
}

QString failsEveryRequest(const QString &what)
{
    return u"%1: the gateway will answer 500 to every request."_s.arg(what);
}

/// Those that could be told apart, without the null entries.
qsizetype recordCount(const KeySet &keys)
{
    return std::ranges::count_if(keys.records(),
        [&](const RecordSpans &record) { return keys.bytes()[record.text.begin] != 'n'; });
}

/// One repair, step by step on the bytes.
class StoreMender final
{
public:
    explicit StoreMender(const KeySet &broken)
        : m_keys(broken)
        , m_bytes(broken.bytes())
        , m_problem(broken.problem())
        , m_recordsSeen(recordCount(broken))
    { }

    [[nodiscard]] Result<StoreRepair> mended()
    {
        dropByteOrderMark();
        if (decode().gatewayReading() == GatewayReading::SeesNoKeys)
            escapeControlCharacters();
        if (decode().gatewayReading() == GatewayReading::Fails && m_keys.keysArray().size == 0)
            giveKeys();
        if (decode().gatewayReading() == GatewayReading::Fails)
            dropNulls();
        // Once a text ends elsewhere, another list of keys may come to light and count instead.
        if (!decode().isEditable() || m_keys.size() < m_recordsSeen)
            return failure(ErrorCode::StoreUnusable,
                u"The store cannot be repaired without guessing. %1"_s.arg(
                    m_keys.isEditable() ? m_problem : m_keys.problem()));
        return StoreRepair{m_keys, m_steps};
    }

private:
    const KeySet &decode()
    {
        if (m_keys.bytes() != m_bytes)
            m_keys = decodeStore(m_bytes, m_keys.identity());
        return m_keys;
    }

    void note(const QString &id, const QString &message, const QString &remedy)
    {
        m_steps.append({{id, FindingSeverity::Danger, message}, remedy});
    }

    void dropByteOrderMark();
    void escapeControlCharacters();
    void giveKeys();
    void wrapList();
    void completeObject();
    void dropNulls();

    KeySet m_keys;
    QByteArray m_bytes;
    QString m_problem; ///< of before
    qsizetype m_recordsSeen; ///< before the first step
    QList<RepairStep> m_steps;
};

void StoreMender::dropByteOrderMark()
{
    if (!m_bytes.startsWith(ByteOrderMark))
        return;
    m_bytes.remove(0, ByteOrderMark.size());
    note(u"byte-order-mark"_s, readsAsEmpty(u"The store begins with a byte order mark"_s),
        u"The mark is removed."_s);
}

void StoreMender::escapeControlCharacters()
{
    QByteArray escaped;
    escaped.reserve(m_bytes.size());
    bool inString = false;
    int count = 0;
    for (qsizetype i = 0; i < m_bytes.size(); ++i) {
        const char c = m_bytes[i];
        if (inString && static_cast<uchar>(c) < 0x20) {
            const char16_t unit = uchar(c);
            const QByteArray text = jsonStringText(QStringView(&unit, 1));
            escaped += text.sliced(1, text.size() - 2);
            ++count;
            continue;
        }
        escaped += c;
        if (c == '"')
            inString = !inString;
        else if (c == '\\' && inString && i + 1 < m_bytes.size())
            escaped += m_bytes[++i]; // it cannot end the text, whatever it is
    }
    if (count == 0 || decodeStore(escaped).gatewayReading() == GatewayReading::SeesNoKeys)
        return; // something else is wrong with it
    m_bytes = escaped;
    note(u"control-characters"_s,
        readsAsEmpty(count == 1 ? u"A control character stands unescaped in a text of the store"_s
                                : u"Control characters stand unescaped in texts of the store"_s),
        u"%1 control %2 written as JSON wants it."_s.arg(
            QString::number(count), count == 1 ? u"character is"_s : u"characters are"_s));
}

/// Requires that there is no list of keys.
void StoreMender::giveKeys()
{
    if (JsonScanner scanner(m_bytes); !scanner.validateDocument())
        return; // nested too deeply
    switch (JsonValue(QByteArrayView(m_bytes).trimmed()).kind()) {
    case JsonKind::Null:
        m_bytes = emptyStore();
        note(u"keys-missing"_s, failsEveryRequest(u"The store is null"_s),
            u"An empty store takes its place."_s);
        break;
    case JsonKind::Array:
        wrapList();
        break;
    case JsonKind::Object:
        completeObject();
        break;
    default:
        break;
    }
}

/// A list of anything but records is not one that its object was forgotten around.
void StoreMender::wrapList()
{
    JsonScanner scanner(m_bytes);
    scanner.skipSpace();
    const bool isOfRecords = scanner.eachElement(
        [&] { return (scanner.peek() == '{' || scanner.peek() == 'n') && scanner.skipValue(); });
    if (!isOfRecords)
        return;
    m_bytes = "{\"keys\": " + m_bytes.trimmed() + '}';
    note(u"bare-list"_s,
        failsEveryRequest(u"The store is a list, and not an object with a list named “keys”"_s),
        u"The list is put where the gateway looks for it."_s);
}

void StoreMender::completeObject()
{
    const auto begin = quint32(m_bytes.indexOf('{'));
    const auto end = quint32(m_bytes.lastIndexOf('}') + 1);
    const RecordText root(m_bytes, {begin, end - begin});
    std::vector<Span> keys;
    JsonScanner scanner(m_bytes);
    scanner.skipSpace();
    static_cast<void>(scanner.eachMember([&](QByteArrayView name) { // valid, as was seen
        const qsizetype value = scanner.offset();
        const bool passed = scanner.skipValue();
        if (jsonNameIs(name, "keys"))
            keys.push_back({quint32(value), quint32(scanner.offset() - value)});
        return passed;
    }));
    std::vector<Splice> splices;
    if (keys.empty()) {
        const QByteArray colon = root.members.empty() ? ": "_ba : root.members.back().colon;
        editList(root.list, std::vector<bool>(root.members.size(), false),
            {{qsizetype(root.members.size()) - 1, "\"keys\"" + colon + "[]"}}, {"\n  ", {}, "\n"},
            splices);
    } else if (keys.size() == 1 && m_bytes.sliced(keys[0].begin, keys[0].size) == "null") {
        splices.push_back({keys[0].begin, keys[0].size, "[]"});
    } else {
        return; // what stands there may be somebody's keys
    }
    m_bytes = spliced(m_bytes, std::move(splices));
    note(u"keys-missing"_s, failsEveryRequest(u"The store has no list named “keys”"_s),
        u"It gets an empty one; everything else stays."_s);
}

void StoreMender::dropNulls()
{
    ListItems list;
    list.document = m_bytes;
    list.inside = {m_keys.keysArray().begin + 1, m_keys.keysArray().size - 2};
    std::vector<bool> gone;
    for (const RecordSpans &record : m_keys.records()) {
        list.items.push_back(record.text);
        gone.push_back(m_bytes[record.text.begin] == 'n');
    }
    const auto count = std::ranges::count(gone, true);
    if (count == 0 || m_keys.keysArray().size == 0)
        return;
    std::vector<Splice> splices;
    editList(list, gone, {}, {}, splices);
    m_bytes = spliced(m_bytes, std::move(splices));
    note(u"null-entries"_s,
        u"%1 null: the gateway will answer 500 to every request whose key does not stand before "
        "it."_s.arg(count == 1 ? u"An entry of the list of keys is"_s
                               : u"%1 entries of the list of keys are"_s.arg(count)),
        count == 1 ? u"The entry is removed."_s : u"The entries are removed."_s);
}

} // namespace

Result<StoreRepair> repairStore(const KeySet &broken)
{
    return StoreMender(broken).mended();
}

} // namespace keydeck
