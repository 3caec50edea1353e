// The window with everything there is to see in it, and the way to each of its pages and dialogs.
#pragma once

#include "app/demo/demoedits.h"
#include "app/demo/demogatewaythread.h"
#include "app/demo/demostore.h"
#include "core/store/keycodec.h"
#include "tests/support/nodialogs.h"
#include "tests/support/profilesinmemory.h"
#include "tests/support/recordingnotifier.h"
#include "ui/changes/restorebackupdialog.h"
#include "ui/changes/trashdialog.h"
#include "ui/details/detailspanel.h"
#include "ui/forecast/whatifdialog.h"
#include "ui/health/clearlockdialog.h"
#include "ui/health/healthpage.h"
#include "ui/import/importdialog.h"
#include "ui/keys/createdkeycard.h"
#include "ui/keys/createdkeyscard.h"
#include "ui/keys/keyspage.h"
#include "ui/reports/reportspage.h"
#include "ui/usage/usagepage.h"
#include "ui/window/mainwindow.h"
#include "ui/window/workarea.h"

#include <QAction>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QToolButton>

namespace keydeck::test {

/// The demo's store with its month of history, its edits and its gateway, but without traffic.
/// Shows one scene after the other; leave() goes back to the window alone.
class DemoWindow final
{
public:
    DemoWindow();

    /// Names for show().
    [[nodiscard]] static QByteArrayList pages();
    [[nodiscard]] static QByteArrayList tabs();
    [[nodiscard]] static QByteArrayList dialogs();
    [[nodiscard]] static QByteArrayList scenes() { return pages() + tabs() + dialogs(); }
    static void addRows(const QByteArrayList &scenes);

    /// It is there and filled when this returns.
    void show(const QByteArray &scene);
    void leave();
    /// What is in front: the dialog, else the window.
    [[nodiscard]] QWidget &front();
    [[nodiscard]] KeySet keys() const { return decodeStore(bytes()); }
    /// Of the store and of every dialog that shows a new one: none of them may be told in full.
    [[nodiscard]] QStringList secrets() const;
    [[nodiscard]] QTabWidget &tabWidget()
    {
        return *window.workArea().details().findChild<QTabWidget *>();
    }

private:
    [[nodiscard]] QByteArray bytes() const;
    [[nodiscard]] SessionSettings settings() const;
    void make();
    void open();
    [[nodiscard]] QDialog *dialog() const;
    void select(int count);
    void showPage(const QByteArray &scene);
    void showTab(const QByteArray &scene);
    void showDialog(const QByteArray &scene);
    [[nodiscard]] QString importFile() const;
    [[nodiscard]] bool openByAction(const QByteArray &scene);
    void openByHand(const QByteArray &scene);

    QTemporaryDir m_folder;
    DemoData m_demo;
    std::unique_ptr<KeyStore> m_store;
    std::unique_ptr<DemoGatewayThread> m_gateway;
    QUrl m_url;
    NoDialogs m_dialogs;
    RecordingNotifier m_notifier;
    ProfilesInMemory m_profiles;

public:
    MainWindow window;
};

} // namespace keydeck::test
