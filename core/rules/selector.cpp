#include "core/rules/selector.h"

#include "core/base/fingerprint.h"
#include "core/base/format.h"

#include <algorithm>
#include <vector>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype NamedCandidates = 5;
constexpr qsizetype NameLength = 40;
constexpr qsizetype ShortestSecret = 12;

template <typename Fits>
std::vector<qsizetype> indexesOf(const KeySet &keys, Fits fits)
{
    std::vector<qsizetype> found;
    for (qsizetype i = 0; i < keys.size(); ++i) {
        if (fits(keys.at(i)))
            found.push_back(i);
    }
    return found;
}

bool hasKey(const ApiKey &record, const QString &key)
{
    return record.value(KeyField::Key).equalsString(key);
}

std::vector<qsizetype> candidates(const KeySet &keys, const QString &selector)
{
    auto found = indexesOf(keys,
        [&](const ApiKey &record) { return record.value(KeyField::Name).equalsString(selector); });
    if (found.empty() && isFingerprintStart(selector)) {
        found = indexesOf(keys, [digits = selector.toLower()](const ApiKey &record) {
            return hasFingerprintStart(record.key(), digits);
        });
    }
    return found;
}

/// "3f2a9c01b7d4 “Alice” (record 3)": the position tells duplicates apart.
QString described(const KeySet &keys, qsizetype index)
{
    const ApiKey record = keys.at(index);
    QString name = displayText(record.name());
    if (name.size() > NameLength)
        name = name.left(NameLength - 1) + u'…';
    return u"%1 “%2” (record %3)"_s.arg(
        fingerprint(record.key()), name, QString::number(index + 1));
}

tl::unexpected<Error> ambiguous(const KeySet &keys, const std::vector<qsizetype> &found,
    const QString &selector, const QString &storePath)
{
    QStringList list;
    for (const qsizetype index : found) {
        if (list.size() == NamedCandidates) {
            list += u"and %1 more"_s.arg(qsizetype(found.size()) - NamedCandidates);
            break;
        }
        list += described(keys, index);
    }
    return failure(ErrorCode::Ambiguous,
        u"%1 keys of %2 fit “%3”: %4. Name one by more digits of its id, by a name that only it "
        u"has, "
        "or by --key-stdin, which takes the first of duplicates."_s.arg(
            QString::number(found.size()), storePath, safeEcho(selector), list.join(u", "_s)));
}

tl::unexpected<Error> notFound(
    const KeySet &keys, const QString &selector, const QString &storePath)
{
    const bool isKey
        = !indexesOf(keys, [&](const ApiKey &record) { return hasKey(record, selector); }).empty();
    if (isKey)
        return failure(ErrorCode::NotFound,
            u"A key of %1 was given as a selector, where others can see it: name it by its id or "
            u"its "
            "name, or pass it with --key-stdin."_s.arg(storePath));
    return failure(ErrorCode::NotFound,
        u"No key of %1 has the name “%2” or an id that begins so (8 digits at least); list shows "
        "them."_s.arg(storePath, safeEcho(selector)));
}

} // namespace

Result<qsizetype> selectKey(const KeySet &keys, const QString &selector, const QString &storePath)
{
    if (selector.isEmpty())
        return failure(ErrorCode::InvalidInput,
            u"An empty selector names no key of %1: give a name or an id."_s.arg(storePath));
    const std::vector<qsizetype> found = candidates(keys, selector);
    if (found.empty())
        return notFound(keys, selector, storePath);
    if (found.size() > 1)
        return ambiguous(keys, found, selector, storePath);
    return found.front();
}

Result<qsizetype> selectByKey(const KeySet &keys, const QString &key, const QString &storePath)
{
    const qsizetype index = keys.indexOf({key, 0});
    if (index < 0)
        return failure(ErrorCode::NotFound,
            u"The key that was given is not in %1; list shows those that are."_s.arg(storePath));
    return index;
}

QString safeEcho(const QString &typed)
{
    const auto has = [&](auto test) { return std::any_of(typed.begin(), typed.end(), test); };
    const bool printedId = isFingerprintStart(typed) && typed.size() <= FingerprintDigits;
    const bool oneWord = !has([](QChar c) { return c.isSpace(); });
    const bool likeAKey = has([](QChar c) { return c.isDigit() || c == u'_'; });
    const bool maybeSecret = typed.size() >= ShortestSecret && oneWord && likeAKey && !printedId;
    return maybeSecret ? maskedKey(typed) : displayText(typed);
}

} // namespace keydeck
