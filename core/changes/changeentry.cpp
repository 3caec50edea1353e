#include "core/changes/changeentry.h"

#include "core/rules/jsdate.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr std::array<QLatin1StringView, 3> KindNames{"edit"_L1, "restore"_L1, "accepted"_L1};

} // namespace

QByteArray ChangeEntry::toLine() const
{
    QJsonArray list;
    for (const NotedChange &change : changes)
        list.append(change.toJson());
    QJsonObject object{{u"id"_s, id}, {u"kind"_s, KindNames[size_t(kind)]},
        {u"at"_s, toIsoString(atMs)}, {u"author"_s, author}, {u"title"_s, title},
        {u"backup"_s, backup}, {u"key_count"_s, keyCount}, {u"confirmed"_s, isConfirmed},
        {u"undoable"_s, isUndoable}, {u"changes"_s, list}};
    if (!reverts.isEmpty())
        object.insert(isRedo ? u"redoes"_s : u"undoes"_s, reverts);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

std::optional<ChangeEntry> ChangeEntry::fromLine(const QByteArray &line)
{
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    const auto kind = std::find(KindNames.begin(), KindNames.end(), object["kind"_L1].toString());
    ChangeEntry entry;
    entry.id = object["id"_L1].toString();
    if (entry.id.isEmpty() || kind == KindNames.end())
        return std::nullopt;
    entry.kind = Kind(kind - KindNames.begin());
    entry.atMs = parseJsDate(object["at"_L1].toString()).value_or(0);
    entry.author = object["author"_L1].toString();
    entry.title = object["title"_L1].toString();
    entry.backup = object["backup"_L1].toString();
    entry.keyCount = object["key_count"_L1].toInteger();
    entry.isConfirmed = object["confirmed"_L1].toBool(true);
    entry.isUndoable = object["undoable"_L1].toBool(true);
    entry.isRedo = object.contains("redoes"_L1);
    entry.reverts = object[entry.isRedo ? "redoes"_L1 : "undoes"_L1].toString();
    for (const QJsonValue &value : object["changes"_L1].toArray()) {
        if (auto change = NotedChange::fromJson(value.toObject()))
            entry.changes.push_back(std::move(*change));
    }
    return entry;
}

QString ChangeEntry::newId()
{
    constexpr quint64 twelveDigits = 0xffff'ffff'ffff;
    return u"%1"_s.arg(
        QRandomGenerator::global()->generate64() & twelveDigits, 12, 16, QChar(u'0'));
}

} // namespace keydeck
