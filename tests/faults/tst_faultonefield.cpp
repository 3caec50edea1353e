// One field edited in each of many odd stores: no other byte of the file may change.
#include "core/command/command.h"
#include "core/store/keystore.h"
#include "core/store/storepatch.h"
#include "tests/support/faultfigure.h"
#include "tests/support/oddstores.h"
#include "tests/support/oracle.h"
#include "tests/support/storefixture.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

/// What stands for the field's value until the store is made, so that where the value begins and
/// ends is known without looking for it. No odd store holds it otherwise.
constexpr const char *Placeholder = "\"(the field)\"";

class SetField final : public Command
{
public:
    SetField(int index, KeyField field, QByteArray json)
        : m_index(index)
        , m_field(field)
        , m_json(std::move(json))
    { }

    [[nodiscard]] QString title() const override { return u"Set a field"_s; }
    [[nodiscard]] Result<KeySet> apply(const KeySet &fresh) const override
    {
        StorePatch patch(fresh);
        patch.setField(m_index, m_field, m_json);
        return patch.apply();
    }

private:
    int m_index;
    KeyField m_field;
    QByteArray m_json;
};

/// A store with one field that is going to be edited.
struct Task
{
    explicit Task(OddStores &random)
        : field(KeyField(random.below(KeyFieldCount)))
        , newValue(random.value(1))
    {
        const auto store = random.validWithField(fieldName(field).toByteArray(), Placeholder);
        const QByteArray oldValue = random.value(1);
        index = store.index;
        before = QByteArray(store.bytes).replace(Placeholder, oldValue);
        expected = QByteArray(store.bytes).replace(Placeholder, newValue);
    }

    [[nodiscard]] QByteArray question(const QByteArray &after) const
    {
        const auto text = [](const QByteArray &bytes) { return QString::fromLatin1(bytes); };
        const QJsonObject edit{{u"index"_s, index},
            {u"field"_s, text(fieldName(field).toByteArray())},
            {u"json"_s, text(newValue.toBase64())}};
        const QJsonObject job{{u"before"_s, text(before.toBase64())},
            {u"after"_s, text(after.toBase64())}, {u"edits"_s, QJsonArray{edit}},
            {u"removed"_s, QJsonArray()}, {u"appended"_s, QJsonArray()}};
        return QJsonDocument(job).toJson(QJsonDocument::Compact);
    }

    KeyField field;
    QByteArray newValue;
    int index = 0;
    QByteArray before;
    QByteArray expected;
};

} // namespace

class TestFaultOneField final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void changesNoOtherByte()
    {
        const int stores = faultRounds(10'000, 50'000);
        const StoreFixture file;
        KeyStore keys(file.path(), {}, SystemClock::instance());
        OddStores random(21);
        QByteArrayList questions;
        int otherBytes = 0;
        for (int i = 0; i < stores; ++i) {
            const Task task(random);
            file.replace(task.before);
            const auto edit = keys.apply(SetField(task.index, task.field, task.newValue));
            QVERIFY2(edit, edit ? "" : qPrintable(edit.error().message));
            const QByteArray after = file.bytes();
            if (after != task.expected)
                qInfo("%s\nbecame\n%s", task.before.constData(), after.constData());
            otherBytes += after != task.expected;
            questions.append(task.question(after));
        }
        int otherMeanings = 0;
        for (const QByteArray &answer : askJavaScript(u"edits"_s, questions))
            otherMeanings += answer != "same";
        printFigure(u"one field edited in odd stores"_s,
            u"%1 stores: %2 in which another byte differs, %3 in which JSON.parse sees another "
            u"change"_s.arg(stores)
                .arg(otherBytes)
                .arg(otherMeanings));
        QCOMPARE(otherBytes, 0);
        QCOMPARE(otherMeanings, 0);
        QVERIFY2(file.isTidy(), qPrintable(file.listing().join(u' ')));
    }
};

QTEST_GUILESS_MAIN(TestFaultOneField)
#include "tst_faultonefield.moc"
