#include "core/base/jstext.h"

#include <QChar>

namespace keydeck {

bool isJsSpace(QChar c)
{
    switch (c.unicode()) {
    case u'\t':
    case u'\n':
    case u'\v':
    case u'\f':
    case u'\r':
    case 0x2028:
    case 0x2029:
    case 0xfeff:
        return true;
    default:
        return c.category() == QChar::Separator_Space;
    }
}

QStringView jsTrimmed(QStringView text)
{
    while (!text.isEmpty() && isJsSpace(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isJsSpace(text.back()))
        text.chop(1);
    return text;
}

} // namespace keydeck
