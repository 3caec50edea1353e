#include "ui/session/editmessage.h"

#include "core/base/format.h"
#include "ui/session/storesession.h"

#include <QCoreApplication>

namespace keydeck {

namespace {

constexpr int UndoOfferMs = 30'000;

} // namespace

MessageBar::Message editMessage(StoreSession &session, const QStringList &did,
    const EditOutcome &edit, const std::function<void()> &undo)
{
    QStringList sentences = did;
    sentences.insert(1, session.gateway().savedNote());
    MessageBar::Message message{
        theme::Role::Info, joinSentences(sentences + edit.notes), {}, UndoOfferMs, true};
    if (edit.written && !session.settings().records.folder.isEmpty())
        message.actions.append({QCoreApplication::translate("EditMessage", "Undo"), undo});
    return message;
}

} // namespace keydeck
