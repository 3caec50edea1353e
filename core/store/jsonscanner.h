// A strict JSON scanner: it accepts exactly what JavaScript's JSON.parse accepts, keeps every
// number's text, and tells where each value stands. It builds no tree.
#pragma once

#include "core/base/result.h"
#include "core/store/bytestops.h"
#include "core/store/objectshape.h"

#include <QByteArrayView>

namespace keydeck {

/// Nesting deeper than this is refused, so that a hostile file cannot exhaust anything. JSON.parse
/// itself has no such limit, but the gateway's JSON.stringify overflows its stack not far above.
inline constexpr int JsonMaximumDepth = 4096;

/// What is wrong with a document, and where.
struct JsonFault
{
    qsizetype offset = 0; ///< bytes from the start
    int line = 1; ///< from 1
    int column = 1; ///< bytes from the start of the line, from 1
    QString what; ///< "a comma or } was expected": no text of the document, which may be a key
    bool tooDeep = false; ///< beyond JsonMaximumDepth: the one fault that JSON.parse does not see
};

/// A cursor over one document. The caller pulls: it knows which members it wants the spans of, and
/// has everything else validated and skipped. After the first fault every call returns false.
///
/// Bytes from 0x80 up are accepted inside strings, even where they are not UTF-8 (the gateway's
/// reader replaces those before it parses), and nowhere else.
///
/// Thread: any, one at a time. Cost: one pass, no recursion of its own, no allocation but of what
/// an ObjectShape learns.
class JsonScanner final
{
public:
    explicit JsonScanner(QByteArrayView text)
        : m_begin(text.data())
        , m_end(m_begin + text.size())
        , m_at(m_begin)
    { }

    /// White space, one value of any kind, white space, end. False with fault() set otherwise.
    [[nodiscard]] bool validateDocument();

    /// Walks the object or array that starts at the cursor and calls back for each member, with the
    /// cursor on the member's value; the callback must consume it (skipValue, eachMember, …) and
    /// returns false to give up. The name is the text between the quotes, still escaped.
    ///
    /// onMember is a bool(QByteArrayView name), onElement a bool().
    template <typename OnMember>
    [[nodiscard]] bool eachMember(OnMember &&onMember);
    template <typename OnElement>
    [[nodiscard]] bool eachElement(OnElement &&onElement);

    /// The same as eachMember() for one of many objects that are written alike, which is faster:
    /// the shape learns from each. meaningOf is an int(QByteArrayView name), asked once for a name
    /// at its place; onMember is a bool(int meaning).
    template <typename MeaningOf, typename OnMember>
    [[nodiscard]] bool eachMemberLike(
        ObjectShape &shape, MeaningOf &&meaningOf, OnMember &&onMember);

    /// Validates and passes one value; span is its text without white space around it.
    [[nodiscard]] bool skipValue(QByteArrayView *span = nullptr);

    /// Passes so many bytes, which the caller knows to be one valid value.
    void pass(qsizetype size) { m_at += size; }

    /// White space, then the end of the text.
    [[nodiscard]] bool expectEnd();

    void skipSpace() { m_at = firstNonSpace(m_at, m_end); }
    [[nodiscard]] char peek() const { return m_at < m_end ? *m_at : '\0'; }
    [[nodiscard]] bool atEnd() const { return m_at >= m_end; }
    [[nodiscard]] qsizetype offset() const { return m_at - m_begin; }

    /// Meaningful after a call returned false; costs a pass over the text before the fault.
    [[nodiscard]] JsonFault fault() const;

private:
    bool fail(const char *what);
    bool take(char wanted);
    bool enter(char bracket);
    bool leave(char bracket);
    bool readName(QByteArrayView *name);
    bool skipScalar();
    bool skipContainer();
    bool skipString();
    bool skipEscape();
    bool skipNumber();
    bool skipFraction();
    bool skipDigits();
    bool skipWord(QByteArrayView word);

    const char *m_begin;
    const char *m_end;
    const char *m_at;
    int m_depth = 0;
    const char *m_what = nullptr;
};

inline bool JsonScanner::take(char wanted)
{
    if (m_at >= m_end || *m_at != wanted)
        return false;
    ++m_at;
    return true;
}

template <typename OnMember>
bool JsonScanner::eachMember(OnMember &&onMember)
{
    if (!enter('{'))
        return false;
    skipSpace();
    if (peek() == '}')
        return leave('}');
    do {
        skipSpace();
        QByteArrayView name;
        if (!readName(&name) || !onMember(name))
            return false;
        skipSpace();
    } while (take(','));
    return leave('}');
}

template <typename MeaningOf, typename OnMember>
bool JsonScanner::eachMemberLike(ObjectShape &shape, MeaningOf &&meaningOf, OnMember &&onMember)
{
    if (!enter('{'))
        return false;
    const ObjectShape::Gap *gap = shape.first(m_at, m_end);
    for (bool isFirst = true;; isFirst = false) {
        int meaning = 0;
        if (gap) {
            m_at += gap->size;
            skipSpace(); // there may be more of it than in the one that was learnt
            meaning = gap->meaning;
        } else {
            const char *const begin = m_at;
            skipSpace();
            if (isFirst ? peek() == '}' : !take(','))
                return leave('}');
            skipSpace();
            QByteArrayView name;
            if (!readName(&name))
                return false;
            meaning = meaningOf(name);
            if (isFirst)
                shape.learnFirst(begin, m_at, meaning);
            else
                shape.learnNext(begin, m_at, meaning);
        }
        if (!onMember(meaning))
            return false;
        gap = shape.next(m_at, m_end);
    }
}

template <typename OnElement>
bool JsonScanner::eachElement(OnElement &&onElement)
{
    if (!enter('['))
        return false;
    skipSpace();
    if (peek() == ']')
        return leave(']');
    do {
        skipSpace();
        if (!onElement())
            return false;
        skipSpace();
    } while (take(','));
    return leave(']');
}

} // namespace keydeck
