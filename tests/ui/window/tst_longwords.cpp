// The window in a language whose words are half as long again: what is cut off then is cut off in
// German. And in one whose letters have marks above and below: nothing is spelled out past tr().
#include "tests/support/uitest.h"
#include "tests/support/windowbench.h"
#include "ui/import/importdialog.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDialog>
#include <QFile>
#include <QLabel>
#include <QTabWidget>
#include <QToolButton>
#include <QTranslator>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

class TestLongWords final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void pagesFitTheSmallWindow_data();
    void pagesFitTheSmallWindow();
    void dialogsFitTheSmallWindow_data();
    void dialogsFitTheSmallWindow();
};

namespace {

constexpr QSize SmallWindow(900, 600);

/// "Delete" becomes "Ðéļéţé éñð": what a translator makes of it, in length.
class LongWords final : public QTranslator
{
public:
    using QTranslator::QTranslator;

    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(
        const char *, const char *source, const char *, int) const override
    {
        const QString plain = QString::fromUtf8(source);
        QString text = plain;
        text.replace(u'a', u'ä').replace(u'e', u'é').replace(u'o', u'ö');
        const qsizetype more = plain.size() < 8 ? plain.size() / 2 : plain.size() * 2 / 5;
        while (text.size() < plain.size() + more)
            text += text.size() % 6 == 0 ? u' ' : u'ñ';
        return text;
    }
};

/// Text that its widget has no room for, and that is not made to be cut.
QStringList cutTexts(const QWidget &in)
{
    QStringList cut;
    for (const QWidget *each : in.findChildren<QWidget *>()) {
        if (!each->isVisible())
            continue;
        QString text;
        if (const auto *label = qobject_cast<const QLabel *>(each)) {
            if (!label->wordWrap() && label->minimumSizeHint().width() > label->width())
                text = label->text();
        } else if (const auto *button = qobject_cast<const QAbstractButton *>(each)) {
            const int needed
                = button->fontMetrics().horizontalAdvance(QString(button->text()).remove(u'&'));
            const auto *tool = qobject_cast<const QToolButton *>(button);
            const bool hasText = !tool || tool->toolButtonStyle() != Qt::ToolButtonIconOnly;
            if (hasText && !button->text().isEmpty() && needed > button->width())
                text = button->text();
        }
        if (!text.isEmpty())
            cut += u"%1: %2"_s.arg(QString::fromLatin1(each->metaObject()->className()), text);
    }
    return cut;
}

} // namespace

void TestLongWords::initTestCase()
{
    QCoreApplication::installTranslator(new LongWords(this));
}

void TestLongWords::pagesFitTheSmallWindow_data()
{
    QTest::addColumn<int>("page");
    for (int page = 0; page < Actions::PageCount; ++page)
        QTest::addRow("page %d", page) << page;
}

void TestLongWords::pagesFitTheSmallWindow()
{
    QFETCH(int, page);
    WindowBench bench(storeBytes(30));
    bench.click(1);
    bench.window.resize(SmallWindow);
    bench.window.actions().pages[size_t(page)]->trigger();
    QTRY_VERIFY(bench.window.actions().pages[size_t(page)]->isChecked());
    QCoreApplication::sendPostedEvents();
    QVERIFY2(bench.window.minimumSizeHint().width() <= SmallWindow.width(),
        qPrintable(QString::number(bench.window.minimumSizeHint().width())));
    QVERIFY2(bench.window.minimumSizeHint().height() <= SmallWindow.height(),
        qPrintable(QString::number(bench.window.minimumSizeHint().height())));
    QCOMPARE(bench.window.size(), SmallWindow);
    const QStringList cut = cutTexts(bench.window);
    QVERIFY2(cut.isEmpty(), qPrintable(cut.join(u'\n')));
}

void TestLongWords::dialogsFitTheSmallWindow_data()
{
    QTest::addColumn<QString>("opens");
    for (const char *name :
        {"create", "edit", "bulk", "trash", "limit", "backup", "import", "shortcuts"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestLongWords::dialogsFitTheSmallWindow()
{
    QFETCH(QString, opens);
    WindowBench bench(storeBytes(5));
    bench.window.resize(SmallWindow);
    if (opens == u"bulk"_s)
        bench.selectAll();
    else
        bench.click(1);
    Actions &actions = bench.window.actions();
    const QHash<QString, QAction *> verbs{{u"create"_s, actions.create}, {u"edit"_s, actions.edit},
        {u"bulk"_s, actions.edit}, {u"trash"_s, actions.trash}, {u"limit"_s, actions.tryLimit},
        {u"backup"_s, actions.restoreBackup}, {u"import"_s, actions.importKeys},
        {u"shortcuts"_s, actions.shortcuts}};
    verbs[opens]->trigger();
    QTRY_VERIFY(bench.dialog<QDialog>());
    if (auto *import = bench.dialog<ImportDialog>()) {
        QFile file(bench.scratch.filePath(u"staff.csv"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("name,limit\nA,1\nB,x\n") > 0);
        file.close();
        import->readFile(file.fileName());
        QTRY_VERIFY(import->isSettled());
        QCoreApplication::sendPostedEvents(); // its button has another word now
    }
    const QDialog &dialog = *bench.dialog<QDialog>();
    QVERIFY2(dialog.minimumSizeHint().width() <= SmallWindow.width(),
        qPrintable(QString::number(dialog.minimumSizeHint().width())));
    QVERIFY2(dialog.minimumSizeHint().height() <= SmallWindow.height(),
        qPrintable(QString::number(dialog.minimumSizeHint().height())));
    const QStringList cut = cutTexts(dialog);
    QVERIFY2(cut.isEmpty(), qPrintable(cut.join(u'\n')));
}

QTEST_MAIN(TestLongWords)
#include "tst_longwords.moc"
