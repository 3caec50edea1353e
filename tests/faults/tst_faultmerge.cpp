// Random edits of two administrators and a gateway, merged, against an oracle that knows no bytes.
#include "core/command/applychanges.h"
#include "core/store/keycodec.h"
#include "tests/support/faultfigure.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

#include <map>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

class TestFaultMerge final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    void randomThreeWayMerges();
};

namespace {

using Record = std::map<QByteArray, QByteArray>; // member: JSON text
using Model = std::map<QByteArray, Record>; // by key

const QByteArrayList AdminFields{"name", "model", "token_limit_per_5h", "expiry_date"};
const QByteArray Total = "total_lifetime_tokens";

/// All that is random; the same seed makes the same case again.
class World final
{
public:
    explicit World(quint32 seed) : m_random(seed) { }

    [[nodiscard]] int upTo(int most) { return int(m_random.bounded(most + 1)); }
    [[nodiscard]] bool once(int in) { return m_random.bounded(in) == 0; }

    /// One of a few, so that two people sometimes want the same.
    [[nodiscard]] QByteArray value(const QByteArray &field)
    {
        if (field == "model" && once(3))
            return {};
        const QByteArray number = QByteArray::number(1 + upTo(4));
        return field == "token_limit_per_5h" ? number + "00" : '"' + field + number + '"';
    }

    [[nodiscard]] Record record()
    {
        Record record{{Total, QByteArray::number(upTo(1000))}, {"last_used", "\"then\""},
            {"usage_windows", "[]"}};
        for (const QByteArray &field : AdminFields)
            set(record, field, value(field));
        if (once(3))
            record["x_note"] = "{\"deep\" : [1.0]}";
        return record;
    }

    static void set(Record &record, const QByteArray &field, const QByteArray &json)
    {
        if (json.isEmpty())
            record.erase(field);
        else
            record[field] = json;
    }

    /// What somebody with an editor does.
    [[nodiscard]] Model administered(Model model)
    {
        for (auto at = model.begin(); at != model.end();) {
            if (once(12)) {
                at = model.erase(at);
                continue;
            }
            for (const QByteArray &field : AdminFields) {
                if (once(10))
                    set(at->second, field, value(field));
            }
            ++at;
        }
        for (int created = once(3) ? 1 + upTo(1) : 0; created > 0; --created)
            model.emplace("pk_new_" + QByteArray::number(upTo(3)), record());
        return model;
    }

    /// What the gateway does.
    [[nodiscard]] Model used(Model model)
    {
        for (auto &[key, record] : model) {
            if (once(2))
                continue;
            record[Total] = QByteArray::number(record[Total].toInt() + upTo(500));
            record["last_used"] = "\"now" + QByteArray::number(upTo(9)) + '"';
            record["usage_windows"]
                = "[{\"window_start\":\"w\",\"tokens_used\":" + QByteArray::number(upTo(9)) + "}]";
        }
        return model;
    }

private:
    QRandomGenerator m_random;
};

QByteArray bytesOf(const Model &model)
{
    QByteArrayList records;
    for (const auto &[key, record] : model) {
        QByteArrayList members{"\"key\": \"" + key + '"'};
        for (const auto &[name, json] : record)
            members += '"' + name + "\": " + json;
        records += "{ " + members.join(", ") + " }";
    }
    return "{ \"keys\": [" + records.join(",\n ") + "] }";
}

struct Expected
{
    bool isRefused = false;
    Model model;
};

QByteArray field(const Record &record, const QByteArray &name)
{
    const auto found = record.find(name);
    return found == record.end() ? QByteArray() : found->second;
}

bool sameDecisions(const Record &a, const Record &b)
{
    return std::all_of(AdminFields.begin(), AdminFields.end(),
        [&](const QByteArray &name) { return field(a, name) == field(b, name); });
}

void expectEdit(const Record &base, const Record &ours, Record &merged, Expected &expected)
{
    for (const QByteArray &name : AdminFields) {
        const QByteArray wanted = field(ours, name);
        const QByteArray current = field(merged, name);
        if (wanted == field(base, name) || wanted == current)
            continue;
        if (current == field(base, name))
            World::set(merged, name, wanted);
        else
            expected.isRefused = true;
    }
}

/// Key by key: what three people would agree on.
Expected oracle(const Model &base, const Model &ours, const Model &theirs)
{
    Expected expected{false, theirs};
    for (const auto &[key, record] : base) {
        const auto mine = ours.find(key);
        const auto merged = expected.model.find(key);
        const bool isThere = merged != expected.model.end();
        if (mine == ours.end()) {
            if (isThere && !sameDecisions(record, merged->second))
                expected.isRefused = true;
            else if (isThere)
                expected.model.erase(merged);
        } else if (isThere) {
            expectEdit(record, mine->second, merged->second, expected);
        } else if (!sameDecisions(record, mine->second)) {
            expected.isRefused = true;
        }
    }
    for (const auto &[key, record] : ours) {
        if (base.count(key) == 0)
            expected.isRefused |= !expected.model.emplace(key, record).second;
    }
    return expected;
}

Model modelOf(const KeySet &keys)
{
    Model model;
    for (qsizetype i = 0; i < keys.size(); ++i) {
        Record record;
        const ApiKey key = keys.at(i);
        for (int f = int(KeyField::Name); f < KeyFieldCount; ++f)
            World::set(record, fieldName(KeyField(f)).toByteArray(),
                key.value(KeyField(f)).text().toByteArray());
        if (key.text().toByteArray().contains("\"x_note\": {\"deep\" : [1.0]}"))
            record["x_note"] = "{\"deep\" : [1.0]}";
        model.emplace(key.key().toUtf8(), record);
    }
    return model;
}

} // namespace

void TestFaultMerge::randomThreeWayMerges()
{
    const int rounds = faultRounds(100'000, 1'000'000);
    int wrong = 0, merged = 0, refused = 0;
    quint32 firstWrong = 0;
    for (int round = 0; round < rounds; ++round) {
        World world{quint32(round)};
        Model base;
        for (int i = world.upTo(6); i > 0; --i)
            base.emplace("pk_old_" + QByteArray::number(i), world.record());
        const Model ours = world.administered(base);
        const Model theirs = world.used(world.administered(base));
        const Expected expected = oracle(base, ours, theirs);

        const ChangeSet changes
            = changesBetween(decodeStore(bytesOf(base)), decodeStore(bytesOf(ours)));
        const auto result = ApplyChanges(changes, {}).apply(decodeStore(bytesOf(theirs)));
        const bool right
            = expected.isRefused ? !result : result && modelOf(*result) == expected.model;
        (result ? merged : refused) += 1;
        if (!right && wrong++ == 0)
            firstWrong = quint32(round);
    }
    printFigure(u"random three-way merges against an oracle"_s,
        u"%1 of %2 other than the oracle says; %3 merged, %4 refused with both values named"_s
            .arg(wrong)
            .arg(rounds)
            .arg(merged)
            .arg(refused));
    QVERIFY2(wrong == 0, qPrintable(u"the first with seed %1"_s.arg(firstWrong)));
    QVERIFY(merged > rounds / 4 && refused > rounds / 20); // both were tried
}

QTEST_GUILESS_MAIN(TestFaultMerge)
#include "tst_faultmerge.moc"
