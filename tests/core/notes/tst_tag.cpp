#include "core/notes/notetext.h"
#include "core/notes/tag.h"

#include <QTest>

using namespace keydeck;
using namespace Qt::StringLiterals;

class TestTag final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void acceptsWords_data();
    void acceptsWords();
    void refusesTheRest_data();
    void refusesTheRest();
    void tagsAreTheSameInUpperAndLowerCase();
    void notesMayHaveLines();
    void ownersMayNot();
};

void TestTag::acceptsWords_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("tag");
    QTest::newRow("a word") << u"prod"_s << u"prod"_s;
    QTest::newRow("spaces around it") << u"  Prod\n"_s << u"Prod"_s;
    QTest::newRow("any letters and signs") << u"Prüfung:東京/2"_s << u"Prüfung:東京/2"_s;
    QTest::newRow("forty characters") << QString(40, u'x') << QString(40, u'x');
}

void TestTag::acceptsWords()
{
    QFETCH(QString, text);
    QFETCH(QString, tag);
    const auto checked = checkTag(text);
    QVERIFY2(checked, qPrintable(checked ? QString() : checked.error().message));
    QCOMPARE(*checked, tag);
}

void TestTag::refusesTheRest_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("says");
    QTest::newRow("nothing") << QString() << u"blank"_s;
    QTest::newRow("spaces") << u"  \t"_s << u"blank"_s;
    QTest::newRow("two words") << u"team a"_s << u"“team a” has white space"_s;
    QTest::newRow("a tabulator") << u"team\ta"_s << u"white space"_s;
    QTest::newRow("a narrow space") << u"team\u202fa"_s << u"white space"_s;
    QTest::newRow("a comma") << u"a,b"_s << u"“a,b” has a comma"_s;
    QTest::newRow("a control character") << u"a\u001bb"_s << u"“a\\u001bb” has invisible"_s;
    QTest::newRow("one that turns the line") << u"a\u202eb"_s << u"invisible"_s;
    QTest::newRow("41 characters") << QString(41, u'x') << u"longer than 40 characters"_s;
}

void TestTag::refusesTheRest()
{
    QFETCH(QString, text);
    QFETCH(QString, says);
    const auto checked = checkTag(text);
    QVERIFY(!checked);
    QCOMPARE(checked.error().code, ErrorCode::InvalidInput);
    QVERIFY2(checked.error().message.contains(says), qPrintable(checked.error().message));
    QVERIFY2(checked.error().message.endsWith(u'.'), qPrintable(checked.error().message));
}

void TestTag::tagsAreTheSameInUpperAndLowerCase()
{
    const QStringList tags = withTag({u"Prod"_s}, u"trial"_s);
    QCOMPARE(tags, (QStringList{u"Prod"_s, u"trial"_s}));
    QVERIFY2(withTag(tags, u"pROD"_s) == tags, "kept as it was typed first");
    QVERIFY(hasTag(tags, u"PROD"_s) && !hasTag(tags, u"pro"_s));
    QCOMPARE(withoutTag(tags, u"PROD"_s), QStringList{u"trial"_s});
    QVERIFY(isSameTag(u"Ärger"_s, u"äRGER"_s));
}

void TestTag::notesMayHaveLines()
{
    QCOMPARE(*checkNoteText(u"  one\n\ttwo \n"_s), u"one\n\ttwo"_s);
    QCOMPARE(*checkNoteText(u" "_s), QString());
    QVERIFY(checkNoteText(u"a\u001bb"_s).error().message.contains(u"control characters"_s));
    QVERIFY(checkNoteText(QString(2001, u'x')).error().message.contains(u"2000 characters"_s));
}

void TestTag::ownersMayNot()
{
    QCOMPARE(*checkNoteLine(u"owner"_s, u" Team A "_s), u"Team A"_s);
    QVERIFY(checkNoteLine(u"owner"_s, u"a\nb"_s).error().message.startsWith(u"The owner has"_s));
    QVERIFY(checkNoteLine(u"contact"_s, QString(201, u'x'))
                .error()
                .message.startsWith(u"The contact is longer than 200"_s));
}

QTEST_GUILESS_MAIN(TestTag)
#include "tst_tag.moc"
