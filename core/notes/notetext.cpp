#include "core/notes/notetext.h"

#include "core/base/format.h"

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

tl::unexpected<Error> tooLong(const QString &what, qsizetype maximum)
{
    return failure(ErrorCode::InvalidInput,
        u"The %1 is longer than %2 characters: shorten it."_s.arg(what, QString::number(maximum)));
}

} // namespace

Result<QString> checkNoteText(const QString &text)
{
    const QString note = text.trimmed();
    if (note.size() > MaximumNoteLength)
        return tooLong(u"note"_s, MaximumNoteLength);
    QString onOneLine = note;
    onOneLine.replace(u'\n', u' ').replace(u'\t', u' ');
    if (displayText(onOneLine) != onOneLine) {
        return failure(ErrorCode::InvalidInput,
            u"The note has invisible control characters in it: type it anew."_s);
    }
    return note;
}

Result<QString> checkNoteLine(const QString &what, const QString &text)
{
    const QString line = text.trimmed();
    if (line.size() > MaximumNoteLineLength)
        return tooLong(what, MaximumNoteLineLength);
    if (displayText(line) != line) {
        return failure(ErrorCode::InvalidInput,
            u"The %1 has line breaks or invisible control characters in it: write it on one "
            u"line."_s.arg(what));
    }
    return line;
}

} // namespace keydeck
