// The window as a screen reader gives it: through the accessibility tree, on every page and in
// every dialog.
#include "tests/support/demowindow.h"
#include "tests/support/spokentree.h"
#include "tests/support/uitest.h"
#include "ui/keys/hintlabel.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/statuschip.h"
#include "ui/widgets/usagemeter.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QChartView>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace keydeck;
using namespace keydeck::test;

class TestAccessibility final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(anyUiWarning()); }
    void cleanup() { m_demo->leave(); }
    void cleanupTestCase() { m_demo.reset(); }

    void whatCanBeUsedHasAName_data() { DemoWindow::addRows(DemoWindow::scenes()); }
    void whatCanBeUsedHasAName();
    void everythingIsWhatItIsCalled_data();
    void everythingIsWhatItIsCalled();
    void chartsAndMetersTellTheirFigures_data();
    void chartsAndMetersTellTheirFigures();
    void everyPlaceHasAHeading_data();
    void everyPlaceHasAHeading();
    void neitherKeysNorMarkupAreRead_data() { DemoWindow::addRows(DemoWindow::scenes()); }
    void neitherKeysNorMarkupAreRead();
    void cellsTellWhatIsPainted_data();
    void cellsTellWhatIsPainted();
    void fieldsHaveTheirLabelAndTheirHint_data() { DemoWindow::addRows(DemoWindow::dialogs()); }
    void fieldsHaveTheirLabelAndTheirHint();
    void theStatusLineIsTold();

private:
    [[nodiscard]] QList<Spoken> spoken() { return spokenTree(m_demo->front()); }

    std::unique_ptr<DemoWindow> m_demo;
};

namespace {

/// A name that says nothing, or that is not for people.
bool isMeaningless(const QString &name)
{
    static const QRegularExpression iconName(u"^[a-z]+(-[a-z]+)+$"_s);
    static const QRegularExpression fileName(u"\\.(svg|png|qrc|cpp|h)$"_s);
    static const QRegularExpression word(u"\\p{L}|\\d"_s);
    return name.contains(u'&') || !word.match(name).hasMatch() || iconName.match(name).hasMatch()
        || fileName.match(name).hasMatch();
}

bool takesTheFocus(const QWidget &widget)
{
    return (widget.focusPolicy() & Qt::TabFocus) && !widget.focusProxy();
}

/// The label that is said to be the widget's, through the tree's own relation.
QString labelOf(QWidget &widget)
{
    QStringList labels;
    const QAccessibleInterface *field = QAccessible::queryAccessibleInterface(&widget);
    for (const auto &[label, relation] : field->relations(QAccessible::Label))
        labels += label->text(QAccessible::Name);
    return labels.join(u' ');
}

/// On Linux the name of a list to choose from is what is chosen: its own is the label's.
QString nameOf(const Spoken &thing)
{
    auto *combo = qobject_cast<QComboBox *>(thing.widget);
    return combo ? labelOf(*combo) : thing.name;
}

QList<QAccessible::Role> rolesOf(const QWidget &widget)
{
    using R = QAccessible::Role;
    const auto *button = qobject_cast<const QAbstractButton *>(&widget);
    if (button && button->autoExclusive())
        return {R::RadioButton};
    if (button && button->isCheckable())
        return {R::CheckBox};
    if (button)
        return {R::Button, R::ButtonMenu, R::ButtonDropDown};
    if (qobject_cast<const QLineEdit *>(&widget) || qobject_cast<const QPlainTextEdit *>(&widget))
        return {R::EditableText};
    if (qobject_cast<const QAbstractSpinBox *>(&widget))
        return {R::SpinBox};
    if (qobject_cast<const QComboBox *>(&widget))
        return {R::ComboBox};
    if (qobject_cast<const QTableView *>(&widget))
        return {R::Table};
    if (qobject_cast<const QTreeView *>(&widget))
        return {R::Tree, R::Table};
    if (qobject_cast<const QListView *>(&widget))
        return {R::List};
    if (qobject_cast<const QChartView *>(&widget) || widget.inherits("keydeck::RhythmView"))
        return {R::Chart};
    if (qobject_cast<const UsageMeter *>(&widget))
        return {R::Graphic};
    if (qobject_cast<const StatusChip *>(&widget) || qobject_cast<const Chip *>(&widget))
        return {R::StaticText};
    if (qobject_cast<const MessageBar *>(&widget))
        return {R::AlertMessage};
    return {};
}

bool isOfAnother(const QWidget &widget)
{
    return widget.objectName().startsWith(u"qt_") || widget.inherits("QTableCornerButton")
        || qobject_cast<const QMessageBox *>(widget.window());
}

} // namespace

void TestAccessibility::initTestCase()
{
    QAccessible::setActive(true);
    m_demo = std::make_unique<DemoWindow>();
}

void TestAccessibility::whatCanBeUsedHasAName()
{
    QFETCH(QByteArray, scene);
    m_demo->show(scene);
    QStringList unnamed;
    int seen = 0;
    for (const Spoken &each : spoken()) {
        const bool isButton = qobject_cast<QAbstractButton *>(each.widget);
        if (!each.widget || !(takesTheFocus(*each.widget) || isButton))
            continue;
        ++seen;
        if (isMeaningless(nameOf(each)))
            unnamed += each.text();
    }
    QVERIFY(seen > 0);
    QVERIFY2(unnamed.isEmpty(), qPrintable(unnamed.join(u'\n')));
}

void TestAccessibility::everythingIsWhatItIsCalled_data()
{
    QByteArrayList scenes = DemoWindow::scenes();
    scenes.removeOne("about"); // the desktop's own box
    DemoWindow::addRows(scenes);
}

void TestAccessibility::everythingIsWhatItIsCalled()
{
    QFETCH(QByteArray, scene);
    m_demo->show(scene);
    QStringList wrong;
    int seen = 0;
    for (const Spoken &each : spoken()) {
        const QList<QAccessible::Role> roles
            = each.widget ? rolesOf(*each.widget) : QList<QAccessible::Role>();
        if (roles.isEmpty() || isOfAnother(*each.widget))
            continue;
        ++seen;
        if (!roles.contains(each.role))
            wrong += each.text();
    }
    QVERIFY(seen > 0);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void TestAccessibility::chartsAndMetersTellTheirFigures_data()
{
    QTest::addColumn<QByteArray>("scene");
    QTest::addColumn<int>("pictures");
    QTest::newRow("key") << "Overview"_ba << 3;
    QTest::newRow("forecast") << "Forecast"_ba << 3;
    QTest::newRow("windows") << "Windows"_ba << 2;
    QTest::newRow("lifetime") << "Lifetime"_ba << 2;
    QTest::newRow("usage") << "usage"_ba << 2;
    QTest::newRow("limit") << "what if"_ba << 1;
}

void TestAccessibility::chartsAndMetersTellTheirFigures()
{
    QFETCH(QByteArray, scene);
    QFETCH(int, pictures);
    m_demo->show(scene);
    static const QRegularExpression figure(u"\\d"_s);
    int seen = 0;
    for (const Spoken &each : spoken()) {
        const bool isMeter = qobject_cast<UsageMeter *>(each.widget);
        if (!isMeter && each.role != QAccessible::Chart)
            continue;
        ++seen;
        QVERIFY2(!isMeaningless(each.name), qPrintable(each.text()));
        const QString told = isMeter ? each.name : each.description;
        QVERIFY2(figure.match(told).hasMatch(), qPrintable(each.text()));
    }
    QCOMPARE(seen, pictures);
}

void TestAccessibility::everyPlaceHasAHeading_data()
{
    QByteArrayList places = DemoWindow::pages() + DemoWindow::dialogs();
    places.removeOne("about"); // the desktop's own box
    places.removeOne("jump"); // a line with its list
    DemoWindow::addRows(places);
}

void TestAccessibility::everyPlaceHasAHeading()
{
    QFETCH(QByteArray, scene);
    m_demo->show(scene);
    QStringList headings;
    for (const Spoken &each : spoken()) {
        if (each.role == QAccessible::Heading)
            headings += each.name;
    }
    QVERIFY2(!headings.isEmpty(), scene.constData());
    for (const QString &heading : headings)
        QVERIFY2(!isMeaningless(heading), qPrintable(heading));
    QString title = QString::fromLatin1(scene);
    title[0] = title[0].toUpper();
    const bool isNamedPage = DemoWindow::pages().contains(scene) && scene != "keys";
    QVERIFY2(!isNamedPage || headings.contains(title), qPrintable(headings.join(u'\n')));
}

void TestAccessibility::neitherKeysNorMarkupAreRead()
{
    QFETCH(QByteArray, scene);
    m_demo->show(scene);
    const QStringList secrets = m_demo->secrets();
    QVERIFY(secrets.size() > 30);
    for (const Spoken &each : spoken()) {
        const QString told = each.name + u'\n' + each.description + u'\n' + each.value;
        for (const QString &secret : secrets)
            QVERIFY2(!told.contains(secret), "a key is told in full");
        QVERIFY2(!told.contains(u"<qt>") && !told.contains(u"<br"), qPrintable(each.text()));
    }
}

void TestAccessibility::cellsTellWhatIsPainted_data()
{
    QTest::addColumn<QByteArray>("scene");
    QTest::addColumn<QString>("view"); // its accessible name
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("pattern");
    const QString keys = u"Keys"_s;
    QTest::newRow("identity") << "keys"_ba << keys << int(KeyModel::IdentityColumn)
                              << u"^.+, key .*…"_s;
    QTest::newRow("status")
        << "keys"_ba << keys << int(KeyModel::StatusColumn)
        << u"^(Active|Near limit|Blocked|Expiring|Expired|Failing|Unused duplicate)"_s;
    QTest::newRow("meter") << "keys"_ba << keys << int(KeyModel::WindowColumn)
                           << u"percent$|no limit|fails"_s;
    QTest::newRow("sparkline") << "keys"_ba << keys << int(KeyModel::DayColumn)
                               << u"tokens|^Nothing is known"_s;
    QTest::newRow("change") << "usage"_ba << u"Keys by tokens"_s << int(RankingModel::ChangeColumn)
                            << u"^(up |down |none before|unchanged|–)"_s;
    QTest::newRow("bar") << "usage"_ba << u"Keys by tokens"_s << int(RankingModel::TokensColumn)
                         << u"^[\\d,]+$"_s;
    QTest::newRow("what happens next")
        << "dashboard"_ba << u"What happens next"_s << 0 << u"^.+, in .+[^ ,]$"_s;
    QTest::newRow("most used") << "dashboard"_ba << u"Most used ever"_s << 0 << u"^.+, [\\d,]+$"_s;
}

void TestAccessibility::cellsTellWhatIsPainted()
{
    QFETCH(QByteArray, scene);
    QFETCH(QString, view);
    QFETCH(int, column);
    QFETCH(QString, pattern);
    m_demo->show(scene);
    QWidget *shown = nullptr;
    for (auto *each : m_demo->front().findChildren<QAbstractItemView *>()) {
        if (each->accessibleName() == view && each->isVisible())
            shown = each;
    }
    QVERIFY(shown);
    QAccessibleTableInterface *table = spokenTable(*shown);
    QVERIFY(table && table->rowCount() > 2);
    const QRegularExpression expected(pattern);
    for (int row = 0; row < table->rowCount(); ++row) {
        const QString told = table->cellAt(row, column)->text(QAccessible::Name);
        QVERIFY2(expected.match(told).hasMatch(), qPrintable(u"%1: %2"_s.arg(row).arg(told)));
        QVERIFY2(!told.contains(u"▲") && !told.contains(u"nan percent"), qPrintable(told));
    }
}

void TestAccessibility::fieldsHaveTheirLabelAndTheirHint()
{
    QFETCH(QByteArray, scene);
    m_demo->show(scene);
    QWidget &front = m_demo->front();
    const QList<Spoken> all = spoken();
    for (const Spoken &each : all) {
        if (each.role == QAccessible::EditableText || each.role == QAccessible::ComboBox
            || each.role == QAccessible::SpinBox || each.role == QAccessible::Slider)
            QVERIFY2(!isMeaningless(nameOf(each)), qPrintable(each.text()));
    }
    for (const QLabel *label : front.findChildren<QLabel *>()) {
        if (!label->buddy() || !label->isVisible())
            continue;
        const QString text = QString(label->text()).remove(u'&');
        QVERIFY2(labelOf(*label->buddy()).contains(text)
                || label->buddy()->accessibleName() == text, // it stands in a row of its own
            qPrintable(text));
    }
    const auto isDescription = [&](const QString &text) {
        return std::any_of(all.begin(), all.end(), [&](const Spoken &each) {
            return each.widget && takesTheFocus(*each.widget) && each.description == text;
        });
    };
    for (const HintLabel *hint : front.findChildren<HintLabel *>()) {
        const QString text = hint->hint().text;
        if (hint->isVisible() && !text.isEmpty() && scene != "rotate") // that one's is of choices
            QVERIFY2(isDescription(text), qPrintable(text));
    }
}

void TestAccessibility::theStatusLineIsTold()
{
    m_demo->show("keys");
    QStringList told;
    for (const Spoken &each : spoken()) {
        if (each.role == QAccessible::StaticText)
            told += each.name;
    }
    QVERIFY2(told.contains(u"Lock of the store: lock free"_s), qPrintable(told.join(u'\n')));
    QVERIFY(
        !told.filter(QRegularExpression(u"^Last change: store \\d\\d:\\d\\d:\\d\\d$"_s)).isEmpty());
    QVERIFY(told.filter(u"Clipboard"_s).isEmpty());
    QVERIFY(!told.filter(QRegularExpression(u"^Masked key .*…"_s)).isEmpty());
}

QTEST_MAIN(TestAccessibility)
#include "tst_accessibility.moc"
