#include "core/query/queryfacts.h"

#include "core/base/fingerprint.h"
#include "core/query/searchfold.h"

#include <algorithm>

namespace keydeck {

namespace {

/// What most names and models need; enough for the masked key and the ends of lines.
constexpr qsizetype TypicalTextSize = 80;

/// The string folded. Nearly every one is ASCII, and takes no text of its own.
void appendFolded(const JsonValue &value, QString &text)
{
    const std::optional<QLatin1StringView> plain = value.plainText();
    if (!plain) {
        text += searchFolded(value.toString());
        return;
    }
    const qsizetype at = text.size();
    text.resize(at + plain->size());
    std::transform(plain->begin(), plain->end(), text.data() + at,
        [](char c) { return QLatin1Char(c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c); });
}

} // namespace

QueryText queryTextOf(const ApiKey &record, const QString &key, const QStringList &tags)
{
    QueryText result;
    QString &text = result.text;
    text.reserve(TypicalTextSize);
    appendFolded(record.value(KeyField::Name), text);
    result.nameSize = text.size();
    text += u'\n' + searchFolded(maskedKey(key)) + u'\n';
    result.modelBegin = text.size();
    if (const JsonValue model = record.value(KeyField::Model);
        model.isString() && hasOwnModel(record))
        appendFolded(model, text);
    else
        text += searchFolded(effectiveModel(record));
    result.modelSize = text.size() - result.modelBegin;
    text += u'\n';
    for (const QString &tag : tags)
        text += searchFolded(tag) + u'\n';
    return result;
}

QueryFacts queryFactsOf(const ApiKey &record, const KeyState &state, const QueryText &text)
{
    QueryFacts facts;
    facts.searchText = text.text;
    facts.name = text.name();
    facts.model = text.model();
    facts.state = &state;
    facts.lifetimeTokens = record.value(KeyField::TotalLifetimeTokens).toNumber();
    facts.lastUsedMs = lastUsedMs(record);
    return facts;
}

} // namespace keydeck
