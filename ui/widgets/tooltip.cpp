#include "ui/widgets/tooltip.h"

using namespace Qt::StringLiterals;

namespace keydeck {

QString plainToolTip(const QString &text)
{
    if (text.isEmpty()) {
        return {};
    }
    return u"<qt>"_s + text.toHtmlEscaped().replace(u'\n', u"<br>"_s) + u"</qt>"_s;
}

} // namespace keydeck
