// What a query asks of one key.
#pragma once

#include "core/rules/keystatus.h"

#include <QStringList>
#include <QStringView>

namespace keydeck {

/// The texts of one record that queries look through, as one piece in lower case: what plain words
/// are looked for in, and where in it the name and the model stand.
struct QueryText
{
    QString text; ///< name, masked key, model in effect, tags
    qsizetype nameSize = 0; ///< the name comes first
    qsizetype modelBegin = 0;
    qsizetype modelSize = 0;

    [[nodiscard]] QStringView name() const { return QStringView(text).first(nameSize); }
    [[nodiscard]] QStringView model() const
    {
        return QStringView(text).sliced(modelBegin, modelSize);
    }
};
/// key: the record's own, which saves reading it once more. The text never holds it.
[[nodiscard]] QueryText queryTextOf(
    const ApiKey &record, const QString &key, const QStringList &tags);

/// Everything is derived already, so that matching a hundred thousand keys takes milliseconds.
/// Views and the pointer live as long as whatever they were taken from. Texts are in lower case.
struct QueryFacts
{
    QStringView key; ///< as it stands, for nothing but to be found whole or by its fingerprint
    QStringView searchText; ///< QueryText::text
    QStringView name;
    QStringView model; ///< the one in effect
    QStringList tags; ///< as they were written
    const KeyState *state = nullptr; ///< never null where a query is matched
    double lifetimeTokens = 0; ///< NaN where it is no number
    std::optional<qint64> lastUsedMs; ///< nothing: never used
    bool hasFindings = false;
};

/// Of one record, read anew; its key, tags and findings are for the caller to add. Valid as long as
/// the state and the text.
[[nodiscard]] QueryFacts queryFactsOf(
    const ApiKey &record, const KeyState &state, const QueryText &text);

} // namespace keydeck
