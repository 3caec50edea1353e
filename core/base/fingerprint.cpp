#include "core/base/fingerprint.h"

#include <QCryptographicHash>

#include <algorithm>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype TailLength = 4;
constexpr qsizetype MaximumPrefix = 5; // four characters and the underscore
constexpr qsizetype MinimumLength = 12;
constexpr qsizetype MinimumHidden = 8;

/// Node's: U+FFFD stands for half a surrogate pair, for which Qt writes "?".
QByteArray utf8Of(QStringView key)
{
    if (key.isValidUtf16())
        return key.toUtf8();
    QString whole;
    for (qsizetype i = 0; i < key.size(); ++i) {
        const bool isPair
            = key[i].isHighSurrogate() && i + 1 < key.size() && key[i + 1].isLowSurrogate();
        if (isPair)
            whole += key[i++];
        whole += isPair || !key[i].isSurrogate() ? key[i] : QChar(QChar::ReplacementCharacter);
    }
    return whole.toUtf8();
}

QByteArray digestOf(QStringView key)
{
    return QCryptographicHash::hash(utf8Of(key), QCryptographicHash::Sha256);
}

// Only what certainly shows as itself: anything else could reorder or break the line it stands in.
bool isHarmless(QChar c)
{
    const bool isPlain = c >= u' ' && c < u'\x7f';
    return isPlain || (c.isPrint() && !c.isSurrogate() && c.category() != QChar::Other_Format);
}

void appendShown(QStringView part, QString &text)
{
    for (const QChar c : part)
        text += isHarmless(c) ? c : u'?';
}

} // namespace

QString fullFingerprint(QStringView key)
{
    return QString::fromLatin1(digestOf(key).toHex());
}

QString fingerprint(QStringView key)
{
    return fullFingerprint(key).left(FingerprintDigits);
}

bool isFingerprintStart(QStringView text, int fewest)
{
    return text.size() >= fewest && text.size() <= FullFingerprintDigits
        && std::ranges::all_of(text, [](QChar c) {
               return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f')
                   || (c >= u'A' && c <= u'F');
           });
}

bool hasFingerprintStart(QStringView key, QStringView digits)
{
    constexpr QStringView Hex = u"0123456789abcdef";
    if (digits.size() > FullFingerprintDigits)
        return false;
    const QByteArray digest = digestOf(key);
    for (qsizetype i = 0; i < digits.size(); ++i) {
        const int byte = uchar(digest[i / 2]);
        if (digits[i] != Hex[i % 2 == 0 ? byte >> 4 : byte & 0xf])
            return false;
    }
    return true;
}

QString maskedKey(QStringView key)
{
    const qsizetype prefix = key.left(MaximumPrefix).indexOf(u'_') + 1;
    const qsizetype hidden = key.size() - prefix;
    if (key.size() < MinimumLength || hidden < MinimumHidden)
        return u"••••••••"_s;
    const qsizetype tail = hidden - TailLength >= MinimumHidden ? TailLength : 0;
    QString masked;
    masked.reserve(prefix + 1 + tail);
    appendShown(key.left(prefix), masked);
    masked += u'…';
    appendShown(key.right(tail), masked);
    return masked;
}

} // namespace keydeck
