#include "ui/window/csvexport.h"

#include "core/report/csvwriter.h"
#include "core/report/keyreport.h"

namespace keydeck {

Result<> writeCsv(
    const QString &path, const KeySet &keys, const std::vector<qsizetype> &indexes, qint64 nowMs)
{
    return writeReport(path, csvText(keyReport(keys, indexes, nowMs)), false);
}

} // namespace keydeck
