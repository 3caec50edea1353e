#include "core/report/csvwriter.h"

#include "core/store/jsonvalue.h"

#include <utility>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr QChar FormulaGuard = u'\'';

/// What a spreadsheet would calculate instead of show.
bool looksLikeFormula(QStringView text)
{
    return !text.isEmpty() && QStringView(u"=+-@\t\r").contains(text.front());
}

QByteArray quoted(QString text, char separator)
{
    if (looksLikeFormula(text))
        text.prepend(FormulaGuard);
    QByteArray field = text.toUtf8();
    if (field.indexOf(separator) < 0 && field.indexOf('"') < 0 && field.indexOf('\n') < 0
        && field.indexOf('\r') < 0)
        return field;
    return '"' + field.replace('"', "\"\"") + '"';
}

QByteArray fieldText(const QVariant &cell, char separator)
{
    switch (cell.typeId()) {
    case QMetaType::LongLong:
        return QByteArray::number(cell.toLongLong());
    case QMetaType::Double:
        return jsonNumberText(cell.toDouble());
    default:
        return quoted(cell.toString(), separator);
    }
}

template <typename Cells, typename ToText>
void appendLine(QByteArray &csv, const Cells &cells, char separator, ToText toText)
{
    bool first = true;
    for (const auto &cell : cells) {
        if (!std::exchange(first, false))
            csv += separator;
        csv += toText(cell, separator);
    }
    csv += "\r\n";
}

} // namespace

QByteArray csvText(const ReportTable &table, const CsvStyle &style)
{
    QByteArray csv = style.hasByteOrderMark ? QByteArray("\xef\xbb\xbf") : QByteArray();
    appendLine(csv, table.columns, style.separator, quoted);
    for (const QVariantList &row : table.rows)
        appendLine(csv, row, style.separator, fieldText);
    return csv;
}

QString withoutFormulaGuard(const QString &cell)
{
    const bool isGuarded
        = cell.startsWith(FormulaGuard) && looksLikeFormula(QStringView(cell).mid(1));
    return isGuarded ? cell.sliced(1) : cell;
}

} // namespace keydeck
