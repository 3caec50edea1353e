// The window on a store of its own, as a person has it before them.
#pragma once

#include "core/store/keycodec.h"
#include "tests/support/storefixture.h"
#include "tests/support/windowsurroundings.h"
#include "ui/keys/keyspage.h"
#include "ui/window/mainwindow.h"
#include "ui/window/workarea.h"

#include <QAction>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

namespace keydeck::test {

/// Opens the store at once, at the Keys page, with a journal of edits and backups of its own.
struct WindowBench : WindowSurroundings
{
    StoreFixture store;
    MainWindow window;

    explicit WindowBench(const QByteArray &bytes, bool readOnly = false,
        const Clock &clock = SystemClock::instance())
        : store(bytes)
        , window(
              {clock, dialogs, notifier, [this](const QString &path) { return sessionFor(path); }})
    {
        window.resize(1100, 700);
        window.show();
        window.activateWindow();
        QTRY_VERIFY(window.isActiveWindow());
        SessionSettings settings = sessionFor(store.path());
        settings.readOnly = readOnly;
        QSignalSpy opened(&window, &MainWindow::storeOpened);
        window.openSession(settings);
        QTRY_COMPARE(opened.count(), 1);
        QTest::keyClick(&window, Qt::Key_2, Qt::ControlModifier);
        QTRY_VERIFY(window.workArea().keysPage().isVisible());
    }
    [[nodiscard]] QTableView &table() { return keysTable(window); }
    [[nodiscard]] KeySet fileKeys() const { return decodeStore(store.bytes()); }
    /// Clicks the row, together with what is selected already where the modifiers say so.
    void click(int row, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        const QRect cell = table().visualRect(table().model()->index(row, 1));
        QTest::mouseClick(table().viewport(), Qt::LeftButton, modifiers, cell.center());
    }
    void selectAll()
    {
        table().setFocus();
        QTest::keyClick(&table(), Qt::Key_A, Qt::ControlModifier);
    }
    /// The one that is shown, nullptr where none is.
    template <typename Dialog>
    [[nodiscard]] Dialog *dialog()
    {
        for (Dialog *each : window.findChildren<Dialog *>()) {
            if (each->isVisible())
                return each;
        }
        return nullptr;
    }
};

[[nodiscard]] inline QLineEdit *lineNamed(const QWidget &in, const QString &accessibleName)
{
    for (QLineEdit *each : in.findChildren<QLineEdit *>()) {
        if (each->accessibleName() == accessibleName)
            return each;
    }
    return nullptr;
}

[[nodiscard]] inline QPushButton *defaultButton(const QWidget &in)
{
    for (QPushButton *each : in.findChildren<QPushButton *>()) {
        if (each->isDefault())
            return each;
    }
    return nullptr;
}

} // namespace keydeck::test
