// What can be typed next on a command line: the shells' scripts (completionscripts.h) ask for it.
#pragma once

#include "app/keydeckctl/commandline.h"

#include <functional>

namespace keydeck {

struct CompletionWord
{
    QString text; ///< the whole word, unquoted
    QString meaning = {}; ///< may be empty
};

/// What only the store, its companions and the profiles know.
enum class NamedThing
{
    Key,
    DeletedKey,
    Backup,
    Profile,
    Tag,
    Model,
};

struct Completion
{
    enum class Kind
    {
        Words,
        Parts, ///< words that something may follow at once
        Files, ///< names of files, besides the words
    };
    Kind kind = Kind::Words;
    QList<CompletionWord> words = {};
};

/// What stands on the command line so far, behind the program's name. The last word is the one that
/// is being typed, maybe empty. Understood as far as it goes: half a line is no error.
class TypedLine final
{
public:
    TypedLine(QStringList words, const QList<CommandSpec> &commands);

    [[nodiscard]] const CommandSpec *command() const { return m_command; }
    /// Behind the command, without the word that is being typed.
    [[nodiscard]] const QStringList &arguments() const { return m_arguments; }
    [[nodiscard]] const QHash<Option, QStringList> &options() const { return m_options; }

    /// The value that is being typed is this option's.
    [[nodiscard]] std::optional<Option> openOption() const { return m_openOption; }
    /// "--status=" where the value is typed behind it.
    [[nodiscard]] const QString &prefix() const { return m_prefix; }
    /// The word, or the value, that is being typed.
    [[nodiscard]] const QString &current() const { return m_current; }
    /// "--" came before: whatever follows is an argument.
    [[nodiscard]] bool isPastOptions() const { return m_isPastOptions; }

private:
    void take(const QString &word);

    const QList<CommandSpec> &m_commands;
    const CommandSpec *m_command = nullptr;
    QStringList m_arguments;
    QHash<Option, QStringList> m_options;
    std::optional<Option> m_openOption;
    QString m_prefix;
    QString m_current;
    bool m_isPastOptions = false;
};

using NamesOf = std::function<QList<CompletionWord>(NamedThing)>;

/// The words that may stand where the last one does, whether or not they begin as it does. namesOf
/// is asked for what is needed, if anything.
[[nodiscard]] Completion completionOf(
    const TypedLine &line, const QList<CommandSpec> &commands, const NamesOf &namesOf);

} // namespace keydeck
