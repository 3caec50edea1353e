#include "core/base/fingerprint.h"

#include <QCryptographicHash>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype TailLength = 4;
constexpr qsizetype MaximumPrefix = 5; // four characters and the underscore
constexpr qsizetype MinimumLength = 12;
constexpr qsizetype MinimumHidden = 8;

// Only what certainly shows as itself: anything else could reorder or break the line it stands in.
QString shown(QStringView part)
{
    QString text = part.toString();
    for (QChar &c : text) {
        if (!c.isPrint() || c.isSurrogate() || c.category() == QChar::Other_Format)
            c = u'?';
    }
    return text;
}

} // namespace

QString fullFingerprint(QStringView key)
{
    return QString::fromLatin1(
        QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha256).toHex());
}

QString fingerprint(QStringView key)
{
    return fullFingerprint(key).left(FingerprintDigits);
}

QString maskedKey(QStringView key)
{
    const qsizetype prefix = key.left(MaximumPrefix).indexOf(u'_') + 1;
    const qsizetype hidden = key.size() - prefix;
    if (key.size() < MinimumLength || hidden < MinimumHidden)
        return u"••••••••"_s;
    const qsizetype tail = hidden - TailLength >= MinimumHidden ? TailLength : 0;
    return shown(key.left(prefix)) + u'…' + shown(key.right(tail));
}

} // namespace keydeck
