#include "app/keydeckctl/labelledlines.h"

#include "app/keydeckctl/terminal.h"
#include "core/base/format.h"

#include <algorithm>
#include <utility>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype LabelWidth = 13;

} // namespace

void LabelledLines::add(const QString &label, const QString &value)
{
    const int room = m_columns > 0 ? std::max(1, m_columns - int(LabelWidth)) : 0;
    QString left = label.leftJustified(LabelWidth);
    for (const QString &line : wrapped(value, room))
        m_text += std::exchange(left, QString(LabelWidth, u' ')) + line + u'\n';
}

void LabelledLines::addNote(const KeyNote &note)
{
    const auto addText = [this](QString label, const QString &text) {
        for (const QString &line : text.split(u'\n', Qt::SkipEmptyParts))
            add(std::exchange(label, QString()), displayText(line));
    };
    addText(u"Tags"_s, note.tags.join(u", "_s));
    addText(u"Note"_s, note.note);
    addText(u"Owner"_s, note.owner);
    addText(u"Contact"_s, note.contact);
}

} // namespace keydeck
