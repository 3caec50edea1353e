#include "core/rules/shadowed.h"

#include <algorithm>

namespace keydeck {

using namespace Qt::StringLiterals;

bool isUnusedDuplicate(const Finding &finding)
{
    static const QString id = unusedDuplicate().id;
    return finding.severity == FindingSeverity::Danger && finding.id == id;
}

bool isShadowed(const QList<Finding> &findings)
{
    return std::ranges::any_of(findings, isUnusedDuplicate);
}

QString shadowedWord()
{
    return u"Unused duplicate"_s;
}

} // namespace keydeck
