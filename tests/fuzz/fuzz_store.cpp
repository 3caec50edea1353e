// libFuzzer's target: a store of any bytes is read without harm, and an edit of it does what it
// says and nothing else. Built by the preset "fuzz", see docs/faults.md.
#include "core/store/jsonscanner.h"
#include "core/store/keycodec.h"
#include "core/store/storepatch.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

using namespace keydeck;
using namespace Qt::StringLiterals;

namespace {

const char *const NewValues[] = {"\"x\"", "12.50", "null", "[{\"window_start\": \"\"}]", "{}"};

void require(bool holds, const char *what)
{
    if (holds)
        return;
    std::fprintf(stderr, "Broken: %s\n", what);
    std::abort();
}

/// Choices that depend on the input alone, so that what was found is found again.
class Choices final
{
public:
    explicit Choices(QByteArrayView bytes)
    {
        for (const char byte : bytes)
            m_state = (m_state ^ uchar(byte)) * 0x100000001b3;
    }

    /// At least 0, less than bound.
    [[nodiscard]] int below(qsizetype bound)
    {
        m_state = m_state * 6364136223846793005 + 1442695040888963407;
        return int((m_state >> 33) % quint64(bound));
    }

private:
    quint64 m_state = 0xcbf29ce484222325;
};

bool isInside(const Span &inner, qsizetype begin, qsizetype end)
{
    return inner.begin >= begin && qsizetype(inner.begin) + inner.size <= end;
}

bool isOneValue(QByteArrayView text)
{
    JsonScanner scanner(text);
    return scanner.skipValue() && scanner.atEnd();
}

void checkReading(const QByteArray &bytes, const KeySet &keys)
{
    JsonScanner scanner(bytes);
    const bool valid = scanner.validateDocument();
    const GatewayReading reading = keys.gatewayReading();
    require(keys.isEditable() == keys.problem().isEmpty(), "a problem is said, or there is none");
    if (valid) {
        require(reading != GatewayReading::SeesNoKeys, "what is valid is no empty store");
        return;
    }
    const JsonFault fault = scanner.fault();
    require(reading == (fault.tooDeep ? GatewayReading::Fails : GatewayReading::SeesNoKeys),
        "what is not valid is read as the gateway reads it");
    require(fault.offset >= 0 && fault.offset <= bytes.size() && fault.line >= 1
            && fault.column >= 1 && !fault.what.isEmpty(),
        "a fault has a place and a name");
}

void checkValue(const JsonValue &value)
{
    if (value.isMissing())
        return;
    require(isOneValue(value.text()), "a field's text is one value");
    require(value.kind() != JsonKind::Missing, "a value has a kind");
    const QString text = value.toString();
    if (value.isString()) {
        const QByteArray again = jsonStringText(text);
        require(JsonValue(again).toString() == text, "a string survives being written");
        require(value.equalsString(text), "a string equals what it says");
    }
    static_cast<void>(value.toNumber());
    static_cast<void>(value.toQJson());
}

void checkRecords(const KeySet &keys)
{
    const qsizetype size = keys.bytes().size();
    const Span array = keys.keysArray();
    require(isInside(array, 0, size), "the list of keys is inside the store");
    qsizetype at = array.size > 0 ? array.begin + 1 : 0;
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const RecordSpans &record = keys.records()[size_t(i)];
        require(record.text.size > 0 && isInside(record.text, at, size),
            "records follow one another inside the store");
        at = qsizetype(record.text.begin) + record.text.size;
        for (const Span &field : record.fields) {
            require(field.size == 0 || isInside(field, record.text.begin, at),
                "a field is inside its record");
        }
        const ApiKey key = keys.at(i);
        require(isOneValue(key.text()), "a record's text is one value");
        for (int field = 0; field < KeyFieldCount; ++field)
            checkValue(key.value(KeyField(field)));
        if (const auto windows = key.usageWindows()) {
            for (const UsageWindow &window : *windows) {
                checkValue(window.windowStart);
                checkValue(window.tokensUsed);
            }
        }
        require(key.detached().text() == key.text(), "a detached record says the same");
    }
    if (array.size > 0)
        require(at < qsizetype(array.begin) + array.size, "the list of keys ends behind them");
}

bool isSame(const Span &span, const Span &other)
{
    return span.begin == other.begin && span.size == other.size;
}

bool haveEqualWindows(const ApiKey &key, const ApiKey &other)
{
    const auto windows = key.usageWindows();
    const auto others = other.usageWindows();
    if (!windows || !others)
        return windows.has_value() == others.has_value();
    return std::ranges::equal(
        *windows, *others, [](const UsageWindow &window, const UsageWindow &of) {
            return window.windowStart.text() == of.windowStart.text()
                && window.tokensUsed.text() == of.tokensUsed.text();
        });
}

/// What stood in a former store is not read again, and must come out as if it were.
void checkReadingAfter(const KeySet &former, const QByteArray &bytes)
{
    const KeySet alone = decodeStore(bytes);
    const KeySet after = decodeStore(bytes, {}, former);
    require(after.gatewayReading() == alone.gatewayReading() && after.problem() == alone.problem()
            && after.size() == alone.size() && isSame(after.keysArray(), alone.keysArray()),
        "a store reads the same after any former one");
    for (qsizetype i = 0; i < after.size(); ++i) {
        const RecordSpans &record = after.records()[size_t(i)];
        const RecordSpans &expected = alone.records()[size_t(i)];
        require(isSame(record.text, expected.text)
                && std::ranges::equal(record.fields, expected.fields, isSame)
                && haveEqualWindows(after.at(i), alone.at(i)),
            "a record reads the same after any former one");
    }
}

KeySet edited(const KeySet &before, const StorePatch &patch)
{
    const Result<KeySet> after = patch.apply();
    if (!after)
        std::fprintf(stderr, "%s\n", qUtf8Printable(after.error().message));
    require(after.has_value(), "an edit of a store that the gateway reads succeeds");
    require(after->isEditable(), "an edited store can be edited");
    checkRecords(*after);
    checkReadingAfter(*after, before.bytes());
    checkReadingAfter(before, after->bytes());
    return *after;
}

void checkOtherRecords(const KeySet &before, const KeySet &after, qsizetype but, qsizetype shift)
{
    for (qsizetype i = 0; i < before.size(); ++i) {
        if (i != but)
            require(after.at(i > but ? i - shift : i).text() == before.at(i).text(),
                "an edit leaves other records alone");
    }
}

void checkOtherFields(const ApiKey &before, const ApiKey &after, KeyField but)
{
    for (int field = 0; field < KeyFieldCount; ++field) {
        if (KeyField(field) != but)
            require(after.value(KeyField(field)).text() == before.value(KeyField(field)).text(),
                "an edit leaves other fields alone");
    }
}

void checkSetField(const KeySet &before, qsizetype index, KeyField field, const QByteArray &value)
{
    StorePatch patch(before);
    patch.setField(index, field, value);
    const KeySet after = edited(before, patch);
    require(after.size() == before.size(), "a changed field changes no number of keys");
    require(after.at(index).value(field).text() == value, "a field says what it was given");
    checkOtherFields(before.at(index), after.at(index), field);
    checkOtherRecords(before, after, index, 0);
    const Span span = before.records()[size_t(index)].fields[size_t(field)];
    if (span.size > 0) {
        QByteArray expected = before.bytes();
        require(expected.replace(span.begin, span.size, value) == after.bytes(),
            "a changed field changes no other byte");
    }
}

void checkRemoveField(const KeySet &before, qsizetype index, KeyField field)
{
    StorePatch patch(before);
    patch.removeField(index, field);
    const KeySet after = edited(before, patch);
    require(after.size() == before.size(), "a removed field changes no number of keys");
    require(after.at(index).value(field).isMissing(), "a removed field is gone");
    checkOtherFields(before.at(index), after.at(index), field);
    checkOtherRecords(before, after, index, 0);
}

void checkRemoveKey(const KeySet &before, qsizetype index)
{
    StorePatch patch(before);
    patch.removeKey(index);
    const KeySet after = edited(before, patch);
    require(after.size() == before.size() - 1, "a removed key is gone");
    checkOtherRecords(before, after, index, 1);
}

void checkAppendKey(const KeySet &before)
{
    StorePatch patch(before);
    patch.appendKey({u"pk_new"_s, u"New"_s, {}, 1000, u"2027-12-31"_s, u"2026-01-18"_s});
    const KeySet after = edited(before, patch);
    require(after.size() == before.size() + 1, "a new key is there");
    require(after.at(before.size()).key() == u"pk_new"_s, "a new key is the last one");
    checkOtherRecords(before, after, before.size(), 0);
}

void checkEdit(const KeySet &keys, Choices choices)
{
    if (keys.size() == 0 || choices.below(8) == 0)
        return checkAppendKey(keys);
    const qsizetype index = choices.below(keys.size());
    const auto field = KeyField(choices.below(KeyFieldCount));
    if (!keys.at(index).isObject() || choices.below(8) == 0)
        return checkRemoveKey(keys, index);
    if (choices.below(4) == 0)
        return checkRemoveField(keys, index, field);
    checkSetField(keys, index, field, NewValues[choices.below(std::size(NewValues))]);
}

} // namespace

extern "C" const char *__ubsan_default_options()
{
    return "halt_on_error=1:print_stacktrace=1";
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    // No copy: the sanitizer sees a step over the end of what libFuzzer gave, to the byte.
    const auto bytes
        = QByteArray::fromRawData(reinterpret_cast<const char *>(data), qsizetype(size));
    const KeySet keys = decodeStore(bytes);
    checkReading(bytes, keys);
    checkRecords(keys);
    checkReadingAfter(keys, bytes);
    if (keys.isEditable())
        checkEdit(keys, Choices(bytes));
    return 0;
}
