#include "ui/forecast/whatifoperations.h"

#include "core/base/format.h"
#include "core/base/whendone.h"
#include "core/command/editkeys.h"
#include "core/command/recordfinder.h"
#include "ui/forecast/whatifdialog.h"
#include "ui/keys/keymodel.h"
#include "ui/keys/keytext.h"
#include "ui/session/editmessage.h"
#include "ui/session/onworker.h"
#include "ui/widgets/messagebar.h"

#include <cmath>

namespace keydeck {

WhatIfOperations::WhatIfOperations(const Surroundings &surroundings, QObject *parent)
    : QObject(parent)
    , m_in(surroundings)
{
    m_worker.setMaxThreadCount(1);
}

WhatIfOperations::~WhatIfOperations()
{
    m_worker.waitForDone();
}

void WhatIfOperations::setSession(StoreSession *session)
{
    if (m_session)
        m_session->store().disconnect(this);
    if (m_dialog)
        m_dialog->close();
    m_session = session;
    m_command.reset();
    if (!session)
        return;
    connect(&session->store(), &StoreController::commandDone, this, &WhatIfOperations::noteDone);
    connect(
        &session->store(), &StoreController::commandFailed, this, &WhatIfOperations::noteFailed);
}

void WhatIfOperations::setLocked(const QString &reason)
{
    m_lock = reason;
    if (m_dialog)
        m_dialog->setLocked(reason);
}

void WhatIfOperations::tryLimit(const std::vector<KeyRef> &refs)
{
    if (!m_session || refs.empty() || m_dialog)
        return;
    m_dialog = new WhatIfDialog({labelOf(refs), presentLimit(refs)}, &m_in.window);
    connect(m_dialog, &WhatIfDialog::applyRequested, this,
        [this, refs](double limit) { apply(refs, limit); });
    connect(m_dialog, &QDialog::finished, this, [this] { m_dialog = nullptr; });
    m_dialog->setLocked(m_lock);
    followWindows(refs);
    readHistories(refs);
    m_dialog->open();
}

void WhatIfOperations::readHistories(const std::vector<KeyRef> &refs)
{
    QStringList keys;
    for (const KeyRef &ref : refs)
        keys.append(ref.key);
    const auto histories = m_session->histories(keys);
    if (!histories) {
        m_dialog->showNoTrial(tr("No history is being recorded: there is nothing to try it on."));
        return;
    }
    whenDone(*histories, m_dialog, [this, refs](const Result<QHash<QString, KeyHistory>> &read) {
        if (read)
            makeTrial(refs, *read);
        else
            m_dialog->showNoTrial(read.error().message);
    });
}

void WhatIfOperations::makeTrial(
    const std::vector<KeyRef> &refs, const QHash<QString, KeyHistory> &histories)
{
    QList<NamedHistory> named;
    for (const int row : m_in.model.rowsOf(refs)) {
        const KeyRef ref = row < 0 ? KeyRef() : m_in.model.refAt(row);
        if (row >= 0 && ref.occurrence == 0) // the gateway uses no other
            named.append({displayName(m_in.model.keyAt(row)), histories.value(ref.key)});
    }
    runOnWorker(
        m_worker, this, [named, now = m_in.clock.nowMs()] { return windowTrial(named, now); },
        [this, dialog = m_dialog](const WindowTrialPointer &trial) {
            if (dialog)
                dialog->showTrial(trial);
        });
}

/// The keys go on using their windows while the dialog is open.
void WhatIfOperations::followWindows(const std::vector<KeyRef> &refs)
{
    const auto show = [this, refs, dialog = m_dialog] {
        if (dialog)
            dialog->setOpenWindows(openWindows(refs));
    };
    show();
    connect(&m_in.model, &QAbstractItemModel::dataChanged, m_dialog, show);
    connect(&m_in.model, &QAbstractItemModel::modelReset, m_dialog, show);
}

OpenWindows WhatIfOperations::openWindows(const std::vector<KeyRef> &refs) const
{
    OpenWindows open{{}, 0, m_in.clock.nowMs()};
    for (const int row : m_in.model.rowsOf(refs)) {
        if (row >= 0 && m_in.model.refAt(row).occurrence == 0) // the gateway uses no other
            open.add(m_in.model.stateAt(row));
    }
    return open;
}

QString WhatIfOperations::labelOf(const std::vector<KeyRef> &refs) const
{
    const int row = refs.size() == 1 ? m_in.model.rowOf(refs.front()) : -1;
    return row < 0 ? keyCount(qsizetype(refs.size()))
                   : recordLabel(m_in.model.keyAt(row).name(), refs.front().key);
}

double WhatIfOperations::presentLimit(const std::vector<KeyRef> &refs) const
{
    std::optional<double> common;
    for (const int row : m_in.model.rowsOf(refs)) {
        const double limit = row < 0 ? std::nan("") : m_in.model.stateAt(row).rate.limit;
        if (common && *common != limit)
            return std::nan("");
        common = limit;
    }
    return common.value_or(std::nan(""));
}

void WhatIfOperations::apply(const std::vector<KeyRef> &refs, double limit)
{
    if (!m_session)
        return;
    std::vector<EditKeys::Edit> edits;
    for (const int row : m_in.model.rowsOf(refs)) {
        if (row < 0)
            continue;
        const KeyRef ref = m_in.model.refAt(row);
        const ApiKey key = m_in.model.keyAt(row);
        const QByteArray seen = key.value(KeyField::TokenLimitPer5h).text().toByteArray();
        edits.push_back(
            {ref, {{KeyField::TokenLimitPer5h, jsonNumberText(limit), seen}}, key.name()});
    }
    m_did = tr("The limit of %1 is %2 now.").arg(labelOf(refs), formatCount(limit));
    m_command = std::make_shared<EditKeys>(std::move(edits));
    m_session->store().run(m_command);
}

void WhatIfOperations::noteDone(const CommandPointer &command, const EditOutcome &edit)
{
    if (command != m_command)
        return;
    m_command.reset();
    if (m_dialog)
        m_dialog->showDone();
    m_in.messages.showMessage(
        editMessage(*m_session, {m_did}, edit, [this] { Q_EMIT undoRequested(); }));
}

void WhatIfOperations::noteFailed(const CommandPointer &command, const Error &error)
{
    if (command != m_command)
        return;
    m_command.reset();
    if (m_dialog)
        m_dialog->showFailure(error);
    else
        m_in.messages.showMessage({theme::Role::Danger, error.message, {}, 0, true});
}

} // namespace keydeck
