#include "app/manual/pages.h"

#include "app/keydeckctl/commands.h"
#include "app/manual/roff.h"

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

const QString Beginning = uR"(.SH NAME
keydeckctl \- administer the API keys of an LLM gateway from a terminal
.SH SYNOPSIS
.B keydeckctl
[\fB\-\-store\fR \fIFILE\fR | \fB\-\-profile\fR \fINAME\fR]
[\fB\-\-json\fR]
\fICOMMAND\fR
[\fIargument\fR ...]
.SH DESCRIPTION
.B keydeckctl
edits the JSON file that a small LLM gateway keeps its API keys in, beside the gateway while it runs:
it takes the gateway's own lock for microseconds, changes only the bytes of the values that change, and
replaces the file atomically, so that no usage is lost.
It is the terminal's twin of
.BR keydeck (1)
and shares its profiles, backups, changes, notes and history.
.PP
A
.I SELECTOR
is a key's exact name, or the first 8 or more digits of its id as
.B list
prints it.
A key itself never goes on a command line, where others can see it: pass it on standard input with
.BR \-\-key\-stdin .
Keys are printed masked, unless
.B \-\-reveal
is given; a new key is printed once, by the command that makes it.
.PP
Results go to standard output, and what went wrong to standard error, in one line.
Tables fit the terminal's width; what is not a terminal gets every column, uncut and without bars.
There is never any colour.
Questions are asked only where standard input and standard error are a terminal, and not with
.BR \-\-yes .
.SH OPTIONS
Every command takes these, before or behind its name.
)"_s;

const QString End = uR"(.SH EXIT STATUS
.TP
.B 0
Done.
.TP
.B 1
Failed.
.TP
.B 2
Wrong usage.
.TP
.B 3
The lock is in use.
.TP
.B 4
The store is not usable as it stands.
.TP
.B 5
No such key, or several.
.SH ENVIRONMENT
.TP
.B KEYDECK_STORE
The store, where neither
.B \-\-store
nor
.B \-\-profile
names one.
.TP
.B CACHE_TTL_MS\fR, \fBCACHE_MAX_SIZE\fR, \fBCACHE_ENABLED
Configure the cache of look-ups as they do the gateway's.
.TP
.B COLUMNS
The width that tables are to fit at a terminal, instead of the terminal's own.
.TP
.B XDG_CONFIG_HOME\fR, \fBXDG_DATA_HOME\fR, \fBXDG_STATE_HOME
Where the files below are.
.SH FILES
.TP
.I ~/.config/keydeck/profiles.json
Profiles; no secret is in them.
.TP
.I ~/.local/share/keydeck/stores
Of each store its backups (keys in clear text, for their owner alone), changes, tags and notes.
.TP
.I ~/.local/share/keydeck/history
Of each store its usage history.
No key is in it.
.TP
.I ~/.local/state/keydeck/locks
Locks that are held now, so that the next start can remove what a killed one left.
.SH EXAMPLES
The keys that are near their limit, for a script:
.PP
.nf
.RS
keydeckctl list \-\-status near_limit \-\-json
.RE
.fi
.PP
A new key for 90 days, into a file that nobody else may read:
.PP
.nf
.RS
(umask 077; keydeckctl create \-\-name Alice \-\-limit 250k \-\-expires +90d > alice.key)
.RE
.fi
.PP
A report each night, with
.BR cron (8):
.PP
.nf
.RS
5 0 * * *  keydeckctl \-\-store /srv/gateway/data/apikeys.json report \-\-period 24h \-\-output /srv/reports/$(date +\e%F).csv
.RE
.fi
.SH SEE ALSO
.BR keydeck (1),
.BR crontab (5),
.BR systemd.timer (5)
)"_s;

QString optionItems(const QList<Option> &options)
{
    QString roff;
    for (const Option option : options) {
        const OptionText text = optionText(option);
        const QString value = text.value.isEmpty() ? QString() : u" \\fI"_s + roffText(text.value);
        roff += u".TP\n\\fB%1%2\\fR\n%3\n"_s.arg(
            roffText(optionName(option)), value, roffText(text.help));
    }
    return roff;
}

QString commandSection(const CommandSpec &command)
{
    QString roff = u".SS %1\n.B keydeckctl\n%2\n.PP\n%3.\n"_s.arg(roffText(command.name),
        roffText(usageLine(command)),
        roffText(command.summary.front().toUpper() + command.summary.mid(1)));
    roff += roffParagraphs(command.note) + optionItems(command.options);
    return roff + roffExample(command.example);
}

} // namespace

QString terminalPage(const QString &date)
{
    QString roff = u".TH KEYDECKCTL 1 %1 \"Keydeck %2\" \"User Commands\"\n"_s.arg(
                       date, QStringLiteral(KEYDECK_VERSION))
        + Beginning + optionItems(globalOptions()) + u".SH COMMANDS\n"_s;
    for (const CommandSpec &command : commandSpecs())
        roff += commandSection(command);
    return roff + End;
}

} // namespace keydeck
