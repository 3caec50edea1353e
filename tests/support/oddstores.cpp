#include "tests/support/oddstores.h"

namespace keydeck::test {

namespace {

const QByteArrayList Numbers{"0", "-0", "1", "1.0", "1e3", "1E+2", "-1.5e-7", "100000", "1e999",
    "-1e999", "1e-999", "9223372036854775808", "18446744073709551616", "9007199254740993", "0.1",
    "123456789012345680000", "4.9e-324", "1.7976931348623157e308", "2.5e-5",
    "0.000000000000000000000000000000000000000000000001"};

const QByteArrayList Strings{"", "a", "pk_1", "pk_2", "Alice", "2026-01-18T08:00:00.000Z", "12",
    " 7 ", "0x10", "1e3", "Infinity", "\\u0061", "\\\"", "\\\\", "\\/", "\\b\\f\\n\\r\\t",
    "\\ud83d\\ude00", "\\ud83d", "\\uDE00x", "\\u0000", "\xc3\xa9", "\xe2\x82\xac",
    "\xf0\x9f\x98\x80", "\xff", "\xc3", "\xe2\x82", "\xf0\x9f\x98", "\xed\xa0\x80",
    "\xf4\x90\x80\x80", "\xc0\xaf", "\xef\xbb\xbf", "\xe2\x80\xa8", "\x7f"};

const QByteArrayList FieldNames{"key", "name", "model", "token_limit_per_5h", "expiry_date",
    "created_at", "last_used", "total_lifetime_tokens", "usage_windows", "\\u006bey", "n\\u0061me",
    "note", "tags", "__proto__", "Key", "keys", ""};

const QByteArrayList Fragments{"null", "true", "false", "[]", "{}", "\"", "\\", ",", ":", "[", "]",
    "{", "}", "\"keys\":", "\"keys\":[]", "\"key\":\"a\",", "-", "+1", "01", "1.", ".5", "1e",
    "1e+", "NaN", "Infinity", "undefined", "'", "//", "/**/", "\\u", "\\u12", "\\ud800", "\\x41",
    "\\'", "\xef\xbb\xbf", "\xff", "\xe2\x82", "\xc2\xa0", "\xe2\x80\xa8", "\v", "\f", "\n", "\r",
    "\t", " ", QByteArray(1, '\0'), "\x01", "\x1f", "\x7f", "\x80"};

QByteArrayList spellingsOf(const QByteArray &name)
{
    QByteArrayList spellings;
    for (const QByteArray &spelling : FieldNames) {
        if (QByteArray(spelling).replace("\\u006b", "k").replace("\\u0061", "a") == name)
            spellings.append(spelling);
    }
    return spellings;
}

} // namespace

QByteArray OddStores::valid()
{
    return storeOf(records());
}

OddStores::StoreWithField OddStores::validWithField(const QByteArray &name, const QByteArray &value)
{
    QByteArrayList list = records();
    const int index = below(int(list.size()) + 1);
    list.insert(index, recordWith(name, value));
    return {storeOf(list), index};
}

QByteArrayList OddStores::records()
{
    QByteArrayList records;
    for (int count = below(5); count > 0; --count)
        records.append(below(12) == 0 ? pick({"5", "\"x\"", "[]", "true", "{}"}) : record());
    return records;
}

QByteArray OddStores::storeOf(const QByteArrayList &records)
{
    const Spacing root = spacing();
    const QByteArray keys = "\"keys\"" + root.colon + list('[', records, ']', spacing());
    QByteArrayList members{keys};
    if (below(4) == 0)
        members.prepend("\"version\"" + root.colon + value(1));
    if (below(6) == 0)
        members.prepend("\"keys\"" + root.colon + value(1));
    if (below(4) == 0)
        members.append(string() + root.colon + value(1));
    // A random name may happen to be "keys": then the real one must still come last.
    if (members.constLast() != keys && members.constLast().startsWith("\"keys\""))
        members.removeLast();
    return space() + list('{', members, '}', root) + space();
}

QByteArray OddStores::damaged()
{
    QByteArray store = valid();
    for (int count = 1 + below(4); count > 0; --count)
        damage(store);
    return store;
}

void OddStores::damage(QByteArray &store)
{
    const int at = below(int(store.size()) + 1);
    const int length = below(6);
    switch (below(7)) {
    case 0:
        store.truncate(below(4) == 0 ? at : int(store.size()));
        break;
    case 1:
        store.remove(at, length);
        break;
    case 2:
        store.insert(at, store.mid(below(int(store.size()) + 1), length * 5));
        break;
    case 3:
        store.replace(at, 1, QByteArray(1, char(below(256))));
        break;
    case 4:
        store.replace(at, length, pick(Fragments));
        break;
    case 5:
        store.insert(at, value());
        break;
    default:
        store.insert(at, pick(Fragments));
    }
}

QByteArray OddStores::value(int depth)
{
    const int kind = below(depth > 3 ? 5 : 8);
    if (kind < 2)
        return pick(Numbers);
    if (kind < 4)
        return string();
    if (kind == 4)
        return pick({"null", "true", "false"});
    const Spacing look = spacing();
    QByteArrayList items;
    for (int count = below(4); count > 0; --count) {
        const QByteArray name = kind == 5 ? string() + look.colon : QByteArray();
        items.append(name + value(depth + 1));
    }
    return kind == 5 ? list('{', items, '}', look) : list('[', items, ']', look);
}

QByteArray OddStores::space()
{
    return pick({"", "", " ", "\n", "\r\n", "\t", "  \n  "});
}

OddStores::Spacing OddStores::spacing()
{
    if (below(3) == 0)
        return {"", "", ":"};
    return {space(), space(), pick({":", ": ", " : ", ":\n"})};
}

QByteArray OddStores::list(
    char open, const QByteArrayList &items, char close, const Spacing &spacing)
{
    QByteArray text(1, open);
    for (const QByteArray &item : items) {
        if (text.size() > 1)
            text += below(9) == 0 ? " ," : ",";
        text += spacing.beforeItem + item;
    }
    return text + spacing.afterList + close;
}

QByteArrayList OddStores::members(const Spacing &look)
{
    QByteArrayList members;
    for (int count = below(13); count > 0; --count) {
        const QByteArray &name = pick(FieldNames);
        QByteArray fieldValue = value(1);
        if (name == "usage_windows" && below(4) != 0)
            fieldValue = list('[', {window(), window()}, ']', spacing());
        members.append('"' + name + '"' + look.colon + fieldValue);
    }
    return members;
}

QByteArray OddStores::record()
{
    const Spacing look = spacing();
    return list('{', members(look), '}', look);
}

QByteArray OddStores::recordWith(const QByteArray &name, const QByteArray &value)
{
    const QByteArrayList spellings = spellingsOf(name);
    const Spacing look = spacing();
    QByteArrayList members = this->members(look);
    const int at = below(int(members.size()) + 1);
    for (qsizetype later = members.size() - 1; later >= at; --later) {
        const QByteArray spelling = members[later].mid(1, members[later].indexOf('"', 1) - 1);
        if (spellings.contains(spelling))
            members.removeAt(later);
    }
    members.insert(at, '"' + pick(spellings) + '"' + look.colon + value);
    return list('{', members, '}', look);
}

QByteArray OddStores::window()
{
    if (below(8) == 0)
        return value(2);
    const Spacing look = spacing();
    QByteArrayList members{
        "\"window_start\"" + look.colon + value(3), "\"tokens_used\"" + look.colon + value(3)};
    if (below(4) == 0)
        members.append("\"tokens_us\\u0065d\"" + look.colon + value(3));
    return list('{', members, '}', look);
}

QByteArray OddStores::string()
{
    return '"' + text() + '"';
}

QByteArray OddStores::text()
{
    QByteArray text;
    for (int count = below(4); count > 0; --count)
        text += pick(Strings);
    return text;
}

} // namespace keydeck::test
