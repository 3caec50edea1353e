#include "core/gateway/adminedits.h"

#include <QHash>

#include <algorithm>
#include <iterator>

namespace keydeck {

namespace {

constexpr KeyField AdminFields[]
    = {KeyField::Name, KeyField::Model, KeyField::TokenLimitPer5h, KeyField::ExpiryDate};

bool sameField(const ApiKey &a, const ApiKey &b, KeyField field)
{
    return a.value(field).text() == b.value(field).text();
}

bool sameAdminFields(const ApiKey &a, const ApiKey &b)
{
    return a.text() == b.text()
        || std::all_of(std::begin(AdminFields), std::end(AdminFields),
            [&](KeyField field) { return sameField(a, b, field); });
}

/// The usual case: the gateway has booked usage.
bool isAllTheSame(const KeySet &before, const KeySet &after)
{
    if (before.size() != after.size())
        return false;
    for (qsizetype i = 0; i < before.size(); ++i) {
        const ApiKey old = before.at(i);
        const ApiKey now = after.at(i);
        if (!sameField(old, now, KeyField::Key) || !sameAdminFields(old, now))
            return false;
    }
    return true;
}

/// Where the record is that the gateway uses.
QHash<QString, qsizetype> firstRecords(const KeySet &keys)
{
    QHash<QString, qsizetype> firsts;
    firsts.reserve(keys.size());
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const QString key = keys.at(i).key();
        if (!firsts.contains(key))
            firsts.insert(key, i);
    }
    return firsts;
}

std::optional<ApiKey> recordAt(const KeySet &keys, qsizetype index)
{
    return index < 0 ? std::nullopt : std::optional(keys.at(index).detached());
}

} // namespace

bool isUsageAlone(const KeySet &before, const KeySet &after, const std::vector<int> &places)
{
    return std::ranges::all_of(
        places, [&](int place) { return sameAdminFields(before.at(place), after.at(place)); });
}

std::vector<AdminEdit> adminEditsBetween(const KeySet &before, const KeySet &after)
{
    if (!before.isEditable() || !after.isEditable() || isAllTheSame(before, after))
        return {};
    const QHash<QString, qsizetype> olds = firstRecords(before);
    const QHash<QString, qsizetype> news = firstRecords(after);
    std::vector<AdminEdit> edits;
    for (auto now = news.cbegin(); now != news.cend(); ++now) {
        const qsizetype old = olds.value(now.key(), -1);
        if (old < 0 || !sameAdminFields(before.at(old), after.at(*now)))
            edits.push_back({now.key(), recordAt(before, old), recordAt(after, *now)});
    }
    for (auto old = olds.cbegin(); old != olds.cend(); ++old) {
        if (!news.contains(old.key()))
            edits.push_back({old.key(), recordAt(before, *old), std::nullopt});
    }
    return edits;
}

} // namespace keydeck
