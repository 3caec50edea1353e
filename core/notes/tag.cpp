#include "core/notes/tag.h"

#include "core/base/format.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

tl::unexpected<Error> invalid(const QString &message)
{
    return failure(ErrorCode::InvalidInput, message);
}

} // namespace

Result<QString> checkTag(const QString &text)
{
    const QString tag = text.trimmed();
    const QString shown = u"“%1”"_s.arg(displayText(tag.left(MaximumTagLength)));
    if (tag.isEmpty())
        return invalid(u"The tag is blank: type a word."_s);
    if (tag.size() > MaximumTagLength)
        return invalid(u"The tag %1… is longer than %2 characters: shorten it."_s.arg(
            shown.chopped(1), QString::number(MaximumTagLength)));
    if (tag.contains(u','))
        return invalid(u"The tag %1 has a comma in it: give each tag by itself."_s.arg(shown));
    if (std::ranges::any_of(tag, [](QChar c) { return c.isSpace(); }))
        return invalid(
            u"The tag %1 has white space in it: write one word, such as “team-a”."_s.arg(shown));
    if (displayText(tag) != tag)
        return invalid(
            u"The tag %1 has invisible control characters in it: type it anew."_s.arg(shown));
    return tag;
}

bool isSameTag(const QString &a, const QString &b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

bool hasTag(const QStringList &tags, const QString &tag)
{
    return tags.contains(tag, Qt::CaseInsensitive);
}

QStringList withTag(QStringList tags, const QString &tag)
{
    if (!hasTag(tags, tag))
        tags += tag;
    return tags;
}

QStringList withoutTag(QStringList tags, const QString &tag)
{
    tags.removeIf([&](const QString &one) { return isSameTag(one, tag); });
    return tags;
}

} // namespace keydeck
