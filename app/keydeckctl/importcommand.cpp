#include "app/keydeckctl/commands.h"
#include "app/keydeckctl/importprint.h"
#include "app/keydeckctl/keptnotes.h"
#include "app/keydeckctl/proposals.h"
#include "app/keydeckctl/terminal.h"
#include "core/base/format.h"
#include "core/import/importfile.h"
#include "core/import/importing.h"

#include <QFileInfo>

#include <unistd.h>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> usage(const QString &what)
{
    return failure(ErrorCode::InvalidInput, u"%1; see keydeckctl import --help."_s.arg(what));
}

/// The file, or standard input.
struct Source
{
    QString path; ///< "-": standard input

    [[nodiscard]] bool isInput() const { return path == "-"_L1; }
    [[nodiscard]] QString name() const
    {
        return isInput() ? u"standard input"_s : QFileInfo(path).fileName();
    }
    /// As lines about its rows call it: what an editor can jump to.
    [[nodiscard]] QString place() const { return isInput() ? u"stdin"_s : path; }
};

Result<Source> source(const Context &context)
{
    if (context.invocation.arguments.isEmpty())
        return usage(u"Name the file to import, or - for standard input"_s);
    return Source{context.invocation.arguments.constFirst()};
}

Result<ImportReading> reading(const Context &context)
{
    ImportReading how;
    const QString format = context.value(Option::Format);
    if (format == "csv"_L1)
        how.format = ImportFormat::Csv;
    else if (format == "json"_L1)
        how.format = ImportFormat::Json;
    else if (context.has(Option::Format))
        return usage(u"--format “%1” is neither csv nor json"_s.arg(displayText(format)));
    const QString separator = context.value(Option::Separator);
    if (separator == "tab"_L1)
        how.separator = '\t';
    else if (separator == ","_L1 || separator == ";"_L1)
        how.separator = separator.front().toLatin1();
    else if (context.has(Option::Separator))
        return usage(u"--separator takes “,”, “;” or tab"_s);
    return how;
}

Result<ImportTable> readTable(const Context &context, const Source &from)
{
    return reading(context).and_then([&](const ImportReading &how) {
        const auto bytes = from.isInput() ? readImportInput(STDIN_FILENO, from.name())
                                          : readImportFile(from.path);
        return bytes.and_then([&](const QByteArray &content) {
            return readImportTable(content, from.isInput() ? from.name() : from.path, how);
        });
    });
}

Result<ImportMapping> mappingOf(const Context &context, const ImportTable &table)
{
    ImportMapping mapping = ImportMapping::guessed(table.columns);
    for (const QString &assignment : context.values(Option::Map)) {
        if (const auto taken = mapping.take(assignment, table); !taken)
            return failure(taken.error().code, u"--map: %1"_s.arg(taken.error().message));
    }
    if (mapping.columnOf(ImportField::Name) != ImportMapping::NoColumn)
        return mapping;
    QStringList labels;
    for (qsizetype column = 0; column < table.columns.size(); ++column)
        labels += u"“%1”"_s.arg(table.columnLabel(column));
    return failure(ErrorCode::InvalidInput,
        u"No column is called name: say which one has the names with --map name=COLUMN, of %1."_s
            .arg(labels.join(u", "_s)));
}

Result<ImportPlan> planned(const Context &context, const ImportTable &table, const KeySet &store)
{
    const auto wanted = proposal(context);
    if (!wanted)
        return tl::make_unexpected(wanted.error());
    ImportDefaults defaults{
        wanted->tokenLimitPer5h, wanted->expiryDate, wanted->model.value_or(QString())};
    if (context.has(Option::Prefix))
        defaults.prefix = context.value(Option::Prefix);
    return mappingOf(context, table).and_then([&](const ImportMapping &mapping) {
        return planImport(table, {mapping, defaults, context.clock.nowMs()}, store);
    });
}

/// All rows are good, or the person leaves the bad ones out.
Result<> checkRows(const Context &context, const ImportPlan &plan)
{
    if (plan.bad > 0 && !context.has(Option::SkipBad))
        return failure(ErrorCode::InvalidInput,
            u"Nothing was imported, since %1 of %2 rows cannot be: mend them, or leave them out "
            "with --skip-bad."_s.arg(plan.bad)
                .arg(qsizetype(plan.rows.size())));
    if (plan.good() == 0)
        return failure(ErrorCode::InvalidInput,
            u"Nothing was imported, since none of the rows can be: mend them."_s);
    return {};
}

Result<> write(
    const Context &context, const Source &from, const KeySet &store, const ImportPlan &plan)
{
    const auto edit = notesFile(context).and_then(
        [&](const NotesFile &file) { return prepareImport(file, store, plan, from.name()); });
    if (!edit)
        return tl::make_unexpected(edit.error());
    return applyEdit(context, *edit->command).and_then([&](const EditOutcome &outcome) {
        if (!edit->saying.isEmpty())
            note(edit->saying);
        return printImported(context, plan, outcome.keys);
    });
}

Result<> decide(
    const Context &context, const Source &from, const KeySet &store, const ImportPlan &plan)
{
    noteRows(from.place(), plan, RowNotes::Faults);
    if (const auto good = checkRows(context, plan); !good)
        return good;
    if (context.has(Option::DryRun)) {
        noteRows(from.place(), plan, RowNotes::Remarks);
        return printPlan(context, plan);
    }
    if (isConversation() && !from.isInput() && !context.has(Option::Yes)) {
        noteRows(from.place(), plan, RowNotes::Remarks);
        if (!askYesNo(u"Import %1 of %2 rows as new keys? [y/N] "_s.arg(plan.good())
                          .arg(qsizetype(plan.rows.size()))))
            return failure(
                ErrorCode::Failed, u"Nothing was imported, since you did not say yes."_s);
    }
    return write(context, from, store, plan);
}

} // namespace

Result<> runImport(const Context &context)
{
    return source(context).and_then([&](const Source &from) {
        const auto store
            = context.has(Option::DryRun) ? loadKeys(context) : loadKeysToEdit(context);
        return store.and_then([&](const KeySet &keys) {
            return readTable(context, from)
                .and_then([&](const ImportTable &table) { return planned(context, table, keys); })
                .and_then(
                    [&](const ImportPlan &plan) { return decide(context, from, keys, plan); });
        });
    });
}

} // namespace keydeck
