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

    /// Where the same stands when the bytes around it have moved.
    [[nodiscard]] Span movedBy(qint64 by) const
    {
        return size > 0 ? Span{quint32(begin + by), size} : Span();
    }
};

/// What the gateway makes of the file.
enum class GatewayReading
{
    Keys, ///< it reads the keys: the store can be edited
    SeesNoKeys, ///< JSON.parse fails, which it silently takes for an empty store
    Fails, ///< valid JSON of the wrong shape: a TypeError, status 500 for every request. Also what
           ///< Keydeck does not open, whatever the gateway makes of it (keycodec.h)
};

/// The values of one entry of usage_windows.
struct WindowSpans
{
    Span start;
    Span tokens;

    [[nodiscard]] WindowSpans movedBy(qint64 by) const
    {
        return {start.movedBy(by), tokens.movedBy(by)};
    }
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

    /// Appends another store's record, whose same text begins at begin in these bytes.
    void append(const StoreData &other, const RecordSpans &record, qsizetype begin)
    {
        const qint64 by = begin - qint64(record.text.begin);
        RecordSpans &own = records.emplace_back(record);
        own.text = record.text.movedBy(by);
        for (Span &span : own.fields)
            span = span.movedBy(by);
        own.firstWindow = quint32(windows.size());
        for (qint32 i = 0; i < record.windowCount; ++i)
            windows.push_back(other.windows[record.firstWindow + size_t(i)].movedBy(by));
    }

    [[nodiscard]] QByteArrayView at(Span span) const
    {
        return QByteArrayView(bytes).sliced(span.begin, span.size);
    }
};

} // namespace keydeck
