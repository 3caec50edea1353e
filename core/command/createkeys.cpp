#include "core/command/createkeys.h"

#include "core/command/recordfinder.h"
#include "core/store/storepatch.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

tl::unexpected<Error> alreadyThere(const NewKey &key, const QString &where)
{
    return failure(ErrorCode::InvalidInput,
        u"Nothing was created: the key that %1 was to get %2. Choose another one."_s.arg(
            recordLabel(key.name, key.key), where));
}

} // namespace

CreateKeys::CreateKeys(std::vector<NewKey> keys) : m_keys(std::move(keys)) { }

QString CreateKeys::title() const
{
    if (m_keys.size() == 1)
        return u"Create %1"_s.arg(recordLabel(m_keys.front().name, m_keys.front().key));
    return u"Create %1 keys"_s.arg(m_keys.size());
}

Result<KeySet> CreateKeys::apply(const KeySet &fresh) const
{
    const RecordFinder finder(fresh, m_keys.size());
    QSet<QString> added;
    StorePatch patch(fresh);
    for (const NewKey &key : m_keys) {
        if (finder.indexOf({key.key, 0}) >= 0)
            return alreadyThere(key, u"is in the store already"_s);
        if (added.contains(key.key))
            return alreadyThere(key, u"is the same as that of another new one"_s);
        added.insert(key.key);
        patch.appendKey(key);
    }
    return patch.apply();
}

QStringList numberedNames(const QString &name, int count)
{
    if (count == 1)
        return {name};
    QStringList names;
    for (int number = 1; number <= count; ++number)
        names += u"%1 %2"_s.arg(name).arg(number);
    return names;
}

} // namespace keydeck
