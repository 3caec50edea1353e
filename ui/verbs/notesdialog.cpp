#include "ui/verbs/notesdialog.h"

#include "ui/widgets/messagebar.h"
#include "ui/widgets/taborder.h"
#include "ui/widgets/textlabel.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace keydeck {

namespace {

constexpr int FieldWidth = 420;
constexpr int NoteHeight = 96;

} // namespace

NotesDialog::NotesDialog(const QString &label, const QList<KeyNote> &notes, QWidget *parent)
    : QDialog(parent)
    , m_common(CommonNote::of(notes))
    , m_bar(new MessageBar(this))
    , m_tags(new QLineEdit(this))
    , m_owner(new QLineEdit(this))
    , m_contact(new QLineEdit(this))
    , m_note(new QPlainTextEdit(this))
{
    setWindowTitle(tr("Tags and notes"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_note->setTabChangesFocus(true);
    m_note->setFixedHeight(NoteHeight);
    layOut(label);
    fill(notes.size() == 1);
    for (QLineEdit *line : {m_tags, m_owner, m_contact})
        connect(line, &QLineEdit::textChanged, this, &NotesDialog::updateButton);
    connect(m_note, &QPlainTextEdit::textChanged, this, &NotesDialog::updateButton);
    m_tags->setFocus();
    updateButton();
}

void NotesDialog::layOut(const QString &label)
{
    auto *heading
        = new TextLabel(TextLabel::Style::Title, tr("Tags and notes of %1").arg(label), this);
    heading->setElided(true);
    auto *sentence = new TextLabel(TextLabel::Style::Quiet,
        tr("Kept by Keydeck beside the store, never in it. They follow a key when it is rotated."),
        this);
    sentence->setWordWrap(true);

    auto *form = new QFormLayout;
    form->setHorizontalSpacing(theme::Group);
    form->setVerticalSpacing(theme::Related);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    const auto add = [&](const QString &text, QWidget *field) {
        field->setMinimumWidth(FieldWidth);
        field->setAccessibleName(QString(text).remove(u'&'));
        auto *caption = new QLabel(text, this);
        caption->setBuddy(field);
        form->addRow(caption, field);
    };
    add(tr("&Tags"), m_tags);
    add(tr("&Owner"), m_owner);
    add(tr("&Contact"), m_contact);
    add(tr("&Note"), m_note);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_save = buttons->addButton(tr("Save"), QDialogButtonBox::AcceptRole);
    m_save->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &NotesDialog::submit);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::Page, theme::Page, theme::Page, theme::Group);
    column->setSpacing(theme::Related);
    column->addWidget(heading);
    column->addWidget(sentence);
    column->addWidget(m_bar);
    column->addSpacing(theme::Related);
    column->addLayout(form);
    column->addStretch(1);
    column->addSpacing(theme::Related);
    column->addWidget(buttons);
    tabInLayoutOrder(*this);
}

void NotesDialog::fill(bool isOne)
{
    m_tags->setText(m_common.tags.join(QStringLiteral(", ")));
    m_owner->setText(m_common.owner.value_or(QString()));
    m_contact->setText(m_common.contact.value_or(QString()));
    m_note->setPlainText(m_common.note.value_or(QString()));
    m_tags->setPlaceholderText(
        isOne ? tr("team-a, production") : tr("Added to all of them; theirs stay"));
    const QString various = tr("They differ: unchanged unless something is typed");
    if (!m_common.owner)
        m_owner->setPlaceholderText(various);
    if (!m_common.contact)
        m_contact->setPlaceholderText(various);
    if (!m_common.note)
        m_note->setPlaceholderText(various);
}

Result<NoteEdit> NotesDialog::edit() const
{
    return noteEdit(
        m_common, {m_tags->text(), m_note->toPlainText(), m_owner->text(), m_contact->text()});
}

void NotesDialog::submit()
{
    const Result<NoteEdit> wanted = edit();
    if (!wanted) {
        showFailure(wanted.error());
        return;
    }
    if (m_busy || wanted->isEmpty())
        return;
    m_bar->dismiss();
    m_busy = true;
    updateButton();
    Q_EMIT saveRequested(*wanted);
}

void NotesDialog::showFailure(const Error &error)
{
    m_busy = false;
    m_bar->showMessage({theme::Role::Danger, error.message, {}, 0, true});
    updateButton();
}

/// What cannot be kept says why when it is to be saved.
void NotesDialog::updateButton()
{
    const Result<NoteEdit> wanted = edit();
    m_save->setEnabled(!m_busy && (!wanted || !wanted->isEmpty()));
}

} // namespace keydeck
