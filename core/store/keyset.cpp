#include "core/store/keyset.h"

#include "core/base/stretches.h"

#include <QHash>

#include <algorithm>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

std::shared_ptr<const StoreData> noStore()
{
    static const auto none = [] {
        auto data = std::make_shared<StoreData>();
        data->reading = GatewayReading::SeesNoKeys;
        data->problem = u"No store has been read yet."_s;
        return std::shared_ptr<const StoreData>(data);
    }();
    return none;
}

/// A record without a key that is text goes by the empty one.
bool hasKey(const JsonValue &value, const QString &key)
{
    return value.isString() ? value.equalsString(key) : key.isEmpty();
}

} // namespace

size_t qHash(const KeyRef &ref, size_t seed) noexcept
{
    return qHashMulti(seed, ref.key, ref.occurrence);
}

KeySet::KeySet() : d(noStore()) { }

KeySet::KeySet(StoreData data, const FileIdentity &identity)
    : d(std::make_shared<const StoreData>(std::move(data)))
    , m_identity(identity)
{ }

KeySet KeySet::withIdentity(const FileIdentity &identity) const
{
    KeySet same = *this;
    same.m_identity = identity;
    return same;
}

ApiKey KeySet::at(qsizetype index) const
{
    return ApiKey(d, index);
}

JsonValue KeySet::keyOf(const RecordSpans &record) const
{
    return JsonValue(d->at(record.fields[size_t(KeyField::Key)]));
}

qsizetype KeySet::indexOf(const KeyRef &ref) const
{
    int before = 0;
    const auto found
        = std::find_if(d->records.begin(), d->records.end(), [&](const RecordSpans &record) {
              return hasKey(keyOf(record), ref.key) && before++ == ref.occurrence;
          });
    return found == d->records.end() ? -1 : found - d->records.begin();
}

KeyRef KeySet::refAt(qsizetype index) const
{
    KeyRef ref;
    ref.key = keyOf(d->records[size_t(index)]).toString();
    ref.occurrence = int(std::count_if(d->records.begin(), d->records.begin() + index,
        [&](const RecordSpans &record) { return hasKey(keyOf(record), ref.key); }));
    return ref;
}

std::vector<KeyRef> KeySet::refs() const
{
    std::vector<KeyRef> refs(d->records.size());
    inStretches(size(), [&](const Stretch &stretch) {
        for (qsizetype i = stretch.begin; i < stretch.end; ++i)
            refs[size_t(i)].key = keyOf(d->records[size_t(i)]).toString();
    });
    QHash<QStringView, int> seen;
    seen.reserve(size());
    for (KeyRef &ref : refs)
        ref.occurrence = seen[ref.key]++;
    return refs;
}

bool KeySet::sameContent(const KeySet &other) const
{
    return d == other.d || d->bytes == other.d->bytes;
}

} // namespace keydeck
