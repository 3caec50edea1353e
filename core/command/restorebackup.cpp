#include "core/command/restorebackup.h"

#include "core/store/storepatch.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

QHash<KeyRef, qsizetype> usableRecords(const KeySet &keys)
{
    QHash<KeyRef, qsizetype> places;
    places.reserve(keys.size());
    qsizetype index = 0;
    for (const KeyRef &ref : keys.refs()) {
        if (keys.at(index).isObject() && !ref.key.isEmpty())
            places.insert(ref, index);
        ++index;
    }
    return places;
}

/// The gateway's fields as they are now, in the record of the backup.
void keepUsage(const ApiKey &old, const ApiKey &now, qsizetype index, StorePatch &patch)
{
    const auto take = [&](KeyField field) {
        const QByteArrayView text = now.value(field).text();
        if (text != old.value(field).text())
            patch.setField(index, field, text.toByteArray());
    };
    // What is damaged is no usage.
    if (now.value(KeyField::LastUsed).isString())
        take(KeyField::LastUsed);
    if (now.usageWindows())
        take(KeyField::UsageWindows);
    const JsonValue total = now.value(KeyField::TotalLifetimeTokens);
    const JsonValue oldTotal = old.value(KeyField::TotalLifetimeTokens);
    if (total.kind() == JsonKind::Number && !(total.toNumber() <= oldTotal.toNumber()))
        take(KeyField::TotalLifetimeTokens);
}

} // namespace

RestoreBackup::RestoreBackup(KeySet backup, QString when)
    : m_backup(std::move(backup))
    , m_when(std::move(when))
{ }

QString RestoreBackup::title() const
{
    return u"Restore the backup of %1"_s.arg(m_when);
}

Result<KeySet> RestoreBackup::apply(const KeySet &fresh) const
{
    const QHash<KeyRef, qsizetype> present = usableRecords(fresh);
    StorePatch patch(m_backup);
    qsizetype index = 0;
    for (const KeyRef &ref : m_backup.refs()) {
        const ApiKey old = m_backup.at(index);
        const qsizetype now = present.value(ref, -1);
        if (now >= 0 && old.isObject())
            keepUsage(old, fresh.at(now), index, patch);
        ++index;
    }
    return patch.apply();
}

} // namespace keydeck
