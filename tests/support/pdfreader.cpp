#include "tests/support/pdfreader.h"

#include "tests/support/otherprogram.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace keydeck::test {

using namespace Qt::StringLiterals;

namespace {

void append(QStringList &found, const QJsonArray &outlines, const QString &above)
{
    for (const QJsonValue &outline : outlines) {
        const QString name = above + outline[u"title"_s].toString();
        found += u"%1 @ %2"_s.arg(name).arg(outline[u"destpageposfrom1"_s].toInt());
        append(found, outline[u"kids"_s].toArray(), name + u" > "_s);
    }
}

QStringList lines(const QByteArray &answer)
{
    return QString::fromUtf8(answer).split(u'\n', Qt::SkipEmptyParts);
}

} // namespace

PdfReader::PdfReader(const QByteArray &pdf)
{
    QFile file(path());
    if (!file.open(QIODevice::WriteOnly) || file.write(pdf) != pdf.size())
        qFatal("no room for a PDF");
}

QString PdfReader::path() const
{
    return m_directory.filePath(u"report.pdf"_s);
}

QString PdfReader::text() const
{
    return QString::fromUtf8(answerOf(u"pdftotext"_s, {u"-layout"_s, path(), u"-"_s}));
}

QStringList PdfReader::pages() const
{
    QStringList found = text().split(u'\f');
    found.removeLast(); // each page ends in one
    return found;
}

QHash<QString, QString> PdfReader::info() const
{
    QHash<QString, QString> found;
    for (const QString &line : lines(answerOf(u"pdfinfo"_s, {path()})))
        found.insert(line.section(u':', 0, 0), line.section(u':', 1).trimmed());
    return found;
}

QList<std::pair<QString, bool>> PdfReader::fonts() const
{
    // "name type encoding emb sub uni object ID": the type may be of two words.
    const QRegularExpression embedded(uR"(\s(yes|no)\s+(?:yes|no)\s+(?:yes|no)\s+\d+\s+\d+\s*$)"_s);
    QList<std::pair<QString, bool>> found;
    for (const QString &line : lines(answerOf(u"pdffonts"_s, {path()})).mid(2)) {
        const auto match = embedded.match(line);
        found.append({line.section(u' ', 0, 0), match.captured(1) == u"yes"_s});
    }
    return found;
}

QStringList PdfReader::bookmarks() const
{
    const QByteArray json = answerOf(u"qpdf"_s, {u"--json=1"_s, u"--json-key=outlines"_s, path()});
    QStringList found;
    append(found, QJsonDocument::fromJson(json)[u"outlines"_s].toArray(), {});
    return found;
}

QRectF PdfReader::inked(int page) const
{
    constexpr int Scale = 1; // pixels a point
    const QString number = QString::number(page);
    const QByteArray pgm = answerOf(u"pdftoppm"_s,
        {u"-gray"_s, u"-r"_s, QString::number(72 * Scale), u"-f"_s, number, u"-l"_s, number,
            path()});
    const QRegularExpression head(uR"(^P5\s(\d+)\s(\d+)\s255\s)"_s);
    const auto match = head.match(QString::fromLatin1(pgm.left(40)));
    const int width = match.captured(1).toInt(), height = match.captured(2).toInt();
    const QByteArray pixels = pgm.mid(match.capturedLength());
    if (!match.hasMatch() || pixels.size() < qsizetype(width) * height)
        return {};
    QRect found;
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            if (quint8(pixels[qsizetype(y) * width + x]) < 0xf0)
                found |= QRect(x, y, 1, 1);
        }
    }
    return found;
}

QList<std::pair<QString, QRectF>> PdfReader::words() const
{
    const QRegularExpression element(
        uR"re(<(page|word)((?: \w+="[\d.]+")+)>(?:([^<]*)</word>)?)re"_s);
    const QRegularExpression number(uR"re("([\d.]+)")re"_s);
    QList<std::pair<QString, QRectF>> found;
    double above = 0, height = 0;
    const QString html = QString::fromUtf8(answerOf(u"pdftotext"_s, {u"-bbox"_s, path(), u"-"_s}));
    for (const auto &match : element.globalMatch(html)) {
        QList<double> numbers;
        for (const auto &figure : number.globalMatch(match.captured(2)))
            numbers += figure.captured(1).toDouble();
        if (match.captured(1) == u"page"_s) {
            above += height;
            height = numbers.value(1);
        } else {
            found.append({match.captured(3),
                QRectF(QPointF(numbers.value(0), numbers.value(1)),
                    QPointF(numbers.value(2), numbers.value(3)))
                    .translated(0, above)});
        }
    }
    return found;
}

int PdfReader::images() const
{
    return int(lines(answerOf(u"pdfimages"_s, {u"-list"_s, path()})).size()) - 2; // below its head
}

QString PdfReader::complaints() const
{
    const QByteArray answer = answerOf(u"qpdf"_s, {u"--check"_s, path()});
    return answer.contains("No syntax or stream encoding errors found") ? QString()
                                                                        : QString::fromUtf8(answer);
}

} // namespace keydeck::test
