#include "core/import/importtable.h"

#include "core/base/format.h"
#include "core/import/csvreader.h"
#include "core/import/importecho.h"
#include "core/import/importjson.h"
#include "core/import/importmapping.h"
#include "core/report/csvwriter.h"
#include "core/store/jsonscanner.h"

#include <algorithm>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView ByteOrderMark = "\xEF\xBB\xBF";
constexpr int RowsBetweenTellings = 512;

bool isUtf16(const QByteArray &bytes)
{
    return bytes.startsWith("\xFF\xFE") || bytes.startsWith("\xFE\xFF");
}

/// The text without its byte order mark, or what and where it is no UTF-8 text.
Result<QByteArrayView> checkedText(const QByteArray &bytes, const QString &name)
{
    QByteArrayView text(bytes);
    if (text.startsWith(ByteOrderMark))
        text = text.sliced(ByteOrderMark.size());
    const QString remedy = u"save it as UTF-8 (“CSV UTF-8” in a spreadsheet) and choose it again"_s;
    if (isUtf16(bytes))
        return importFault(name, 1, u"the file is UTF-16: "_s + remedy);
    int line = 1;
    for (qsizetype begin = 0; begin < text.size(); ++line) {
        qsizetype end = text.indexOf('\n', begin);
        end = end < 0 ? text.size() : end;
        const QByteArrayView part = text.sliced(begin, end - begin);
        if (part.contains('\0'))
            return importFault(name, line,
                u"there is a NUL character, as in UTF-16 or in no text at all: "_s + remedy);
        if (!part.isValidUtf8())
            return importFault(name, line, u"there are bytes that are not UTF-8: "_s + remedy);
        begin = end + 1;
    }
    return text;
}

/// The separator that finds the most fields in the header, and the most columns among equals.
char guessedSeparator(QByteArrayView text)
{
    char best = ImportSeparators[0];
    std::pair<int, qsizetype> bestScore{-1, -1};
    for (const char separator : ImportSeparators) {
        CsvRow header;
        CsvReader reader(text, separator);
        if (!reader.readRow(&header))
            continue;
        const std::pair score{
            ImportMapping::guessed(header.cells).mappedCount(), header.cells.size()};
        if (score > bestScore) {
            bestScore = score;
            best = separator;
        }
    }
    return best;
}

bool isBlank(const QStringList &cells)
{
    return std::ranges::all_of(cells, [](const QString &cell) { return cell.trimmed().isEmpty(); });
}

QString raggedSentence(qsizetype cells, qsizetype columns)
{
    return u"It has %1 cells where the header has %2: put cells that hold the separator into "
           "quotes, and leave none out."_s.arg(cells)
               .arg(columns);
}

Result<ImportTable> readCsvTable(
    QByteArrayView text, const QString &name, char separator, const ImportProgress &progress)
{
    ImportTable table{ImportFormat::Csv, separator, {}, {}};
    CsvReader reader(text, separator);
    CsvRow row;
    for (int count = 0; reader.readRow(&row); ++count) {
        if (count % RowsBetweenTellings == 0 && !goesOn(progress, reader.offset(), text.size()))
            return importStopped();
        if (isBlank(row.cells))
            continue;
        for (QString &cell : row.cells)
            cell = withoutFormulaGuard(cell);
        if (table.columns.isEmpty()) {
            for (const QString &title : std::as_const(row.cells))
                table.columns.append(title.trimmed());
            continue;
        }
        const bool isRagged = row.cells.size() != table.columns.size();
        const QString fault
            = isRagged ? raggedSentence(row.cells.size(), table.columns.size()) : QString();
        table.rows.push_back({row.line, std::move(row.cells), {}, fault});
    }
    if (!reader.fault().isEmpty())
        return importFault(name, reader.faultLine(), reader.fault());
    return table;
}

ImportFormat guessedFormat(QByteArrayView text)
{
    const auto first = std::ranges::find_if(text, [](char c) { return !isJsonSpace(c); });
    const bool isJson = first != text.end() && (*first == '{' || *first == '[');
    return isJson ? ImportFormat::Json : ImportFormat::Csv;
}

} // namespace

QString ImportTable::columnLabel(qsizetype column) const
{
    const QString label = echoedCell(columns.value(column));
    return label.isEmpty() ? u"column %1"_s.arg(column + 1) : label;
}

tl::unexpected<Error> importFault(const QString &name, int line, const QString &what)
{
    return failure(ErrorCode::InvalidInput,
        u"%1, line %2: %3."_s.arg(displayText(name), QString::number(line), what));
}

Result<ImportTable> readImportTable(const QByteArray &bytes, const QString &name,
    const ImportReading &how, const ImportProgress &progress)
{
    const auto text = checkedText(bytes, name);
    if (!text)
        return tl::make_unexpected(text.error());
    const bool isJson = how.format.value_or(guessedFormat(*text)) == ImportFormat::Json;
    auto table = isJson ? readJsonTable(*text, name, progress)
                        : readCsvTable(*text, name,
                            how.separator ? *how.separator : guessedSeparator(*text), progress);
    if (table && table->rows.empty())
        return failure(ErrorCode::InvalidInput,
            u"%1 has no keys to import: %2."_s.arg(displayText(name),
                isJson ? u"its list is empty"_s
                       : u"a header row is needed, and below it a row for each key"_s));
    return table;
}

} // namespace keydeck
