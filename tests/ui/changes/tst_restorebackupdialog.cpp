#include "tests/support/manualclock.h"
#include "tests/support/uitest.h"
#include "ui/changes/restorebackupdialog.h"
#include "ui/widgets/messagebar.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

class TestRestoreBackupDialog final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void choosesTheNewestThatCanBeRestored();
    void saysWhatChangesAndAsksForIt();
    void whatChangesNothingCannotBeRestored();
    void anAnswerForAnotherBackupIsPassedOver();
    void aFailureStaysInTheDialog();
    void withoutBackupsItSaysSo();
    void returnCancels();
};

namespace {

BackupLine line(const QString &id, qint64 keys, bool usable = true)
{
    return {{id, Backups::momentOf(id), 2048}, keys, usable};
}

const QString Damaged = u"20260118-102900-000"_s;
const QString Newest = u"20260118-102800-000"_s;
const QString Older = u"20260117-100000-000"_s;

const std::vector<NotedChange> Changes{{ChangeKind::Edited, QString(64, u'a'), 0, u"Ali\u202ece"_s,
                                           {{KeyField::TokenLimitPer5h, "5", "100000"}}},
    {ChangeKind::Created, QString(64, u'b'), 0, u"Bob"_s, {}}};

struct Fixture
{
    ManualClock clock;
    RestoreBackupDialog dialog{clock};
    QSignalSpy previews{&dialog, &RestoreBackupDialog::previewRequested};
    QSignalSpy restores{&dialog, &RestoreBackupDialog::restoreRequested};

    Fixture()
    {
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show();
    }
    void fill()
    {
        dialog.showBackups({line(Damaged, 1, false), line(Newest, 12), line(Older, 11)});
    }
    [[nodiscard]] QTreeWidget &list() const { return *dialog.findChild<QTreeWidget *>(); }
    [[nodiscard]] QPushButton &button(const QString &text) const
    {
        for (QPushButton *button : dialog.findChildren<QPushButton *>()) {
            if (button->text().remove(u'&') == text)
                return *button;
        }
        qFatal("no such button");
    }
    [[nodiscard]] bool says(const QString &text) const
    {
        const auto labels = dialog.findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
            [&](const QLabel *label) { return label->text().contains(text); });
    }
};

} // namespace

void TestRestoreBackupDialog::choosesTheNewestThatCanBeRestored()
{
    Fixture f;
    QVERIFY(f.says(u"Looking for backups"_s));
    f.fill();
    QCOMPARE(f.list().topLevelItemCount(), 3);
    QCOMPARE(f.previews.count(), 1);
    QCOMPARE(f.previews[0][0].toString(), Newest);
    QVERIFY(f.list().topLevelItem(0)->isDisabled());
    QVERIFY(f.list().topLevelItem(0)->toolTip(0).contains(u"could not use"_s));
    QVERIFY(f.list().topLevelItem(1)->text(0).startsWith(u"2 min ago, 2026-01-18 10:28:00"_s));
    QCOMPARE(f.list().topLevelItem(1)->text(1), u"12"_s);
    QVERIFY(!f.button(u"Restore"_s).isEnabled());
    QTest::keyClick(&f.list(), Qt::Key_Down);
    QCOMPARE(f.previews[1][0].toString(), Older);
}

void TestRestoreBackupDialog::saysWhatChangesAndAsksForIt()
{
    Fixture f;
    f.fill();
    f.dialog.showPreview(Newest, Changes);
    QVERIFY(f.says(u"Restoring it changes: 1 created, 1 changed"_s));
    const QString text = f.dialog.findChild<QPlainTextEdit *>()->toPlainText();
    QCOMPARE(text,
        u"Ali\\u202ece: changed: token_limit_per_5h: 5 → 100000\nBob: created"_s); // safe to show
    QTest::mouseClick(&f.button(u"Restore"_s), Qt::LeftButton);
    QCOMPARE(f.restores.count(), 1);
    QCOMPARE(f.restores[0][0].toString(), Newest);
    QVERIFY(f.dialog.isBusy());
    QVERIFY(!f.button(u"Restoring…"_s).isEnabled());
    QVERIFY(!f.list().isEnabled());
    f.dialog.showDone();
    QVERIFY(!f.dialog.isVisible());
}

void TestRestoreBackupDialog::whatChangesNothingCannotBeRestored()
{
    Fixture f;
    f.fill();
    f.dialog.showPreview(Newest, {});
    QVERIFY(f.says(u"changes nothing"_s));
    QVERIFY(!f.button(u"Restore"_s).isEnabled());
    QVERIFY(f.button(u"Restore"_s).toolTip().contains(u"differs"_s));
}

void TestRestoreBackupDialog::anAnswerForAnotherBackupIsPassedOver()
{
    Fixture f;
    f.fill();
    QTest::keyClick(&f.list(), Qt::Key_Down);
    f.dialog.showPreview(Newest, Changes);
    QVERIFY(!f.button(u"Restore"_s).isEnabled());
    QVERIFY(f.says(u"Comparing"_s));
}

void TestRestoreBackupDialog::aFailureStaysInTheDialog()
{
    Fixture f;
    f.fill();
    f.dialog.showPreview(Newest, Changes);
    QTest::mouseClick(&f.button(u"Restore"_s), Qt::LeftButton);
    f.dialog.showFailure({ErrorCode::LockBusy, u"The store is locked."_s});
    QVERIFY(f.says(u"The store is locked."_s));
    QVERIFY(f.dialog.isVisible());
    QVERIFY(f.button(u"Restore"_s).isEnabled());
}

void TestRestoreBackupDialog::withoutBackupsItSaysSo()
{
    Fixture f;
    f.dialog.showBackups({});
    QVERIFY(f.says(u"There is no backup to restore yet"_s));
    QVERIFY(!f.button(u"Restore"_s).isEnabled());
}

void TestRestoreBackupDialog::returnCancels()
{
    Fixture f;
    f.fill();
    f.dialog.showPreview(Newest, Changes);
    QTest::keyClick(&f.dialog, Qt::Key_Return);
    QVERIFY(!f.dialog.isVisible());
    QCOMPARE(f.restores.count(), 0);
}

QTEST_MAIN(TestRestoreBackupDialog)
#include "tst_restorebackupdialog.moc"
