#include "core/query/savedfilter.h"

#include "core/base/format.h"

#include <algorithm>

namespace keydeck {

using namespace Qt::StringLiterals;

Result<QString> checkFilterName(const QString &name, const QList<SavedFilter> &others)
{
    constexpr qsizetype MaximumLength = 60;
    const QString trimmed = name.trimmed();
    if (trimmed.isEmpty())
        return failure(
            ErrorCode::InvalidInput, u"A filter needs a name: write what it is about."_s);
    if (trimmed.size() > MaximumLength)
        return failure(ErrorCode::InvalidInput,
            u"The name is longer than %1 characters: shorten it."_s.arg(MaximumLength));
    if (displayText(trimmed) != trimmed)
        return failure(
            ErrorCode::InvalidInput, u"The name has invisible control characters: type it anew."_s);
    const bool isTaken = std::ranges::any_of(others, [&](const SavedFilter &other) {
        return other.name.compare(trimmed, Qt::CaseInsensitive) == 0;
    });
    if (isTaken)
        return failure(ErrorCode::InvalidInput,
            u"There is a filter “%1” already: choose another name."_s.arg(trimmed));
    return trimmed;
}

} // namespace keydeck
