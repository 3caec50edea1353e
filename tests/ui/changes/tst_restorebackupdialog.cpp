#include "tests/support/changeentries.h"
#include "tests/support/uitest.h"
#include "ui/changes/backupsmodel.h"
#include "ui/changes/changesmodel.h"
#include "ui/changes/restorebackupdialog.h"
#include "ui/widgets/messagebar.h"

#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

class TestRestoreBackupDialog final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void choosesTheNewestThatCanBeRestored();
    void saysWhyOneCannotBe();
    void saysWhatChangesAndAsksForIt();
    void whatChangesNothingCannotBeRestored();
    void aDamagedStoreIsWorthRestoringAllTheSame();
    void comparesOneAtATime();
    void comparesAgainAfterAnEdit();
    void aComparisonThatFailsSaysSo();
    void aFailureStaysInTheDialog();
    void staysOpenWhileItRestores();
    void withoutBackupsItSaysSo();
    void withoutAUsableOneItSaysSo();
    void returnCancels();
    void everythingHasANameAndNoKey();
    void fitsASmallWindow();
};

namespace {

const QString Damaged = u"20260118-102900-000"_s;
const QString Newest = u"20260118-102800-000"_s;
const QString Older = u"20260117-100000-000"_s;

BackupLine line(const QString &id, qint64 keys, const QString &problem = {})
{
    return {{id, Backups::momentOf(id), 2048}, keys, problem, u"Edit <b>“Ann”</b>"_s};
}

BackupPreview someChanges()
{
    return {{renaming(0, u"Ann"_s, u"Ali\u202ece"_s), notedBetween({}, {sampleKey(1)}).front()},
        true, true};
}

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
        dialog.showBackups(
            {line(Damaged, 1, u"It is cut <short>."_s), line(Newest, 1200), line(Older, 11)});
    }
    [[nodiscard]] QTreeView &list() const { return *dialog.findChild<QTreeView *>(); }
    [[nodiscard]] QModelIndex cell(int row, int column) const
    {
        return list().model()->index(row, column);
    }
    /// What each line of the preview says.
    [[nodiscard]] QStringList lines() const
    {
        const auto *view = dialog.findChild<QListView *>(u"lines"_s);
        QStringList lines;
        for (int row = 0; row < view->model()->rowCount(view->rootIndex()); ++row) {
            const QModelIndex index = view->model()->index(row, 0, view->rootIndex());
            lines += index.data().toString() + u": "_s
                + index.data(ChangesModel::ChangeRole).toString();
        }
        return lines;
    }
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
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
            return label->isVisible() && label->text().contains(text);
        });
    }
};

} // namespace

void TestRestoreBackupDialog::choosesTheNewestThatCanBeRestored()
{
    Fixture f;
    const QAbstractItemModelTester tester(f.list().model());
    QVERIFY(f.says(u"Looking for backups"_s));
    QVERIFY(!f.dialog.isSettled());
    f.fill();
    QCOMPARE(f.list().model()->rowCount(), 3);
    QCOMPARE(f.previews.count(), 1);
    QCOMPARE(f.previews[0][0].toString(), Newest);
    QCOMPARE(f.cell(1, BackupsModel::AgeColumn).data().toString(), u"2 min ago"_s);
    QCOMPARE(f.cell(1, BackupsModel::MomentColumn).data().toString(), u"2026-01-18 10:28:00 UTC"_s);
    QCOMPARE(f.cell(1, BackupsModel::KeysColumn).data().toString(), u"1,200"_s);
    QCOMPARE(f.cell(1, BackupsModel::SizeColumn).data().toString(), u"2.00 KiB"_s);
    QCOMPARE(f.cell(1, BackupsModel::EditColumn).data().toString(), u"Edit <b>“Ann”</b>"_s);
    QVERIFY(f.cell(1, BackupsModel::EditColumn)
                .data(Qt::ToolTipRole)
                .toString()
                .contains(u"&lt;b&gt;"_s));
    QVERIFY(!f.button(u"Restore"_s).isEnabled());
}

void TestRestoreBackupDialog::saysWhyOneCannotBe()
{
    Fixture f;
    f.fill();
    QVERIFY(!f.cell(0, 0).flags().testFlag(Qt::ItemIsEnabled));
    QCOMPARE(f.cell(0, BackupsModel::KeysColumn).data().toString(), u"not usable"_s);
    const QString why = f.cell(0, 0).data(Qt::ToolTipRole).toString();
    QVERIFY2(
        why.contains(u"could not use"_s) && why.contains(u"cut &lt;short&gt;"_s), qPrintable(why));
    QTest::keyClick(&f.list(), Qt::Key_Up); // the keyboard passes over it
    QCOMPARE(f.list().currentIndex().row(), 1);
    QTest::mouseClick(
        f.list().viewport(), Qt::LeftButton, {}, f.list().visualRect(f.cell(0, 0)).center());
    QCOMPARE(f.list().currentIndex().row(), 1);
    QCOMPARE(f.previews.count(), 1);
}

void TestRestoreBackupDialog::saysWhatChangesAndAsksForIt()
{
    Fixture f;
    f.fill();
    f.dialog.showPreview(Newest, someChanges());
    QVERIFY(f.dialog.isSettled());
    QVERIFY(f.says(u"Compared with now: 1 created, 1 changed."_s));
    QVERIFY(f.says(u"This can be undone."_s));
    QVERIFY(f.says(u"keeps the usage"_s));
    QCOMPARE(f.lines(),
        (QStringList{u"Ali\\u202ece: changed: name: “Ann” → “Ali\\u202ece”"_s, // safe to show
            u"Example 1: created"_s}));
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
    QVERIFY(!f.says(u"undone"_s));
    QVERIFY(!f.button(u"Restore"_s).isEnabled());
    QVERIFY(f.button(u"Restore"_s).toolTip().contains(u"differs"_s));
}

/// A byte order mark, say: no key differs, and the gateway sees none of them.
void TestRestoreBackupDialog::aDamagedStoreIsWorthRestoringAllTheSame()
{
    Fixture f;
    f.fill();
    f.dialog.showPreview(Newest, {{}, true, false});
    QVERIFY(f.says(u"No key changes, but the file"_s));
    QVERIFY(f.says(u"cannot be undone"_s));
    QVERIFY(f.button(u"Restore"_s).isEnabled());
}

void TestRestoreBackupDialog::comparesOneAtATime()
{
    Fixture f;
    QList<BackupLine> backups;
    for (int i = 9; i >= 0; --i)
        backups += line(u"20260117-10000%1-000"_s.arg(i), i);
    f.dialog.showBackups(backups);
    for (int i = 0; i < 9; ++i)
        QTest::keyClick(&f.list(), Qt::Key_Down);
    QCOMPARE(f.previews.count(), 1);
    QVERIFY(f.says(u"Comparing"_s));
    f.dialog.showPreview(backups.first().backup.id, someChanges()); // nobody wants it any more
    QVERIFY(f.says(u"Comparing"_s));
    QVERIFY(!f.button(u"Restore"_s).isEnabled());
    QCOMPARE(f.previews.count(), 2);
    QCOMPARE(f.previews[1][0].toString(), backups.last().backup.id);
    f.dialog.showPreview(backups.last().backup.id, someChanges());
    QVERIFY(f.button(u"Restore"_s).isEnabled());
    QCOMPARE(f.previews.count(), 2);

    QTest::keyClick(&f.list(), Qt::Key_Up); // what was found out is of another one
    QVERIFY(!f.button(u"Restore"_s).isEnabled());
    QVERIFY(f.lines().isEmpty());
}

void TestRestoreBackupDialog::comparesAgainAfterAnEdit()
{
    Fixture f;
    f.fill();
    f.dialog.compareAgain(); // it is being compared
    QCOMPARE(f.previews.count(), 1);
    f.dialog.showPreview(Newest, {});
    f.dialog.compareAgain();
    QCOMPARE(f.previews.count(), 2);
    f.dialog.showPreview(Newest, someChanges());
    QVERIFY(f.button(u"Restore"_s).isEnabled());
    QCOMPARE(f.lines().size(), 2);
    f.dialog.compareAgain();
    f.dialog.showPreview(Newest, {{renaming(2, u"x"_s, u"y"_s)}, true, true});
    QCOMPARE(f.lines(), QStringList{u"y: changed: name: “x” → “y”"_s});
}

void TestRestoreBackupDialog::aComparisonThatFailsSaysSo()
{
    Fixture f;
    f.fill();
    f.dialog.showPreviewFailure(Newest, {ErrorCode::NotFound, u"It is gone."_s});
    QVERIFY(f.says(u"It is gone."_s));
    QVERIFY(!f.button(u"Restore"_s).isEnabled());
    QVERIFY(f.dialog.isSettled());
    QTest::keyClick(&f.list(), Qt::Key_Down);
    QVERIFY(!f.says(u"It is gone."_s));
    QCOMPARE(f.previews.last()[0].toString(), Older);
}

void TestRestoreBackupDialog::aFailureStaysInTheDialog()
{
    Fixture f;
    f.fill();
    f.dialog.showPreview(Newest, someChanges());
    QTest::mouseClick(&f.button(u"Restore"_s), Qt::LeftButton);
    f.dialog.showFailure({ErrorCode::LockBusy, u"The store is locked."_s});
    QVERIFY(f.says(u"The store is locked."_s));
    QVERIFY(f.dialog.isVisible());
    QVERIFY(f.button(u"Restore"_s).isEnabled());
    QVERIFY(f.list().isEnabled());
}

void TestRestoreBackupDialog::staysOpenWhileItRestores()
{
    Fixture f;
    f.fill();
    f.dialog.showPreview(Newest, someChanges());
    QTest::mouseClick(&f.button(u"Restore"_s), Qt::LeftButton);
    QTest::keyClick(&f.dialog, Qt::Key_Escape);
    f.dialog.close();
    QVERIFY(f.dialog.isVisible());
    f.dialog.showFailure({ErrorCode::Failed, u"No."_s});
    QTest::keyClick(&f.dialog, Qt::Key_Escape);
    QVERIFY(!f.dialog.isVisible());
}

void TestRestoreBackupDialog::withoutBackupsItSaysSo()
{
    Fixture f;
    f.dialog.showBackups({});
    QVERIFY(f.says(u"No backup yet"_s));
    QVERIFY(!f.list().isVisible());
    QVERIFY(f.dialog.isSettled());
    QVERIFY(!f.button(u"Restore"_s).isEnabled());
}

void TestRestoreBackupDialog::withoutAUsableOneItSaysSo()
{
    Fixture f;
    f.dialog.showBackups({line(Damaged, 0, u"It is cut short."_s)});
    QVERIFY(f.says(u"None of these can be restored."_s));
    QCOMPARE(f.previews.count(), 0);
    QVERIFY(!f.button(u"Restore"_s).isEnabled());
}

void TestRestoreBackupDialog::returnCancels()
{
    Fixture f;
    f.fill();
    f.dialog.showPreview(Newest, someChanges());
    QTest::keyClick(&f.dialog, Qt::Key_Return);
    QVERIFY(!f.dialog.isVisible());
    QCOMPARE(f.restores.count(), 0);
}

void TestRestoreBackupDialog::everythingHasANameAndNoKey()
{
    Fixture f;
    f.fill();
    f.dialog.showPreview(Newest,
        {{replacing(0, u"pk_later_0123456789abcdef"_s), notedBetween({sampleKey(1)}, {}).front()},
            true, true});
    QStringList texts;
    for (const QAbstractItemView *view : f.dialog.findChildren<QAbstractItemView *>()) {
        if (qobject_cast<const QHeaderView *>(view))
            continue;
        QVERIFY(!view->accessibleName().isEmpty());
        const QAbstractItemModel *model = view->model();
        for (int row = 0; row < model->rowCount(view->rootIndex()); ++row) {
            for (int column = 0; column < model->columnCount(view->rootIndex()); ++column) {
                for (int role = 0; role < Qt::UserRole + 10; ++role)
                    texts += model->index(row, column, view->rootIndex()).data(role).toString();
            }
        }
    }
    for (const QLabel *label : f.dialog.findChildren<QLabel *>())
        texts << label->text() << label->toolTip() << label->accessibleName();
    QVERIFY(texts.join(u' ').contains(u"removed"_s));
    for (const QString &key : {sampleKeyText(0), sampleKeyText(1), u"pk_later_0123456789abcdef"_s})
        QVERIFY2(!texts.join(u'\n').contains(key), qPrintable(texts.join(u'\n')));
}

void TestRestoreBackupDialog::fitsASmallWindow()
{
    Fixture f;
    const QString wide(180, u'W');
    BackupLine long_ = line(Newest, 12);
    long_.edit = wide;
    f.dialog.showBackups({long_});
    f.dialog.showPreview(Newest, {{renaming(0, wide, wide + u'!')}, true, true});
    QVERIFY2(
        f.dialog.minimumSizeHint().width() <= 700 && f.dialog.minimumSizeHint().height() <= 460,
        qPrintable(u"%1x%2"_s.arg(f.dialog.minimumSizeHint().width())
                       .arg(f.dialog.minimumSizeHint().height())));
    QVERIFY(!f.dialog.grab().isNull());
}

QTEST_MAIN(TestRestoreBackupDialog)
#include "tst_restorebackupdialog.moc"
