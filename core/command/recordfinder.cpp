#include "core/command/recordfinder.h"

#include "core/base/fingerprint.h"
#include "core/base/format.h"

using namespace Qt::StringLiterals;

namespace keydeck {

RecordFinder::RecordFinder(const KeySet &keys, size_t lookups) : m_keys(keys)
{
    if (lookups <= 1)
        return;
    m_index.reserve(keys.size());
    qsizetype index = 0;
    for (const KeyRef &ref : keys.refs())
        m_index.insert(ref, index++);
}

qsizetype RecordFinder::indexOf(const KeyRef &ref) const
{
    return m_index.isEmpty() ? m_keys.indexOf(ref) : m_index.value(ref, -1);
}

QString recordLabel(const QString &name, const QString &key)
{
    if (name.trimmed().isEmpty())
        return u"the key %1"_s.arg(maskedKey(key));
    return u"“%1”"_s.arg(displayText(name));
}

} // namespace keydeck
