#include "core/import/importjson.h"

#include "core/store/jsonscanner.h"
#include "core/store/jsonvalue.h"

#include <QHash>

#include <algorithm>
#include <cmath>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr int RowsBetweenTellings = 512;
constexpr qsizetype MostColumns = 256;
constexpr double LargestExactInteger = 9007199254740991.0; // 2^53 - 1

QString decoded(QByteArrayView escapedName)
{
    return JsonValue('"' + escapedName.toByteArray() + '"').toString();
}

/// 250000 and 2.5e5 are the same figure.
QString numberText(const JsonValue &value)
{
    const double number = value.toNumber();
    if (number == std::trunc(number) && std::abs(number) <= LargestExactInteger)
        return QString::number(qint64(number));
    return QString::fromUtf8(value.text());
}

/// A list of strings, joined; nothing: something else is in it.
std::optional<QString> joinedStrings(QByteArrayView list)
{
    QStringList strings;
    bool allStrings = true;
    JsonScanner scanner(list);
    const bool walked = scanner.eachElement([&] {
        QByteArrayView element;
        if (!scanner.skipValue(&element))
            return false;
        allStrings = allStrings && JsonValue(element).isString();
        strings.append(JsonValue(element).toString());
        return true;
    });
    return walked && allStrings ? std::optional(strings.join(u',')) : std::nullopt;
}

/// Walks one list and fills the table.
class JsonRows final
{
public:
    JsonRows(QByteArrayView text, const QString &name, const ImportProgress &progress)
        : m_text(text)
        , m_name(name)
        , m_progress(progress)
    { }

    /// begin: where the list stands in the text, which is valid JSON.
    [[nodiscard]] Result<ImportTable> read(qsizetype begin)
    {
        m_lineAt = begin;
        m_line += int(std::ranges::count(m_text.first(begin), '\n'));
        JsonScanner scanner(m_text.sliced(begin));
        const bool walked = scanner.eachElement([&] {
            noteLine(begin + scanner.offset());
            if (m_table.rows.size() % RowsBetweenTellings == 0
                && !goesOn(m_progress, m_lineAt, m_text.size()))
                return false;
            return scanner.peek() == '{' ? readObject(scanner) : readOther(scanner);
        });
        if (m_hasTooMany)
            return importFault(m_name, m_line,
                u"there are more than %1 kinds of fields by then, so this is no list of keys"_s.arg(
                    MostColumns));
        if (!walked)
            return importStopped();
        for (ImportRow &row : m_table.rows)
            row.cells.resize(m_table.columns.size());
        return std::move(m_table);
    }

private:
    void noteLine(qsizetype offset)
    {
        m_line += int(std::ranges::count(m_text.sliced(m_lineAt, offset - m_lineAt), '\n'));
        m_lineAt = offset;
    }

    [[nodiscard]] bool readOther(JsonScanner &scanner)
    {
        m_table.rows.push_back({m_line, {}, {},
            u"It is not an object with the fields of a key: write {\"name\": …}, or take it "
            "away."_s});
        return scanner.skipValue();
    }

    [[nodiscard]] bool readObject(JsonScanner &scanner)
    {
        ImportRow row{m_line, {}};
        const bool walked = scanner.eachMember([&](QByteArrayView name) {
            QByteArrayView value;
            if (!scanner.skipValue(&value))
                return false;
            const qsizetype column = columnOf(name);
            m_hasTooMany = column >= MostColumns;
            if (!m_hasTooMany)
                take(column, JsonValue(value), row);
            return !m_hasTooMany;
        });
        m_table.rows.push_back(std::move(row));
        return walked;
    }

    [[nodiscard]] qsizetype columnOf(QByteArrayView name)
    {
        const QByteArray key = name.toByteArray();
        const auto known = m_columns.constFind(key);
        if (known != m_columns.constEnd())
            return *known;
        const QString title = decoded(name);
        qsizetype column = m_table.columns.indexOf(title); // "n\u0061me" is "name"
        if (column < 0) {
            column = m_table.columns.size();
            m_table.columns.append(title);
        }
        m_columns.insert(key, column);
        return column;
    }

    static void take(qsizetype column, const JsonValue &value, ImportRow &row)
    {
        if (row.cells.size() <= column)
            row.cells.resize(column + 1);
        std::erase(row.structured, column); // of members with one name the last counts
        QString &cell = row.cells[column];
        cell.clear();
        switch (value.kind()) {
        case JsonKind::String:
            cell = value.toString();
            break;
        case JsonKind::Number:
            cell = numberText(value);
            break;
        case JsonKind::Bool:
            cell = QString::fromUtf8(value.text());
            break;
        case JsonKind::Array:
            if (const auto joined = joinedStrings(value.text()))
                cell = *joined;
            else
                row.structured.push_back(column);
            break;
        case JsonKind::Object:
            row.structured.push_back(column);
            break;
        case JsonKind::Missing:
        case JsonKind::Null:
            break;
        }
    }

    QByteArrayView m_text;
    const QString &m_name;
    const ImportProgress &m_progress;
    ImportTable m_table{ImportFormat::Json, ',', {}, {}};
    QHash<QByteArray, qsizetype> m_columns; ///< by the name as it is escaped
    bool m_hasTooMany = false; ///< columns: every row would have a cell in each
    qsizetype m_lineAt = 0;
    int m_line = 1; ///< of m_lineAt
};

/// Where the list of keys stands in a valid document; -1: there is none.
qsizetype listOffset(QByteArrayView text)
{
    JsonScanner scanner(text);
    scanner.skipSpace();
    if (scanner.peek() == '[')
        return scanner.offset();
    if (scanner.peek() != '{')
        return -1;
    qsizetype keys = -1, first = -1;
    const bool walked = scanner.eachMember([&](QByteArrayView name) {
        if (scanner.peek() == '[' && name == "keys")
            keys = scanner.offset();
        else if (scanner.peek() == '[' && first < 0)
            first = scanner.offset();
        return scanner.skipValue();
    });
    return !walked ? -1 : keys >= 0 ? keys : first;
}

} // namespace

Result<ImportTable> readJsonTable(
    QByteArrayView text, const QString &name, const ImportProgress &progress)
{
    JsonScanner document(text);
    if (!document.validateDocument()) {
        const JsonFault fault = document.fault();
        return importFault(name, fault.line,
            u"this is not JSON, since %1 (column %2): mend it, or choose CSV"_s.arg(
                fault.what, QString::number(fault.column)));
    }
    const qsizetype list = listOffset(text);
    if (list < 0)
        return importFault(name, 1,
            u"there is no list of keys: write [{\"name\": …}, …], or {\"keys\": […]} as a store "
            "has it"_s);
    return JsonRows(text, name, progress).read(list);
}

} // namespace keydeck
