#include "tests/support/jscomparison.h"

#include "core/rules/jsdate.h"
#include "core/store/keycodec.h"
#include "tests/support/oracle.h"

#include <bit>
#include <cmath>

#include <time.h>

using namespace Qt::StringLiterals;

namespace keydeck::test {

namespace {

constexpr int AtOnce = 20'000; // stores that Node.js is asked about by one process

/// A value as oracle.mjs describes it.
QByteArray described(const JsonValue &value)
{
    const QByteArray number = ' ' + bitsText(value.toNumber());
    switch (value.kind()) {
    case JsonKind::Missing:
        return "missing";
    case JsonKind::Array:
        return "array";
    case JsonKind::Object:
        return "object";
    case JsonKind::String:
        return jsonStringText(value.toString()) + number;
    case JsonKind::Number:
        return jsonNumberText(value.toNumber()) + number;
    case JsonKind::Null:
    case JsonKind::Bool:
        break;
    }
    return value.text().toByteArray() + number;
}

QByteArray describedWindows(const ApiKey &key)
{
    const auto windows = key.usageWindows();
    if (!windows)
        return "throws";
    QByteArrayList texts;
    for (const UsageWindow &window : *windows)
        texts.append(described(window.windowStart) + ';' + described(window.tokensUsed));
    return texts.join('|');
}

QByteArray describedStore(const QByteArray &bytes)
{
    const KeySet keys = decodeStore(bytes);
    if (keys.gatewayReading() == GatewayReading::SeesNoKeys)
        return "reject";
    if (keys.gatewayReading() == GatewayReading::Fails)
        return "fails";
    QByteArrayList records;
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const ApiKey key = keys.at(i);
        QByteArrayList values;
        for (int field = 0; field < KeyFieldCount; ++field)
            values.append(jsonStringText(QString::fromUtf8(described(key.value(KeyField(field))))));
        values.append(jsonStringText(QString::fromUtf8(describedWindows(key))));
        records.append('[' + values.join(',') + ']');
    }
    return '[' + records.join(',') + ']';
}

QByteArray figure(std::optional<qint64> ms)
{
    return ms ? QByteArray::number(*ms) : "NaN"_ba;
}

void compare(const QByteArrayList &stores, JsComparison &comparison)
{
    QByteArrayList questions;
    for (const QByteArray &store : stores)
        questions.append(store.toBase64());
    const QByteArrayList answers = askJavaScript(u"stores"_s, questions);
    for (qsizetype i = 0; i < answers.size(); ++i) {
        const QByteArray ours = describedStore(stores[i]);
        ++comparison.compared;
        comparison.rejected += answers[i] == "reject";
        if (ours == answers[i])
            continue;
        ++comparison.differences;
        qInfo("%s\nis to JavaScript: %s\nand to us: %s",
            stores[i].toPercentEncoding(" {}[]\":,").constData(), answers[i].constData(),
            ours.constData());
    }
}

} // namespace

QByteArray bitsText(double number)
{
    return std::isnan(number)
        ? "NaN"_ba
        : QByteArray::number(std::bit_cast<quint64>(number), 16).rightJustified(16, '0');
}

JsComparison compareStores(OddStores &random, int count, bool damaged)
{
    JsComparison comparison;
    while (count > 0) {
        QByteArrayList stores;
        for (; count > 0 && stores.size() < AtOnce; --count)
            stores.append(damaged ? random.damaged() : random.valid());
        compare(stores, comparison);
    }
    return comparison;
}

JsComparison compareDates(const QByteArray &table, int column)
{
    JsComparison comparison;
    for (const QByteArray &line : table.split('\n')) {
        const QByteArrayList cells = line.split('\t');
        if (cells.size() != 4)
            continue;
        const QByteArray &theirs = cells[column].isEmpty() ? cells[1] : cells[column];
        const QByteArray ours = figure(parseJsDate(JsonValue(cells[0]).toString()));
        ++comparison.compared;
        comparison.rejected += theirs == "NaN";
        if (ours == theirs)
            continue;
        ++comparison.differences;
        qInfo("%s is to JavaScript: %s, and to us: %s", cells[0].constData(), theirs.constData(),
            ours.constData());
    }
    return comparison;
}

void setTimeZone(const QByteArray &zone)
{
    qputenv("TZ", zone);
    ::tzset();
}

} // namespace keydeck::test
