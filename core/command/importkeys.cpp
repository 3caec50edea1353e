#include "core/command/importkeys.h"

#include "core/base/format.h"
#include "core/command/createkeys.h"
#include "core/command/recordfinder.h"

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MostNamed = 5;

} // namespace

ImportKeys::ImportKeys(std::vector<ImportedKey> keys, QString source, IsStopped isStopped)
    : m_keys(std::move(keys))
    , m_source(std::move(source))
    , m_isStopped(std::move(isStopped))
{ }

QString ImportKeys::title() const
{
    const QString what = m_keys.size() == 1
        ? recordLabel(m_keys.front().key.name, m_keys.front().key.key)
        : u"%1 keys"_s.arg(m_keys.size());
    return u"Import %1 from %2"_s.arg(what, displayText(m_source));
}

Result<> ImportKeys::checkNew(const KeySet &fresh) const
{
    const RecordFinder finder(fresh, m_keys.size());
    QStringList present;
    for (const ImportedKey &each : m_keys) {
        if (finder.indexOf({each.key.key, 0}) >= 0)
            present += u"%1 of line %2"_s.arg(
                recordLabel(each.key.name, each.key.key), QString::number(each.line));
    }
    if (present.isEmpty())
        return {};
    const qsizetype more = present.size() - MostNamed;
    QString named = QStringList(present.mid(0, MostNamed)).join(u", "_s);
    if (more > 0)
        named += u" and %1 more"_s.arg(more);
    return failure(ErrorCode::InvalidInput,
        u"Nothing was imported, since keys of %1 are in the store by now: %2. Read the file "
        "again."_s.arg(displayText(m_source), named));
}

Result<KeySet> ImportKeys::apply(const KeySet &fresh) const
{
    if (m_isStopped && m_isStopped())
        return failure(
            ErrorCode::Failed, u"The import was stopped: nothing was written to the store."_s);
    return checkNew(fresh).and_then([&] {
        std::vector<NewKey> keys;
        keys.reserve(m_keys.size());
        for (const ImportedKey &each : m_keys)
            keys.push_back(each.key);
        return CreateKeys(std::move(keys)).apply(fresh);
    });
}

} // namespace keydeck
