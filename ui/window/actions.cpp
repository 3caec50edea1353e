#include "ui/window/actions.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/tooltip.h"

#include <QAction>
#include <QActionGroup>
#include <QVariant>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

/// The tooltip that an action has while it can be used, without its shortcut.
constexpr char UsualToolTip[] = "usualToolTip";
/// What it would be done to at the moment.
constexpr char Subject[] = "subject";

QString usualToolTip(const QAction &action)
{
    const QString text = action.property(UsualToolTip).toString();
    const QString keys = action.shortcut().toString(QKeySequence::NativeText);
    return keys.isEmpty() ? text : u"%1 (%2)"_s.arg(text, keys);
}

} // namespace

Actions::Actions(QObject *parent) : QObject(parent), pageGroup(new QActionGroup(this))
{
    open = make({tr("&Open store…"), u"document-open"_s, tr("Open a gateway's key store"),
        {QKeySequence::Open}});
    newStore = make({tr("&New store…"), u"document-new"_s, tr("Create an empty key store"),
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N)}});
    demo = make({tr("&Demo"), u"media-playback-start"_s,
        tr("Open made-up keys with a made-up gateway, in a folder that goes away afterwards"), {}});
    profiles = make({tr("&Manage profiles…"), u"view-list-details"_s,
        tr("The gateways and stores that you look after, each under a name and a colour"),
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P)}});
    newProfile = make({tr("New &profile…"), u"list-add"_s,
        tr("Give a store and its gateway a name and a colour"), {}});
    connectGateway = make({tr("Connect to &gateway…"), u"network-connect"_s,
        tr("Say where the running gateway answers"), {QKeySequence(Qt::CTRL | Qt::Key_G)}});
    exportCsv = make({tr("&Export CSV…"), u"document-export"_s,
        tr("Write the listed keys to a CSV file, with the keys masked"),
        {QKeySequence(Qt::CTRL | Qt::Key_E)}});
    importKeys = make({tr("&Import keys…"), u"document-import"_s,
        tr("Create the keys that a CSV or JSON file lists"), {QKeySequence(Qt::CTRL | Qt::Key_I)}});
    reload = make({tr("&Reload"), u"view-refresh"_s,
        tr("Read the store again; it is also read whenever it changes"),
        {QKeySequence(Qt::Key_F5)}});
    quit = make({tr("&Quit"), u"application-exit"_s, tr("Close Keydeck"),
        {QKeySequence(Qt::CTRL | Qt::Key_Q)}});

    create = make({tr("&New key"), u"list-add"_s, tr("Create a key"), {QKeySequence::New}});
    edit = make({tr("&Edit"), u"document-edit"_s, tr("Change the selected keys"),
        {QKeySequence(Qt::Key_F2), QKeySequence(Qt::Key_Return), QKeySequence(Qt::Key_Enter)}});
    copyKey = make({tr("&Copy key"), u"edit-copy"_s,
        tr("Copy the selected key; the clipboard is cleared again shortly after"),
        {QKeySequence::Copy}});
    remove = make({tr("&Delete"), u"edit-delete"_s, tr("Delete the selected keys"),
        {QKeySequence(Qt::Key_Delete)}});
    makeVerbs();
    tryLimit = make({tr("&Try another limit…"), u"document-edit"_s,
        tr("See what another limit would have done to the selected keys, and apply it"),
        {QKeySequence(Qt::CTRL | Qt::Key_L)}});
    report = make({tr("Re&port on these keys"), u"keydeck-reports"_s,
        tr("Put a report of the selected keys together"), {QKeySequence(Qt::CTRL | Qt::Key_P)}});
    statement = make({tr("Statement as &PDF…"), u"document-export"_s,
        tr("A page about the selected key: what it used in 30 days, and how it stands"), {}});
    statementPage = make({tr("Statement as &web page…"), u"document-export"_s,
        tr("The same page for a browser"), {}});
    undo = make({tr("&Undo"), u"edit-undo"_s,
        tr("Take the last edit back; usage and others' edits stay"), {QKeySequence::Undo}});
    redo = make({tr("&Redo"), u"edit-redo"_s, tr("Make the edit again that was undone last"),
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)}});
    restoreBackup = make({tr("Restore &backup…"), u"document-revert"_s,
        tr("Put an earlier copy of the store back, with the usage that was booked since"),
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_B)}});
    trash = make({tr("De&leted keys…"), u"document-revert"_s, tr("Give back what was deleted"),
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D)}});
    find = make({tr("&Find"), u"edit-find"_s, tr("Search the keys, or the changes on their page"),
        {QKeySequence::Find}});
    saveFilter = make({tr("&Save search as filter…"), u"bookmark-new"_s,
        tr("Keep the search under a name, below Keys"),
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S)}});
    jump = make({tr("&Jump to…"), u"go-jump"_s, tr("Go to a key or do anything by typing its name"),
        {QKeySequence(Qt::CTRL | Qt::Key_K)}});
    lock = make({tr("&Lock window"), u"system-lock-screen"_s,
        tr("Cover the window and its dialogs until you come back; nothing is lost"),
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L)}});
    for (QAction *action : {edit, copyKey, remove, saveFilter})
        action->setShortcutContext(Qt::WidgetShortcut); // these keys mean other things elsewhere

    const QString titles[] = {
        tr("&Dashboard"), tr("&Keys"), tr("&Usage"), tr("&Health"), tr("&Changes"), tr("Re&ports")};
    const QString icons[] = {u"keydeck-dashboard"_s, u"keydeck-keys"_s, u"keydeck-usage"_s,
        u"keydeck-health"_s, u"keydeck-changes"_s, u"keydeck-reports"_s};
    const QString toolTips[] = {tr("Is anything wrong, who uses what, what happens next"),
        tr("Every key, to search, sort and edit"),
        tr("What all keys used, by key, by model and by hour"),
        tr("What in the store does not do what it says"),
        tr("What was changed, when and by whom, and the ways back"),
        tr("Tables and charts of a period, to hand over")};
    for (size_t i = 0; i < PageCount; ++i) {
        pages[i] = make({titles[i], icons[i], toolTips[i],
            {QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + int(i)))}});
        pages[i]->setIcon(tintedIcon(icons[i]));
        pages[i]->setCheckable(true);
        pageGroup->addAction(pages[i]);
    }

    shortcuts = make({tr("&Keyboard shortcuts"), u"input-keyboard"_s,
        tr("All shortcuts at a glance"), {QKeySequence(Qt::CTRL | Qt::Key_Slash)}});
    changeShortcuts = make({tr("&Change shortcuts…"), u"input-keyboard"_s,
        tr("Give actions the keys that suit you"), {}});
    about = make({tr("&About Keydeck"), u"help-about"_s, tr("Version and licence"), {}});
    nameActions();
}

void Actions::makeVerbs()
{
    duplicate = make(
        {tr("D&uplicate…"), u"edit-copy"_s, tr("Create a key with the values of the selected one"),
            {QKeySequence(Qt::CTRL | Qt::Key_D)}});
    rotate = make({tr("&Rotate…"), u"view-refresh"_s,
        tr("Replace the selected key by a new one; the old one goes on for a while"),
        {QKeySequence(Qt::CTRL | Qt::Key_R)}});
    suspend = make({tr("&Suspend"), u"media-playback-pause"_s,
        tr("Have the gateway refuse the selected keys, until they are resumed"),
        {QKeySequence(Qt::CTRL | Qt::Key_H)}});
    resume = make({tr("Resu&me"), u"media-playback-start"_s,
        tr("Give suspended keys the expiry back that they had"),
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_H)}});
    resetWindow = make({tr("Reset &window"), u"edit-clear"_s,
        tr("Free all of the limit of the selected keys again; the history keeps what was used"),
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R)}});
    notes = make({tr("&Tags and notes…"), u"document-edit"_s,
        tr("What you keep about the selected keys, beside the store"),
        {QKeySequence(Qt::CTRL | Qt::Key_T)}});
    for (size_t i = 0; i < renew.size(); ++i) {
        const RenewalStep step = UsualRenewals[i];
        renew[i] = make(
            {step.isEndOfMonth() ? tr("To the end of the month") : tr("By %1 days").arg(step.days),
                {}, tr("Let the selected keys expire later, each from its own expiry"), {}});
    }
}

QAction *Actions::make(const Look &look)
{
    auto *action = new QAction(icon(look.icon), look.text, this);
    action->setShortcuts(look.shortcuts);
    action->setProperty(UsualToolTip, look.toolTip);
    action->setToolTip(usualToolTip(*action));
    action->setStatusTip(QString());
    return action;
}

void Actions::setSubject(QAction *action, const QString &verb, const QString &subject)
{
    QString text = subject.isEmpty() ? verb : tr("%1: %2").arg(verb, subject);
    action->setProperty(Subject, subject.isEmpty() ? QString() : text);
    action->setIconText(verb); // a button keeps its width, whatever would be undone
    action->setText(text.replace(u'&', u"&&"_s));
}

void Actions::setShortcuts(QAction *action, const QList<QKeySequence> &shortcuts)
{
    action->setShortcuts(shortcuts);
    if (action->isEnabled())
        setReason(action, {});
}

void Actions::setReason(QAction *action, const QString &whyNot)
{
    action->setEnabled(whyNot.isEmpty());
    const QString usual = usualToolTip(*action);
    const QString subject = action->property(Subject).toString();
    if (!whyNot.isEmpty())
        action->setToolTip(whyNot);
    else
        action->setToolTip(subject.isEmpty() ? usual : plainToolTip(subject + u'\n' + usual));
}

} // namespace keydeck
