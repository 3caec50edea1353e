#include "ui/verbs/noteedit.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;

class TestNoteEdit final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatSeveralHaveInCommon();
    void keepsWhatWasNotTouched();
    void changesWhatWasTouched();
    void tagsAreOneWhateverTheirCase();
    void refusesWhatCannotBeKept_data();
    void refusesWhatCannotBeKept();
};

namespace {

KeyNote noteWith(const QStringList &tags, const QString &owner)
{
    KeyNote note;
    note.tags = tags;
    note.owner = owner;
    return note;
}

} // namespace

void TestNoteEdit::tellsWhatSeveralHaveInCommon()
{
    const CommonNote common = CommonNote::of(
        {noteWith({u"a"_s, u"b"_s}, u"Ada"_s), noteWith({u"B"_s, u"c"_s}, u"Bob"_s)});
    QCOMPARE(common.tags, QStringList{u"b"_s});
    QVERIFY(!common.owner);
    QCOMPARE(common.contact, std::optional(QString()));
}

void TestNoteEdit::keepsWhatWasNotTouched()
{
    const CommonNote common
        = CommonNote::of({noteWith({u"a"_s}, u"Ada"_s), noteWith({u"a"_s}, u"Bob"_s)});
    const auto edit = noteEdit(common, {u"a"_s, {}, {}, {}});
    QVERIFY(edit && edit->isEmpty());
    QCOMPARE(
        edit->applied(noteWith({u"a"_s, u"z"_s}, u"Bob"_s)), noteWith({u"a"_s, u"z"_s}, u"Bob"_s));
}

void TestNoteEdit::changesWhatWasTouched()
{
    const CommonNote common = CommonNote::of({noteWith({u"a"_s}, u"Ada"_s)});
    const auto edit = noteEdit(common, {u"b, c"_s, u"hello"_s, {}, {}});
    QVERIFY(edit);
    KeyNote expected = noteWith({u"z"_s, u"b"_s, u"c"_s}, {});
    expected.note = u"hello"_s;
    QCOMPARE(edit->applied(noteWith({u"a"_s, u"z"_s}, u"Ada"_s)), expected);
}

void TestNoteEdit::tagsAreOneWhateverTheirCase()
{
    const CommonNote common = CommonNote::of({noteWith({u"Team"_s}, {})});
    const auto edit = noteEdit(common, {u"team  TEAM"_s, {}, {}, {}});
    QVERIFY(edit && edit->isEmpty());
}

void TestNoteEdit::refusesWhatCannotBeKept_data()
{
    QTest::addColumn<QString>("tags");
    QTest::addColumn<QString>("owner");
    QTest::newRow("a tag too long") << QString(41, u'x') << QString();
    QTest::newRow("a control character") << u"a\u0007"_s << QString();
    QTest::newRow("an owner of two lines") << QString() << u"Ada\nBob"_s;
}

void TestNoteEdit::refusesWhatCannotBeKept()
{
    QFETCH(QString, tags);
    QFETCH(QString, owner);
    const auto edit = noteEdit({}, {tags, {}, owner, {}});
    QVERIFY(!edit);
    QCOMPARE(edit.error().code, ErrorCode::InvalidInput);
    QVERIFY(edit.error().message.endsWith(u'.'));
}

QTEST_GUILESS_MAIN(TestNoteEdit)
#include "tst_noteedit.moc"
