#include "app/keydeckctl/completion.h"

#include "app/keydeckctl/completionvalues.h"

#include <algorithm>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

Completion commandWords(const QList<CommandSpec> &commands)
{
    Completion completion;
    for (const CommandSpec &command : commands)
        completion.words.append({command.name, command.summary});
    return completion;
}

Completion optionWords(const TypedLine &line)
{
    Completion completion;
    const QList<Option> own = line.command() ? line.command()->options : QList<Option>();
    for (const Option option : own + globalOptions()) {
        const OptionText text = optionText(option);
        if (!line.options().contains(option) || text.isRepeatable)
            completion.words.append({optionName(option), text.help});
    }
    return completion;
}

/// Without those that are given already.
Completion fresh(QList<CompletionWord> words, const QStringList &given)
{
    const auto isGiven = [&](const CompletionWord &word) { return given.contains(word.text); };
    words.erase(std::remove_if(words.begin(), words.end(), isGiven), words.end());
    return {Completion::Kind::Words, words};
}

/// "list|restore SELECTOR..." as its forms, each in words.
QList<QStringList> formsOf(const CommandSpec &command)
{
    QList<QStringList> forms;
    QString text = command.arguments;
    text.remove(u'[').remove(u']').remove(u"..."_s);
    for (const QString &form : text.split(u'|', Qt::SkipEmptyParts))
        forms.append(form.split(u' ', Qt::SkipEmptyParts));
    return forms;
}

Completion firstArgument(const QList<QStringList> &forms)
{
    Completion completion;
    for (const QStringList &form : forms) {
        if (form.first() == "FILE"_L1)
            completion.kind = Completion::Kind::Files;
        else
            completion.words.append({form.first(), {}});
    }
    return completion;
}

Completion argumentWords(const TypedLine &line, const NamesOf &namesOf)
{
    const CommandSpec &command = *line.command();
    const QList<QStringList> forms = formsOf(command);
    const QStringList &given = line.arguments();
    const bool isFull = command.maximumArguments >= 0 && given.size() >= command.maximumArguments;
    if (forms.isEmpty() || isFull || line.options().contains(Option::KeyStdin))
        return {};
    if (forms.first().first() == "SELECTOR"_L1)
        return fresh(namesOf(NamedThing::Key), given);
    if (given.isEmpty())
        return firstArgument(forms);
    const auto form = std::find_if(forms.begin(), forms.end(), [&](const QStringList &candidate) {
        return candidate.first() == given.first() && candidate.size() > 1;
    });
    if (form == forms.end())
        return {};
    if ((*form)[1] == "ID"_L1)
        return {Completion::Kind::Words, namesOf(NamedThing::Backup)};
    return fresh(namesOf(NamedThing::DeletedKey), given);
}

} // namespace

TypedLine::TypedLine(QStringList words, const QList<CommandSpec> &commands) : m_commands(commands)
{
    m_current = words.isEmpty() ? QString() : words.takeLast();
    for (const QString &word : std::as_const(words))
        take(word);
    const qsizetype equals = m_current.indexOf(u'=');
    if (m_openOption || m_isPastOptions || !m_current.startsWith("--"_L1) || equals < 0)
        return;
    if (const auto option = optionNamed(QStringView(m_current).first(equals))) {
        m_openOption = option;
        m_prefix = m_current.first(equals + 1);
        m_current = m_current.sliced(equals + 1);
    }
}

void TypedLine::take(const QString &word)
{
    if (m_openOption) {
        m_options[*m_openOption].append(word);
        m_openOption.reset();
    } else if (!m_isPastOptions && word == "--"_L1) {
        m_isPastOptions = true;
    } else if (!m_isPastOptions && word.size() > 1 && word.startsWith(u'-')) {
        const QString name = word.section(u'=', 0, 0);
        const auto option = optionNamed(name);
        if (!option)
            return;
        if (name.size() < word.size())
            m_options[*option].append(word.sliced(name.size() + 1));
        else if (optionText(*option).value.isEmpty())
            m_options[*option];
        else
            m_openOption = option;
    } else if (m_command) {
        m_arguments.append(word);
    } else {
        const auto named = std::find_if(m_commands.begin(), m_commands.end(),
            [&](const CommandSpec &command) { return command.name == word; });
        m_command = named == m_commands.end() ? nullptr : &*named;
    }
}

Completion completionOf(
    const TypedLine &line, const QList<CommandSpec> &commands, const NamesOf &namesOf)
{
    if (line.openOption()) {
        Completion values = optionValues(*line.openOption(), line, namesOf);
        for (CompletionWord &word : values.words)
            word.text.prepend(line.prefix());
        return values;
    }
    if (!line.isPastOptions() && line.current().startsWith(u'-') && line.current() != "-"_L1)
        return optionWords(line);
    if (!line.command())
        return commandWords(commands);
    Completion completion = argumentWords(line, namesOf);
    const bool isSilent = completion.words.isEmpty() && completion.kind == Completion::Kind::Words;
    return isSilent && !line.isPastOptions() ? optionWords(line) : completion;
}

} // namespace keydeck
