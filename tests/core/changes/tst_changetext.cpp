#include "core/changes/changetext.h"

#include <QRegularExpression>
#include <QTest>

using namespace keydeck;
using namespace Qt::StringLiterals;

class TestChangeText final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    void fieldsReadFromOldToNew_data();
    void fieldsReadFromOldToNew();
    void sumsUp();
    void saysWhatIsSpecial();
};

void TestChangeText::fieldsReadFromOldToNew_data()
{
    QTest::addColumn<int>("field");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, KeyField field, const QByteArray &before,
                         const QByteArray &after, const QString &text) {
        QTest::newRow(name) << int(field) << before << after << text;
    };
    using enum KeyField;
    row("a number", TokenLimitPer5h, "100000", "2.5e5", u"token_limit_per_5h: 100000 → 2.5e5"_s);
    row("a text", Name, "\"Ann\"", "\"Bea\"", u"name: “Ann” → “Bea”"_s);
    row("none before", Model, {}, "\"glm-4.7\"", u"model: nothing → “glm-4.7”"_s);
    row("placeholders are text", Name, "\"%2\"", "\"%1\"", u"name: “%2” → “%1”"_s);
    row("from right to left", Name, R"("\u05d0")", R"("\u05d1")",
        u"name: “\u05d0” \u200e→\u200e “\u05d1”"_s);
    row("one of them", Name, R"("Ann")", R"("\u0628")", u"name: “Ann” \u200e→\u200e “\u0628”"_s);
    row("direction marks are escaped", Name, R"("a\u202eb")", "\"c\"",
        u"name: “a\\u202eb” → “c”"_s);
    row("never a key", Key, "\"pk_secret_1\"", "\"pk_secret_2\"", u"key: another one"_s);
    row("windows", UsageWindows, "[]", "[1]", u"usage_windows: others"_s);
}

void TestChangeText::fieldsReadFromOldToNew()
{
    QFETCH(int, field);
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QTEST(fieldText({KeyField(field), before, after}), "text");
}

void TestChangeText::sumsUp()
{
    QCOMPARE(changeSummary({}), u"nothing changes"_s);
    std::vector<NotedChange> changes(3);
    QCOMPARE(changeSummary(changes), u"3 changed"_s);
    changes[0].kind = ChangeKind::Created;
    changes[1].kind = ChangeKind::Removed;
    QCOMPARE(changeSummary(changes), u"1 created, 1 removed, 1 changed"_s);
    QCOMPARE(changeText(changes[0]), u"created"_s);
    QCOMPARE(changeText(changes[1]), u"removed"_s);
    changes[2].fields = {{KeyField::TokenLimitPer5h, "1", "2"}, {KeyField::Model, {}, "null"}};
    QCOMPARE(
        changeText(changes[2]), u"changed: token_limit_per_5h: 1 → 2, model: nothing → null"_s);
}

void TestChangeText::saysWhatIsSpecial()
{
    ChangeEntry entry;
    entry.title = u"Edit “Ann”"_s;
    QCOMPARE(entryTitle(entry), entry.title);
    QCOMPARE(entryNote(entry), QString());
    entry.reverts = u"0123456789ab"_s;
    QCOMPARE(entryTitle(entry), u"Undo: Edit “Ann”"_s);
    entry.isRedo = true;
    QCOMPARE(entryTitle(entry), u"Redo: Edit “Ann”"_s);
    entry.isUndoable = false;
    QVERIFY(entryNote(entry).contains(u"cannot be undone"_s));
    entry.isConfirmed = false;
    QVERIFY(entryNote(entry).contains(u"somebody else's"_s));
}

QTEST_GUILESS_MAIN(TestChangeText)
#include "tst_changetext.moc"
