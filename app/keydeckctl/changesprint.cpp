#include "app/keydeckctl/changesprint.h"

#include "core/base/fingerprint.h"
#include "core/base/format.h"
#include "core/changes/changetext.h"

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MostLines = 20;

/// Text of the journal is JSON text; of a store it can be anything that JSON.parse takes, and Qt's
/// reader may not.
QJsonValue valueJson(const QByteArray &json)
{
    const QJsonArray wrapped = QJsonDocument::fromJson('[' + json + ']').array();
    return wrapped.isEmpty() ? JsonValue(json).toQJson() : wrapped.first();
}

QJsonObject changeJson(const NotedChange &change)
{
    static const QString kinds[] = {u"created"_s, u"removed"_s, u"edited"_s};
    QJsonArray fields;
    for (const FieldChange &field : change.fields) {
        fields.append(QJsonObject{{u"field"_s, QString::fromLatin1(fieldName(field.field))},
            {u"before"_s, valueJson(field.before)}, {u"after"_s, valueJson(field.after)}});
    }
    return {{u"id"_s, change.fingerprint.first(FingerprintDigits)}, {u"name"_s, change.name},
        {u"change"_s, kinds[size_t(change.kind)]}, {u"fields"_s, fields}};
}

} // namespace

QString changeLines(const std::vector<NotedChange> &changes, qsizetype most)
{
    QString lines;
    qsizetype count = 0;
    for (const NotedChange &change : changes) {
        if (++count > most) {
            lines += u"  and %1 more\n"_s.arg(qsizetype(changes.size()) - most);
            break;
        }
        lines += u"  %1  %2  %3\n"_s.arg(change.fingerprint.first(FingerprintDigits),
            displayText(change.name), changeText(change));
    }
    return lines;
}

QJsonArray changesJson(const std::vector<NotedChange> &changes)
{
    QJsonArray array;
    for (const NotedChange &change : changes)
        array.append(changeJson(change));
    return array;
}

Result<> printOutcome(const Context &context, const QString &did, const EditOutcome &outcome)
{
    const auto changes = noted(changesBetween(outcome.before, outcome.keys));
    if (!context.json())
        return print(QString(
            u"%1: %2\n"_s.arg(did, changeSummary(changes)) + changeLines(changes, MostLines)));
    return print(QJsonDocument(QJsonObject{
        {u"done"_s, did}, {u"written"_s, outcome.written}, {u"changes"_s, changesJson(changes)}}));
}

} // namespace keydeck
