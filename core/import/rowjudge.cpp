#include "core/import/rowjudge.h"

#include "core/base/format.h"
#include "core/import/importecho.h"
#include "core/notes/notetext.h"
#include "core/notes/tag.h"
#include "core/rules/jsdate.h"
#include "core/rules/timeform.h"
#include "core/rules/validator.h"

#include <QRegularExpression>

#include <algorithm>

namespace keydeck {

using namespace Qt::StringLiterals;

namespace {

/// An ISO time, or a date, which is its midnight in UTC as for the gateway.
Result<QString> checkCreated(const QString &text)
{
    const TimeForm form = timeForm(text);
    if (form == TimeForm::None || form == TimeForm::Odd)
        return failure(ErrorCode::InvalidInput,
            u"“%1” is no time of creation that Keydeck understands: write it like "
            "2026-01-18T10:30:00Z, or leave it blank for now."_s.arg(text));
    return toIsoString(*parseJsDate(text));
}

bool isMasked(const QString &key)
{
    return key.contains(u'…') || key.contains(u'•');
}

} // namespace

/// The cells of a row by field, and what is wrong with them.
class RowJudge::Cells final
{
public:
    Cells(const ImportRow &row, const ImportMapping &mapping, QStringList &faults)
        : m_row(row)
        , m_mapping(mapping)
        , m_faults(faults)
    { }

    /// Without white space around it; empty: blank, or no column.
    [[nodiscard]] QString text(ImportField field) const
    {
        const int column = m_mapping.columnOf(field);
        return column < 0 ? QString() : m_row.cells.value(column).trimmed();
    }

    /// The checked value of the text, or one like it where it is at fault: then the fault is noted,
    /// in the words that the rule has for the text as it may be shown.
    template <typename Check>
    auto checked(const QString &text, Check check) const ->
        typename decltype(check(text))::value_type
    {
        auto result = check(text);
        if (result)
            return *std::move(result);
        const QString echo = echoedCell(text);
        const auto shown = check(echo);
        if (!shown)
            m_faults.append(shown.error().message);
        else if (echo == displayText(text))
            m_faults.append(result.error().message);
        else
            m_faults.append(u"“%1” does not fit there: write something else, or say that the "
                            "column is another one."_s.arg(echo));
        return {};
    }

    void noteStructured() const
    {
        for (int field = 0; field < ImportFieldCount; ++field) {
            const int column = m_mapping.columnOf(ImportField(field));
            if (column >= 0 && std::ranges::count(m_row.structured, qsizetype(column)) > 0)
                m_faults.append(u"The %1 is an object or a list: write one value."_s.arg(
                    importFieldId(ImportField(field))));
        }
    }

private:
    const ImportRow &m_row;
    const ImportMapping &m_mapping;
    QStringList &m_faults;
};

RowJudge::RowJudge(
    const ImportTable &table, const ImportMapping &mapping, ImportDefaults defaults, qint64 nowMs)
    : m_table(table)
    , m_mapping(mapping)
    , m_defaults(std::move(defaults))
    , m_nowMs(nowMs)
{ }

PlannedKey RowJudge::judged(const ImportRow &row) const
{
    PlannedKey planned;
    planned.line = row.line;
    if (!row.fault.isEmpty()) {
        planned.faults.append(row.fault);
        return planned;
    }
    const Cells cells(row, m_mapping, planned.faults);
    cells.noteStructured();
    if (planned.isBad())
        return planned;
    planned.key.name = cells.checked(cells.text(ImportField::Name), checkName);
    takeKey(cells, planned);
    const QString limit = cells.text(ImportField::Limit);
    planned.key.tokenLimitPer5h = limit.isEmpty() && m_defaults.tokenLimitPer5h
        ? *m_defaults.tokenLimitPer5h
        : cells.checked(limit, checkLimit);
    const QString model = cells.text(ImportField::Model);
    planned.key.model = model.isEmpty() ? m_defaults.model : cells.checked(model, checkModel);
    takeTimes(cells, planned);
    takeNote(cells, planned);
    if (mayBeKey(planned.key.name))
        planned.remarks.append(u"Its name looks like a key: is that the right column?"_s);
    return planned;
}

void RowJudge::takeKey(const Cells &cells, PlannedKey &planned) const
{
    const QString key = cells.text(ImportField::Key);
    planned.isGenerated = key.isEmpty();
    if (isMasked(key)) {
        planned.faults.append(u"Its key is masked: export whole ones, with --reveal, or leave the "
                              "cell blank for a new key."_s);
        return;
    }
    planned.key.key = cells.checked(key.isEmpty() ? generateKey(m_defaults.prefix) : key, checkKey);
}

Result<QString> RowJudge::expiry(const QString &text) const
{
    // JSON comes from programs: a date is what it is to the gateway, not the end of that day.
    if (m_table.format == ImportFormat::Json && timeForm(text) == TimeForm::DateOnly)
        return toIsoString(*parseJsDate(text));
    return checkExpiry(text, m_nowMs);
}

void RowJudge::takeTimes(const Cells &cells, PlannedKey &planned) const
{
    const QString expires = cells.text(ImportField::Expiry);
    planned.key.expiryDate = expires.isEmpty() && m_defaults.expiryDate
        ? *m_defaults.expiryDate
        : cells.checked(expires, [this](const QString &text) { return expiry(text); });
    if (const auto atMs = parseJsDate(planned.key.expiryDate); atMs && *atMs < m_nowMs)
        planned.remarks.append(u"It has expired already: the gateway answers 403."_s);
    const QString created = cells.text(ImportField::Created);
    planned.key.createdAt
        = created.isEmpty() ? toIsoString(m_nowMs) : cells.checked(created, checkCreated);
}

void RowJudge::takeNote(const Cells &cells, PlannedKey &planned) const
{
    static const QRegularExpression Between(u"[,;]"_s);
    for (const QString &text : cells.text(ImportField::Tags).split(Between, Qt::SkipEmptyParts)) {
        if (const QString tag = text.trimmed(); !tag.isEmpty())
            planned.note.tags = withTag(planned.note.tags, cells.checked(tag, checkTag));
    }
    const auto line = [](const QString &what) {
        return [what](const QString &text) { return checkNoteLine(what, text); };
    };
    planned.note.note = cells.checked(cells.text(ImportField::Note), checkNoteText);
    planned.note.owner = cells.checked(cells.text(ImportField::Owner), line(u"owner"_s));
    planned.note.contact = cells.checked(cells.text(ImportField::Contact), line(u"contact"_s));
}

} // namespace keydeck
