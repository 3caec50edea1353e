// Files as the window writes them: several at a time, with progress, and stopped.
#include "ui/window/fileoperations.h"

#include "tests/support/manualclock.h"
#include "tests/support/nodialogs.h"
#include "tests/support/uitest.h"
#include "ui/widgets/fileprogress.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/offeredfile.h"

#include <QPushButton>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QWidget>

#include <optional>

using namespace keydeck;
using namespace keydeck::test;
using namespace Qt::StringLiterals;

namespace {

/// Makes its content when it is let, or says that it was stopped.
struct SlowFile
{
    std::shared_ptr<FileProgress> progress = std::make_shared<FileProgress>();
    std::shared_ptr<QSemaphore> steps = std::make_shared<QSemaphore>();

    [[nodiscard]] OfferedFile offered(const QString &what) const
    {
        const auto content = [progress = progress, steps = steps]() -> Result<QByteArray> {
            while (!progress->isStopped) {
                if (steps->tryAcquire(1, 5))
                    return QByteArray("made");
            }
            return failure(ErrorCode::Failed, u"It was stopped."_s);
        };
        return {u"Save"_s, what, u"file.txt"_s, u"Text (*.txt)"_s, u"txt"_s, content, progress};
    }
};

struct Fixture
{
    QTemporaryDir folder;
    QWidget window;
    NoDialogs dialogs;
    MessageBar messages{&window};
    ManualClock clock;
    std::optional<FileOperations> files{
        std::in_place, FileOperations::Surroundings{window, dialogs, messages, clock}};

    Fixture() { window.show(); }
    [[nodiscard]] QString path(const QString &name) const { return folder.filePath(name); }
    void save(const SlowFile &file, const QString &name)
    {
        dialogs.saveTo = path(name);
        files->save(file.offered(name));
    }
    [[nodiscard]] QPushButton *cancel() { return messages.findChild<QPushButton *>(); }
};

} // namespace

class TestFileOperations final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void progressIsShownAndItsCancelIsWhereItWas();
    void eachOfTwoHasProgressAndAWordAtItsEnd();
    void theSecondOfTwoCanBeStoppedToo();
    void anotherMessageStands();
    void closingTheWindowStopsThem();
};

void TestFileOperations::progressIsShownAndItsCancelIsWhereItWas()
{
    Fixture f;
    const SlowFile file;
    f.save(file, u"chart"_s);
    QTRY_COMPARE(f.messages.text(), u"Writing the chart: 0 %"_s);
    const QPointer<QPushButton> cancel = f.cancel();
    file.progress->percent = 40;
    QTRY_COMPARE(f.messages.text(), u"Writing the chart: 40 %"_s);
    QCOMPARE(f.cancel(), cancel.data()); // a person may be about to press it
    QTest::mouseClick(cancel, Qt::LeftButton);
    QTRY_COMPARE(f.messages.text(), u"Stopped: no chart was written."_s);
    QVERIFY(!QFile::exists(f.path(u"chart"_s)));
}

void TestFileOperations::eachOfTwoHasProgressAndAWordAtItsEnd()
{
    Fixture f;
    const SlowFile first;
    const SlowFile second;
    f.save(first, u"first"_s);
    f.save(second, u"second"_s);
    QTRY_COMPARE(f.messages.text(), u"Writing the first: 0 %"_s);
    first.steps->release();
    QTRY_VERIFY(f.messages.text().startsWith(u"Saved the first to "_s));
    QTRY_COMPARE(f.messages.text(), u"Writing the second: 0 %"_s);
    second.steps->release();
    QTRY_VERIFY(f.messages.text().startsWith(u"Saved the second to "_s));
    QVERIFY(QFile::exists(f.path(u"first"_s)) && QFile::exists(f.path(u"second"_s)));
}

void TestFileOperations::theSecondOfTwoCanBeStoppedToo()
{
    Fixture f;
    const SlowFile first;
    const SlowFile second;
    f.save(first, u"first"_s);
    f.save(second, u"second"_s);
    first.steps->release();
    QTRY_COMPARE(f.messages.text(), u"Writing the second: 0 %"_s);
    QTest::mouseClick(f.cancel(), Qt::LeftButton);
    QTRY_COMPARE(f.messages.text(), u"Stopped: no second was written."_s);
    QVERIFY(QFile::exists(f.path(u"first"_s)) && !QFile::exists(f.path(u"second"_s)));
}

void TestFileOperations::anotherMessageStands()
{
    Fixture f;
    const SlowFile file;
    f.save(file, u"chart"_s);
    QTRY_COMPARE(f.messages.text(), u"Writing the chart: 0 %"_s);
    f.messages.showMessage({theme::Role::Danger, u"The lock is held."_s, {}, 0, true});
    file.progress->percent = 40;
    QSignalSpy steps(f.files->findChild<QTimer *>(), &QTimer::timeout);
    QTRY_VERIFY(steps.count() >= 2);
    QCOMPARE(f.messages.text(), u"The lock is held."_s);
    file.steps->release();
    QTRY_VERIFY(f.messages.text().startsWith(u"Saved the chart to "_s));
}

void TestFileOperations::closingTheWindowStopsThem()
{
    Fixture f;
    const SlowFile first;
    const SlowFile second;
    f.save(first, u"first"_s);
    f.save(second, u"second"_s);
    f.files.reset(); // else it would wait forever
    QVERIFY(!QFile::exists(f.path(u"first"_s)) && !QFile::exists(f.path(u"second"_s)));
}

QTEST_MAIN(TestFileOperations)
#include "tst_fileoperations.moc"
