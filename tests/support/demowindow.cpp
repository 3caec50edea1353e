#include "tests/support/demowindow.h"

using namespace Qt::StringLiterals;

namespace keydeck::test {

namespace {

constexpr quint32 Seed = 20260118;
constexpr int PatienceMs = 30'000;
constexpr int Several = 3, Many = 12;
const QString NewSecret = u"pk_0f1e2d3c4b5a69788796a5b4c3d2e1f0"_s;

NewKey newKey(const QString &name)
{
    return {NewSecret, name, {}, 100'000, u"2099-12-31T23:59:59.000Z"_s, {}};
}

} // namespace

DemoWindow::DemoWindow()
    : window({SystemClock::instance(), m_dialogs, m_notifier,
        [this](const QString &) { return settings(); }, &m_profiles})
{
    make();
    open();
}

QByteArrayList DemoWindow::pages()
{
    return {"dashboard", "keys", "usage", "health", "changes", "reports"};
}

QByteArrayList DemoWindow::tabs()
{
    return {"Overview", "Forecast", "Facts", "Windows", "Lifetime", "Gateway", "Changes", "JSON"};
}

QByteArrayList DemoWindow::dialogs()
{
    return {"create", "created", "created many", "edit", "bulk edit", "rotate", "notes",
        "notes of many", "delete many", "trash", "what if", "restore", "fix", "clear lock",
        "shortcuts", "search help", "save filter", "new profile", "profiles", "about", "jump",
        "import", "change shortcuts"};
}

void DemoWindow::addRows(const QByteArrayList &scenes)
{
    QTest::addColumn<QByteArray>("scene");
    for (const QByteArray &scene : scenes)
        QTest::newRow(scene.constData()) << scene;
}

QByteArray DemoWindow::bytes() const
{
    QFile file(m_demo.storePath);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList DemoWindow::secrets() const
{
    QStringList secrets{NewSecret};
    const KeySet all = keys();
    for (qsizetype i = 0; i < all.size(); ++i)
        secrets += all.at(i).key();
    return secrets;
}

SessionSettings DemoWindow::settings() const
{
    SessionSettings settings;
    settings.storePath = m_demo.storePath;
    settings.historyDirectory = m_folder.filePath(u"history"_s);
    settings.records = {m_folder.filePath(u"records"_s), u"ada@test"_s};
    settings.gateway.baseUrl = m_url;
    settings.profile = {u"Lab"_s, ProfileColor::Green, u"lab"_s};
    return settings;
}

void DemoWindow::make()
{
    const qint64 nowMs = SystemClock::instance().nowMs();
    Result<DemoData> demo = makeDemo(m_folder.filePath(u"data"_s), nowMs, Seed);
    QVERIFY2(demo, "the demo could not be made");
    m_demo = *demo;
    QVERIFY(makePastEdits(m_demo, settings().records.folder, nowMs));
    QVERIFY(recordPast(m_demo, {settings().historyDirectory, m_demo.storePath}));
    m_store = std::make_unique<KeyStore>(m_demo.storePath, CacheSettings{}, SystemClock::instance(),
        LockPatience::gateway(), LockSafeguards{});
    m_gateway = std::make_unique<DemoGatewayThread>(
        *m_store, SystemClock::instance(), DemoGateway::Settings{});
    const Result<QUrl> url = m_gateway->start();
    QVERIFY2(url, "the demo's gateway did not start");
    m_url = *url;
    m_profiles.kept
        = {newProfile(u"Lab"_s, m_demo.storePath), newProfile(u"R&D"_s, u"/srv/rd.json"_s)};
}

void DemoWindow::open()
{
    window.resize(1280, 800);
    window.show();
    window.activateWindow();
    QTRY_VERIFY(window.isActiveWindow());
    QSignalSpy opened(&window, &MainWindow::storeOpened);
    window.openSession(settings());
    QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, PatienceMs);
    window.setSavedFilters({{u"Over 80 %"_s, u"used>80%"_s}, {u"Unused"_s, u"never-used"_s}});
    window.workArea().showPage(Actions::KeysPageNumber);
    select(1);
    QTRY_VERIFY_WITH_TIMEOUT(
        window.workArea().details().isForecastReady() && window.session()->changes().isKnown(),
        PatienceMs);
}

void DemoWindow::select(int count)
{
    window.workArea().showPage(Actions::KeysPageNumber);
    auto &table = *window.findChild<QTableView *>(u"keysTable"_s);
    const int last = std::min(count, table.model()->rowCount()) - 1;
    const QItemSelection rows(table.model()->index(0, 0), table.model()->index(last, 0));
    table.selectionModel()->setCurrentIndex(rows.indexes().first(), QItemSelectionModel::NoUpdate);
    table.selectionModel()->select(
        rows, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void DemoWindow::show(const QByteArray &scene)
{
    if (pages().contains(scene))
        showPage(scene);
    else if (tabs().contains(scene))
        showTab(scene);
    else
        showDialog(scene);
    front().activateWindow();
    QTRY_VERIFY(front().isActiveWindow() || !front().isWindow());
    QCoreApplication::sendPostedEvents();
}

void DemoWindow::showPage(const QByteArray &scene)
{
    select(1);
    window.workArea().showPage(Actions::PageNumber(pages().indexOf(scene)));
    QTRY_VERIFY_WITH_TIMEOUT(
        scene != "usage" || window.workArea().usagePage().isSettled(), PatienceMs);
    const ReportsPage &reports = window.workArea().reportsPage();
    QTRY_VERIFY_WITH_TIMEOUT(
        scene != "reports" || (reports.isSettled() && reports.hasReport()), PatienceMs);
}

void DemoWindow::showTab(const QByteArray &scene)
{
    select(1);
    tabWidget().setCurrentIndex(int(tabs().indexOf(scene)));
    const GatewayController &gateway = window.session()->gateway();
    const QString key = window.workArea().keysPage().currentKey()->key;
    QTRY_VERIFY_WITH_TIMEOUT(scene != "Gateway" || gateway.answerOf(key), PatienceMs);
}

void DemoWindow::showDialog(const QByteArray &scene)
{
    select(scene == "bulk edit" || scene == "what if" || scene == "notes of many" ? Several
            : scene == "delete many"                                              ? Many
                                                                                  : 1);
    if (!openByAction(scene))
        openByHand(scene);
    QTRY_VERIFY_WITH_TIMEOUT(&front() != &window, PatienceMs);
    if (const auto *whatIf = qobject_cast<WhatIfDialog *>(&front()))
        QTRY_VERIFY_WITH_TIMEOUT(whatIf->isSettled(), PatienceMs);
    if (auto *import = qobject_cast<ImportDialog *>(&front())) {
        import->readFile(importFile());
        QTRY_VERIFY_WITH_TIMEOUT(import->isSettled(), PatienceMs);
    }
    if (const auto *restore = qobject_cast<RestoreBackupDialog *>(&front()))
        QTRY_VERIFY_WITH_TIMEOUT(restore->isSettled(), PatienceMs);
    if (const auto *trash = qobject_cast<TrashDialog *>(&front()))
        QTRY_VERIFY_WITH_TIMEOUT(trash->isListed(), PatienceMs);
}

/// One key to be made, and a row that cannot be imported.
QString DemoWindow::importFile() const
{
    const QString path = m_folder.filePath(u"new.csv"_s);
    QFile file(path);
    if (file.open(QFile::WriteOnly))
        file.write("name,limit,expires\nAda,100000,+30d\nBen,many,+30d\n");
    return path;
}

bool DemoWindow::openByAction(const QByteArray &scene)
{
    Actions &a = window.actions();
    const QHash<QByteArray, QAction *> verbs{{"create", a.create}, {"edit", a.edit},
        {"bulk edit", a.edit}, {"rotate", a.rotate}, {"notes", a.notes}, {"notes of many", a.notes},
        {"delete many", a.remove}, {"trash", a.trash}, {"what if", a.tryLimit},
        {"restore", a.restoreBackup}, {"shortcuts", a.shortcuts}, {"save filter", a.saveFilter},
        {"new profile", a.newProfile}, {"profiles", a.profiles}, {"about", a.about},
        {"jump", a.jump}, {"import", a.importKeys}, {"change shortcuts", a.changeShortcuts}};
    if (scene == "save filter")
        window.workArea().keysPage().search(u"used>10%"_s);
    QAction *verb = verbs.value(scene);
    if (verb)
        verb->trigger();
    return verb;
}

void DemoWindow::openByHand(const QByteArray &scene)
{
    WorkArea &area = window.workArea();
    if (scene == "fix") {
        area.showPage(Actions::HealthPageNumber);
        auto *fix = area.healthPage().findChild<QPushButton *>(u"fixAll"_s);
        QTRY_VERIFY_WITH_TIMEOUT(fix->isVisible() && fix->isEnabled(), PatienceMs);
        fix->click();
    } else if (scene == "search help") {
        area.keysPage().findChild<QToolButton *>(u"searchHelp"_s)->click();
    } else if (scene == "clear lock") {
        LockReport report;
        report.condition = LockCondition::Stale;
        report.path = FileLock::lockPath(m_demo.storePath);
        report.heldMs = LockDoctor::StaleMs;
        report.evidence = {u"Nobody has written the store since."_s};
        (new ClearLockDialog(report, u"The gateway answers."_s, &window))->open();
    } else if (scene == "created") {
        (new CreatedKeyCard(newKey(u"New colleague"_s), m_url, &window))->open();
    } else if (scene == "created many") {
        (new CreatedKeysCard({newKey(u"Course 1"_s), newKey(u"Course 2"_s)}, &window))->open();
    } else {
        QFAIL("no such scene");
    }
}

QDialog *DemoWindow::dialog() const
{
    for (QDialog *each : window.findChildren<QDialog *>()) {
        if (each->isVisible())
            return each;
    }
    return nullptr;
}

QWidget &DemoWindow::front()
{
    if (QDialog *shown = dialog())
        return *shown;
    auto *jump = window.findChild<QWidget *>(u"jumpPalette"_s);
    return jump && jump->isVisible() ? *jump : window;
}

void DemoWindow::leave()
{
    qDeleteAll(window.findChildren<QDialog *>());
    QWidget &left = front();
    if (&left != &window)
        left.hide();
    window.workArea().keysPage().search({});
    window.activateWindow();
    QTRY_VERIFY(window.isActiveWindow());
}

} // namespace keydeck::test
