#include "ui/health/lockcard.h"

#include "tests/support/uitest.h"
#include "ui/health/clearlockdialog.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/textlabel.h"

#include <QCheckBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace keydeck;

namespace {

LockReport reportOf(LockCondition condition, qint64 heldMs)
{
    LockReport report;
    report.path = u"/srv/apikeys.json.lock"_s;
    report.condition = condition;
    report.heldMs = heldMs;
    report.lock.held = condition != LockCondition::Free;
    report.lock.ownerId = ::geteuid();
    report.lock.identity.inode = 7;
    if (report.lock.held)
        report.evidence = QStringList{u"One sentence."_s, u"Another <b>one</b>."_s};
    return report;
}

LockReport staleReport()
{
    return reportOf(LockCondition::Stale, 125'000);
}

} // namespace

class TestLockCard final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_card.reset(); }

    void saysHowTheLockIs_data();
    void saysHowTheLockIs();
    void whatIsNoLockIsExplained();
    void theButtonSaysWhyNot();
    void theGatewayIsShownWhenThereIsOne();
    void shapesDiffer();
    void theDialogWantsAWord();
    void theDialogEndsWithTheLock_data();
    void theDialogEndsWithTheLock();

private:
    [[nodiscard]] const TextLabel &label(const QString &name) const
    {
        return *m_card->findChild<TextLabel *>(name);
    }
    [[nodiscard]] QPushButton &button() const
    {
        return *m_card->findChild<QPushButton *>(u"clearLock"_s);
    }

    std::unique_ptr<LockCard> m_card;
};

void TestLockCard::init()
{
    QTest::failOnWarning(test::anyUiWarning());
    m_card = std::make_unique<LockCard>();
    m_card->resize(800, 200);
    m_card->show();
}

void TestLockCard::saysHowTheLockIs_data()
{
    QTest::addColumn<LockReport>("report");
    QTest::addColumn<QString>("word");
    QTest::addColumn<theme::Role>("role");
    QTest::addColumn<QString>("holder");
    QTest::addColumn<QString>("effect");
    QTest::addColumn<bool>("explains");
    using enum LockCondition;
    QTest::newRow("free") << reportOf(Free, 0) << u"Free"_s << theme::Role::Ok << QString()
                          << u"can take it"_s << false;
    QTest::newRow("busy") << reportOf(Busy, 3) << u"Busy"_s << theme::Role::Info << QString()
                          << u"wait for it"_s << false;
    QTest::newRow("held") << reportOf(Held, 3000) << u"Held"_s << theme::Role::Warning
                          << u"held for 3 s, belongs to user "_s << u"fails every request"_s
                          << true;
    QTest::newRow("stale") << staleReport() << u"Stale"_s << theme::Role::Danger
                           << u"held for 2 min 5 s, "_s << u"fails every request"_s << true;
}

void TestLockCard::saysHowTheLockIs()
{
    QFETCH(LockReport, report);
    QFETCH(QString, word);
    QFETCH(theme::Role, role);
    QFETCH(QString, holder);
    QFETCH(QString, effect);
    QFETCH(bool, explains);
    m_card->showLock(report);
    const auto *chip = m_card->findChild<Chip *>();
    QCOMPARE(chip->face().word, word);
    QCOMPARE(chip->face().role, role);
    QCOMPARE(chip->accessibleName(), word);
    QVERIFY(label(u"lockHolder"_s).text().startsWith(holder));
    QCOMPARE(label(u"lockHolder"_s).text().isEmpty(), holder.isEmpty());
    QVERIFY(label(u"lockEffect"_s).text().contains(effect));
    QCOMPARE(label(u"lockEvidence"_s).isVisible(), explains);
    if (explains)
        QCOMPARE(label(u"lockEvidence"_s).text(), u"• One sentence.\n• Another <b>one</b>."_s);
    QVERIFY(!m_card->grab().isNull());
}

void TestLockCard::whatIsNoLockIsExplained()
{
    LockReport file = reportOf(LockCondition::Busy, 3);
    file.lock.isDirectory = false;
    m_card->showLock(file);
    QVERIFY(label(u"lockEvidence"_s).isVisible());
    QVERIFY(button().toolTip().contains(u"not a folder"_s));
}

void TestLockCard::theButtonSaysWhyNot()
{
    QSignalSpy asked(m_card.get(), &LockCard::clearRequested);
    m_card->showLock(reportOf(LockCondition::Free, 0));
    QVERIFY(!button().isEnabled() && button().toolTip().contains(u"the lock is free"_s));
    m_card->showLock(reportOf(LockCondition::Held, 9000));
    QVERIFY(!button().isEnabled() && button().toolTip().contains(u"may be in use"_s));
    QCOMPARE(button().accessibleDescription(), reportOf(LockCondition::Held, 9000).obstacle());
    LockReport ours = staleReport();
    ours.maker = LockReport::Maker{4711, true};
    m_card->showLock(ours);
    QVERIFY(!button().isEnabled() && button().toolTip().contains(u"4711"_s));
    QTest::mouseClick(&button(), Qt::LeftButton);
    QCOMPARE(asked.count(), 0);

    m_card->showLock(staleReport());
    QVERIFY(button().isEnabled());
    QTest::mouseClick(&button(), Qt::LeftButton);
    QCOMPARE(asked.count(), 1);
    m_card->setBlock(u"read-only"_s);
    QVERIFY(!button().isEnabled() && button().toolTip().contains(u"read-only"_s));
}

void TestLockCard::theGatewayIsShownWhenThereIsOne()
{
    QVERIFY(!label(u"lockGateway"_s).isVisible());
    m_card->showGateway(u"The gateway at http://127.0.0.1 is running."_s);
    QVERIFY(label(u"lockGateway"_s).isVisible());
    m_card->showGateway({});
    QVERIFY(!label(u"lockGateway"_s).isVisible());
}

void TestLockCard::shapesDiffer()
{
    QList<Mark> marks;
    for (const LockCondition condition :
        {LockCondition::Free, LockCondition::Busy, LockCondition::Held, LockCondition::Stale}) {
        m_card->showLock(reportOf(condition, 1));
        const Mark mark = m_card->findChild<Chip *>()->face().mark;
        QVERIFY2(!marks.contains(mark), "two conditions differ by colour alone");
        marks += mark;
    }
}

void TestLockCard::theDialogWantsAWord()
{
    auto *dialog = new ClearLockDialog(staleReport(), u"The gateway is running."_s, m_card.get());
    QSignalSpy accepted(dialog, &QDialog::accepted);
    QSignalSpy rejected(dialog, &QDialog::rejected);
    dialog->open();
    auto *word = dialog->findChild<QCheckBox *>();
    QPushButton *clear = nullptr;
    for (QPushButton *each : dialog->findChildren<QPushButton *>())
        clear = each->text() == u"Clear lock"_s ? each : clear;
    QVERIFY(!word->isChecked());
    QVERIFY(clear && !clear->isEnabled());
    QString texts;
    for (const QLabel *label : dialog->findChildren<QLabel *>())
        texts += label->text();
    QVERIFY(texts.contains(u"Another <b>one</b>."_s) && texts.contains(u"gateway is running"_s));

    QTest::mouseClick(word, Qt::LeftButton, {}, QPoint(8, word->height() / 2));
    QVERIFY(word->isChecked() && clear->isEnabled());
    word->toggle();
    QVERIFY(!clear->isEnabled());
    word->toggle();
    QTest::keyClick(dialog, Qt::Key_Return); // Cancel is the default
    QCOMPARE(rejected.count(), 1);
    QCOMPARE(accepted.count(), 0);
}

void TestLockCard::theDialogEndsWithTheLock_data()
{
    QTest::addColumn<LockReport>("now");
    QTest::addColumn<bool>("goesOn");
    LockReport older = staleReport();
    older.heldMs += 2000;
    QTest::newRow("older") << older << true;
    QTest::newRow("free") << reportOf(LockCondition::Free, 0) << false;
    LockReport another = staleReport();
    another.lock.identity.inode = 8;
    QTest::newRow("another one") << another << false;
    LockReport full = staleReport();
    full.lock.isEmpty = false;
    QTest::newRow("not empty any more") << full << false;
}

void TestLockCard::theDialogEndsWithTheLock()
{
    QFETCH(LockReport, now);
    QFETCH(bool, goesOn);
    auto *dialog = new ClearLockDialog(staleReport(), {}, m_card.get());
    dialog->open();
    dialog->findChild<QCheckBox *>()->setChecked(true);
    dialog->followLock(now);
    dialog->followLock(goesOn ? now : staleReport()); // what is gone does not come back
    QPushButton *clear = nullptr;
    for (QPushButton *each : dialog->findChildren<QPushButton *>())
        clear = each->text() == u"Clear lock"_s ? each : clear;
    QCOMPARE(clear->isEnabled(), goesOn);
    QCOMPARE(dialog->findChild<Notice *>()->isVisible(), !goesOn);
    QCOMPARE(dialog->report().lock.identity.inode, quint64(7));
}

QTEST_MAIN(TestLockCard)
#include "tst_lockcard.moc"
