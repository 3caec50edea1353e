#include "ui/details/recordtext.h"

#include "core/base/fingerprint.h"
#include "core/base/format.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

constexpr qsizetype ShortestReplaced = 8;

QString maskedLiteral(const JsonValue &value)
{
    return QString::fromUtf8(jsonStringText(maskedKey(value.toString())));
}

/// Masks every member called "key": of several, the gateway reads the last, but the others may have
/// been keys once. And the key wherever else it stands.
QString withMaskedKeys(const ApiKey &key)
{
    static const QRegularExpression member(uR"re("key"\s*:\s*("(?:[^"\\]|\\.)*"))re"_s);
    const QString text = QString::fromUtf8(key.text());
    QString out;
    qsizetype done = 0;
    for (const QRegularExpressionMatch &match : member.globalMatch(text)) {
        const QByteArray literal = match.captured(1).toUtf8();
        out += QStringView(text).mid(done, match.capturedStart(1) - done);
        out += maskedLiteral(JsonValue(literal));
        done = match.capturedEnd(1);
    }
    out += QStringView(text).mid(done);

    const JsonValue current = key.value(KeyField::Key);
    if (current.text().size() >= ShortestReplaced) {
        out.replace(QString::fromUtf8(current.text()), maskedLiteral(current));
        out.replace(current.toString(), maskedKey(current.toString()));
    }
    return out;
}

/// Takes away the indentation that the whole record has in the store: that of its closing brace.
void outdent(QStringList *lines)
{
    const QString &last = lines->last();
    const qsizetype indent
        = std::find_if(last.begin(), last.end(), [](QChar c) { return c != u' '; }) - last.begin();
    for (QString &line : *lines) {
        if (QStringView(line).left(indent).trimmed().isEmpty()) {
            line.remove(0, indent);
        }
    }
}

} // namespace

QString recordText(const ApiKey &key)
{
    const QString text = withMaskedKeys(key);
    QStringList lines;
    for (QString line : text.left(MaximumShownRecord).split(u'\n')) {
        lines << displayText(line.remove(u'\r').replace(u'\t', u"    "_s));
    }
    outdent(&lines);
    if (text.size() > MaximumShownRecord) {
        lines << QCoreApplication::translate("keydeck::RecordText", "… and %1 more characters")
                     .arg(formatCount(double(text.size() - MaximumShownRecord)));
    }
    return lines.join(u'\n');
}

} // namespace keydeck
