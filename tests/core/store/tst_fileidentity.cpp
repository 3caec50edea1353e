#include "core/store/fileidentity.h"
#include "tests/support/storefixture.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace keydeck;
using keydeck::test::StoreFixture;

namespace {

FileIdentity identityOf(const QString &path)
{
    struct ::stat status;
    return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? FileIdentity::of(status)
                                                                     : FileIdentity();
}

} // namespace

class TestFileIdentity final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void staysWhileTheFileDoes();
    void changesWithTheFile();
    void tellsWhenAChangeMayHide();
};

void TestFileIdentity::staysWhileTheFileDoes()
{
    const StoreFixture store;
    const FileIdentity first = identityOf(store.path());
    QVERIFY(first.exists());
    QCOMPARE(first.size, store.bytes().size());
    QVERIFY(first.modifiedNs > 1'700'000'000'000'000'000);
    QCOMPARE(identityOf(store.path()), first);
    QVERIFY(!FileIdentity().exists());
    QVERIFY(!identityOf(store.directory() + u"/none"_s).exists());
}

// The same bytes, written within the same clock tick, in a file of another inode.
void TestFileIdentity::changesWithTheFile()
{
    const StoreFixture store;
    QFile held(store.path());
    QVERIFY(held.open(QFile::ReadOnly));
    const FileIdentity first = identityOf(store.path());
    store.replace(store.bytes());
    QVERIFY(identityOf(store.path()) != first);
    QCOMPARE(identityOf(store.path()).size, first.size);
}

// The next change of a file gets the clock's time or a later one: only what is as young as that can
// be mistaken for it.
void TestFileIdentity::tellsWhenAChangeMayHide()
{
    const StoreFixture store;
    const FileIdentity found = identityOf(store.path());
    QVERIFY(qAbs(found.changedNs - fileClockNs()) < 5'000'000'000);
    QVERIFY(found.mayHideAChange(found.changedNs));
    QVERIFY(found.mayHideAChange(found.changedNs - 1));
    QVERIFY(!found.mayHideAChange(found.changedNs + 1));
    QVERIFY(!found.mayHideAChange(found.changedNs - 3'600'000'000'000)); // the clock was set back
    QVERIFY(!FileIdentity().mayHideAChange(0));
}

QTEST_GUILESS_MAIN(TestFileIdentity)
#include "tst_fileidentity.moc"
