#include "core/base/fingerprint.h"
#include "core/notes/notesfile.h"
#include "tests/support/childprocess.h"
#include "tests/support/crew.h"
#include "tests/support/storefixture.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

class TestNotesFile final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void keepsWhatIsNoted();
    void looksWithoutAnythingMade();
    void holdsNoKeyAndIsForItsOwnerAlone();
    void anEmptyNoteGoes();
    void whatItDoesNotKnowStays();
    void aFailedChangeWritesNothing();
    void writersDoNotLoseEachOthersNotes();
    void aFullDiskLosesNothing();
    void aDamagedFileIsKeptAsideAndSaid_data();
    void aDamagedFileIsKeptAsideAndSaid();
    void anotherSecretIsSaid();
    void noHomeIsSaid();
};

namespace {

struct Fixture
{
    QTemporaryDir home;
    QString folder = home.filePath(u"stores/apikeys.json-1"_s);
    NotesFile file{folder, home.filePath(u"history"_s)};

    [[nodiscard]] Result<ChangedNotes> tag(int key, const QString &tag) const
    {
        return file.change([&](NotesDraft &draft) -> Result<> {
            KeyNote note = draft.noteOf(sampleKeyText(key));
            note.tags += tag;
            draft.setNote(sampleKeyText(key), note);
            return {};
        });
    }
    [[nodiscard]] QStringList tags(int key) const
    {
        const auto notes = file.load();
        return notes ? notes->noteOf(sampleKeyText(key)).tags : QStringList{u"unreadable"_s};
    }
    [[nodiscard]] QByteArray bytes() const
    {
        QFile raw(file.path());
        return raw.open(QIODevice::ReadOnly) ? raw.readAll() : QByteArray();
    }
    void write(const QByteArray &bytes) const
    {
        QDir().mkpath(folder);
        QFile raw(file.path());
        QVERIFY(raw.open(QIODevice::WriteOnly) && raw.write(bytes) == bytes.size());
    }
};

KeyNote fullNote()
{
    return {{u"Prod"_s, u"team-a"_s}, u"For the ćart\non Mondays"_s, u"Team A"_s,
        u"alice@example.org"_s,
        {{"\"2027-12-31T23:59:59.000Z\"", "\"2026-01-18T10:30:00.000Z\""},
            {"", "\"2026-01-19T10:30:00.000Z\""}},
        u"3f2a9c01b7d4"_s};
}

} // namespace

void TestNotesFile::keepsWhatIsNoted()
{
    const Fixture f;
    const auto changed = f.file.change([](NotesDraft &draft) -> Result<> {
        draft.setNote(sampleKeyText(1), fullNote());
        return {};
    });
    QVERIFY(changed && changed->saying.isEmpty());
    for (const KeyNotes &notes : {changed->notes, *f.file.load()}) {
        QVERIFY(notes.noteOf(sampleKeyText(1)) == fullNote());
        QVERIFY(notes.noteOf(sampleKeyText(2)).isEmpty());
    }
    QCOMPARE(QDir(f.folder).entryList(QDir::Files | QDir::Hidden), QStringList{u"notes.json"_s});
}

void TestNotesFile::looksWithoutAnythingMade()
{
    const Fixture f;
    QVERIFY(f.file.load()->isEmpty());
    QVERIFY(QDir(f.home.path()).isEmpty());
}

void TestNotesFile::holdsNoKeyAndIsForItsOwnerAlone()
{
    const Fixture f;
    QVERIFY(f.tag(1, u"prod"_s));
    const QByteArray bytes = f.bytes();
    QVERIFY(bytes.contains("prod"));
    QVERIFY(!bytes.contains(sampleKeyText(1).toUtf8()));
    QVERIFY2(!bytes.contains(fingerprint(sampleKeyText(1)).toUtf8()),
        "no digest that anybody could try keys against");
    QCOMPARE(QFileInfo(f.file.path()).permissions()
            & ~(QFile::ReadUser | QFile::WriteUser | QFile::ReadOwner | QFile::WriteOwner),
        QFile::Permissions());
}

void TestNotesFile::anEmptyNoteGoes()
{
    const Fixture f;
    QVERIFY(f.tag(1, u"prod"_s) && f.tag(2, u"trial"_s));
    QVERIFY(f.file.change([](NotesDraft &draft) -> Result<> {
        draft.setNote(sampleKeyText(1), {});
        return {};
    }));
    QCOMPARE(QJsonDocument::fromJson(f.bytes())[u"keys"_s].toObject().size(), 1);
    QCOMPARE(f.tags(2), QStringList{u"trial"_s});
}

void TestNotesFile::whatItDoesNotKnowStays()
{
    const Fixture f;
    QVERIFY(f.tag(1, u"prod"_s));
    QByteArray bytes = f.bytes();
    bytes.replace("\"tags\"", "\"colour\": \"red\", \"tags\"");
    bytes.replace("\"secret_check\"", "\"later\": [1], \"secret_check\"");
    f.write(bytes);
    QVERIFY(f.tag(1, u"trial"_s) && f.tag(2, u"other"_s));
    QVERIFY(f.bytes().contains("\"colour\": \"red\""));
    QVERIFY(f.bytes().contains("\"later\""));
    QCOMPARE(f.tags(1), (QStringList{u"prod"_s, u"trial"_s}));
}

void TestNotesFile::aFailedChangeWritesNothing()
{
    const Fixture f;
    QVERIFY(f.tag(1, u"prod"_s));
    const QByteArray before = f.bytes();
    const auto changed = f.file.change([](NotesDraft &draft) -> Result<> {
        draft.setNote(sampleKeyText(1), {});
        return failure(ErrorCode::InvalidInput, u"No."_s);
    });
    QCOMPARE(changed.error().message, u"No."_s);
    QCOMPARE(f.bytes(), before);
}

void TestNotesFile::writersDoNotLoseEachOthersNotes()
{
    const Fixture f;
    constexpr int Writers = 6;
    constexpr int Each = 10;
    {
        const Crew crew(Writers, [&](int writer) {
            for (int n = 0; n < Each; ++n) {
                if (!f.tag(1, u"w%1-%2"_s.arg(writer).arg(n)))
                    ::_exit(1);
            }
        });
    }
    QCOMPARE(f.tags(1).size(), Writers * Each);
}

void TestNotesFile::aFullDiskLosesNothing()
{
    const Fixture f;
    QVERIFY(f.tag(1, u"prod"_s));
    const QByteArray before = f.bytes();
    const QByteArray message = inChild([&] {
        limitFileSize(quint64(before.size()));
        const auto changed = f.tag(1, u"another"_s);
        return changed ? QByteArray("written") : changed.error().message.toUtf8();
    });
    QVERIFY2(message.contains("notes.json"), message.constData());
    QCOMPARE(f.bytes(), before);
    QCOMPARE(QDir(f.folder).entryList(QDir::Files | QDir::Hidden), QStringList{u"notes.json"_s});
}

void TestNotesFile::aDamagedFileIsKeptAsideAndSaid_data()
{
    QTest::addColumn<QByteArray>("damaged");
    QTest::newRow("cut short") << "{\"keys\": {\"a"_ba;
    QTest::newRow("empty") << ""_ba;
    QTest::newRow("something else") << "[1, 2]"_ba;
}

void TestNotesFile::aDamagedFileIsKeptAsideAndSaid()
{
    QFETCH(QByteArray, damaged);
    const Fixture f;
    f.write(damaged);
    const auto loaded = f.file.load();
    QVERIFY(!loaded);
    QVERIFY2(loaded.error().message.contains(f.file.path()), qPrintable(loaded.error().message));
    QCOMPARE(f.bytes(), damaged);

    const auto changed = f.tag(1, u"prod"_s);
    QVERIFY(changed);
    QVERIFY2(changed->saying.contains(u"notes.json.damaged-"_s), qPrintable(changed->saying));
    QCOMPARE(f.tags(1), QStringList{u"prod"_s});
    const QStringList aside = QDir(f.folder).entryList({u"notes.json.damaged-*"_s});
    QCOMPARE(aside.size(), 1);
    QFile kept(f.folder + u'/' + aside.front());
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), damaged);
    QVERIFY(f.tag(1, u"more"_s)->saying.isEmpty());
}

void TestNotesFile::anotherSecretIsSaid()
{
    const Fixture f;
    QVERIFY(f.tag(1, u"prod"_s));
    const QByteArray before = f.bytes();
    QVERIFY(QFile::remove(f.home.filePath(u"history/secret"_s)));
    const auto loaded = f.file.load();
    QVERIFY(!loaded);
    QVERIFY2(
        loaded.error().message.contains(u"another secret"_s), qPrintable(loaded.error().message));
    QVERIFY(!f.tag(2, u"prod"_s));
    QCOMPARE(f.bytes(), before);
}

void TestNotesFile::noHomeIsSaid()
{
    const NotesFile file;
    QVERIFY(file.load()->isEmpty());
    const auto changed = file.change([](NotesDraft &) -> Result<> { return {}; });
    QVERIFY(!changed);
    QVERIFY(changed.error().message.contains(u"XDG_DATA_HOME"_s));
}

QTEST_GUILESS_MAIN(TestNotesFile)
#include "tst_notesfile.moc"
