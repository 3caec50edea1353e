#include "app/keydeckctl/importprint.h"

#include "app/keydeckctl/keptnotes.h"
#include "app/keydeckctl/terminal.h"
#include "core/base/fingerprint.h"
#include "core/base/format.h"
#include "core/command/recordfinder.h"
#include "core/import/importecho.h"
#include "core/report/keyjson.h"
#include "core/report/notejson.h"

#include <QJsonObject>

#include <cstdio>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

/// [{"line": 7, "faults": ["…"]}] of the rows that are left out.
QJsonArray leftOut(const ImportPlan &plan)
{
    QJsonArray array;
    for (const PlannedKey &row : plan.rows) {
        if (row.isBad())
            array.append(QJsonObject{
                {u"line"_s, row.line}, {u"faults"_s, QJsonArray::fromStringList(row.faults)}});
    }
    return array;
}

QJsonObject plannedJson(const PlannedKey &row)
{
    return {{u"line"_s, row.line}, {u"name"_s, echoedName(row.key.name)},
        {u"masked_key"_s, row.isGenerated ? QJsonValue() : maskedKey(row.key.key)},
        {u"model"_s, row.key.model.isEmpty() ? QJsonValue() : row.key.model},
        {u"token_limit_per_5h"_s, row.key.tokenLimitPer5h}, {u"expiry_date"_s, row.key.expiryDate},
        {u"created_at"_s, row.key.createdAt},
        {u"tags"_s, QJsonArray::fromStringList(row.note.tags)},
        {u"remarks"_s, QJsonArray::fromStringList(row.remarks)}};
}

QJsonDocument planJson(const ImportPlan &plan)
{
    QJsonArray array;
    for (const PlannedKey &row : plan.rows) {
        if (!row.isBad())
            array.append(plannedJson(row));
    }
    return QJsonDocument(QJsonObject{{u"would_import"_s, array}, {u"left_out"_s, leftOut(plan)}});
}

QJsonDocument importedJson(
    const Context &context, const ImportPlan &plan, const KeySet &store, const RecordFinder &finder)
{
    const qint64 nowMs = context.clock.nowMs();
    const KeyNotes notes = notesToShow(context);
    QJsonArray array;
    for (const PlannedKey &row : plan.rows) {
        if (row.isBad())
            continue;
        const ApiKey record = store.at(finder.indexOf({row.key.key, 0}));
        array.append(withNote(
            keyJson(record, lintKey(record, nowMs), nowMs, row.isGenerated), record, notes));
    }
    return QJsonDocument(QJsonObject{{u"keys"_s, array}, {u"left_out"_s, leftOut(plan)}});
}

} // namespace

void noteRows(const QString &place, const ImportPlan &plan, RowNotes which)
{
    for (const PlannedKey &row : plan.rows) {
        const bool isAsked = row.isBad() == (which == RowNotes::Faults);
        const QString what = joinSentences(which == RowNotes::Faults ? row.faults : row.remarks);
        if (!isAsked || what.isEmpty())
            continue;
        const QString line = u"%1:%2: %3\n"_s.arg(
            displayText(place), QString::number(row.line), displayText(what));
        std::fputs(line.toUtf8().constData(), stderr);
    }
}

Result<> printPlan(const Context &context, const ImportPlan &plan)
{
    if (context.json())
        return print(planJson(plan));
    TextTable table({{u"LINE"_s, true, false, 1}, {u"NAME"_s, false, true}, {u"KEY"_s},
        {u"LIMIT"_s, true}, {u"EXPIRES"_s}, {u"MODEL"_s, false, false, 2}});
    for (const PlannedKey &row : plan.rows) {
        if (!row.isBad())
            table.addRow({QString::number(row.line), echoedName(row.key.name),
                row.isGenerated ? u"new"_s : maskedKey(row.key.key),
                formatCount(double(row.key.tokenLimitPer5h)), row.key.expiryDate,
                displayText(row.key.model)});
    }
    return print(table.text(terminalColumns()));
}

Result<> printImported(const Context &context, const ImportPlan &plan, const KeySet &store)
{
    const RecordFinder finder(store, plan.rows.size());
    if (context.json())
        return print(importedJson(context, plan, store, finder));
    QString lines;
    for (const PlannedKey &row : plan.rows) {
        if (row.isBad())
            continue;
        const QString who = u"%1  %2"_s.arg(fingerprint(row.key.key), echoedName(row.key.name));
        lines += row.isGenerated ? u"created  %1  %2\n"_s.arg(who, row.key.key)
                                 : u"imported  %1\n"_s.arg(who);
    }
    return print(lines);
}

} // namespace keydeck
