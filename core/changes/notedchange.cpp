#include "core/changes/notedchange.h"

#include "core/base/fingerprint.h"
#include "core/base/format.h"
#include "core/store/keycodec.h"

#include <QHash>
#include <QJsonArray>
#include <QSet>

#include <array>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr std::array<QLatin1StringView, 3> KindNames{"created"_L1, "removed"_L1, "edited"_L1};

QJsonValue textOrNull(const QByteArray &json)
{
    return json.isEmpty() ? QJsonValue() : QJsonValue(QString::fromUtf8(json));
}

QJsonObject fieldJson(const FieldChange &field)
{
    return {{u"field"_s, QLatin1StringView(fieldName(field.field))},
        {u"before"_s, textOrNull(field.before)}, {u"after"_s, textOrNull(field.after)}};
}

QByteArray hiddenKey(const QByteArray &json)
{
    const JsonValue value(json);
    return value.isString() ? jsonStringText(fullFingerprint(value.toString())) : json;
}

FieldChange hidden(FieldChange field)
{
    if (field.field == KeyField::Key) {
        field.before = hiddenKey(field.before);
        field.after = hiddenKey(field.after);
    }
    return field;
}

/// Finds keys and records by fingerprint, in two states of a store.
class Resolver final
{
public:
    Resolver(const KeySet &before, const KeySet &current);

    [[nodiscard]] Result<KeyChange> resolve(
        const NotedChange &noted, const std::vector<NotedChange> &all) const;

private:
    [[nodiscard]] Result<> showKeys(const NotedChange &noted, KeyChange &change) const;
    void placeRecord(KeyChange &change, qsizetype index, const std::vector<NotedChange> &all) const;

    const KeySet &m_before;
    QHash<QString, QString> m_keys; ///< by fingerprint
    QHash<KeyRef, qsizetype> m_places; ///< before
    std::vector<KeyRef> m_refs; ///< before
};

Resolver::Resolver(const KeySet &before, const KeySet &current)
    : m_before(before)
    , m_refs(before.refs())
{
    for (const KeySet *keys : {&before, &current}) {
        for (qsizetype i = 0; i < keys->size(); ++i) {
            const QString key = keys->at(i).key();
            m_keys.insert(fullFingerprint(key), key);
        }
    }
    for (size_t i = 0; i < m_refs.size(); ++i)
        m_places.insert(m_refs[i], qsizetype(i));
}

tl::unexpected<Error> unknown(const NotedChange &noted)
{
    return failure(ErrorCode::NotFound,
        u"Nothing was changed: neither the store nor a backup has the key %1 (“%2”) any more."_s
            .arg(noted.fingerprint.first(FingerprintDigits), displayText(noted.name)));
}

/// A record of nothing but those fields, as they are after the change.
ApiKey recordOf(const std::vector<FieldChange> &fields)
{
    QByteArrayList members;
    for (const FieldChange &field : fields)
        members += '"' + fieldName(field.field).toByteArray() + "\":" + field.after;
    return decodeStore("{\"keys\":[{" + members.join(',') + "}]}").at(0);
}

Result<> Resolver::showKeys(const NotedChange &noted, KeyChange &change) const
{
    for (FieldChange &field : change.fields) {
        if (field.field != KeyField::Key)
            continue;
        for (QByteArray *json : {&field.before, &field.after}) {
            const JsonValue value(*json);
            if (!value.isString())
                continue;
            const auto key = m_keys.constFind(value.toString());
            if (key == m_keys.cend())
                return unknown(noted);
            *json = jsonStringText(*key);
        }
    }
    return {};
}

/// The neighbour in front that was not removed with it, and how many of its key were left.
void Resolver::placeRecord(
    KeyChange &change, qsizetype index, const std::vector<NotedChange> &all) const
{
    QSet<KeyRef> removed;
    for (const NotedChange &one : all) {
        if (one.kind == ChangeKind::Removed)
            removed.insert({m_keys.value(one.fingerprint), one.occurrence});
    }
    change.behind = std::nullopt;
    for (qsizetype i = index - 1; i >= 0 && !change.behind; --i) {
        if (!removed.contains(m_refs[size_t(i)]))
            change.behind = m_refs[size_t(i)];
    }
    for (int i = 0; m_places.contains({change.ref.key, i}); ++i)
        change.twins += !removed.contains({change.ref.key, i});
}

Result<KeyChange> Resolver::resolve(
    const NotedChange &noted, const std::vector<NotedChange> &all) const
{
    const auto key = m_keys.constFind(noted.fingerprint);
    if (key == m_keys.cend())
        return unknown(noted);
    KeyChange change{noted.kind, {*key, noted.occurrence}, noted.name, noted.fields};
    if (const auto shown = showKeys(noted, change); !shown)
        return tl::make_unexpected(shown.error());
    if (noted.kind == ChangeKind::Created)
        change.record = recordOf(change.fields);
    if (noted.kind != ChangeKind::Removed)
        return change;
    const qsizetype index = m_places.value(change.ref, -1);
    if (index < 0)
        return unknown(noted);
    change.record = m_before.at(index).detached();
    placeRecord(change, index, all);
    return change;
}

} // namespace

QJsonObject NotedChange::toJson() const
{
    QJsonArray list;
    for (const FieldChange &field : fields)
        list.append(fieldJson(field));
    return {{u"kind"_s, KindNames[size_t(kind)]}, {u"key"_s, fingerprint},
        {u"occurrence"_s, occurrence}, {u"name"_s, name}, {u"fields"_s, list}};
}

std::optional<NotedChange> NotedChange::fromJson(const QJsonObject &object)
{
    const auto kind = std::find(KindNames.begin(), KindNames.end(), object["kind"_L1].toString());
    if (kind == KindNames.end())
        return std::nullopt;
    NotedChange change{ChangeKind(kind - KindNames.begin()), object["key"_L1].toString(),
        object["occurrence"_L1].toInt(), object["name"_L1].toString(), {}};
    for (const QJsonValue &value : object["fields"_L1].toArray()) {
        if (const auto field = fieldNamed(value["field"_L1].toString().toUtf8()))
            change.fields.push_back({*field, value["before"_L1].toString().toUtf8(),
                value["after"_L1].toString().toUtf8()});
    }
    return change;
}

std::vector<NotedChange> noted(const ChangeSet &changes)
{
    std::vector<NotedChange> all;
    all.reserve(changes.size());
    for (const KeyChange &change : changes) {
        NotedChange one{
            change.kind, fullFingerprint(change.ref.key), change.ref.occurrence, change.name, {}};
        for (const FieldChange &field : change.fields)
            one.fields.push_back(hidden(field));
        all.push_back(std::move(one));
    }
    return all;
}

Result<ChangeSet> resolved(
    const std::vector<NotedChange> &changes, const KeySet &before, const KeySet &current)
{
    const Resolver resolver(before, current);
    ChangeSet all;
    for (const NotedChange &one : changes) {
        auto change = resolver.resolve(one, changes);
        if (!change)
            return tl::make_unexpected(change.error());
        all.push_back(std::move(*change));
    }
    return all;
}

} // namespace keydeck
