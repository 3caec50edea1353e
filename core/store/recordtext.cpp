#include "core/store/recordtext.h"

#include "core/store/jsonscanner.h"

#include <algorithm>

namespace keydeck {

namespace {

/// The white space that ends right before end.
QByteArray spaceEndingAt(QByteArrayView text, qsizetype end)
{
    qsizetype begin = end;
    while (begin > 0 && isJsonSpace(text[begin - 1]))
        --begin;
    return text.sliced(begin, end - begin).toByteArray();
}

/// The formatting around the list of keys: what stands before its name, and between name and list.
struct RootLayout
{
    QByteArray beforeName;
    QByteArray colon;
};

RootLayout rootLayout(const KeySet &keys)
{
    const QByteArrayView text = keys.bytes();
    const qsizetype list = keys.keysArray().begin;
    // However the name "keys" is escaped, it holds no quote.
    const qsizetype nameEnd = text.first(list).lastIndexOf('"') + 1;
    const qsizetype nameBegin = text.first(nameEnd - 1).lastIndexOf('"');
    return {spaceEndingAt(text, nameBegin), text.sliced(nameEnd, list - nameEnd).toByteArray()};
}

/// One level deeper than space; on one line when space is.
QByteArray indented(const QByteArray &space, const QByteArray &unit)
{
    return space.contains('\n') ? space + unit : QByteArray();
}

/// The last record that shows how a record is formatted.
std::optional<RecordLayout> layoutOfRecords(const KeySet &keys)
{
    const auto &records = keys.records();
    for (auto record = records.rbegin(); record != records.rend(); ++record) {
        if (keys.bytes()[record->text.begin] != '{')
            continue;
        const RecordText text(keys.bytes(), record->text);
        if (!text.members.empty())
            return RecordLayout{text.list.spacing(), text.members.front().colon};
    }
    return {};
}

} // namespace

RecordText::RecordText(QByteArrayView document, Span record)
{
    list.document = document;
    list.inside = {record.begin + 1, record.size - 2};
    JsonScanner scanner(document.sliced(record.begin, record.size));
    // Valid by contract, so that the walk cannot fail.
    static_cast<void>(scanner.eachMember([&](QByteArrayView name) {
        const auto nameEnd = quint32(name.end() + 1 - document.begin());
        const auto begin = quint32(record.begin + scanner.offset());
        if (!scanner.skipValue())
            return false;
        const auto end = quint32(record.begin + scanner.offset());
        const auto nameBegin = quint32(name.begin() - 1 - document.begin());
        list.items.push_back({nameBegin, end - nameBegin});
        members.push_back({fieldNamed(name), {begin, end - begin},
            document.sliced(nameEnd, begin - nameEnd).toByteArray()});
        return true;
    }));
}

qsizetype RecordText::memberOf(KeyField field) const
{
    const auto found = std::find_if(members.rbegin(), members.rend(),
        [field](const RecordMember &member) { return member.field == field; });
    return members.rend() - found - 1;
}

StoreLayout::StoreLayout(const KeySet &keys)
{
    const RootLayout root = rootLayout(keys);
    const QByteArray unit = root.beforeName.sliced(root.beforeName.lastIndexOf('\n') + 1);
    const QByteArray beforeRecord = indented(root.beforeName, unit);
    records = {beforeRecord, beforeRecord,
        root.beforeName.contains('\n') ? root.beforeName : QByteArray()};
    const QByteArray beforeMember = indented(beforeRecord, unit);
    record = layoutOfRecords(keys).value_or(
        RecordLayout{{beforeMember, beforeMember, beforeRecord}, root.colon});
}

QByteArray memberText(KeyField field, const QByteArray &colon, QByteArrayView value)
{
    QByteArray text = '"' + fieldName(field).toByteArray() + '"' + colon;
    text.append(value);
    return text;
}

QByteArray recordText(const NewKey &key, const RecordLayout &layout)
{
    QByteArrayList members;
    const auto add = [&](KeyField field, const QByteArray &value) {
        members.append(memberText(field, layout.colon, value));
    };
    add(KeyField::Key, jsonStringText(key.key));
    add(KeyField::Name, jsonStringText(key.name));
    if (!key.model.isEmpty())
        add(KeyField::Model, jsonStringText(key.model));
    add(KeyField::TokenLimitPer5h, QByteArray::number(key.tokenLimitPer5h));
    add(KeyField::ExpiryDate, jsonStringText(key.expiryDate));
    add(KeyField::CreatedAt, jsonStringText(key.createdAt));
    add(KeyField::LastUsed, jsonStringText(key.createdAt));
    add(KeyField::TotalLifetimeTokens, "0");
    add(KeyField::UsageWindows, "[]");
    return '{' + layout.members.fill(members) + '}';
}

} // namespace keydeck
