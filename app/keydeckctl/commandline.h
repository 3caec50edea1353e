// The command line: what may be said, and what was said.
#pragma once

#include "core/base/result.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace keydeck {

struct Context;

/// Every option of every command. An option means the same wherever it is taken.
enum class Option
{
    Store,
    Profile,
    Json,
    Help,
    Version,
    Status,
    Query,
    Reveal,
    Name,
    Limit,
    Expires,
    Model,
    NoModel,
    Count,
    Prefix,
    KeyStdin,
    Gateway,
    AllowPlainHttp,
    Format,
    Output,
    Force,
    Port,
    Traffic,
    Fix,
    Yes,
    DryRun,
    Interval,
    Once,
    Since,
    By,
    Grace,
    Add,
    Remove,
    Tag,
    Text,
    Owner,
    Contact,
    Period,
    Columns,
    GroupBy,
    Title,
    NoCharts,
    Statement,
    Separator,
    Bom,
    Paper,
    Map,
    SkipBad,
};

/// One command: what it takes, how it is explained, and the function that does it.
struct CommandSpec
{
    QString name;
    QString arguments; ///< for the usage line: "SELECTOR..."
    QString summary;
    QString example; ///< a whole command line
    QList<Option> options; ///< besides --store, --profile, --json, --help and --version
    QList<Option> required; ///< of these, a profile stands in for --gateway
    qsizetype maximumArguments = 0; ///< -1: any number
    Result<> (*run)(const Context &) = nullptr;
    QString note = {}; ///< what its help says besides
    bool isQuiet = false; ///< nobody reads what it says on standard error
};

/// A command line that the command's specification allows. Values are not interpreted yet.
class Invocation final
{
public:
    const CommandSpec *command = nullptr; ///< none with --help or --version alone
    QStringList arguments;
    QHash<Option, QStringList> options; ///< with what each was given; nothing for a switch

    [[nodiscard]] bool has(Option option) const { return options.contains(option); }
    [[nodiscard]] QString value(Option option) const { return values(option).value(0); }
    /// All of them, of an option that may be given several times.
    [[nodiscard]] QStringList values(Option option) const { return options.value(option); }
};

/// "--limit"
[[nodiscard]] QString optionName(Option option);

/// How an option is written and explained, for whoever tells of all of them.
struct OptionText
{
    QString value; ///< what stands for it in the help; empty for a switch
    QString help;
    bool isRepeatable = false;
};
[[nodiscard]] OptionText optionText(Option option);
/// By what stands on a command line: "--limit", "-h".
[[nodiscard]] std::optional<Option> optionNamed(QStringView word);
/// Those that every command takes.
[[nodiscard]] const QList<Option> &globalOptions();
/// "show SELECTOR [--reveal]"
[[nodiscard]] QString usageLine(const CommandSpec &command);

/// Options may stand before or after the command. InvalidInput, naming what is at fault, for an
/// unknown command or option, one that the command does not take, one given twice that may not be,
/// a missing value, and a required one that is missing. arguments begins with the program's name.
[[nodiscard]] Result<Invocation> parseCommandLine(
    const QStringList &arguments, const QList<CommandSpec> &commands);

/// What --help prints: of the program, or of one command.
[[nodiscard]] QString overviewText(const QList<CommandSpec> &commands);
[[nodiscard]] QString helpText(const CommandSpec &command);

} // namespace keydeck
