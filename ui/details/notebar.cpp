#include "ui/details/notebar.h"

#include "core/base/format.h"
#include "core/notes/rotationcoach.h"
#include "core/notes/suspension.h"
#include "core/rules/jsvalue.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace keydeck {

namespace {

QString lineOf(const KeyNote &note)
{
    QStringList parts;
    if (!note.tags.isEmpty()) {
        parts += note.tags.join(u" · "_s);
    }
    if (!note.owner.isEmpty()) {
        parts += NoteBar::tr("Owner: %1").arg(note.owner);
    }
    if (!note.contact.isEmpty()) {
        parts += note.contact;
    }
    if (!note.note.isEmpty()) {
        parts += note.note;
    }
    return displayText(parts.join(u"  –  "_s).replace(u'\n', u' '));
}

QString suspensionText(const RememberedExpiry &expiry)
{
    const auto beforeMs = jsDateMs(JsonValue(expiry.before));
    return beforeMs ? NoteBar::tr("Suspended: the gateway answers 403. Resuming it gives its "
                                  "expiry back, %1.")
                          .arg(formatExact(*beforeMs))
                    : NoteBar::tr("Suspended: the gateway answers 403. Resuming it takes the "
                                  "expiry away again.");
}

} // namespace

NoteBar::NoteBar(QWidget *parent)
    : QWidget(parent)
    , m_line(new TextLabel(TextLabel::Style::Caption, this))
    , m_message(new MessageBar(this))
{
    m_line->setObjectName(u"noteLine"_s);
    m_line->setElided(true);
    m_line->setContentsMargins(theme::Group, 0, theme::Group, theme::Tight);
    m_line->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_line);
    column->addWidget(m_message);
}

void NoteBar::showNote(const KeyNote &note, const ApiKey &record, qint64 nowMs)
{
    m_note = note;
    m_record = record;
    m_nowMs = nowMs;
    const QString line = lineOf(note);
    m_line->setText(line);
    m_line->setVisible(!line.isEmpty());
    tell();
}

void NoteBar::setLocked(bool isLocked)
{
    m_isLocked = isLocked;
    tell();
}

void NoteBar::tell()
{
    MessageBar::Message message;
    message.closable = false;
    const auto suspended = suspensionOf(m_note, m_record);
    const auto advice = rotationAdvice(m_note, m_record, m_nowMs);
    if (suspended) {
        message.role = theme::Role::Warning;
        message.text = suspensionText(*suspended);
        message.actions = {{tr("Resume"), [this] { Q_EMIT resumeRequested(); }}};
    } else if (advice) {
        const bool canGo = advice->isQuiet || advice->hasEnded;
        message.role = canGo ? theme::Role::Ok : theme::Role::Info;
        message.text = advice->sentence;
        message.actions = {canGo
                ? MessageBar::Action{tr("Delete"), [this] { Q_EMIT deleteRequested(); }}
                : MessageBar::Action{tr("Extend by a day"), [this] { Q_EMIT extendRequested(); }}};
    }
    if (m_isLocked) {
        message.actions.clear();
    }
    // The same message again would take the focus from its button.
    const QString told = message.text + QString::number(message.actions.size());
    if (std::exchange(m_told, told) == told) {
        return;
    }
    if (message.text.isEmpty()) {
        m_message->dismiss();
    } else {
        m_message->showMessage(message);
    }
}

} // namespace keydeck
