#include "core/report/reportrow.h"

#include "core/base/fingerprint.h"
#include "core/base/format.h"
#include "core/report/reportcell.h"
#include "core/rules/jsdate.h"

#include <algorithm>

namespace keydeck {

using namespace Qt::StringLiterals;

ReportRowContext::ReportRowContext(const ReportSource &source) : m_source(source)
{
    for (const qsizetype record : source.records) {
        const ApiKey key = source.keys.at(record);
        const QString secret = key.key();
        if (!m_listed.contains(secret)) {
            m_listed.insert(secret);
            const QString name = displayText(key.name());
            m_names.insert(secret, name.trimmed().isEmpty() ? maskedKey(secret) : name);
        }
    }
    for (const KeyUsage &usage : source.usage.keys) {
        if (!m_listed.contains(usage.key))
            continue;
        m_usage.insert(usage.key, usage);
        m_tokens += usage.total();
    }
    for (const KeyUsage &usage : source.before.keys)
        m_before.insert(usage.key, usage.total());
}

std::optional<double> ReportRowContext::previousOf(const QString &key) const
{
    const StoreUsage &before = m_source.before;
    const bool isKnown = before.beganMs > 0 && before.beganMs <= before.span.fromMs;
    return isKnown ? std::optional(m_before.value(key)) : std::nullopt;
}

ReportRowMaker::ReportRowMaker(
    const ReportRowContext &context, const ApiKey &record, const KeyRef &ref)
    : m_context(context)
    , m_record(record)
    , m_ref(ref)
    , m_state(keyState(record, context.source().nowMs))
    , m_note(context.source().notes.noteOf(ref.key))
{ }

QVariantList ReportRowMaker::cells(const QList<ReportField> &fields) const
{
    QVariantList cells;
    cells.reserve(fields.size());
    for (const ReportField field : fields)
        cells.append(cell(field));
    return cells;
}

QString ReportRowMaker::tags() const
{
    return m_note.tags.join(u", "_s);
}

QVariant ReportRowMaker::cell(ReportField field) const
{
    const auto orNothing
        = [](const QString &text) { return text.isEmpty() ? QVariant() : QVariant(text); };
    switch (field) {
    case ReportField::Name:
        return textCell(m_record.value(KeyField::Name));
    case ReportField::Key:
        return m_context.source().revealsKeys ? m_ref.key : maskedKey(m_ref.key);
    case ReportField::Fingerprint:
        return fingerprint(m_ref.key);
    case ReportField::Model:
        return model();
    case ReportField::Tags:
        return orNothing(tags());
    case ReportField::Owner:
        return orNothing(m_note.owner);
    case ReportField::Contact:
        return orNothing(m_note.contact);
    case ReportField::Status:
        return statusId(m_state.status);
    case ReportField::Limit:
        return storedFigureCell(m_record.value(KeyField::TokenLimitPer5h));
    case ReportField::Lifetime:
        return storedFigureCell(m_record.value(KeyField::TotalLifetimeTokens));
    case ReportField::Created:
        return textCell(m_record.value(KeyField::CreatedAt));
    case ReportField::LastUsed:
        return lastUsedMs(m_record) ? textCell(m_record.value(KeyField::LastUsed)) : QVariant();
    case ReportField::Expires:
        return textCell(m_record.value(KeyField::ExpiryDate));
    case ReportField::WindowUsed:
    case ReportField::WindowRemaining:
    case ReportField::WindowEnds:
        return m_state.rate.gatewayFails ? QVariant() : windowCell(field);
    default:
        // Of a duplicate record the gateway knows nothing.
        return m_ref.occurrence > 0 ? QVariant() : periodCell(field);
    }
}

QVariant ReportRowMaker::windowCell(ReportField field) const
{
    const RateLimit &rate = m_state.rate;
    if (field == ReportField::WindowUsed)
        return figureCell(rate.used);
    if (field == ReportField::WindowRemaining)
        return figureCell(rate.remaining());
    return rate.started ? QVariant(toIsoString(rate.endMs(m_context.source().nowMs))) : QVariant();
}

QVariant ReportRowMaker::periodCell(ReportField field) const
{
    if (!isKnown(m_context.source().usage))
        return {};
    const KeyUsage usage = m_context.usageOf(m_ref.key);
    switch (field) {
    case ReportField::PeriodTokens:
        return figureCell(usage.total());
    case ReportField::Unobserved:
        return figureCell(usage.unobserved);
    case ReportField::PeriodShare:
        return m_context.tokens() > 0 ? QVariant(100.0 * usage.total() / m_context.tokens())
                                      : QVariant();
    case ReportField::PreviousTokens: {
        const auto previous = m_context.previousOf(m_ref.key);
        return previous ? figureCell(*previous) : QVariant();
    }
    default:
        return historyCell(field);
    }
}

QVariant ReportRowMaker::historyCell(ReportField field) const
{
    const TimeSpan &span = m_context.source().period.span;
    qint64 windows = 0, over = 0;
    double peak = 0;
    for (const RecordedWindow &window : m_context.source().histories.value(m_ref.key).windows) {
        if (window.startMs < span.fromMs || window.startMs >= span.toMs)
            continue;
        ++windows;
        over += window.used() > window.limit; // never over a limit that is no number
        peak = std::max(peak, window.used());
    }
    if (field == ReportField::Windows)
        return windows;
    if (field == ReportField::WindowsOver)
        return over;
    return windows > 0 ? figureCell(peak) : QVariant();
}

} // namespace keydeck
