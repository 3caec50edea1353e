// What is kept about the key beside the store: its tags and people, and what they ask to be done.
#pragma once

#include "core/notes/keynote.h"
#include "core/store/apikey.h"

#include <QWidget>

namespace keydeck {

class MessageBar;
class TextLabel;

/// A line of tags, owner, contact and note, and a message where the key is suspended or was
/// replaced. Takes no room where there is nothing to say.
class NoteBar final : public QWidget
{
    Q_OBJECT

public:
    explicit NoteBar(QWidget *parent = nullptr);

    void showNote(const KeyNote &note, const ApiKey &record, qint64 nowMs);
    /// Then it only tells.
    void setLocked(bool isLocked);

Q_SIGNALS:
    void resumeRequested();
    void extendRequested();
    void deleteRequested();

private:
    void tell();

    TextLabel *m_line;
    MessageBar *m_message;
    KeyNote m_note;
    ApiKey m_record;
    qint64 m_nowMs = 0;
    QString m_told; ///< what stands in the message, with what it offers
    bool m_isLocked = false;
};

} // namespace keydeck
