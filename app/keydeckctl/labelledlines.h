// Facts about one key, a line each: what it is called, and what it is.
#pragma once

#include "core/notes/keynote.h"

namespace keydeck {

class LabelledLines final
{
public:
    /// columns: of the terminal that values are wrapped for, 0 for none.
    explicit LabelledLines(int columns = 0) : m_columns(columns) { }

    /// An empty label goes on with the line before.
    void add(const QString &label, const QString &value);
    /// Tags, note, owner and contact, as far as they are there. Safe to print.
    void addNote(const KeyNote &note);

    [[nodiscard]] QString text() const { return m_text; }

private:
    int m_columns;
    QString m_text;
};

} // namespace keydeck
