// A key is nowhere in the window, until somebody asks to see it, and then in one place.
#include "tests/support/uitest.h"
#include "tests/support/windowbench.h"
#include "ui/changes/trashdialog.h"
#include "ui/details/detailspanel.h"
#include "ui/widgets/secretlabel.h"
#include "ui/widgets/textlabel.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QMetaProperty>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QStringEncoder>
#include <QTabWidget>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

class TestSecretsInWindow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void pagesShowNoKey_data();
    void pagesShowNoKey();
    void tabsOfAKeyShowNone();
    void dialogsShowNone_data();
    void dialogsShowNone();
    void deletedKeysStayMasked();
    void theJumpShowsNone();
    void itIsFoundWhereItIsShown();
    void nothingElseCopiesIt();
};

namespace {

/// Of a length that no part of it looks like anything else.
const QString Canary = u"pk_canary_7f3e9d5521c84b06a1d2"_s;
const QString Inside = Canary.mid(8, 12);

QByteArray canaryStore()
{
    std::vector<SampleKey> keys{sampleKey(0), sampleKey(1), sampleKey(2)};
    keys[0].key = Canary;
    keys[0].name = u"Canary"_s;
    keys[0].expiryDate = u"2099-12-31T23:59:59.000Z"_s;
    return storeBytes(keys);
}

/// Within a QDataStream, which is what models hand out.
QByteArray asStreamed(const QString &text)
{
    QStringEncoder encode(QStringEncoder::Utf16BE);
    return encode(text);
}

/// Where somebody would read it, hear it, copy it or drag it away.
class Finder final
{
public:
    QStringList places;

    void lookAt(const QWidget &whole)
    {
        lookAtProperties(whole);
        for (const QObject *each : whole.findChildren<QObject *>()) {
            lookAtProperties(*each);
            if (const auto *view = qobject_cast<const QAbstractItemView *>(each))
                lookAtModel(view->model(), {});
        }
        listen(QAccessible::queryAccessibleInterface(const_cast<QWidget *>(&whole)));
    }

private:
    void note(const QString &text, const QString &place)
    {
        if (text.contains(Inside, Qt::CaseInsensitive))
            places += place;
    }
    void lookAtProperties(const QObject &object)
    {
        const QString name = QString::fromLatin1(object.metaObject()->className());
        for (int i = 0; i < object.metaObject()->propertyCount(); ++i) {
            const QMetaProperty property = object.metaObject()->property(i);
            if (property.typeId() == QMetaType::QString)
                note(property.read(&object).toString(),
                    name + u'.' + QString::fromLatin1(property.name()));
        }
        for (const QByteArray &property : object.dynamicPropertyNames())
            note(object.property(property.constData()).toString(),
                name + u'.' + QString::fromLatin1(property));
    }
    void lookAtModel(const QAbstractItemModel *model, const QModelIndex &parent)
    {
        if (!model)
            return;
        QModelIndexList indexes;
        for (int row = 0; row < model->rowCount(parent); ++row) {
            for (int column = 0; column < model->columnCount(parent); ++column) {
                const QModelIndex index = model->index(row, column, parent);
                indexes += index;
                for (int role = 0; role < Qt::UserRole; ++role)
                    note(index.data(role).toString(),
                        u"%1 role %2"_s.arg(QString::fromLatin1(model->metaObject()->className()))
                            .arg(role));
            }
            lookAtModel(model, model->index(row, 0, parent));
        }
        const std::unique_ptr<QMimeData> dragged(model->mimeData(indexes));
        for (const QString &format : dragged ? dragged->formats() : QStringList()) {
            const QByteArray bytes = dragged->data(format);
            if (bytes.contains(Inside.toUtf8()) || bytes.contains(asStreamed(Inside)))
                places += u"dragged "_s + format;
        }
    }
    void listen(QAccessibleInterface *to)
    {
        if (!to)
            return;
        for (const auto kind :
            {QAccessible::Name, QAccessible::Description, QAccessible::Value, QAccessible::Help})
            note(to->text(kind), u"spoken"_s);
        if (QAccessibleTextInterface *text = to->textInterface())
            note(text->text(0, text->characterCount()), u"spoken text"_s);
        for (int i = 0; i < to->childCount(); ++i)
            listen(to->child(i));
    }
};

struct Fixture : WindowBench
{
    Fixture() : WindowBench(canaryStore()) { click(0); }

    [[nodiscard]] QString found()
    {
        Finder finder;
        finder.lookAt(window);
        return finder.places.join(u", "_s);
    }
    [[nodiscard]] DetailsPanel &details() { return window.workArea().details(); }
};

} // namespace

void TestSecretsInWindow::pagesShowNoKey_data()
{
    QTest::addColumn<int>("page");
    QTest::newRow("dashboard") << int(Actions::DashboardPageNumber);
    QTest::newRow("keys") << int(Actions::KeysPageNumber);
    QTest::newRow("usage") << int(Actions::UsagePageNumber);
    QTest::newRow("health") << int(Actions::HealthPageNumber);
    QTest::newRow("changes") << int(Actions::ChangesPageNumber);
}

void TestSecretsInWindow::pagesShowNoKey()
{
    QFETCH(int, page);
    Fixture f;
    f.window.actions().suspend->trigger(); // so that something was changed
    QTRY_VERIFY(f.window.actions().undo->isEnabled());
    f.window.workArea().showPage(Actions::PageNumber(page));
    QTRY_VERIFY(f.window.workArea().model().rowCount() == 3);
    QCOMPARE(f.found(), QString());
    QVERIFY(!f.window.windowTitle().contains(Inside));
}

void TestSecretsInWindow::tabsOfAKeyShowNone()
{
    Fixture f;
    auto *tabs = f.details().findChild<QTabWidget *>();
    QVERIFY(tabs->count() > 3);
    for (int i = 0; i < tabs->count(); ++i) {
        tabs->setCurrentIndex(i);
        QVERIFY2(f.found().isEmpty(), qPrintable(tabs->tabText(i) + u": "_s + f.found()));
    }
}

void TestSecretsInWindow::dialogsShowNone_data()
{
    QTest::addColumn<QString>("action");
    QTest::addColumn<bool>("several");
    for (const QString &name : {u"edit"_s, u"duplicate"_s, u"rotate"_s, u"notes"_s, u"tryLimit"_s,
             u"create"_s, u"restoreBackup"_s})
        QTest::newRow(qPrintable(name)) << name << false;
    for (const QString &name : {u"edit"_s, u"remove"_s, u"notes"_s})
        QTest::newRow(qPrintable(name + u", several"_s)) << name << true;
}

void TestSecretsInWindow::dialogsShowNone()
{
    QFETCH(QString, action);
    QFETCH(bool, several);
    Fixture f;
    f.window.actions().suspend->trigger(); // so that there is a backup
    QTRY_VERIFY(f.window.actions().undo->isEnabled());
    if (several)
        f.selectAll();
    auto *asked = f.window.actions().findChild<QAction *>(action);
    QTRY_VERIFY(asked->isEnabled());
    asked->trigger();
    QTRY_VERIFY(f.dialog<QDialog>());
    QCOMPARE(f.found(), QString());
}

void TestSecretsInWindow::deletedKeysStayMasked()
{
    Fixture f;
    f.window.actions().remove->trigger();
    QTRY_COMPARE(f.table().model()->rowCount(), 2);
    QCOMPARE(f.found(), QString()); // the message with its undo
    f.window.actions().trash->trigger();
    QTRY_VERIFY(f.dialog<TrashDialog>() && f.dialog<TrashDialog>()->isListed());
    QCOMPARE(f.found(), QString());
}

void TestSecretsInWindow::theJumpShowsNone()
{
    Fixture f;
    QTest::keyClick(&f.window, Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(f.window.findChild<QWidget *>(u"jumpPalette"_s)->isVisible());
    QTest::keyClicks(f.window.findChild<QLineEdit *>(u"jumpLine"_s), u"canary"_s);
    QCOMPARE(f.found(), QString());
}

// The finder finds what is there, and only the label that hides itself has it.
void TestSecretsInWindow::itIsFoundWhereItIsShown()
{
    Fixture f;
    auto *secret = f.window.findChild<SecretLabel *>();
    secret->reveal();
    Finder finder;
    finder.lookAt(f.window);
    const auto *label = secret->findChild<TextLabel *>();
    QVERIFY(label->text().contains(Canary));
    QVERIFY(finder.places.contains(u"keydeck::TextLabel.text"_s));
    finder.places.removeAll(u"keydeck::TextLabel.text"_s);
    finder.places.removeAll(u"spoken"_s); // so that it can be read out
    finder.places.removeAll(u"spoken text"_s);
    QCOMPARE(finder.places.join(u", "_s), QString());
    secret->hideSecret();
    QCOMPARE(f.found(), QString());
}

void TestSecretsInWindow::nothingElseCopiesIt()
{
    Fixture f;
    QVERIFY(!f.table().dragEnabled());
    auto *json = f.details().findChild<QPlainTextEdit *>();
    json->selectAll();
    json->copy();
    QVERIFY(!QGuiApplication::clipboard()->text().isEmpty());
    QVERIFY(!QGuiApplication::clipboard()->text().contains(Inside));
    f.table().setFocus();
    QTest::keyClick(&f.table(), Qt::Key_C, Qt::ControlModifier); // what clears itself
    QCOMPARE(QGuiApplication::clipboard()->text(), Canary);
    QVERIFY(QGuiApplication::clipboard()->mimeData()->hasFormat(u"x-kde-passwordManagerHint"_s));
}

QTEST_MAIN(TestSecretsInWindow)
#include "tst_secretsinwindow.moc"
