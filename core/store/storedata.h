// Where everything stands in a store's bytes. For KeySet and ApiKey, which tell what it means.
#pragma once

#include <QByteArray>
#include <QString>

#include <array>
#include <vector>

namespace keydeck {

/// The fields of a record that the gateway knows, in the order in which it writes them.
enum class KeyField : quint8
{
    Key,
    Name,
    Model,
    TokenLimitPer5h,
    ExpiryDate,
    CreatedAt,
    LastUsed,
    TotalLifetimeTokens,
    UsageWindows,
};
inline constexpr int KeyFieldCount = 9;

/// A stretch of bytes. Offsets are 32 bits: a store is at most MaximumStoreBytes long.
struct Span
{
    quint32 begin = 0;
    quint32 size = 0; ///< 0: it is not there
};

/// What the gateway makes of the file.
enum class GatewayReading
{
    Keys, ///< it reads the keys: the store can be edited
    SeesNoKeys, ///< JSON.parse fails, which it silently takes for an empty store
    Fails, ///< valid JSON of the wrong shape: a TypeError, status 500 for every request
};

/// The values of one entry of usage_windows.
struct WindowSpans
{
    Span start;
    Span tokens;
};

struct RecordSpans
{
    static constexpr qint32 NoWindows = -1; ///< the gateway would throw: see ApiKey::usageWindows()

    Span text; ///< "{ … }", or whatever stands in its place in the array
    std::array<Span, KeyFieldCount> fields{};
    quint32 firstWindow = 0; ///< in StoreData::windows
    qint32 windowCount = NoWindows;
};

struct StoreData
{
    QByteArray bytes;
    Span keysArray; ///< the text of the "keys" array; size 0 when there is none
    std::vector<RecordSpans> records;
    std::vector<WindowSpans> windows; ///< of all records; some may be nobody's
    GatewayReading reading = GatewayReading::Keys;
    QString problem; ///< see KeySet::problem()

    [[nodiscard]] QByteArrayView at(Span span) const
    {
        return QByteArrayView(bytes).sliced(span.begin, span.size);
    }
};

} // namespace keydeck
