// The window while its store cannot be read, and when it can be again.
#include "tests/support/uitest.h"
#include "tests/support/windowbench.h"
#include "ui/keys/keysstack.h"
#include "ui/widgets/textlabel.h"

#include <QPushButton>
#include <QTableView>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

namespace {

constexpr int Keys = 6;

struct Fixture : WindowBench
{
    Fixture() : WindowBench(storeBytes(Keys))
    {
        [this] { QTRY_COMPARE(table().model()->rowCount(), Keys); }();
    }
    /// Two of the first half of the file, and two of what is cut off.
    void selectSome()
    {
        click(1);
        for (const int row : {4, 5, 2})
            click(row, Qt::ControlModifier);
    }
    void replace(const QByteArray &bytes)
    {
        store.replace(bytes);
        [&] { QTRY_COMPARE(window.workArea().model().keys().bytes(), bytes); }();
    }
    [[nodiscard]] QStringList selected()
    {
        QStringList keys;
        for (const KeyRef &ref : window.workArea().keysPage().selectedKeys())
            keys += ref.key;
        keys.sort();
        return keys;
    }
    [[nodiscard]] QString current()
    {
        const auto key = window.workArea().keysPage().currentKey();
        return key ? key->key : QString();
    }
    /// What stands in the table's place, as one text.
    [[nodiscard]] QString said()
    {
        const QWidget *shown = window.findChild<KeysStack *>()->currentWidget();
        QStringList texts;
        for (const TextLabel *label : shown->findChildren<TextLabel *>())
            texts += label->text();
        return texts.join(u'\n');
    }
    [[nodiscard]] QPushButton *shownButton(const QString &text)
    {
        for (QPushButton *each : window.findChild<KeysStack *>()->findChildren<QPushButton *>()) {
            if (each->isVisible() && each->text() == text)
                return each;
        }
        return nullptr;
    }
};

QByteArray half(const QByteArray &bytes)
{
    return bytes.first(bytes.size() / 2);
}

} // namespace

class TestBrokenStore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void whatWasSelectedIsSelectedAgain_data();
    void whatWasSelectedIsSelectedAgain();
    void whatIsLeftOfItIsSelectedAgain();
    void whatIsChosenMeanwhileGoesBefore();
    void aHiddenKeyStaysTheCurrentOne();
    void theFirstKeyIsSelectedOnceThereIsOne();
    void saysThatItCannotBeRead();
    void saysThatItIsGone();
    void whatCannotBeDoneLooksSo();
};

void TestBrokenStore::whatWasSelectedIsSelectedAgain_data()
{
    QTest::addColumn<QByteArray>("broken");
    QTest::newRow("half of it") << half(storeBytes(Keys));
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no keys in it") << "{\"keys\": null}"_ba;
}

void TestBrokenStore::whatWasSelectedIsSelectedAgain()
{
    QFETCH(QByteArray, broken);
    Fixture f;
    f.selectSome();
    const QStringList selected = f.selected();
    QCOMPARE(selected.size(), 4);
    QCOMPARE(f.current(), sampleKeyText(2));
    f.replace(broken);
    f.replace(broken + ' '); // more than one look at it
    f.replace(storeBytes(Keys));
    QCOMPARE(f.selected(), selected);
    QCOMPARE(f.current(), sampleKeyText(2));
}

void TestBrokenStore::whatIsLeftOfItIsSelectedAgain()
{
    Fixture f;
    f.selectSome();
    f.replace({});
    std::vector<SampleKey> left;
    for (const int n : {0, 1, 3, 4})
        left.push_back(sampleKey(n));
    f.replace(storeBytes(left));
    QCOMPARE(f.selected(), (QStringList{sampleKeyText(1), sampleKeyText(4)}));
}

void TestBrokenStore::whatIsChosenMeanwhileGoesBefore()
{
    Fixture f;
    f.selectSome();
    f.replace(half(storeBytes(Keys)));
    f.click(0);
    f.replace(storeBytes(Keys));
    QCOMPARE(f.selected(), QStringList{sampleKeyText(0)});
}

void TestBrokenStore::aHiddenKeyStaysTheCurrentOne()
{
    Fixture f;
    f.click(4);
    f.window.workArea().keysPage().search(u"\"Example 2\""_s);
    QCOMPARE(f.current(), sampleKeyText(4));
    f.replace({});
    f.replace(storeBytes(Keys));
    QCOMPARE(f.current(), sampleKeyText(4));
    QCOMPARE(f.table().model()->rowCount(), 1); // and what is searched for stays
}

void TestBrokenStore::theFirstKeyIsSelectedOnceThereIsOne()
{
    Fixture f;
    f.store.replace({});
    f.window.openSession(f.sessionFor(f.store.path()));
    QTRY_VERIFY(f.said().contains(u"cannot be read"_s));
    f.replace(storeBytes(Keys));
    QCOMPARE(f.current(), sampleKeyText(0));
}

void TestBrokenStore::saysThatItCannotBeRead()
{
    Fixture f;
    f.replace({});
    const QString problem = f.window.workArea().model().keys().problem();
    QVERIFY2(
        f.said().contains(u"cannot be read"_s) && f.said().contains(problem), qPrintable(f.said()));
    QVERIFY(!f.shownButton(u"New key…"_s));
    QTest::mouseClick(f.shownButton(u"See what can be done"_s), Qt::LeftButton);
    QVERIFY(f.window.actions().pages[Actions::HealthPageNumber]->isChecked());

    f.replace("{\"keys\": []}"); // which is empty indeed
    QVERIFY2(f.said().contains(u"This store is empty"_s), qPrintable(f.said()));
}

void TestBrokenStore::saysThatItIsGone()
{
    Fixture f;
    const QString path = f.scratch.filePath(u"later.json"_s);
    f.window.openSession(f.sessionFor(path));
    QTRY_VERIFY2(f.said().contains(path), qPrintable(f.said()));
    QVERIFY(QFile::copy(f.store.path(), path));
    QTest::mouseClick(f.shownButton(u"Read it again"_s), Qt::LeftButton);
    QTRY_COMPARE(f.table().model()->rowCount(), Keys);
    QVERIFY(f.table().isVisible());
}

void TestBrokenStore::whatCannotBeDoneLooksSo()
{
    WindowBench readOnly("{\"keys\": []}", true);
    for (QPushButton *each :
        readOnly.window.findChild<KeysStack *>()->findChildren<QPushButton *>()) {
        if (!each->isVisible())
            continue;
        QVERIFY2(!each->isEnabled(), qPrintable(each->text()));
        QVERIFY(each->toolTip().contains(u"read-only"_s));
    }
}

QTEST_MAIN(TestBrokenStore)
#include "tst_brokenstore.moc"
