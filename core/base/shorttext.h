// Texts to look up by, of which few characters stand in the object itself.
#pragma once

#include "core/base/latin1words.h"

#include <QHash>
#include <QString>

namespace keydeck {

/// A text as it is looked for. Its hash and comparing it come to a fraction of a QString's. Lives
/// no longer than the QString.
class ShortTextView final
{
public:
    explicit ShortTextView(const QString &text) : m_text(text), m_isShort(m_words.pack(text)) { }

    /// Spread over all bits. Nobody who does not know the seed can aim a short text at it
    /// (Latin1Words); any other is as hard to aim as a QString is at qHash().
    [[nodiscard]] size_t hash(size_t seed) const
    {
        return m_isShort ? m_words.hash(seed) : Latin1Words::spread(qHash(m_text, seed));
    }

private:
    friend class ShortText;

    const QString &m_text;
    Latin1Words m_words;
    bool m_isShort;
};

/// The same, to be kept: compared by a look at this object's memory alone where the text is short
/// (Latin1Words), as API keys are. Any other is a QString elsewhere. 40 bytes.
class ShortText final
{
public:
    ShortText() = default;
    ~ShortText() { delete m_words.elsewhere(); }
    Q_DISABLE_COPY_MOVE(ShortText)

    /// Of an empty one.
    void assign(const ShortTextView &view)
    {
        m_words = view.m_words;
        if (!view.m_isShort)
            m_words.setElsewhere(new QString(view.m_text));
    }

    [[nodiscard]] QString toString() const
    {
        const QString *elsewhere = m_words.elsewhere();
        return elsewhere ? *elsewhere : m_words.toString();
    }

    [[nodiscard]] bool operator==(const ShortTextView &other) const
    {
        if (other.m_isShort)
            return m_words == other.m_words;
        const QString *elsewhere = m_words.elsewhere();
        return elsewhere && *elsewhere == other.m_text;
    }

private:
    Latin1Words m_words;
};

} // namespace keydeck
