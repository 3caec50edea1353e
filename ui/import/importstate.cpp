#include "ui/import/importstate.h"

#include "core/base/format.h"
#include "ui/keys/keytext.h"

namespace keydeck {

namespace {

QString rowCount(qsizetype count)
{
    return count == 1 ? ImportState::tr("1 row")
                      : ImportState::tr("%1 rows").arg(formatCount(double(count)));
}

} // namespace

QString ImportState::block() const
{
    if (!lock.isEmpty())
        return lock;
    if (isWriting)
        return tr("It is being imported.");
    if (isReading)
        return tr("The file is still being read.");
    if (!table)
        return tr("Choose a file first.");
    if (isTyped)
        return tr("Press Return in the file's line to read that file.");
    if (!problem.isEmpty())
        return problem;
    if (!hasNames)
        return tr("Choose the column that has the names.");
    if (!plan || plan->good() == 0)
        return tr("None of the rows can be imported: each says why.");
    if (plan->bad > 0 && !leavesOutBad)
        return tr("%1 of %2 cannot be imported, so nothing is. Mend the file, choose other "
                  "columns, or leave them out.")
            .arg(formatCount(double(plan->bad)), rowCount(qsizetype(plan->rows.size())));
    return {};
}

QString ImportState::verb() const
{
    if (isWriting)
        return tr("Importing…");
    return plan && plan->good() > 0 ? tr("&Import %1").arg(keyCount(plan->good())) : tr("&Import");
}

QString ImportState::summary() const
{
    if (isWriting)
        return isStopping ? tr("Stopping…") : tr("Importing…");
    if (isReading)
        return table ? tr("Looking at the rows…") : tr("Reading…");
    const QString blocked = block();
    if (!blocked.isEmpty() || !plan)
        return table || !lock.isEmpty() ? blocked : QString();
    const QString left = plan->bad == 0 ? QString() : tr("Left out: %1.").arg(rowCount(plan->bad));
    const QString made = plan->generated == 0
        ? QString()
        : tr("New keys are made for %1.").arg(formatCount(double(plan->generated)));
    return joinSentences({tr("%1 will be added in one write, which can be undone as one.")
                              .arg(keyCount(plan->good())),
        made, left});
}

QString ImportState::shape() const
{
    if (!table)
        return tr("Columns are known by their titles: name, key, limit, expires, model …");
    const QString format = table->format == ImportFormat::Csv ? tr("CSV") : tr("JSON");
    return tr("%1, %2, %3 columns")
        .arg(format, rowCount(qsizetype(table->rows.size())),
            formatCount(double(table->columns.size())));
}

} // namespace keydeck
