#include "core/query/queryword.h"

namespace keydeck {

namespace {

constexpr QChar Quote = u'"';

bool opensValue(QChar c)
{
    return c == u':' || c == u'<' || c == u'>' || c == u'=';
}

/// The word that begins there, which is no blank.
QueryWord wordAt(QStringView line, qsizetype begin)
{
    QueryWord word;
    word.begin = begin;
    qsizetype at = begin;
    const bool goesOn = at + 1 < line.size() && !line[at + 1].isSpace();
    if (line[at] == u'-' && goesOn) {
        word.isNegated = true;
        ++at;
    }
    word.isQuoted = line[at] == Quote;
    bool inQuotes = false;
    for (QChar before = u':'; at < line.size(); before = line[at++]) {
        const QChar c = line[at];
        if (inQuotes && c == Quote) {
            ++at;
            break;
        }
        if (!inQuotes && c.isSpace())
            break;
        if (!inQuotes && c == Quote && opensValue(before))
            inQuotes = true;
        else
            word.text += c;
    }
    word.size = at - begin;
    return word;
}

} // namespace

QList<QueryWord> queryWords(QStringView line)
{
    QList<QueryWord> words;
    for (qsizetype at = 0; at < line.size();) {
        if (line[at].isSpace()) {
            ++at;
            continue;
        }
        words.append(wordAt(line, at));
        at = words.last().end();
    }
    return words;
}

} // namespace keydeck
