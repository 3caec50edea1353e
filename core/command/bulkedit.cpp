#include "core/command/bulkedit.h"

#include <QHash>

#include <algorithm>
#include <numeric>

namespace keydeck {

namespace {

constexpr KeyField Editable[]
    = {KeyField::Name, KeyField::Model, KeyField::TokenLimitPer5h, KeyField::ExpiryDate};

/// Sorts the values by how often they are held, and tells where each went.
std::vector<size_t> sortByCount(std::vector<HeldValue> &held)
{
    std::vector<size_t> order(held.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::stable_sort(order.begin(), order.end(),
        [&](size_t a, size_t b) { return held[a].count > held[b].count; });
    std::vector<HeldValue> sorted;
    std::vector<size_t> placeOf(held.size());
    for (const size_t from : order) {
        placeOf[from] = sorted.size();
        sorted.push_back(std::move(held[from]));
    }
    held = std::move(sorted);
    return placeOf;
}

} // namespace

BulkEdit::BulkEdit(const std::vector<Subject> &subjects)
{
    for (const Subject &subject : subjects)
        m_records.push_back({subject.ref, subject.record.name()});
    for (const KeyField each : Editable) {
        Field &field = m_fields[size_t(each)];
        QHash<QByteArray, size_t> places;
        for (const Subject &subject : subjects) {
            const QByteArray text = subject.record.value(each).text().toByteArray();
            const size_t place = places.value(text, field.held.size());
            if (place == field.held.size()) {
                places.insert(text, place);
                field.held.push_back({text, 0});
            }
            ++field.held[place].count;
            field.holds.push_back(place);
        }
        const std::vector<size_t> placeOf = sortByCount(field.held);
        for (size_t &place : field.holds)
            place = placeOf[place];
    }
}

const std::vector<HeldValue> &BulkEdit::held(KeyField field) const
{
    return m_fields[size_t(field)].held;
}

void BulkEdit::set(KeyField field, const QByteArray &json)
{
    Q_ASSERT(std::find(std::begin(Editable), std::end(Editable), field) != std::end(Editable));
    m_fields[size_t(field)].wanted = json;
}

void BulkEdit::leave(KeyField field)
{
    m_fields[size_t(field)].wanted.reset();
}

bool BulkEdit::isSet(KeyField field) const
{
    return m_fields[size_t(field)].wanted.has_value();
}

qsizetype BulkEdit::changesOf(KeyField field) const
{
    const Field &asked = m_fields[size_t(field)];
    qsizetype count = 0;
    for (size_t record = 0; record < m_records.size(); ++record)
        count += asked.changes(record);
    return count;
}

bool BulkEdit::changes(size_t record) const
{
    return std::any_of(std::begin(Editable), std::end(Editable),
        [&](KeyField field) { return m_fields[size_t(field)].changes(record); });
}

qsizetype BulkEdit::changedRecords() const
{
    qsizetype count = 0;
    for (size_t record = 0; record < m_records.size(); ++record)
        count += changes(record);
    return count;
}

std::vector<EditKeys::Edit> BulkEdit::edits() const
{
    std::vector<EditKeys::Edit> edits;
    for (size_t record = 0; record < m_records.size(); ++record) {
        EditKeys::Edit edit{m_records[record].ref, {}, m_records[record].name};
        for (const KeyField each : Editable) {
            const Field &field = m_fields[size_t(each)];
            if (field.changes(record))
                edit.fields.push_back({each, *field.wanted, field.held[field.holds[record]].json});
        }
        if (!edit.fields.empty())
            edits.push_back(std::move(edit));
    }
    return edits;
}

} // namespace keydeck
