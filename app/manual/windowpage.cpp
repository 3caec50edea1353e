#include "app/manual/pages.h"
#include "app/manual/roff.h"

#include <QRegularExpression>
#include <QStringList>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

const QString Beginning = uR"(.SH NAME
keydeck \- administer the API keys of an LLM gateway
.SH SYNOPSIS
.B keydeck
[\fIFILE\fR]
[\fIoption\fR ...]
.SH DESCRIPTION
.B keydeck
opens the JSON file that a small LLM gateway keeps its API keys in, shows every key with its status and usage as
it happens, and edits it safely beside the running gateway.
It keeps the history that the gateway throws away, remembers who changed what with a way back, and makes reports.
Everything is reachable by keyboard: Ctrl+/ lists the shortcuts, and Ctrl+K jumps to any key or action.
.SH OPTIONS
)"_s;

const QString End = uR"(.SH EXIT STATUS
.TP
.B 0
The window was closed, or the pictures were written.
.TP
.B 1
Failed.
.TP
.B 2
Wrong usage.
.SH ENVIRONMENT
.TP
.B CACHE_TTL_MS\fR, \fBCACHE_MAX_SIZE\fR, \fBCACHE_ENABLED
Configure the cache of look-ups as they do the gateway's.
.TP
.B QT_QPA_PLATFORM
As with every program of Qt; with
.B offscreen
no display is needed.
.TP
.B XDG_CONFIG_HOME\fR, \fBXDG_DATA_HOME\fR, \fBXDG_STATE_HOME
Where settings, and the files that
.BR keydeckctl (1)
lists, are.
.SH FILES
Those of
.BR keydeckctl (1),
which shares them.
)"_s;

const QString SeeAlso = uR"(.SH SEE ALSO
.BR keydeckctl (1)
)"_s;

struct Item
{
    QString term;
    QString text;
};

/// "--size WxH           the window's size" and the lines that go on with it.
QList<Item> itemsOf(const QStringList &lines)
{
    static const QRegularExpression form(u"^((?:--|FILE)\\S*(?:, --\\S+| \\S+)?)(?:  +(.*))?$"_s);
    QList<Item> items;
    for (const QString &line : lines) {
        if (const auto match = form.match(line); match.hasMatch())
            items.append({match.captured(1), match.captured(2)});
        else if (line.startsWith(u"   "_s) && !items.isEmpty())
            items.last().text += u' ' + line.trimmed();
    }
    return items;
}

} // namespace

QString windowPage(const QString &help, const QString &date)
{
    const qsizetype examples = help.indexOf(u"\nExamples:\n"_s);
    QString roff = u".TH KEYDECK 1 %1 \"Keydeck %2\" \"User Commands\"\n"_s.arg(
                       date, QStringLiteral(KEYDECK_VERSION))
        + Beginning;
    for (const Item &item : itemsOf(help.left(examples).split(u'\n')))
        roff += roffItem(item.term,
            item.text.isEmpty() ? u"Says how it is used, and which version it is."_s : item.text);
    roff += End + u".SH EXAMPLES\nA store and its gateway, and a profile to look at:\n"_s;
    for (const QString &line : help.mid(examples).split(u'\n')) {
        if (line.startsWith(u"  "_s))
            roff += roffExample(line.trimmed());
    }
    return roff + SeeAlso;
}

} // namespace keydeck
