// The window with the dialog that imports keys, as a person has it before them.
#pragma once

#include "tests/support/windowbench.h"
#include "ui/import/importdialog.h"
#include "ui/widgets/busyline.h"
#include "ui/widgets/textlabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>

namespace keydeck::test {

using namespace Qt::StringLiterals;

inline const QByteArray Staff = "name,key,limit,expires\n"
                                "Alice,pk_moved_from_elsewhere_0001,250k,2099-12-31\n"
                                "Bob,pk_moved_from_elsewhere_0002,5000,2099-06-30\n";

/// The bench with the dialog that Ctrl+I opens.
struct ImportBench : WindowBench
{
    explicit ImportBench(const QByteArray &bytes = storeBytes(3)) : WindowBench(bytes)
    {
        QTest::keyClick(&window, Qt::Key_I, Qt::ControlModifier);
        QTRY_VERIFY(import());
        import()->activateWindow();
        QTRY_VERIFY(import()->isActiveWindow());
    }
    [[nodiscard]] ImportDialog *import() { return dialog<ImportDialog>(); }
    [[nodiscard]] QString file(
        const QByteArray &content, const QString &name = u"staff.csv"_s) const
    {
        const QString path = scratch.filePath(name);
        QFile out(path);
        const bool written = out.open(QIODevice::WriteOnly) && out.write(content) == content.size();
        [&] { QVERIFY(written); }();
        return path;
    }
    /// Types the path, and Return.
    void type(const QString &path)
    {
        QLineEdit *line = lineNamed(*import(), u"File"_s);
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, path);
        QTest::keyClick(line, Qt::Key_Return);
    }
    void read(const QByteArray &content)
    {
        type(file(content));
        QTRY_VERIFY(import()->isSettled());
    }
    void fill(const QString &name, const QString &text)
    {
        QLineEdit *line = lineNamed(*import(), name);
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, text);
        QTRY_VERIFY(import()->isSettled());
    }
    [[nodiscard]] QPushButton *button() { return defaultButton(*import()); }
    [[nodiscard]] QString summary()
    {
        return import()->findChild<BusyLine *>()->findChild<TextLabel *>()->text();
    }
    [[nodiscard]] QPushButton *stopButton()
    {
        for (QPushButton *each : import()->findChildren<QPushButton *>()) {
            if (each->text() == u"&Stop"_s)
                return each;
        }
        return nullptr;
    }
    [[nodiscard]] QCheckBox *box(const QString &begin)
    {
        for (QCheckBox *each : import()->findChildren<QCheckBox *>()) {
            if (QString(each->text()).remove(u'&').startsWith(begin))
                return each;
        }
        return nullptr;
    }
    [[nodiscard]] QComboBox *chooser(const QString &name)
    {
        for (QComboBox *each : import()->findChildren<QComboBox *>()) {
            if (each->accessibleName() == name)
                return each;
        }
        return nullptr;
    }
    [[nodiscard]] QAbstractItemModel &rows()
    {
        return *import()->findChild<QTableView *>(u"importRows"_s)->model();
    }
    [[nodiscard]] QString cell(int row, int column)
    {
        return rows().index(row, column).data().toString();
    }
    [[nodiscard]] QStringList selectedNames()
    {
        QStringList names;
        for (const KeyRef &ref : window.workArea().keysPage().selectedKeys())
            names += window.workArea().model().keyAt(window.workArea().model().rowOf(ref)).name();
        names.sort();
        return names;
    }
};

} // namespace keydeck::test
