#include "ui/changes/changelisting.h"

#include <algorithm>

namespace keydeck {

namespace {

const FieldChange *changeOf(const NotedChange &change, KeyField field)
{
    const auto found = std::find_if(change.fields.begin(), change.fields.end(),
        [field](const FieldChange &each) { return each.field == field; });
    return found == change.fields.end() ? nullptr : &*found;
}

/// The fingerprint of the key that took this one's place; nothing where it stayed.
QString replacement(const NotedChange &change)
{
    const FieldChange *key
        = change.kind == ChangeKind::Edited ? changeOf(change, KeyField::Key) : nullptr;
    return key ? JsonValue(key->after).toString() : QString();
}

bool contains(const QString &text, const QString &part)
{
    return text.contains(part, Qt::CaseInsensitive);
}

bool matches(const NotedChange &change, const QString &text)
{
    const auto begins = [&](const QString &fingerprint) {
        return fingerprint.startsWith(text, Qt::CaseInsensitive);
    };
    if (contains(change.name, text) || begins(change.fingerprint) || begins(replacement(change)))
        return true;
    const FieldChange *name = changeOf(change, KeyField::Name);
    return name
        && (contains(JsonValue(name->before).toString(), text)
            || contains(JsonValue(name->after).toString(), text));
}

template <typename Predicate>
std::vector<qsizetype> changesWhere(const ChangeEntry &entry, const Predicate &predicate)
{
    std::vector<qsizetype> found;
    for (size_t i = 0; i < entry.changes.size(); ++i) {
        if (predicate(entry.changes[i]))
            found.push_back(qsizetype(i));
    }
    return found;
}

} // namespace

ChangeListing matchingEdits(const QList<ChangeEntry> &entries, const QString &text)
{
    ChangeListing listing;
    for (qsizetype i = 0; i < entries.size(); ++i) {
        const ChangeEntry &entry = entries[i];
        const bool whole = text.isEmpty() || contains(entry.author, text);
        ListedEdit edit{i, changesWhere(entry, [&](const NotedChange &change) {
                            return whole || matches(change, text);
                        })};
        if (whole || !edit.changes.empty())
            listing.push_back(std::move(edit));
    }
    return listing;
}

ChangeListing editsOfKey(const QList<ChangeEntry> &entries, const QString &fullFingerprint)
{
    ChangeListing listing;
    QString key = fullFingerprint; // as it was after the entry that is looked at
    for (qsizetype i = entries.size() - 1; i >= 0; --i) {
        QString before = key;
        ListedEdit edit{i, changesWhere(entries[i], [&](const NotedChange &change) {
                            const bool replaced = replacement(change) == key;
                            if (replaced)
                                before = change.fingerprint;
                            return replaced || change.fingerprint == key;
                        })};
        key = before;
        if (!edit.changes.empty())
            listing.push_back(std::move(edit));
    }
    std::reverse(listing.begin(), listing.end());
    return listing;
}

QString fingerprintNow(
    const QList<ChangeEntry> &entries, qsizetype entry, const NotedChange &change)
{
    const auto after = [](const NotedChange &one, const QString &key) {
        const QString other = one.fingerprint == key ? replacement(one) : QString();
        return other.isEmpty() ? key : other;
    };
    QString key = after(change, change.fingerprint);
    for (qsizetype i = entry + 1; i < entries.size(); ++i) {
        const auto &changes = entries[i].changes;
        const auto replacing = std::find_if(changes.begin(), changes.end(),
            [&](const NotedChange &one) { return after(one, key) != key; });
        if (replacing != changes.end())
            key = after(*replacing, key);
    }
    return key;
}

} // namespace keydeck
