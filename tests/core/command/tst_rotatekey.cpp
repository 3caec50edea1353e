#include "core/base/fingerprint.h"
#include "core/changes/storeeditor.h"
#include "core/notes/rotating.h"
#include "core/store/keycodec.h"
#include "tests/support/manualclock.h"
#include "tests/support/storefixture.h"

#include <QRegularExpression>
#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

class TestRotateKey final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void putsAFreshKeyBesideTheOld();
    void theEarlierExpiryStands_data();
    void theEarlierExpiryStands();
    void takesTheValuesAsTheyStand();
    void takesNoFieldThatIsMissing();
    void namesKeepSelectingOneKey_data();
    void namesKeepSelectingOneKey();
    void refuses_data();
    void refuses();
    void aKeyThatIsGoneIsNotFound();
    void keysKeepTheirPrefix_data();
    void keysKeepTheirPrefix();
    void notesFollow();
    void undoTakesItBack();
};

namespace {

constexpr qint64 HourMs = 3'600'000;
const QString Fresh = u"pk_fresh_0000000001"_s;

RotateKey rotation(const QString &name, qint64 graceMs, const QString &key = Fresh)
{
    return RotateKey({{{sampleKeyText(1), 0}, name}, key, SomeNowMs, SomeNowMs + graceMs});
}

QByteArray text(const KeySet &keys, qsizetype index, KeyField field)
{
    return keys.at(index).value(field).text().toByteArray();
}

} // namespace

void TestRotateKey::putsAFreshKeyBesideTheOld()
{
    const auto after = rotation(u"Example 1"_s, HourMs).apply(decodeStore(storeBytes(3)));
    QVERIFY2(after, qPrintable(after ? QString() : after.error().message));
    SampleKey old = sampleKey(1);
    old.name = u"Example 1 (old)"_s;
    old.expiryDate = u"2026-01-18T11:30:00.000Z"_s;
    SampleKey fresh = sampleKey(1);
    fresh.key = Fresh;
    fresh.createdAt = fresh.lastUsed = u"2026-01-18T10:30:00.000Z"_s;
    fresh.totalLifetimeTokens = 0;
    fresh.usageWindows.clear();
    QCOMPARE(after->bytes(), storeBytes({sampleKey(0), old, sampleKey(2), fresh}));
    QCOMPARE(rotation(u"Example 1"_s, 0).title(), u"Rotate “Example 1”"_s);
}

void TestRotateKey::theEarlierExpiryStands_data()
{
    QTest::addColumn<QByteArray>("own");
    QTest::addColumn<qint64>("graceMs");
    QTest::addColumn<QByteArray>("after");
    const QByteArray own = "\"2026-01-18T12:30:00Z\"";
    QTest::newRow("grace is shorter") << own << HourMs << "\"2026-01-18T11:30:00.000Z\""_ba;
    QTest::newRow("its own is earlier") << own << 3 * HourMs << own;
    QTest::newRow("the same") << own << 2 * HourMs << own;
    QTest::newRow("no grace") << own << 0LL << "\"2026-01-18T10:30:00.000Z\""_ba;
    QTest::newRow("none that the gateway knows of")
        << "\"never\""_ba << HourMs << "\"2026-01-18T11:30:00.000Z\""_ba;
}

void TestRotateKey::theEarlierExpiryStands()
{
    QFETCH(QByteArray, own);
    QFETCH(qint64, graceMs);
    QFETCH(QByteArray, after);
    const QByteArray bytes = storeBytes(2).replace("\"2027-12-31T23:59:59.000Z\"", own);
    const auto rotated = rotation(u"Example 1"_s, graceMs).apply(decodeStore(bytes));
    QVERIFY2(rotated, qPrintable(rotated ? QString() : rotated.error().message));
    QCOMPARE(text(*rotated, 1, KeyField::ExpiryDate), after);
    QCOMPARE(text(*rotated, 2, KeyField::ExpiryDate), own);
}

void TestRotateKey::takesTheValuesAsTheyStand()
{
    QByteArray bytes = storeBytes(2);
    const qsizetype record = bytes.indexOf("\"Example 1\"");
    const auto replace = [&](const QByteArray &from, const QByteArray &to) {
        bytes.replace(bytes.indexOf(from, record), from.size(), to);
    };
    replace("\"glm-4.7\"", "null");
    replace("100000", "1.0e5");
    replace("2027-12-31T23:59:59.000Z", "2027\\u002d12-31");
    replace("\"Example 1\"", "\"\\u0045xample 1\"");
    const auto rotated = rotation(u"Example 1"_s, HourMs).apply(decodeStore(bytes));
    QVERIFY(rotated);
    QCOMPARE(text(*rotated, 2, KeyField::Name), "\"\\u0045xample 1\""_ba);
    QCOMPARE(text(*rotated, 2, KeyField::Model), "null"_ba);
    QCOMPARE(text(*rotated, 2, KeyField::TokenLimitPer5h), "1.0e5"_ba);
    QCOMPARE(text(*rotated, 2, KeyField::ExpiryDate), "\"2027\\u002d12-31\""_ba);
}

void TestRotateKey::takesNoFieldThatIsMissing()
{
    const auto rotated
        = rotation({}, HourMs)
              .apply(
                  decodeStore("{\"keys\":[{\"key\":\"pk_example_00001\",\"usage_windows\":[]}]}"));
    QVERIFY2(rotated, qPrintable(rotated ? QString() : rotated.error().message));
    for (const KeyField field :
        {KeyField::Name, KeyField::Model, KeyField::TokenLimitPer5h, KeyField::ExpiryDate})
        QCOMPARE(text(*rotated, 1, field), QByteArray());
    QCOMPARE(text(*rotated, 1, KeyField::TotalLifetimeTokens), "0"_ba);
    QCOMPARE(text(*rotated, 0, KeyField::Name), QByteArray());
}

void TestRotateKey::namesKeepSelectingOneKey_data()
{
    QTest::addColumn<QStringList>("others");
    QTest::addColumn<QString>("old");
    QTest::newRow("free") << QStringList{u"Bob"_s} << u"Example 1 (old)"_s;
    QTest::newRow("taken") << QStringList{u"Example 1 (old)"_s} << u"Example 1 (old 2)"_s;
    QTest::newRow("taken twice") << QStringList{u"Example 1 (old)"_s, u"Example 1 (old 2)"_s}
                                 << u"Example 1 (old 3)"_s;
}

void TestRotateKey::namesKeepSelectingOneKey()
{
    QFETCH(QStringList, others);
    QFETCH(QString, old);
    std::vector<SampleKey> keys{sampleKey(1)};
    for (const QString &name : others) {
        keys.push_back(sampleKey(int(keys.size()) + 5));
        keys.back().name = name;
    }
    const auto rotated = rotation(u"Example 1"_s, HourMs).apply(decodeStore(storeBytes(keys)));
    QVERIFY(rotated);
    QCOMPARE(rotated->at(0).name(), old);
    QCOMPARE(rotated->at(rotated->size() - 1).name(), u"Example 1"_s);
}

void TestRotateKey::refuses_data()
{
    QTest::addColumn<QString>("expiry");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("says");
    QTest::newRow("an expired key")
        << u"2026-01-18T10:29:59Z"_s << Fresh << u"“Example 1” has expired"_s;
    QTest::newRow("a key that is there")
        << u"2027-01-01"_s << sampleKeyText(0) << u"in the store already"_s;
}

void TestRotateKey::refuses()
{
    QFETCH(QString, expiry);
    QFETCH(QString, key);
    QFETCH(QString, says);
    std::vector<SampleKey> keys{sampleKey(0), sampleKey(1)};
    keys[1].expiryDate = expiry;
    const auto rotated = rotation(u"Example 1"_s, HourMs, key).apply(decodeStore(storeBytes(keys)));
    QVERIFY(!rotated);
    QCOMPARE(rotated.error().code, ErrorCode::InvalidInput);
    QVERIFY2(rotated.error().message.contains(says), qPrintable(rotated.error().message));
    QVERIFY(!rotated.error().message.contains(u"pk_example_"_s));
}

void TestRotateKey::aKeyThatIsGoneIsNotFound()
{
    const auto rotated = rotation(u"Example 1"_s, 0).apply(decodeStore(storeBytes(1)));
    QVERIFY(!rotated);
    QCOMPARE(rotated.error().code, ErrorCode::NotFound);
}

void TestRotateKey::keysKeepTheirPrefix_data()
{
    QTest::addColumn<QString>("old");
    QTest::addColumn<QString>("prefix");
    QTest::newRow("ours") << u"pk_0123456789abcdef0123456789abcdef"_s << u"pk_"_s;
    QTest::newRow("a team's") << u"team-a_0123456789abcdef"_s << u"team-a_"_s;
    QTest::newRow("up to the first") << u"sk_live_0123456789abcdef"_s << u"sk_"_s;
    QTest::newRow("none") << u"0123456789abcdef"_s << u"pk_"_s;
    QTest::newRow("a long first part may be the secret") << u"0123456789abcdef0_x"_s << u"pk_"_s;
    QTest::newRow("not for a header") << u"schlüssel_0123"_s << u"pk_"_s;
}

void TestRotateKey::keysKeepTheirPrefix()
{
    QFETCH(QString, old);
    QFETCH(QString, prefix);
    const QString fresh = successorOf(old);
    QVERIFY2(fresh.startsWith(prefix), qPrintable(fresh));
    QCOMPARE(fresh.size(), prefix.size() + 32);
    QVERIFY(fresh != successorOf(old));
}

namespace {

struct Bench
{
    QTemporaryDir kept;
    StoreFixture fixture{3};
    ManualClock clock;
    QString folder = kept.filePath(u"stores/apikeys.json-1"_s);
    NotesFile file{folder, kept.filePath(u"history"_s)};
    KeyStore store{fixture.path(), {}, clock};
    StoreEditor editor{store, EditSurroundings{folder, u"alice@host"_s}, clock};

    [[nodiscard]] Result<EditOutcome> rotate()
    {
        const RotateKey::Rotation rotation{
            {{sampleKeyText(1), 0}, u"Example 1"_s}, Fresh, SomeNowMs, SomeNowMs + HourMs};
        return prepareRotation(file, *store.load(), rotation)
            .and_then(
                [this](const PreparedEdit &prepared) { return editor.run(*prepared.command); });
    }
};

} // namespace

void TestRotateKey::notesFollow()
{
    Bench bench;
    KeyNote note{{u"prod"_s}, u"nightly"_s, u"Alice"_s, u"a@example.org"_s, {{"1", "2"}}, {}};
    QVERIFY(bench.file.change([&](NotesDraft &draft) -> Result<> {
        draft.setNote(sampleKeyText(1), note);
        return {};
    }));
    QVERIFY(bench.rotate());
    const KeyNotes notes = *bench.file.load();
    KeyNote successor = note;
    successor.expiries.clear();
    QVERIFY(notes.noteOf(Fresh) == successor);
    note.replacedBy = fingerprint(Fresh);
    QVERIFY(notes.noteOf(sampleKeyText(1)) == note);
}

void TestRotateKey::undoTakesItBack()
{
    Bench bench;
    QVERIFY(bench.rotate());
    const QByteArray rotated = bench.fixture.bytes();
    QVERIFY(bench.editor.undo());
    QCOMPARE(bench.fixture.bytes(), storeBytes(3));
    QVERIFY(bench.editor.redo());
    QCOMPARE(bench.fixture.bytes(), rotated);
}

QTEST_GUILESS_MAIN(TestRotateKey)
#include "tst_rotatekey.moc"
