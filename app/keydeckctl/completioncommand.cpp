#include "app/keydeckctl/commands.h"
#include "app/keydeckctl/completion.h"
#include "app/keydeckctl/completionscripts.h"
#include "app/keydeckctl/keptnotes.h"
#include "app/keydeckctl/shellwords.h"
#include "app/profiles/profilefile.h"
#include "core/base/fingerprint.h"
#include "core/base/format.h"
#include "core/changes/editrecords.h"
#include "core/command/recordfinder.h"
#include "core/rules/keystatus.h"

#include <QDir>
#include <QFile>

#include <algorithm>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 LongestLine = 1024 * 1024;

/// The store of a line that is being typed, where the shell has not put a home for "~" yet.
QString pathTyped(const QString &typed)
{
    return typed.startsWith("~/"_L1) ? QDir::homePath() + typed.sliced(1) : typed;
}

/// What the typed line is about, looked up when it is asked for.
class TypedStore final
{
public:
    TypedStore(const Context &context, const TypedLine &line)
        : m_invocation{context.invocation.command, {}, line.options()}
        , m_context{m_invocation, context.clock, context.defaultStore, context.cache,
              context.lockJournal, context.storesFolder, context.editor, context.historyFolder,
              context.profilesPath}
    {
        if (auto &stores = m_invocation.options[Option::Store]; !stores.isEmpty())
            stores = {pathTyped(stores.last())};
        else
            m_invocation.options.remove(Option::Store);
        for (const Profile &profile : profiles()) {
            if (profile.name == m_invocation.value(Option::Profile))
                m_context.profile = profile;
        }
    }

    [[nodiscard]] QList<CompletionWord> namesOf(NamedThing thing) const
    {
        switch (thing) {
        case NamedThing::Key:
            return keyWords();
        case NamedThing::DeletedKey:
            return deletedKeyWords();
        case NamedThing::Backup:
            return backupWords();
        case NamedThing::Profile:
            return profileWords();
        case NamedThing::Tag:
            return tagWords();
        case NamedThing::Model:
            return modelWords();
        }
        return {};
    }

private:
    [[nodiscard]] QList<Profile> profiles() const
    {
        return ProfileFile(m_context.profilesPath).read().value_or(QList<Profile>());
    }
    [[nodiscard]] KeySet keys() const { return loadKeys(m_context).value_or(KeySet()); }

    /// By name where that is one's alone and can be typed; by id otherwise. Never a key.
    [[nodiscard]] static QList<CompletionWord> wordsFor(const KeySet &keys,
        const QStringList &names, const QStringList &ids, const QStringList &meanings)
    {
        const RecordFinder finder(keys, size_t(names.size()));
        QHash<QString, int> counts;
        for (const QString &name : names)
            ++counts[name];
        QList<CompletionWord> words;
        for (qsizetype i = 0; i < names.size(); ++i) {
            const QString &name = names[i];
            const bool isUsable = counts[name] == 1 && !name.isEmpty() && !name.startsWith(u'-')
                && displayText(name) == name && finder.indexOf({name, 0}) < 0;
            words.append(isUsable
                    ? CompletionWord{name, u"%1  %2"_s.arg(ids[i], meanings[i])}
                    : CompletionWord{ids[i], u"%1  %2"_s.arg(displayText(name), meanings[i])});
        }
        return words;
    }

    [[nodiscard]] QList<CompletionWord> keyWords() const
    {
        const KeySet all = keys();
        QStringList names, ids, statuses;
        for (qsizetype i = 0; i < all.size(); ++i) {
            const ApiKey record = all.at(i);
            names += record.name();
            ids += fingerprint(record.key());
            statuses += statusWord(keyState(record, m_context.clock.nowMs()).status);
        }
        return wordsFor(all, names, ids, statuses);
    }

    [[nodiscard]] QList<CompletionWord> deletedKeyWords() const
    {
        const auto path = storePath(m_context);
        if (!path)
            return {};
        const KeySet all = keys();
        const EditRecords records(editSurroundings(m_context, *path), *path, m_context.clock);
        QStringList names, ids, times;
        for (const TrashedKey &key : records.trash().list(all)) {
            names += key.name;
            ids += key.fingerprint.first(FingerprintDigits);
            times += formatRelative(key.deletedMs, m_context.clock.nowMs());
        }
        return wordsFor(all, names, ids, times);
    }

    [[nodiscard]] QList<CompletionWord> backupWords() const
    {
        const auto path = storePath(m_context);
        if (!path)
            return {};
        QList<CompletionWord> words{{u"newest"_s, {}}};
        const EditRecords records(editSurroundings(m_context, *path), *path, m_context.clock);
        for (const Backup &backup : records.backups().list())
            words.append({backup.id, formatRelative(backup.takenMs, m_context.clock.nowMs())});
        return words;
    }

    [[nodiscard]] QList<CompletionWord> profileWords() const
    {
        QList<CompletionWord> words;
        for (const Profile &profile : profiles())
            words.append({profile.name, displayText(profile.storePath)});
        return words;
    }

    [[nodiscard]] QList<CompletionWord> tagWords() const
    {
        QStringList tags;
        const KeySet all = keys();
        const KeyNotes notes = loadNotes(m_context).value_or(KeyNotes());
        for (qsizetype i = 0; i < all.size() && !notes.isEmpty(); ++i)
            tags += notes.noteOf(all.at(i).key()).tags;
        return sorted(tags);
    }

    [[nodiscard]] QList<CompletionWord> modelWords() const
    {
        QStringList models;
        const KeySet all = keys();
        for (qsizetype i = 0; i < all.size(); ++i)
            models += effectiveModel(all.at(i));
        return sorted(models);
    }

    [[nodiscard]] static QList<CompletionWord> sorted(QStringList texts)
    {
        texts.removeDuplicates();
        texts.sort();
        QList<CompletionWord> words;
        for (const QString &text : std::as_const(texts)) {
            if (displayText(text) == text)
                words.append({text, {}});
        }
        return words;
    }

    Invocation m_invocation;
    Context m_context;
};

QString kindWord(Completion::Kind kind)
{
    return kind == Completion::Kind::Parts ? u"parts"_s
        : kind == Completion::Kind::Files  ? u"files"_s
                                           : u"words"_s;
}

Completion complete(const Context &context, const QStringList &words)
{
    const TypedLine line(words, commandSpecs());
    const TypedStore store(context, line);
    return completionOf(
        line, commandSpecs(), [&](NamedThing thing) { return store.namesOf(thing); });
}

/// bash filters nothing and quotes nothing.
QString wordsForBash(const Context &context, const QString &typed, const QString &breaks)
{
    ShellLine line = readShellLine(typed);
    const Completion completion = complete(context, line.words.mid(1));
    QString text = kindWord(completion.kind) + u'\n';
    for (const CompletionWord &word : completion.words) {
        if (word.text.startsWith(line.words.constLast()))
            text += shellReplacement(word.text, line, breaks) + u'\n';
    }
    return text;
}

/// The others do both themselves. fish takes an option and its value for one word.
QString wordsForOthers(const Context &context, const QByteArray &typed, bool wholeWords)
{
    QStringList words = QString::fromUtf8(typed).split(QChar::Null);
    words.removeLast(); // each word ends with one
    const QString prefix = TypedLine(words, commandSpecs()).prefix();
    const Completion completion = complete(context, words);
    QString text = kindWord(completion.kind) + u'\n';
    for (const CompletionWord &word : completion.words)
        text += (wholeWords ? word.text : word.text.sliced(prefix.size()))
            + (word.meaning.isEmpty() ? QString() : u'\t' + word.meaning) + u'\n';
    return text;
}

Result<> printWords(const Context &context, const QString &shell, const QString &breaks)
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return failure(ErrorCode::Failed, u"Standard input cannot be read."_s);
    const QByteArray typed = input.read(LongestLine);
    return print(shell == "bash"_L1 ? wordsForBash(context, QString::fromUtf8(typed), breaks)
                                    : wordsForOthers(context, typed, shell == "fish"_L1));
}

} // namespace

Result<> runCompletion(const Context &context)
{
    const QStringList &words = context.invocation.arguments;
    const bool asks = words.value(0) == "words"_L1;
    const QString shell = words.value(asks ? 1 : 0);
    if (!completionShells().contains(shell) || (!asks && words.size() > 1))
        return failure(ErrorCode::InvalidInput,
            u"completion takes %1; see keydeckctl completion --help."_s.arg(
                completionShells().join(u" or "_s)));
    return asks ? printWords(context, shell, words.value(2)) : print(completionScript(shell));
}

} // namespace keydeck
