#include "ui/widgets/textlabel.h"

#include "tests/support/uitest.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/tooltip.h"

#include <QApplication>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace keydeck;

class TestTextLabel final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(test::anyUiWarning()); }
    void cleanup() { QApplication::setPalette(theme::lightPalette()); }

    void markupIsText();
    void quietColourFollowsThePalette();
    void longTextIsCutRatherThanWidening();
};

void TestTextLabel::markupIsText()
{
    TextLabel plain(TextLabel::Style::Body, u"aaa"_s);
    TextLabel markup(TextLabel::Style::Body, u"<b>a</b><img src=x>"_s);
    QCOMPARE(markup.textFormat(), Qt::PlainText);
    QVERIFY(markup.sizeHint().width() > 2 * plain.sizeHint().width());

    QCOMPARE(plainToolTip(u"<b>a</b>\n&"_s), u"<qt>&lt;b&gt;a&lt;/b&gt;<br>&amp;</qt>"_s);
    QCOMPARE(plainToolTip({}), QString());
}

void TestTextLabel::quietColourFollowsThePalette()
{
    QApplication::setPalette(theme::lightPalette());
    QWidget parent;
    TextLabel label(TextLabel::Style::Caption, u"caption"_s, &parent);
    QCOMPARE(label.palette().color(QPalette::WindowText), theme::quietText(theme::lightPalette()));
    QApplication::setPalette(theme::darkPalette());
    QTRY_COMPARE(
        label.palette().color(QPalette::WindowText), theme::quietText(theme::darkPalette()));
}

void TestTextLabel::longTextIsCutRatherThanWidening()
{
    TextLabel label(TextLabel::Style::Title, QString(200, u'x'));
    const int whole = label.minimumSizeHint().width();
    label.setElided(true);
    QVERIFY(label.minimumSizeHint().width() < whole / 10);
    label.resize(100, 30);
    label.show();
    QVERIFY(!label.grab().isNull());
}

QTEST_MAIN(TestTextLabel)
#include "tst_textlabel.moc"
