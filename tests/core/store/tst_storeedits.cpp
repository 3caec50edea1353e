// Properties that every edit of every store must have, however odd the store.
#include "core/store/storepatch.h"
#include "tests/support/oddstores.h"
#include "tests/support/oracle.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <set>

using namespace Qt::StringLiterals;
using namespace keydeck;
using keydeck::test::OddStores;

namespace {

constexpr int StoreCount = 4000;

NewKey newKey()
{
    return {u"pk_new"_s, u"New \u202e \"key\""_s, u"glm-4.7"_s, 1000, u"2027-12-31T23:59:59Z"_s,
        u"2026-01-18T00:00:00.000Z"_s};
}

/// What JSON.parse should make of it in the list of keys.
QJsonObject newKeyJson()
{
    const NewKey key = newKey();
    return {{u"key"_s, key.key}, {u"name"_s, key.name}, {u"model"_s, key.model},
        {u"token_limit_per_5h"_s, key.tokenLimitPer5h}, {u"expiry_date"_s, key.expiryDate},
        {u"created_at"_s, key.createdAt}, {u"last_used"_s, key.createdAt},
        {u"total_lifetime_tokens"_s, 0}, {u"usage_windows"_s, QJsonArray()}};
}

/// A patch of a few changes together with its description for oracle.mjs.
class OddEdit final
{
public:
    OddEdit(const KeySet &keys, OddStores &random) : m_keys(keys), m_random(random), m_patch(keys)
    {
        for (int count = 1 + random.below(4); count > 0; --count)
            change();
    }

    [[nodiscard]] Result<KeySet> apply() const { return m_patch.apply(); }

    [[nodiscard]] QByteArray question(const KeySet &after) const
    {
        const QJsonObject job{{u"before"_s, QString::fromLatin1(m_keys.bytes().toBase64())},
            {u"after"_s, QString::fromLatin1(after.bytes().toBase64())}, {u"edits"_s, m_edits},
            {u"removed"_s, m_removed}, {u"appended"_s, m_appended}};
        return QJsonDocument(job).toJson(QJsonDocument::Compact);
    }

private:
    void change()
    {
        const int kind = m_random.below(5);
        if (kind == 0) {
            m_patch.appendKey(newKey());
            m_appended.append(newKeyJson());
        } else if (m_keys.size() > 0) {
            const int index = m_random.below(int(m_keys.size()));
            if (kind == 1)
                remove(index);
            else if (m_keys.at(index).isObject())
                edit(index, KeyField(m_random.below(KeyFieldCount)), kind == 2);
        }
    }

    void remove(int index)
    {
        m_patch.removeKey(index);
        m_removed.append(index);
    }

    void edit(int index, KeyField field, bool removal)
    {
        QJsonObject job{
            {u"index"_s, index}, {u"field"_s, QString::fromLatin1(fieldName(field).toByteArray())}};
        if (removal) {
            m_patch.removeField(index, field);
        } else {
            const QByteArray json = m_random.below(2) == 0 ? "12.50"_ba : "[\"\\u0061\", {}]"_ba;
            m_patch.setField(index, field, json);
            job[u"json"_s] = QString::fromLatin1(json.toBase64());
        }
        m_edits.append(job);
    }

    KeySet m_keys;
    OddStores &m_random;
    StorePatch m_patch;
    QJsonArray m_edits;
    QJsonArray m_removed;
    QJsonArray m_appended;
};

QByteArrayList recordTexts(const KeySet &keys)
{
    QByteArrayList texts;
    for (qsizetype i = 0; i < keys.size(); ++i)
        texts.append(keys.at(i).text().toByteArray());
    return texts;
}

} // namespace

class TestStoreEdits final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void meanWhatTheSameEditsMeanInJavaScript();
    void changeNoOtherByte();
    void comeOffWithoutATrace();
    void leaveOtherRecordsAlone();
};

void TestStoreEdits::meanWhatTheSameEditsMeanInJavaScript()
{
    OddStores random(11);
    QByteArrayList questions;
    for (int i = 0; i < StoreCount; ++i) {
        const OddEdit edit(decodeStore(random.valid()), random);
        const auto after = edit.apply();
        QVERIFY2(after, after ? "" : qPrintable(after.error().message));
        questions.append(edit.question(*after));
    }
    const QByteArrayList answers = test::askJavaScript(u"edits"_s, questions);
    QCOMPARE(answers.size(), questions.size());
    for (qsizetype i = 0; i < answers.size(); ++i)
        QVERIFY2(answers[i] == "same", (answers[i] + '\n' + questions[i]).constData());
}

void TestStoreEdits::changeNoOtherByte()
{
    OddStores random(12);
    int edits = 0;
    for (int i = 0; i < StoreCount; ++i) {
        const KeySet before = decodeStore(random.valid());
        for (qsizetype index = 0; index < before.size(); ++index) {
            const auto field = KeyField(random.below(KeyFieldCount));
            const Span span = before.records()[size_t(index)].fields[size_t(field)];
            if (span.size == 0)
                continue;
            StorePatch patch(before);
            patch.setField(index, field, "\"changed\"");
            QByteArray expected = before.bytes();
            expected.replace(span.begin, span.size, "\"changed\"");
            const auto after = patch.apply();
            QVERIFY(after);
            QCOMPARE(after->bytes(), expected);
            QCOMPARE(after->at(index).value(field).toString(), u"changed"_s);
            ++edits;
        }
    }
    QVERIFY(edits > StoreCount / 2);
}

// What was added can be taken away again and nothing tells that it was ever there, unless it was
// the only one, which leaves "[]" or "{}" behind as JSON.stringify writes them.
void TestStoreEdits::comeOffWithoutATrace()
{
    OddStores random(13);
    for (int i = 0; i < StoreCount; ++i) {
        const KeySet before = decodeStore(random.valid());
        if (before.size() == 0)
            continue;
        const int index = random.below(int(before.size()));
        const auto field = KeyField(random.below(KeyFieldCount));
        const ApiKey record = before.at(index);
        const bool adds
            = record.isObject() && record.text().contains(':') && record.value(field).isMissing();
        StorePatch patch(before);
        patch.appendKey(newKey());
        if (adds)
            patch.setField(index, field, "null");
        const auto between = patch.apply();
        QVERIFY(between);
        QCOMPARE(between->size(), before.size() + 1);

        StorePatch undo(*between);
        undo.removeKey(before.size());
        if (adds)
            undo.removeField(index, field);
        const auto after = undo.apply();
        QVERIFY(after);
        QCOMPARE(after->bytes(), before.bytes());
    }
}

void TestStoreEdits::leaveOtherRecordsAlone()
{
    OddStores random(14);
    for (int i = 0; i < StoreCount; ++i) {
        const KeySet before = decodeStore(random.valid());
        std::set<int, std::greater<>> removed;
        for (int count = random.below(int(before.size()) + 1); count > 0; --count)
            removed.insert(random.below(int(before.size())));
        StorePatch patch(before);
        QByteArrayList expected = recordTexts(before);
        for (const int index : removed) {
            patch.removeKey(index);
            expected.removeAt(index);
        }
        const auto after = patch.apply();
        QVERIFY(after);
        QCOMPARE(recordTexts(*after), expected);
        const QByteArray head = before.bytes().first(before.keysArray().begin + 1);
        const Span array = before.keysArray();
        const QByteArray tail = before.bytes().sliced(qsizetype(array.begin) + array.size - 1);
        QVERIFY(after->bytes().startsWith(head));
        QVERIFY(after->bytes().endsWith(tail));
    }
}

QTEST_GUILESS_MAIN(TestStoreEdits)
#include "tst_storeedits.moc"
