#include "core/import/importmapping.h"

#include "core/import/importecho.h"
#include "core/import/importtable.h"

#include <algorithm>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> invalid(const QString &message)
{
    return failure(ErrorCode::InvalidInput, message);
}

QString fieldIds()
{
    QStringList ids;
    for (int field = 0; field < ImportFieldCount; ++field)
        ids += importFieldId(ImportField(field));
    return ids.join(u", "_s);
}

QString columnLabels(const ImportTable &table)
{
    QStringList labels;
    for (qsizetype column = 0; column < table.columns.size(); ++column)
        labels += u"“%1”"_s.arg(table.columnLabel(column));
    return labels.join(u", "_s);
}

Result<int> columnNamed(const QString &name, const ImportTable &table)
{
    bool isNumber = false;
    const int number = name.startsWith(u'#') ? name.sliced(1).toInt(&isNumber) : 0;
    if (isNumber && number >= 1 && number <= table.columns.size())
        return number - 1;
    for (const Qt::CaseSensitivity sensitivity : {Qt::CaseSensitive, Qt::CaseInsensitive}) {
        const auto isNamed
            = [&](const QString &column) { return column.compare(name, sensitivity) == 0; };
        const auto count = std::ranges::count_if(table.columns, isNamed);
        if (count > 1)
            return invalid(u"There are %1 columns called “%2”: say which by its number, as in "
                           "--map name=#1."_s.arg(count)
                               .arg(echoedCell(name)));
        if (count == 1)
            return int(std::ranges::find_if(table.columns, isNamed) - table.columns.begin());
    }
    return invalid(
        u"There is no column “%1”: the file has %2."_s.arg(echoedCell(name), columnLabels(table)));
}

} // namespace

ImportMapping ImportMapping::guessed(const QStringList &columns)
{
    QStringList titles;
    for (const QString &column : columns)
        titles += importTitle(column);
    ImportMapping mapping;
    for (int field = 0; field < ImportFieldCount; ++field) {
        for (const QString &title : importTitles(ImportField(field))) {
            const int column = int(titles.indexOf(title));
            if (column < 0)
                continue;
            mapping.setColumn(ImportField(field), column);
            titles[column].clear(); // taken
            break;
        }
    }
    return mapping;
}

int ImportMapping::mappedCount() const
{
    return int(std::ranges::count_if(m_columns, [](int column) { return column != NoColumn; }));
}

Result<> ImportMapping::take(const QString &assignment, const ImportTable &table)
{
    const qsizetype sign = assignment.indexOf(u'=');
    const auto field = importFieldNamed(assignment.left(std::max<qsizetype>(sign, 0)).trimmed());
    if (!field)
        return invalid(u"“%1” says of no field which column it is: write it like name=Column, for "
                       "one of %2."_s.arg(echoedCell(assignment), fieldIds()));
    const QString name = assignment.sliced(sign + 1).trimmed();
    if (name.isEmpty()) {
        setColumn(*field, NoColumn);
        return {};
    }
    return columnNamed(name, table).map([&](int column) { setColumn(*field, column); });
}

} // namespace keydeck
