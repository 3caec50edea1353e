#include "app/keydeckctl/commands.h"

#include "core/query/queryterms.h"
#include "core/report/reportspec.h"

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

const QString OneSelector = u"SELECTOR"_s;
const QString Selectors = u"SELECTOR..."_s;
constexpr qsizetype AnyNumber = -1;

/// How --query is written, from the terms that there are.
QString queryNote()
{
    QString note = u"--query is written as in the window's search line; all of its words must "
                   "hold:\n"_s;
    const auto addLine = [&note](const QString &left, const QString &right) {
        note += u"  %1  %2\n"_s.arg(left, -35).arg(right);
    };
    for (const QueryExample &example : queryExamples())
        addLine(example.query, example.meaning);
    for (const QueryTerm &term : queryTerms())
        addLine(term.examples, term.meaning);
    return note + u"The list shows statuses as: %1.\n"_s.arg(queryStatusWords());
}

/// The ids of --columns, in lines that fit a terminal.
QString reportColumns()
{
    QString lines, line;
    for (int field = 0; field < ReportFields; ++field) {
        const QString id = reportFieldId(ReportField(field));
        if (line.size() + id.size() > 90) {
            lines += line.trimmed() + u'\n';
            line.clear();
        }
        line += id + (field + 1 < ReportFields ? u", "_s : QString());
    }
    return lines + line;
}

} // namespace

const QList<CommandSpec> &commandSpecs()
{
    using enum Option;
    static const QList<CommandSpec> specs{
        {u"list"_s, {}, u"every key: status, use, reset, expiry, in the file's order"_s,
            u"keydeckctl list --status near_limit --json"_s, {Status, Tag, Query, Reveal}, {}, 0,
            runList, queryNote()},
        {u"show"_s, OneSelector, u"one key, and what is dangerous about its record"_s,
            u"keydeckctl show Alice"_s, {Reveal, KeyStdin}, {}, 1, runShow},
        {u"lint"_s, u"[SELECTOR...]"_s,
            u"what does not do what it says, in the records and the store"_s,
            u"keydeckctl lint --fix --limit 100k --expires +30d"_s, {Fix, Limit, Expires, KeyStdin},
            {}, AnyNumber, runLint,
            u"Each finding says what the gateway will do, and what its fix would change. --fix "
            u"makes "
            u"every\nautomatic fix: those of the records in one write, and without a SELECTOR also "
            u"those of the store\nitself, which it repairs where that takes no guessing. A limit "
            u"or "
            u"expiry that says nothing usable\nbecomes --limit and --expires; without them the "
            u"store's most common limit, and 30 days from now.\nUsage is never lost.\n"_s},
        {u"create"_s, {}, u"new keys; prints them, and nothing else"_s,
            u"keydeckctl create --name Alice --limit 250k --expires +90d"_s,
            {Name, Limit, Expires, Model, Count, Prefix, KeyStdin}, {Name, Limit, Expires}, 0,
            runCreate},
        {u"import"_s, u"FILE|-"_s, u"new keys from a CSV or JSON file: all of it, or nothing"_s,
            u"keydeckctl import staff.csv --limit 100k --expires +90d --map name=Person"_s,
            {Format, Separator, Map, Limit, Expires, Model, Prefix, SkipBad, DryRun, Yes}, {}, 1,
            runImport,
            u"CSV needs a header row; JSON is a list of objects, or what has one: a store, or what "
            u"list --json\n--reveal prints. Columns are known by their titles; --map says it of "
            u"others, for name, key, limit,\nexpires, model, created, tags, note, owner and "
            u"contact. "
            u"--limit, --expires and --model are for cells\nthat are blank; where the key is, a "
            u"new "
            u"one is made and printed. Each row that cannot be imported is\nnamed, FILE:LINE: why, "
            u"and nothing is written then. Asks at a terminal, unless --yes is given.\n"_s},
        {u"set"_s, Selectors, u"change the name, limit, expiry or model of keys, in one write"_s,
            u"keydeckctl set Alice 3f2a9c01 --limit 1M --expires 2027-12-31"_s,
            {Name, Limit, Expires, Model, NoModel, KeyStdin}, {}, AnyNumber, runSet},
        {u"renew"_s, Selectors, u"give keys a later expiry, in one write"_s,
            u"keydeckctl renew Alice --by 30d"_s, {By, KeyStdin}, {By}, AnyNumber, runRenew,
            u"It counts from the present expiry, or from now where that is past or none. --by also "
            u"takes any whole\ndays, weeks or years (14d, 2w, 1y). end-of-month is the last second "
            u"of the month, UTC, or of the next\none where that is the expiry already.\n"_s},
        {u"rotate"_s, OneSelector, u"a new key in the place of an old one; prints the new one"_s,
            u"keydeckctl rotate Alice --grace 24h"_s, {Grace, KeyStdin}, {}, 1, runRotate,
            u"The new key takes over name, model, limit, expiry, tags and note. The old one goes "
            u"on "
            u"as “Alice (old)”\nfor the time of grace, or to its own expiry where that comes "
            u"first, "
            u"so that clients can be moved over.\nA gateway with a cache lets it in a little "
            u"longer: see keydeckctl remove --help.\n"_s},
        {u"suspend"_s, Selectors, u"let keys expire now, to be resumed later, in one write"_s,
            u"keydeckctl suspend Alice"_s, {KeyStdin}, {}, AnyNumber, runSuspend,
            u"The expiry that each had is remembered beside the store, and keydeckctl resume puts "
            u"it back. A gateway\nwith a cache lets a suspended key in until its cache forgets it: "
            u"see keydeckctl remove --help.\n"_s},
        {u"resume"_s, Selectors, u"give suspended keys the expiry again that they had"_s,
            u"keydeckctl resume Alice --expires +30d"_s, {Expires, KeyStdin}, {}, AnyNumber,
            runResume, u"Where that is past by now, --expires gives another one.\n"_s},
        {u"reset-window"_s, Selectors, u"free all of the limit again, in one write"_s,
            u"keydeckctl reset-window Alice"_s, {KeyStdin}, {}, AnyNumber, runResetWindow,
            u"The windows that count now are taken away; the lifetime total stays. A gateway with "
            u"a "
            u"cache goes by\nthe old window until its cache forgets the key, and the batching "
            u"build "
            u"may write its own back.\n"_s},
        {u"tag"_s, Selectors, u"add and take away tags of keys; without either, show them"_s,
            u"keydeckctl tag Alice Bob --add team-a --remove trial"_s, {Add, Remove, KeyStdin}, {},
            AnyNumber, runTag,
            u"Tags are words without comma, at most 40 characters long, and the same in upper and "
            u"lower case. They are\nkept beside the store, which does not change: see keydeckctl "
            u"list --tag.\n"_s},
        {u"note"_s, OneSelector, u"what is to be known of a key; without options, show it"_s,
            u"keydeckctl note Alice --owner \"Team A\" --contact alice@example.org"_s,
            {Text, Owner, Contact, KeyStdin}, {}, 1, runNote,
            u"Kept beside the store, which does not change.\n"_s},
        {u"remove"_s, Selectors, u"remove keys, in one write"_s, u"keydeckctl remove 3f2a9c01"_s,
            {Yes, KeyStdin}, {}, AnyNumber, runRemove,
            u"Of several keys it asks at a terminal, and takes --yes elsewhere. "
            u"keydeckctl undo brings them back, and keydeckctl trash for 90 days. A gateway with a "
            u"cache lets a removed key in until "
            u"its cache forgets\nit: 5 minutes by default, and the batching build for as long as "
            u"the key is in use. Restart it where a\nkey must end at once.\n"_s},
        {u"undo"_s, {}, u"take the last edit back, whoever else edited meanwhile"_s,
            u"keydeckctl undo"_s, {}, {}, 0, runUndo,
            u"Undo is a new edit of the store as it then is: usage that was booked meanwhile "
            u"stays, and what\nsomebody else changed meanwhile is a conflict that names both "
            u"values.\n"_s},
        {u"redo"_s, {}, u"make the edit again that was undone last"_s, u"keydeckctl redo"_s, {}, {},
            0, runRedo},
        {u"changes"_s, u"[SELECTOR]"_s, u"who changed what and when, with Keydeck, newest first"_s,
            u"keydeckctl changes Alice"_s, {KeyStdin}, {}, 1, runChanges},
        {u"backup"_s, u"list|make|restore ID"_s,
            u"copies of the store, one made before each edit"_s,
            u"keydeckctl backup restore 20261125-011542-123 --dry-run"_s, {Yes, DryRun}, {}, 2,
            runBackup,
            u"restore puts a copy back, with the usage that was booked since: it says what that "
            u"changes, asks at a\nterminal, takes --yes elsewhere, and can be undone. ID may be "
            u"“newest”. make keeps a copy of the\nstore as it is, and takes it for right, also "
            u"where it has lost most of its keys.\n"_s},
        {u"trash"_s, u"list|restore SELECTOR..."_s,
            u"keys that were deleted with Keydeck, for 90 days; gives them back"_s,
            u"keydeckctl trash restore Alice"_s, {}, {}, AnyNumber, runTrash,
            u"restore puts records back behind all others, as they were when they were deleted, in "
            u"one write that\nundo takes back. A SELECTOR is a name or an id as trash list shows "
            u"them.\n"_s},
        {u"stats"_s, u"[SELECTOR...]"_s,
            u"what the gateway says of keys, one a second; of all and its health without SELECTOR"_s,
            u"keydeckctl stats --gateway http://127.0.0.1:3000 Alice"_s,
            {Gateway, AllowPlainHttp, KeyStdin}, {Gateway}, AnyNumber, runStats},
        {u"history"_s, OneSelector,
            u"what one key used: windows, hours or days, and what was not observed"_s,
            u"keydeckctl history Alice --since 7d"_s, {Since, KeyStdin}, {}, 1, runHistory,
            u"From what Keydeck recorded; the gateway deletes its closed windows. --key-stdin also "
            u"takes a key\nthat the store no longer has.\n"_s},
        {u"record"_s, {}, u"record every key's usage for the history, until Ctrl+C"_s,
            u"keydeckctl record --interval 60s"_s, {Interval, Once, Gateway, AllowPlainHttp}, {}, 0,
            runRecord,
            u"Reads the store, without its lock, at each change. Several recorders at once, the "
            u"window among\nthem, count nothing twice. With --gateway it asks /stats of the keys "
            u"that are in use, one a second.\n"_s},
        {u"report"_s, u"[SELECTOR...]"_s, u"what keys used in a period, and how they stand"_s,
            u"keydeckctl report --format html --period last-month --output keys.html"_s,
            {Format, Output, Force, Period, Query, Columns, GroupBy, Title, NoCharts, Statement,
                Separator, Bom, Paper, Reveal, Gateway},
            {}, -1, runReport,
            u"Without --period, --columns and --group-by, CSV is how every key stands now. A "
            u"report "
            "says how much of\nits period was observed. --columns takes:\n"_s
                + reportColumns() + u".\n"_s},
        {u"lock"_s, u"status|clear"_s, u"who has the store locked; takes a lock left behind away"_s,
            u"keydeckctl lock status --gateway http://127.0.0.1:3000"_s, {Gateway, Yes}, {}, 1,
            runLock,
            u"status says since when, by whom, what the gateway does meanwhile, and what to do. "
            u"clear removes a\nlock that has not changed for 30 seconds, once you say that the "
            u"gateway is stopped or does not hold\nit: it asks at a terminal, and takes --yes "
            u"elsewhere. With --gateway both ask its /health. A lock\nthat a killed Keydeck left "
            u"needs no clear: every start of keydeckctl or keydeck takes it away.\n"_s},
        {u"profiles"_s, {}, u"the profiles that --profile knows: name, store, gateway"_s,
            u"keydeckctl --profile Production list"_s, {}, {}, 0, runProfiles,
            u"A profile is a store and its gateway under a name, and made in the window. Through "
            u"one that is\nread-only nothing is changed.\n"_s},
        {u"demo-gateway"_s, {}, u"a gateway on loopback to try things on, until Ctrl+C"_s,
            u"keydeckctl demo-gateway --port 3000 --traffic"_s, {Port, Traffic}, {}, 0,
            runDemoGateway,
            u"It prints its address and its store. Without --store that is one of its own, which "
            u"goes with\nit; KEYDECK_STORE does not count, so that no real store gets a demo's "
            u"traffic.\n"_s},
        {u"completion"_s, u"bash|zsh|fish"_s, u"a script that has a shell complete all this"_s,
            u"keydeckctl completion bash > ~/.local/share/bash-completion/completions/keydeckctl"_s,
            {}, {}, 3, runCompletion,
            u"It is installed with the program. For one shell: source <(keydeckctl completion "
            u"bash). "
            u"Names of keys\nare completed from --store, --profile or KEYDECK_STORE; keys never "
            u"are.\n"_s,
            true},
    };
    return specs;
}

} // namespace keydeck
