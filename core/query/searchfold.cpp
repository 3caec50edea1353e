#include "core/query/searchfold.h"

namespace keydeck {

using namespace Qt::StringLiterals;

QString searchFolded(const QString &text)
{
    QString folded = text.toCaseFolded(); // a letter of one letter, which "İ" has none of
    if (folded.contains(u'\u0307'))
        folded.replace(u"i\u0307"_s, u"i"_s); // how others write its lower case
    return folded.replace(u'İ', u'i').replace(u'ı', u'i');
}

} // namespace keydeck
