#include "app/manual/roff.h"

#include <QStringList>

namespace keydeck {

using namespace Qt::StringLiterals;

QString roffText(QStringView text)
{
    QString roff;
    for (const QChar c : text) {
        if (c == u'\\')
            roff += u"\\e"_s;
        else if (c == u'-')
            roff += u"\\-"_s;
        else if (c == u'\'')
            roff += u"\\(aq"_s;
        else
            roff += c;
    }
    return roff.startsWith(u'.') ? u"\\&"_s + roff : roff;
}

QString roffParagraphs(const QString &help)
{
    QString roff;
    bool isFixed = false;
    for (const QString &line : help.split(u'\n', Qt::SkipEmptyParts)) {
        const bool fixed = line.startsWith(u' ');
        if (fixed != isFixed)
            roff += fixed ? u".PP\n.nf\n"_s : u".fi\n.PP\n"_s;
        isFixed = fixed;
        roff += roffText(line) + u'\n';
    }
    return isFixed ? roff + u".fi\n"_s : roff;
}

QString roffItem(const QString &term, const QString &text)
{
    return u".TP\n\\fB%1\\fR\n%2\n"_s.arg(roffText(term), roffText(text));
}

QString roffExample(const QString &line)
{
    return u".PP\n.nf\n.RS\n%1\n.RE\n.fi\n"_s.arg(roffText(line));
}

} // namespace keydeck
