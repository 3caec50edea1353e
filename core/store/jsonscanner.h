// A strict JSON scanner: it accepts exactly what JavaScript's JSON.parse accepts, keeps every
// number's text, and tells where each value stands. It builds no tree.
#pragma once

#include "core/base/result.h"

#include <QByteArrayView>

#include <functional>

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
};

/// A cursor over one document. The caller pulls: it knows which members it wants the spans of, and
/// has everything else validated and skipped. After the first fault every call returns false.
///
/// Thread: any, one at a time. Cost: one pass, no allocation.
class JsonScanner final
{
public:
    explicit JsonScanner(QByteArrayView text) : m_text(text) { }

    /// White space, one value of any kind, white space, end. False with fault() set otherwise.
    [[nodiscard]] bool validateDocument();

    /// Walks the object or array that starts at the cursor and calls back for each member, with the
    /// cursor on the member's value; the callback must consume it (skipValue, eachMember, …) and
    /// returns false to give up. The name is the text between the quotes, still escaped.
    [[nodiscard]] bool eachMember(const std::function<bool(QByteArrayView name)> &onMember);
    [[nodiscard]] bool eachElement(const std::function<bool()> &onElement);

    /// Validates and passes one value; span is its text without white space around it.
    [[nodiscard]] bool skipValue(QByteArrayView *span = nullptr);

    void skipSpace();
    [[nodiscard]] char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] qsizetype offset() const { return m_at; }
    [[nodiscard]] JsonFault fault() const;

private:
    QByteArrayView m_text;
    qsizetype m_at = 0;
    int m_depth = 0;
    const char *m_what = nullptr;
};

} // namespace keydeck
