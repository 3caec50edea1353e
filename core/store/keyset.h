// A store as it stood at one moment: an immutable, implicitly shared snapshot.
#pragma once

#include "core/store/apikey.h"
#include "core/store/fileidentity.h"

#include <memory>
#include <vector>

namespace keydeck {

/// Stores above this are not opened: 200 times a 10,000-key store, and spans are 32 bits.
inline constexpr qint64 MaximumStoreBytes = 256 * 1024 * 1024;

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
    /// No store at all: no bytes, not editable, SeesNoKeys.
    KeySet();
    explicit KeySet(StoreData data, const FileIdentity &identity = {});
    /// The same content, as the file that it was written to.
    [[nodiscard]] KeySet withIdentity(const FileIdentity &identity) const;

    [[nodiscard]] qsizetype size() const { return qsizetype(d->records.size()); }
    [[nodiscard]] ApiKey at(qsizetype index) const;

    /// The index of the record that ref names, -1 when there is none. Linear.
    [[nodiscard]] qsizetype indexOf(const KeyRef &ref) const;
    /// What names the record at index. Linear.
    [[nodiscard]] KeyRef refAt(qsizetype index) const;
    /// What names each record, in file order. Linear for all of them together.
    [[nodiscard]] std::vector<KeyRef> refs() const;

    [[nodiscard]] const QByteArray &bytes() const { return d->bytes; }
    [[nodiscard]] const StoreData &data() const { return *d; }
    [[nodiscard]] const std::vector<RecordSpans> &records() const { return d->records; }
    [[nodiscard]] Span keysArray() const { return d->keysArray; }

    [[nodiscard]] GatewayReading gatewayReading() const { return d->reading; }
    [[nodiscard]] bool isEditable() const { return d->reading == GatewayReading::Keys; }
    /// One sentence that says why the store is not editable and what the gateway does with it;
    /// empty when it is.
    [[nodiscard]] QString problem() const { return d->problem; }

    /// The file that the bytes were read from; a default one for bytes from elsewhere.
    [[nodiscard]] const FileIdentity &identity() const { return m_identity; }

    /// Same bytes: nothing to redraw.
    [[nodiscard]] bool sameContent(const KeySet &other) const;

private:
    [[nodiscard]] JsonValue keyOf(const RecordSpans &record) const;

    std::shared_ptr<const StoreData> d;
    FileIdentity m_identity;
};

} // namespace keydeck
