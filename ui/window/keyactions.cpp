#include "ui/window/keyactions.h"

#include "ui/details/detailspanel.h"
#include "ui/forecast/whatifoperations.h"
#include "ui/import/importoperations.h"
#include "ui/keys/keyoperations.h"
#include "ui/keys/keyspage.h"
#include "ui/reports/reportoperations.h"
#include "ui/verbs/keyverbs.h"
#include "ui/window/actions.h"
#include "ui/window/workarea.h"

#include <QAction>

namespace keydeck {

namespace {

/// Has the receiver do something to every selected key, or to the one that the panel is about.
template <typename Receiver>
class Wires final
{
public:
    Wires(Receiver &receiver, KeysPage &page) : m_receiver(receiver), m_page(page) { }

    void onSelected(QAction *action, void (Receiver::*verb)(const std::vector<KeyRef> &)) const
    {
        QObject::connect(action, &QAction::triggered, &m_receiver,
            [&to = m_receiver, &page = m_page, verb] { (to.*verb)(page.selectedKeys()); });
    }
    void onCurrent(QAction *action, void (Receiver::*verb)(const KeyRef &)) const
    {
        QObject::connect(
            action, &QAction::triggered, &m_receiver, [&to = m_receiver, &page = m_page, verb] {
                if (const auto key = page.currentKey())
                    (to.*verb)(*key);
            });
    }

private:
    Receiver &m_receiver;
    KeysPage &m_page;
};

void connectOperations(const KeyActions &wired)
{
    const Actions &actions = wired.actions;
    KeysPage &page = wired.workArea.keysPage();
    const Wires wires(wired.operations, page);
    QObject::connect(
        actions.create, &QAction::triggered, &wired.operations, &KeyOperations::create);
    wires.onSelected(actions.edit, &KeyOperations::edit);
    wires.onSelected(actions.remove, &KeyOperations::remove);
    wires.onCurrent(actions.copyKey, &KeyOperations::copy);
    wires.onCurrent(actions.duplicate, &KeyOperations::duplicate);
    QObject::connect(&wired.operations, &KeyOperations::created, &page, &KeysPage::selectKey);
    QObject::connect(
        &wired.workArea, &WorkArea::refreshed, &wired.operations, &KeyOperations::followModel);
}

void connectVerbs(const KeyActions &wired)
{
    const Actions &actions = wired.actions;
    KeysPage &page = wired.workArea.keysPage();
    const Wires wires(wired.verbs, page);
    wires.onSelected(actions.suspend, &KeyVerbs::suspend);
    wires.onSelected(actions.resume, &KeyVerbs::resume);
    wires.onSelected(actions.resetWindow, &KeyVerbs::resetWindows);
    wires.onSelected(actions.notes, &KeyVerbs::editNotes);
    wires.onCurrent(actions.rotate, &KeyVerbs::rotate);
    for (size_t i = 0; i < actions.renew.size(); ++i) {
        QObject::connect(
            actions.renew[i], &QAction::triggered, &wired.verbs, [&verbs = wired.verbs, &page, i] {
                verbs.renew(page.selectedKeys(), UsualRenewals[i]);
            });
    }
    QObject::connect(&wired.verbs, &KeyVerbs::created, &page, &KeysPage::selectKey);
}

void connectPanel(const KeyActions &wired)
{
    const DetailsPanel *details = &wired.workArea.details();
    KeysPage &page = wired.workArea.keysPage();
    QObject::connect(
        details, &DetailsPanel::resumeRequested, wired.actions.resume, &QAction::trigger);
    QObject::connect(
        details, &DetailsPanel::extendRequested, &wired.verbs, [&verbs = wired.verbs, &page] {
            if (const auto key = page.currentKey())
                verbs.renew({*key}, RenewalStep{1});
        });
    QObject::connect(details, &DetailsPanel::limitRequested, &wired.whatIf,
        [&whatIf = wired.whatIf, &page](double limit) {
            if (const auto key = page.currentKey())
                whatIf.apply({*key}, limit);
        });
    QObject::connect(details, &DetailsPanel::gatewaySettingsRequested, wired.actions.connectGateway,
        &QAction::trigger);
}

void connectReports(const KeyActions &wired)
{
    const Actions &actions = wired.actions;
    WorkArea &area = wired.workArea;
    const auto statement = [&wired, &area](QAction *action, ReportFormat format) {
        QObject::connect(action, &QAction::triggered, &wired.reports,
            [&reports = wired.reports, &page = area.keysPage(), format] {
                if (const auto key = page.currentKey())
                    reports.makeStatement(*key, format);
            });
    };
    statement(actions.statement, ReportFormat::Pdf);
    statement(actions.statementPage, ReportFormat::Html);
    QObject::connect(
        actions.report, &QAction::triggered, &wired.reports, &ReportOperations::reportOnSelected);
    QObject::connect(&wired.reports, &ReportOperations::pageRequested, &area,
        [&area] { area.showPage(Actions::ReportsPageNumber); });
}

void connectImports(const KeyActions &wired)
{
    QObject::connect(
        wired.actions.importKeys, &QAction::triggered, &wired.imports, &ImportOperations::import);
    QObject::connect(&wired.imports, &ImportOperations::imported, &wired.workArea.keysPage(),
        &KeysPage::selectKeys);
}

} // namespace

void connectKeyActions(const KeyActions &wired)
{
    connectOperations(wired);
    connectVerbs(wired);
    connectPanel(wired);
    connectReports(wired);
    connectImports(wired);
    Wires(wired.whatIf, wired.workArea.keysPage())
        .onSelected(wired.actions.tryLimit, &WhatIfOperations::tryLimit);
}

} // namespace keydeck
