// A store as it stood at one moment: an immutable, implicitly shared snapshot.
#pragma once

#include "core/store/apikey.h"
#include "core/store/fileidentity.h"

#include <memory>
#include <vector>

namespace keydeck {

/// Stores above this are not opened: 200 times a 10,000-key store, and spans are 32 bits.
inline constexpr qint64 MaximumStoreBytes = 256 * 1024 * 1024;

/// What the gateway makes of the file.
enum class GatewayReading
{
    Keys, ///< it reads the keys: the store can be edited
    SeesNoKeys, ///< JSON.parse fails, which it silently takes for an empty store
    Fails, ///< valid JSON of the wrong shape: a TypeError, status 500 for every request
};

/// Names one record among duplicates: the n-th, from 0, whose key is equal. The gateway only ever
/// uses the first.
struct KeyRef
{
    QString key;
    int occurrence = 0;

    friend bool operator==(const KeyRef &, const KeyRef &) = default;
};
[[nodiscard]] size_t qHash(const KeyRef &ref, size_t seed = 0) noexcept;

/// Cheap to copy, safe to share between threads. Made by decodeStore() alone (keycodec.h).
class KeySet final
{
public:
    struct Record
    {
        Span text;
        ApiKey::FieldSpans fields{};
    };
    struct Data
    {
        QByteArray bytes;
        Span keysArray; ///< the text of the "keys" array; size 0 when there is none
        std::vector<Record> records;
        GatewayReading reading = GatewayReading::Keys;
        QString problem;
        FileIdentity identity;
    };

    /// No store at all: no bytes, not editable, SeesNoKeys.
    KeySet();
    explicit KeySet(Data data);

    [[nodiscard]] qsizetype size() const { return qsizetype(d->records.size()); }
    [[nodiscard]] ApiKey at(qsizetype index) const;

    /// The index of the record that ref names, -1 when there is none. Linear.
    [[nodiscard]] qsizetype indexOf(const KeyRef &ref) const;
    /// What names the record at index. Linear.
    [[nodiscard]] KeyRef refAt(qsizetype index) const;
    /// What names each record, in file order. Linear for all of them together.
    [[nodiscard]] std::vector<KeyRef> refs() const;

    [[nodiscard]] const QByteArray &bytes() const { return d->bytes; }
    [[nodiscard]] const std::vector<Record> &records() const { return d->records; }
    [[nodiscard]] Span keysArray() const { return d->keysArray; }

    [[nodiscard]] GatewayReading gatewayReading() const { return d->reading; }
    [[nodiscard]] bool isEditable() const { return d->reading == GatewayReading::Keys; }
    /// One sentence that says why the store is not editable and what the gateway does with it;
    /// empty when it is.
    [[nodiscard]] QString problem() const { return d->problem; }

    /// The file that the bytes were read from; a default one for bytes from elsewhere.
    [[nodiscard]] const FileIdentity &identity() const { return d->identity; }

    /// Same bytes: nothing to redraw.
    [[nodiscard]] bool sameContent(const KeySet &other) const;

private:
    [[nodiscard]] JsonValue keyOf(const Record &record) const;

    std::shared_ptr<const Data> d;
};

} // namespace keydeck
