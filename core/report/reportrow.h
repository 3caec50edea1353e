// One record's row in a report.
#pragma once

#include "core/report/usagereport.h"
#include "core/rules/keystatus.h"

#include <QSet>

namespace keydeck {

/// What all rows of a report have in common, looked up once. The source must outlive it.
class ReportRowContext final
{
public:
    explicit ReportRowContext(const ReportSource &source);

    [[nodiscard]] const ReportSource &source() const { return m_source; }
    /// The keys that are listed.
    [[nodiscard]] const QSet<QString> &listed() const { return m_listed; }
    /// Their names, as they are shown.
    [[nodiscard]] const QHash<QString, QString> &names() const { return m_names; }
    [[nodiscard]] KeyUsage usageOf(const QString &key) const { return m_usage.value(key); }
    /// Nothing where the history begins later than the period before.
    [[nodiscard]] std::optional<double> previousOf(const QString &key) const;
    /// Of all listed keys in the period.
    [[nodiscard]] double tokens() const { return m_tokens; }

private:
    const ReportSource &m_source;
    QSet<QString> m_listed;
    QHash<QString, QString> m_names;
    QHash<QString, KeyUsage> m_usage;
    QHash<QString, double> m_before;
    double m_tokens = 0;
};

class ReportRowMaker final
{
public:
    /// All must outlive it.
    ReportRowMaker(const ReportRowContext &context, const ApiKey &record, const KeyRef &ref);

    [[nodiscard]] QVariantList cells(const QList<ReportField> &fields) const;
    [[nodiscard]] QString model() const { return effectiveModel(m_record); }
    [[nodiscard]] QString tags() const;
    [[nodiscard]] const KeyState &state() const { return m_state; }

private:
    [[nodiscard]] QVariant cell(ReportField field) const;
    [[nodiscard]] QVariant windowCell(ReportField field) const;
    [[nodiscard]] QVariant periodCell(ReportField field) const;
    [[nodiscard]] QVariant historyCell(ReportField field) const;

    const ReportRowContext &m_context;
    ApiKey m_record;
    KeyRef m_ref;
    KeyState m_state;
    KeyNote m_note;
};

} // namespace keydeck
