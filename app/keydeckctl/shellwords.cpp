#include "app/keydeckctl/shellwords.h"

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr QChar Single = u'\'';
constexpr QChar Double = u'"';
constexpr QChar Backslash = u'\\';

bool isSpecialInDouble(QChar c)
{
    return c == Double || c == Backslash || c == u'$' || c == u'`';
}

QString escaped(const QString &word, bool (*isSpecial)(QChar))
{
    QString text;
    for (const QChar c : word) {
        if (isSpecial(c))
            text += Backslash;
        text += c;
    }
    return text;
}

bool isSpecialBare(QChar c)
{
    return c.unicode() < 128 && !c.isLetterOrNumber() && !u"-_./+,%"_s.contains(c);
}

/// How much of a bare word stands before the part that readline completes.
qsizetype lastBreak(const QString &raw, const QString &breaks)
{
    qsizetype end = 0;
    for (qsizetype i = 0; i < raw.size(); ++i) {
        if (raw[i] == Backslash)
            ++i;
        else if (breaks.contains(raw[i]))
            end = i + 1;
    }
    return end;
}

} // namespace

ShellLine readShellLine(const QString &line)
{
    ShellLine read{{QString()}, {}, {}};
    bool begun = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QChar c = line[i];
        if (read.openQuote.isNull() && c.isSpace()) {
            if (begun)
                read.words.append(QString());
            read.raw.clear();
            begun = false;
            continue;
        }
        begun = true;
        read.raw += c;
        const bool escapes = c == Backslash && i + 1 < line.size()
            && (read.openQuote.isNull()
                || (read.openQuote == Double && isSpecialInDouble(line[i + 1])));
        if (escapes) {
            read.raw += line[++i];
            read.words.last() += line[i];
        } else if (c == read.openQuote) {
            read.openQuote = QChar();
        } else if (read.openQuote.isNull() && (c == Single || c == Double)) {
            read.openQuote = c;
        } else {
            read.words.last() += c;
        }
    }
    return read;
}

QString shellReplacement(const QString &word, const ShellLine &line, const QString &breaks)
{
    if (line.openQuote == Single)
        return Single + QString(word).replace(Single, u"'\\''"_s) + Single;
    if (line.openQuote == Double)
        return Double + escaped(word, isSpecialInDouble) + Double;
    // "=" is bare where it is: behind an option, or in what is being typed.
    const qsizetype cut = lastBreak(line.raw, breaks);
    const QString head = readShellLine(line.raw.first(cut)).words.last();
    return escaped(word.startsWith(head) ? word.sliced(head.size()) : word, isSpecialBare);
}

} // namespace keydeck
