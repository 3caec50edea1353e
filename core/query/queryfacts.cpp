#include "core/query/queryfacts.h"

#include "core/base/fingerprint.h"

namespace keydeck {

QueryText queryTextOf(const ApiKey &record, const QString &key, const QStringList &tags)
{
    const QString name = record.name().toLower();
    const QString model = effectiveModel(record).toLower();
    QueryText result;
    result.text = name + u'\n' + maskedKey(key).toLower() + u'\n';
    result.nameSize = name.size();
    result.modelBegin = result.text.size();
    result.modelSize = model.size();
    result.text += model + u'\n';
    for (const QString &tag : tags)
        result.text += tag.toLower() + u'\n';
    result.text += fullFingerprint(key) + u'\n';
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
