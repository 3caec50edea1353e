#include "app/keydeckctl/commandline.h"

#include "core/rules/selector.h"

#include <QCommandLineParser>

#include <algorithm>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

struct OptionSpec
{
    Option option;
    QString name;
    QString value; ///< what stands for it in the help; empty for a switch
    QString help;
    bool isRepeatable = false;
    bool mayBeEmpty = false; ///< which takes something away
};

const QList<OptionSpec> &optionSpecs()
{
    static const QList<OptionSpec> specs{
        {Option::Store, u"store"_s, u"FILE"_s, u"the key store; else KEYDECK_STORE names it"_s},
        {Option::Profile, u"profile"_s, u"NAME"_s,
            u"the store and the gateway of a profile; other options win"_s},
        {Option::Json, u"json"_s, {}, u"print one JSON document"_s},
        {Option::Help, u"help"_s, {}, u"say how it is used"_s},
        {Option::Version, u"version"_s, {}, u"say which version this is"_s},
        {Option::Status, u"status"_s, u"S"_s,
            u"only these: active, expiring, near_limit, blocked, expired or failing"_s},
        {Option::Query, u"query"_s, u"TEXT"_s,
            u"only what the window's search line would find, as in 'used>80% -name:test'"_s},
        {Option::Reveal, u"reveal"_s, {}, u"show whole keys, not masked ones"_s},
        {Option::Name, u"name"_s, u"N"_s, u"the key's name"_s},
        {Option::Limit, u"limit"_s, u"L"_s, u"tokens per five hours: 250000, 250k, 1M"_s},
        {Option::Expires, u"expires"_s, u"D"_s,
            u"a date (to its end, UTC), an ISO time, or from now: +30d, +12h, +2w"_s},
        {Option::Model, u"model"_s, u"M"_s,
            u"the model; without it the gateway's default applies"_s},
        {Option::NoModel, u"no-model"_s, {}, u"remove the model: the gateway's default applies"_s},
        {Option::Count, u"count"_s, u"K"_s, u"make K keys, named “N 1” to “N K”"_s},
        {Option::Prefix, u"prefix"_s, u"P"_s, u"how the new key begins, pk_ otherwise"_s},
        {Option::KeyStdin, u"key-stdin"_s, {}, u"take the key from standard input, one a line"_s},
        {Option::Gateway, u"gateway"_s, u"URL"_s, u"the gateway: http://127.0.0.1:3000"_s},
        {Option::AllowPlainHttp, u"allow-plain-http"_s, {},
            u"send keys over plain http to a gateway elsewhere"_s},
        {Option::Format, u"format"_s, u"F"_s,
            u"csv or json; of reports also html, pdf and md; otherwise the usual one"_s},
        {Option::Output, u"output"_s, u"FILE"_s, u"where to; standard output otherwise"_s},
        {Option::Force, u"force"_s, {}, u"replace the file that is there"_s},
        {Option::Port, u"port"_s, u"P"_s, u"listen there on loopback; any free port otherwise"_s},
        {Option::Fix, u"fix"_s, {}, u"make the automatic fixes, and say what they changed"_s},
        {Option::Traffic, u"traffic"_s, {}, u"make requests of its own, so that figures move"_s},
        {Option::DryRun, u"dry-run"_s, {}, u"say what would change, and change nothing"_s},
        {Option::Interval, u"interval"_s, u"T"_s,
            u"look at least that often: 60s (the default), 5m; and at each change at once"_s},
        {Option::Once, u"once"_s, {}, u"look once and end: for cron or a timer"_s},
        {Option::Since, u"since"_s, u"T"_s, u"how far back: 24h (the default), 7d, 4w"_s},
        {Option::Yes, u"yes"_s, {},
            u"do not ask; of a lock: the gateway is stopped, or was checked"_s},
        {Option::By, u"by"_s, u"T"_s, u"how long: 7d, 30d, 90d, 365d, end-of-month"_s},
        {Option::Grace, u"grace"_s, u"T"_s,
            u"how long the old key stays valid: 0, 1h, 24h (the default), 7d, or a date"_s},
        {Option::Add, u"add"_s, u"T"_s, u"a tag to add; may be given several times"_s, true},
        {Option::Remove, u"remove"_s, u"T"_s, u"a tag to take away; may be given several times"_s,
            true},
        {Option::Tag, u"tag"_s, u"T"_s, u"only those with this tag"_s},
        {Option::Text, u"text"_s, u"T"_s, u"the note; \"\" takes it away"_s, false, true},
        {Option::Owner, u"owner"_s, u"O"_s, u"who has the key; \"\": nobody"_s, false, true},
        {Option::Contact, u"contact"_s, u"C"_s, u"how to reach them; \"\": none"_s, false, true},
        {Option::Period, u"period"_s, u"P"_s,
            u"24h, 7d, 30d, this-month, last-month, 2026-01, 2026-01-05..2026-01-11"_s},
        {Option::Columns, u"columns"_s, u"LIST"_s,
            u"which, and in which order: name,model,period_tokens"_s},
        {Option::GroupBy, u"group-by"_s, u"G"_s, u"model, status or tags"_s},
        {Option::Title, u"title"_s, u"T"_s, u"what stands above it"_s},
        {Option::NoCharts, u"no-charts"_s, {}, u"tables alone"_s},
        {Option::Statement, u"statement"_s, {}, u"a page about one key"_s},
        {Option::Separator, u"separator"_s, u"S"_s,
            u"between CSV's cells: “,”, “;” or tab; import guesses it"_s},
        {Option::Paper, u"paper"_s, u"P"_s, u"of a PDF: a4 (the default) or letter"_s},
        {Option::Bom, u"bom"_s, {}, u"begin CSV with a byte order mark, for Excel"_s},
        {Option::Map, u"map"_s, u"FIELD=C"_s,
            u"that field is column C, or the third for #3; may be given several times"_s, true},
        {Option::SkipBad, u"skip-bad"_s, {}, u"leave out the rows that cannot be imported"_s},
    };
    return specs;
}

const OptionSpec &specOf(Option option)
{
    return *std::find_if(optionSpecs().begin(), optionSpecs().end(),
        [option](const OptionSpec &spec) { return spec.option == option; });
}

tl::unexpected<Error> usageError(const QString &what, const CommandSpec *command = nullptr)
{
    return failure(ErrorCode::InvalidInput,
        command ? u"%1; see keydeckctl %2 --help."_s.arg(what, command->name)
                : u"%1; see keydeckctl --help."_s.arg(what));
}

/// What the parser read, before any command's rules.
Result<QHash<Option, QStringList>> readOptions(const QCommandLineParser &parser)
{
    QHash<Option, QStringList> options;
    for (const OptionSpec &spec : optionSpecs()) {
        if (!parser.isSet(spec.name))
            continue;
        const QStringList values = parser.values(spec.name);
        if (values.size() > 1 && !spec.isRepeatable)
            return usageError(optionName(spec.option) + u" is given more than once"_s);
        if (!spec.value.isEmpty() && !spec.mayBeEmpty && values.contains(QString()))
            return usageError(optionName(spec.option) + u" is given an empty value"_s);
        options.insert(spec.option, values);
    }
    return options;
}

/// People try -h before they know anything else.
QStringList namesOf(const OptionSpec &spec)
{
    return spec.option == Option::Help ? QStringList{spec.name, u"h"_s} : QStringList{spec.name};
}

Result<> parse(QCommandLineParser &parser, const QStringList &arguments)
{
    for (const OptionSpec &spec : optionSpecs())
        parser.addOption({namesOf(spec), spec.help, spec.value});
    parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
    if (parser.parse(arguments))
        return {};
    if (!parser.unknownOptionNames().isEmpty())
        return usageError(
            u"There is no option --%1"_s.arg(safeEcho(parser.unknownOptionNames().constFirst())));
    QString error = parser.errorText();
    if (error.endsWith(u'.'))
        error.chop(1);
    return usageError(error);
}

Result<> checkAgainst(const CommandSpec &command, const Invocation &invocation)
{
    for (const OptionSpec &spec : optionSpecs()) {
        const bool taken
            = command.options.contains(spec.option) || globalOptions().contains(spec.option);
        if (invocation.has(spec.option) && !taken)
            return usageError(
                u"%1 takes no %2"_s.arg(command.name, optionName(spec.option)), &command);
    }
    if (invocation.has(Option::Help))
        return {};
    QStringList missing;
    for (const Option option : command.required) {
        const bool isInProfile = option == Option::Gateway && invocation.has(Option::Profile);
        if (!invocation.has(option) && !isInProfile)
            missing += optionName(option);
    }
    if (!missing.isEmpty())
        return usageError(u"%1 needs %2"_s.arg(command.name, missing.join(u" and "_s)), &command);
    if (command.maximumArguments >= 0 && invocation.arguments.size() > command.maximumArguments)
        return usageError(
            u"%1 takes %2, and more words are given: put a name with spaces into quotes"_s.arg(
                command.name,
                command.maximumArguments == 0 ? u"no arguments"_s : u"one "_s + command.arguments),
            &command);
    return {};
}

QString optionLines(const QList<Option> &options)
{
    QString lines;
    for (const Option option : options) {
        const OptionSpec &spec = specOf(option);
        const QString left = u"--%1 %2"_s.arg(spec.name, spec.value).trimmed();
        lines += u"  %1  %2\n"_s.arg(left, -18).arg(spec.help);
    }
    return lines;
}

} // namespace

QString optionName(Option option)
{
    return u"--"_s + specOf(option).name;
}

OptionText optionText(Option option)
{
    const OptionSpec &spec = specOf(option);
    return {spec.value, spec.help, spec.isRepeatable};
}

std::optional<Option> optionNamed(QStringView word)
{
    for (const OptionSpec &spec : optionSpecs()) {
        for (const QString &name : namesOf(spec)) {
            if (word == QString((name.size() > 1 ? u"--"_s : u"-"_s) + name))
                return spec.option;
        }
    }
    return std::nullopt;
}

const QList<Option> &globalOptions()
{
    static const QList<Option> options{
        Option::Store, Option::Profile, Option::Json, Option::Help, Option::Version};
    return options;
}

QString usageLine(const CommandSpec &command)
{
    QStringList words{command.name};
    if (!command.arguments.isEmpty())
        words += command.arguments;
    for (const Option option : command.options) {
        const OptionSpec &spec = specOf(option);
        const QString text = u"--%1 %2"_s.arg(spec.name, spec.value).trimmed();
        words += command.required.contains(option) ? text
            : spec.isRepeatable                    ? u"[%1]..."_s.arg(text)
                                                   : u"[%1]"_s.arg(text);
    }
    return words.join(u' ');
}

Result<Invocation> parseCommandLine(
    const QStringList &arguments, const QList<CommandSpec> &commands)
{
    QCommandLineParser parser;
    if (const auto parsed = parse(parser, arguments); !parsed)
        return tl::make_unexpected(parsed.error());
    const auto options = readOptions(parser);
    if (!options)
        return tl::make_unexpected(options.error());

    Invocation invocation{nullptr, parser.positionalArguments(), *options};
    if (invocation.arguments.isEmpty()) {
        if (invocation.has(Option::Help) || invocation.has(Option::Version))
            return invocation;
        return usageError(u"No command is given"_s);
    }
    const QString name = invocation.arguments.takeFirst();
    const auto command = std::find_if(commands.begin(), commands.end(),
        [&](const CommandSpec &candidate) { return candidate.name == name; });
    if (command == commands.end())
        return usageError(u"There is no command “%1”"_s.arg(safeEcho(name)));
    invocation.command = &*command;
    if (const auto checked = checkAgainst(*command, invocation); !checked)
        return tl::make_unexpected(checked.error());
    return invocation;
}

QString overviewText(const QList<CommandSpec> &commands)
{
    QString text
        = u"keydeckctl administers the API keys of an LLM gateway, beside it while it runs.\n\n"
          "Usage: keydeckctl [--store FILE | --profile NAME] [--json] COMMAND\n\nCommands:\n"_s;
    for (const CommandSpec &command : commands)
        text += u"  %1  %2\n"_s.arg(command.name, -12).arg(command.summary);
    text += u"\nEvery command takes:\n"_s + optionLines(globalOptions());
    text += u"\nA SELECTOR is a key's exact name or the first 8 or more digits of its id, as list "
            "prints\nit. A key itself never goes on a command line: use --key-stdin.\n\n"
            "Exit status: 0 done, 1 failed, 2 wrong usage, 3 the lock is in use, 4 the store is "
            "not usable\nas it stands, 5 no such key or several.\n\n"
            "keydeckctl COMMAND --help says more.\n"_s;
    return text;
}

QString helpText(const CommandSpec &command)
{
    const QString sentence = command.summary.front().toUpper() + command.summary.mid(1) + u'.';
    QString text
        = u"Usage: keydeckctl %1\n\n%2\n%3"_s.arg(usageLine(command), sentence, command.note);
    if (!command.options.isEmpty())
        text += u"\nOptions:\n"_s + optionLines(command.options);
    text += u"\nEvery command takes:\n"_s + optionLines(globalOptions());
    return text + u"\nExample:\n  %1\n"_s.arg(command.example);
}

} // namespace keydeck
